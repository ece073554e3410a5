"""Lays out what fills the wall, scene by scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.answer_cards import draw_answers
from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.look import BLANK, Colours, Sizes, Span, wall_sizes
from pollkit.desktop.facilitator.wall.option_rows import (
    BarRow,
    Row,
    bars_need,
    draw_bars,
    draw_rows,
    rows_need,
)
from pollkit.desktop.facilitator.wall.places import (
    Places,
    with_corner_card,
    with_large_card,
    with_line_card,
)
from pollkit.desktop.facilitator.wall.scale_points import draw_points
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.split_rows import draw_split, split_needs
from pollkit.desktop.facilitator.wall.way_in import (
    draw_corner_card,
    draw_join,
    draw_large_card,
    draw_line_card,
)
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import Scene, WallPicture
from pollkit.i18n import _, direction, speaking


def lay_out_wall(
    picture: WallPicture, event: Event, width: float, height: float, colours: Colours,
    is_card_large: bool,
) -> Sheet:  # fmt: skip
    """The sheet for one picture; the same picture, event and size give the same sheet.

    `is_card_large` wishes for the join card's third of the wall; the card gives way before the
    question or an option loses a word.
    """
    language = event.languages[0]
    with speaking(language):
        for card in _CARDS[0 if is_card_large else 1 :]:
            is_mirrored = direction(language) == "rtl"
            sheet = Sheet(width, height, colours, wall_sizes(height), is_mirrored)
            stage = _draw_scene(sheet, picture, event, card)
            if not sheet.loses_words_in(stage):
                break
    return sheet


def draw_options(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    """What can be chosen, as the console shows it before it is asked; nothing for open text."""
    if item.kind is ItemKind.SCALE:
        draw_points(sheet, item, event.languages[0], frame)
    elif item.kind is not ItemKind.TEXT:
        labels = (words.option_label(item, code, event) for code in item.codes)
        draw_rows(sheet, [Row(label, place) for place, label in enumerate(labels)], frame)


def draw_result(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    """The chart alone, as the console shows it to the facilitator too."""
    if item.kind is ItemKind.TEXT:
        draw_answers(sheet, result.texts, frame)
    else:
        draw_bars(sheet, _bar_rows(item, result, event), result.answered, frame)


def _bar_rows(item: Item, result: Tally, event: Event) -> list[BarRow]:
    has_marks = item.kind is not ItemKind.SCALE
    return [
        BarRow(
            Row(words.option_label(item, option.code, event), place if has_marks else None),
            option.count,
            words.bar_number(option, result, event),
        )
        for place, option in enumerate(result.options)
    ]


def _draw_scene(sheet: Sheet, picture: WallPicture, event: Event, card: _Card) -> QRectF:
    """Returns the part of the wall in which no word may be lost; empty if all is well anyway."""
    match picture.scene:
        case Scene.BLANK:
            sheet.background = BLANK
        case Scene.END:
            _draw_end(sheet, event)
        case Scene.JOIN:
            draw_join(sheet, picture, event, words.title(event))
        case Scene.QUESTION | Scene.RESULT if (
            picture.item is None or picture.state is QuestionState.WAITING
        ):
            # The question is chosen but not yet asked: the room must not read it before.
            draw_join(sheet, picture, event, _("The next question comes in a moment."))
        case Scene.QUESTION | Scene.RESULT:
            assert picture.item is not None
            places = card.places(sheet.width, sheet.height, sheet.sizes)
            card.draw(sheet, picture, event, places.card)
            if picture.scene is Scene.RESULT and picture.result is not None:
                _draw_revealed(sheet, picture, picture.item, picture.result, event, places)
            else:
                _draw_question(sheet, picture, picture.item, event, places)
            return places.stage
    return QRectF()


def _draw_question(
    sheet: Sheet, picture: WallPicture, item: Item, event: Event, places: Places
) -> None:
    is_read_only = picture.state is QuestionState.READING
    count = "" if is_read_only else words.answered_so_far(picture.heads, event)
    _draw_foot(sheet, count, words.state_of(item, picture.state), places.foot)
    if item.kind is ItemKind.TEXT:
        size = Span(sheet.sizes.stem.ideal * 1.35, sheet.sizes.stem.least)
        sheet.write(words.stem(item, event), places.stage, size, bold=True)
        return
    # Room for the options is kept while the question is read, so that it stays where it is.
    rest = _draw_stem(sheet, item, event, places.stage, rows_need(sheet, min(len(item.codes), 7)))
    if is_read_only:
        return
    draw_options(sheet, item, event, rest)


def _draw_revealed(
    sheet: Sheet, picture: WallPicture, item: Item, result: Tally, event: Event, places: Places
) -> None:
    _draw_foot(sheet, words.base_in_words(result, event), "", places.foot)
    if picture.split is not None:
        need = split_needs(sheet, picture.split, item)
        rest = _draw_stem(sheet, item, event, places.stage, need)
        draw_split(sheet, picture.split, item, event, rest)
        return
    need = places.stage.height() * 0.5
    if item.kind is not ItemKind.TEXT:
        need = bars_need(sheet, _bar_rows(item, result, event), places.stage.width())
    rest = _draw_stem(sheet, item, event, places.stage, need)
    draw_result(sheet, item, result, event, rest)


def _draw_stem(sheet: Sheet, item: Item, event: Event, stage: QRectF, need: float) -> QRectF:
    """Returns what is left of the stage. A question shrinks and at last loses its end before an
    option goes missing."""
    space = sheet.sizes.gap * 1.4
    least = line_height(sheet.sizes.stem.least) * 2.1
    room = QRectF(stage.x(), stage.y(), stage.width(), max(stage.height() - need - space, least))
    taken = sheet.write(words.stem(item, event), room, sheet.sizes.stem, bold=True)
    spare = stage.bottom() - taken.bottom() - need - space
    top = taken.bottom() + space + max(0.0, min(spare * 0.3, sheet.sizes.gap * 1.5))
    return QRectF(stage.x(), top, stage.width(), stage.bottom() - top)


def _draw_foot(sheet: Sheet, count: str, state: str, foot: QRectF) -> None:
    """The count where everyone looks for it, and what the room may do now."""
    small = sheet.sizes.small
    bottom = foot.bottom()
    if state:
        taken = sheet.write(state, foot, small, sheet.colours.muted, most_lines=1, stand=1.0)
        bottom = taken.y()
    frame = QRectF(foot.x(), foot.y(), foot.width(), bottom - foot.y())
    lines = 2 if frame.height() > line_height(small.least) * 2 else 1
    size = Span(sheet.sizes.option.ideal, small.least)
    sheet.write(count, frame, size, bold=True, most_lines=lines, stand=1.0)


@dataclass(frozen=True)
class _Card:
    places: Callable[[float, float, Sizes], Places]
    draw: Callable[[Sheet, WallPicture, Event, QRectF], None]


_CARDS = (
    _Card(with_large_card, draw_large_card),
    _Card(with_corner_card, draw_corner_card),
    _Card(with_line_card, draw_line_card),
)


def _draw_end(sheet: Sheet, event: Event) -> None:
    thanks = []
    for language in event.languages:
        with speaking(language):
            thanks.append(_("Thank you for taking part."))
    lines = list(dict.fromkeys(thanks))
    margin = sheet.height * 0.1
    height = sheet.height * 0.62 / max(len(lines), 2)
    y = (sheet.height - height * len(lines) - sheet.height * 0.1) / 2
    for place, line in enumerate(lines):
        frame = QRectF(margin, y, sheet.width - 2 * margin, height)
        size = Span(sheet.height / 10, sheet.height / 18) if place == 0 else sheet.sizes.stem
        colour = sheet.colours.accent if place == 0 else sheet.colours.ink
        sheet.write(line, frame, size, colour, bold=place == 0, most_lines=2, stand=0.5)
        y += height
    title = QRectF(margin, y, sheet.width - 2 * margin, sheet.height * 0.1)
    sheet.write(
        words.title(event), title, sheet.sizes.option, sheet.colours.muted, most_lines=1, stand=1.0
    )
