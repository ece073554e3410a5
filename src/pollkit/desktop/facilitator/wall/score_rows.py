"""The best of a quiz: place, name and score, a row each."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.events import Event
from pollkit.domain.people import Standing
from pollkit.i18n import _, ngettext

_MOST_ROWS = 10


def draw_scores(sheet: Sheet, scores: tuple[Standing, ...], event: Event, frame: QRectF) -> None:
    """Where more share the last place than can be read, the rest is counted."""
    shown = scores[:_MOST_ROWS]
    lines = [_row(one, event) for one in shown]
    rest = len(scores) - len(shown)
    if rest:
        more = ngettext("and {n} more", "and {n} more", rest)
        lines.append(("", more.format(n=numerals.number(rest, words.language_of(event))), ""))
    size = sheet.sizes.small.least
    pitch = min(frame.height() / max(len(lines), 1), line_height(size) * 2.2)
    letters = min(size * 1.7, pitch / line_height(1) / 1.15)
    for number, (place, name, score) in enumerate(lines):
        row = QRectF(frame.x(), frame.y() + pitch * number, frame.width(), pitch)
        _draw_row(sheet, (place, name, score), row, max(letters, size * 0.9))


def score_lines(scores: tuple[Standing, ...], event: Event) -> list[str]:
    """The same in words."""
    return ["  ".join(_row(one, event)) for one in scores]


def _draw_row(sheet: Sheet, cells: tuple[str, str, str], row: QRectF, letters: float) -> None:
    place, name, score = cells
    span = Span(letters, letters)
    first = natural_width("00.", letters, bold=True) + sheet.sizes.gap
    last = natural_width(score, letters, bold=True) + 4
    spot = QRectF(row.x(), row.y(), first, row.height())
    sheet.write(place, spot, span, sheet.colours.accent, bold=True, most_lines=1, stand=0.5)
    middle = QRectF(row.x() + first, row.y(), row.width() - first - last, row.height())
    sheet.write(name, middle, span, most_lines=1, stand=0.5)
    spot = QRectF(row.right() - last, row.y(), last, row.height())
    sheet.write(score, spot, span, bold=True, most_lines=1, stand=0.5)


def _row(one: Standing, event: Event) -> tuple[str, str, str]:
    language = words.language_of(event)
    name = one.name or _("somebody")
    return f"{numerals.number(one.place, language)}.", name, numerals.number(one.score, language)
