"""The picture of a board: its posts with their votes, the most supported first."""

from __future__ import annotations

from pollkit.charts import numerals, wording
from pollkit.charts.bars import Row, draw_rows
from pollkit.charts.drawing import MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM
from pollkit.domain.instruments import Item
from pollkit.domain.results import QuestionResult
from pollkit.i18n import ngettext

_SHOWN = 10


def draw_posts(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """A bar stands for the votes as a part of those of the first."""
    posts = result.tally.posts
    most = max((post.supports for post in posts), default=0)
    rows = [
        Row(
            wording.plain(post.text),
            post.supports / most if most else 0.0,
            numerals.number(post.supports, language),
            mark=_mark(result.item, post.category),
        )
        for post in posts[:_SHOWN]
    ]
    y = draw_rows(drawing, rows, y)
    left = len(posts) - _SHOWN
    if left > 0:
        words = ngettext("and {n} more", "and {n} more", left).format(
            n=numerals.number(left, language)
        )
        y = drawing.paragraph(words, MARGIN, y + 4, ROOM, LABEL, drawing.palette.muted)
    return y + 6


def _mark(item: Item, category: str | None) -> int | None:
    return item.codes.index(category) if category in item.codes else None
