"""How each kind of question is drawn: while it is asked, once it is revealed, and group by
group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import group_figures, group_places, split_rows
from pollkit.desktop.facilitator.wall.answer_cards import draw_answers
from pollkit.desktop.facilitator.wall.board import draw_posts_result, posts_result_needs
from pollkit.desktop.facilitator.wall.choice_bars import (
    choices_need,
    draw_choices,
    least_choices_need,
)
from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.likert import (
    draw_asked_statements,
    draw_statements,
    statements_asked_need,
    statements_need,
)
from pollkit.desktop.facilitator.wall.mean_bars import (
    draw_ranking,
    draw_shared_points,
    points_need,
    ranking_need,
)
from pollkit.desktop.facilitator.wall.option_cards import draw_options_of, options_need
from pollkit.desktop.facilitator.wall.pinned import draw_picture, draw_pinned, picture_needs
from pollkit.desktop.facilitator.wall.plane import draw_placed, draw_plane, plane_needs
from pollkit.desktop.facilitator.wall.scale_columns import (
    draw_numbers,
    draw_scale,
    numbers_need,
    scale_need,
)
from pollkit.desktop.facilitator.wall.scale_points import draw_points, scale_points_need
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.word_cloud import cloud_needs, draw_cloud
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind

# What there is to see of a question, and the least height that it needs at a width.
DrawAsked = Callable[[Sheet, Item, Event, QRectF], object]
AskedNeed = Callable[[Sheet, Item, Event, float], float]
DrawResult = Callable[[Sheet, Item, Tally, Event, QRectF], None]
ResultNeed = Callable[[Sheet, Item, Tally, Event, float], float]
DrawSplit = Callable[[Sheet, Split, Item, Event, QRectF], None]
SplitNeed = Callable[[Sheet, Split, Item, Event, float], float]


@dataclass(frozen=True)
class AskedPart:
    draw: DrawAsked
    needs: AskedNeed


@dataclass(frozen=True)
class ResultPart:
    """`least`: what it can do with before the question loses its end; None = no less."""

    draw: DrawResult
    needs: ResultNeed
    least: ResultNeed | None = None


@dataclass(frozen=True)
class SplitPart:
    draw: DrawSplit
    needs: SplitNeed


@dataclass(frozen=True)
class Drawing:
    """`asked` None: the question stands alone, in larger letters; `split` None: the kind is not
    shown group by group."""

    asked: AskedPart | None
    result: ResultPart
    split: SplitPart | None = None


def drawing_of(item: Item) -> Drawing:
    return _DRAWINGS.get(item.kind, _WRITTEN)


def _draw_texts(sheet: Sheet, _item: Item, result: Tally, _event: Event, frame: QRectF) -> None:
    draw_answers(sheet, result, frame)


def _texts_need(sheet: Sheet, _item: Item, _result: Tally, _event: Event, _width: float) -> float:
    return line_height(sheet.sizes.small.least) * 8


def _of_any(needs: AskedNeed) -> ResultNeed:
    """A plane takes as much room empty as with marks in it."""
    return lambda sheet, item, _result, event, width: needs(sheet, item, event, width)


_OPTIONS = AskedPart(draw_options_of, options_need)
_BY_OPTION = SplitPart(split_rows.draw_split, split_rows.split_needs)
_CHOSEN = Drawing(_OPTIONS, ResultPart(draw_choices, choices_need, least_choices_need), _BY_OPTION)
_WRITTEN = Drawing(None, ResultPart(_draw_texts, _texts_need))
_BOARD = Drawing(None, ResultPart(draw_posts_result, posts_result_needs))

_DRAWINGS = {
    ItemKind.SINGLE: _CHOSEN,
    ItemKind.MULTIPLE: _CHOSEN,
    ItemKind.SCALE: Drawing(
        AskedPart(draw_points, scale_points_need),
        ResultPart(draw_scale, scale_need),
        SplitPart(group_figures.draw_scale_groups, group_figures.scale_groups_need),
    ),
    ItemKind.MATRIX: Drawing(
        AskedPart(draw_asked_statements, statements_asked_need),
        ResultPart(draw_statements, statements_need),
        SplitPart(group_figures.draw_statement_groups, split_rows.split_needs),
    ),
    ItemKind.RANKING: Drawing(
        _OPTIONS,
        ResultPart(draw_ranking, ranking_need),
        SplitPart(group_figures.draw_rank_groups, split_rows.split_needs),
    ),
    ItemKind.POINTS: Drawing(
        _OPTIONS,
        ResultPart(draw_shared_points, points_need),
        SplitPart(group_figures.draw_point_groups, split_rows.split_needs),
    ),
    ItemKind.GRID: Drawing(
        AskedPart(draw_plane, plane_needs),
        ResultPart(draw_placed, _of_any(plane_needs)),
        SplitPart(group_places.draw_plane_groups, group_places.plane_groups_need),
    ),
    ItemKind.PIN: Drawing(
        AskedPart(draw_picture, picture_needs),
        ResultPart(draw_pinned, _of_any(picture_needs)),
        SplitPart(group_places.draw_pin_groups, group_places.pin_groups_need),
    ),
    ItemKind.NUMBER: Drawing(
        None,
        ResultPart(draw_numbers, numbers_need),
        SplitPart(group_figures.draw_number_groups, group_figures.number_groups_need),
    ),
    ItemKind.WORDS: Drawing(None, ResultPart(draw_cloud, cloud_needs)),
    ItemKind.QUESTIONS: _BOARD,
    ItemKind.IDEAS: _BOARD,
}
