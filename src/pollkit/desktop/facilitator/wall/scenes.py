"""Lays out what fills the wall, scene by scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.board import board_needs, draw_board
from pollkit.desktop.facilitator.wall.board_words import board_clauses, board_count
from pollkit.desktop.facilitator.wall.clock_mark import draw_clock
from pollkit.desktop.facilitator.wall.kinds import drawing_of
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    fit,
    line_height,
    natural_width,
    reads_right_to_left,
)
from pollkit.desktop.facilitator.wall.look import BLANK, Colours, Sizes, Span, wall_sizes
from pollkit.desktop.facilitator.wall.one_line_card import draw_one_line
from pollkit.desktop.facilitator.wall.places import (
    Places,
    with_corner_card,
    with_large_card,
    with_line_card,
    with_one_line,
    with_two_corner_codes,
)
from pollkit.desktop.facilitator.wall.progress_rows import draw_progress
from pollkit.desktop.facilitator.wall.score_rows import draw_scores
from pollkit.desktop.facilitator.wall.sheet import Props, Sheet
from pollkit.desktop.facilitator.wall.shift_rows import draw_shift, shift_needs
from pollkit.desktop.facilitator.wall.sureness_strip import draw_strip, strip_height
from pollkit.desktop.facilitator.wall.tongues import second_stem, spoken, wall_event
from pollkit.desktop.facilitator.wall.way_in import (
    draw_corner_card,
    draw_join,
    draw_large_card,
    draw_line_card,
    draw_two_corner_codes,
)
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import Scene, WallPicture
from pollkit.i18n import _, direction, speaking

# A chart that needs so many times the room that it has is not worth drawing.
_HOPELESS = 1.2


def lay_out_wall(
    picture: WallPicture, event: Event, width: float, height: float, colours: Colours,
    is_card_large: bool, languages: tuple[str, ...] = (), props: Props | None = None,
) -> Sheet:  # fmt: skip
    """The sheet for one picture; the same picture, event and size give the same sheet.

    `is_card_large` wishes for the join card's third of the wall; the card gives way before the
    question or an option loses a word. `languages` are one or two of the event's, none = the one
    that it was written in; before a word is lost, the second one is left out.
    """
    props = props or Props()
    asked = spoken(event, languages)
    with speaking(asked[0]):
        for shown in dict.fromkeys(((asked, asked), (asked, asked[:1]), (asked[:1], asked[:1]))):
            told = _told(picture, event, *shown)
            for card in _cards(picture, is_card_large):
                is_last = card is _CARDS[-1]
                is_mirrored = direction(asked[0]) == "rtl"
                sheet = Sheet(width, height, colours, wall_sizes(height), is_mirrored, props)
                sheet.languages = told.languages
                stage = _draw_scene(sheet, told, card, is_last)
                if not sheet.loses_words_in(stage):
                    return sheet
    return sheet


def draw_options(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    """What can be chosen, as the console shows it before it is asked; nothing where people answer
    in their own words."""
    asked = drawing_of(item).asked
    if asked is not None:
        asked.draw(sheet, item, event, frame)


def draw_result(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    """The chart alone, as the console shows it to the facilitator too."""
    strip = strip_height(sheet, result)
    above = frame.adjusted(0, 0, 0, -strip - (sheet.sizes.gap if strip else 0))
    drawing_of(item).result.draw(sheet, item, result, event, above)
    draw_strip(sheet, result, QRectF(frame.x(), frame.bottom() - strip, frame.width(), strip))


def draw_groups(
    sheet: Sheet, split: Split, item: Item, result: Tally | None, event: Event, frame: QRectF
) -> None:
    """The chart group by group; where that says nothing, the whole chart and a word about it."""
    part = drawing_of(item).split
    if part is not None:
        part.draw(sheet, split, item, event, frame)
        return
    line = line_height(sheet.sizes.small.least) * 1.2
    note = QRectF(frame.x(), frame.bottom() - line, frame.width(), line)
    sheet.write(
        _("A question of this kind is not shown group by group."), note, sheet.sizes.small,
        sheet.colours.muted, most_lines=1, stand=1.0,
    )  # fmt: skip
    if result is not None:
        draw_result(sheet, item, result, event, frame.adjusted(0, 0, 0, -line))


@dataclass(frozen=True)
class _Told:
    """A picture with the words that go on the wall. `event` speaks the wall's languages, `item` is
    its question; `second` is the question in the second language, "" if there is none."""

    picture: WallPicture
    event: Event
    item: Item | None
    second: str
    languages: tuple[str, ...]


def _told(
    picture: WallPicture, event: Event, languages: tuple[str, ...], options: tuple[str, ...]
) -> _Told:
    """`options` are the languages of everything but the question itself."""
    item, second = picture.item, ""
    if item is not None:
        # The picture's own question: it may be newer than the event, or on its way out.
        alone = replace(event, instrument=replace(event.instrument, items=(item,)))
        second = second_stem(item, event, languages)
        item = wall_event(alone, options).instrument.items[0]
    return _Told(picture, wall_event(event, options), item, second, languages)


def _draw_scene(sheet: Sheet, told: _Told, card: _Card, is_last: bool) -> QRectF:
    """Returns the part of the wall in which no word may be lost; empty if all is well anyway."""
    picture, event = told.picture, told.event
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
        case Scene.SCORES:
            return _draw_scores(sheet, told)
        case Scene.PROGRESS:
            places = card.places(sheet.width, sheet.height, sheet.sizes)
            card.draw(sheet, picture, event, places.card)
            _draw_progress(sheet, told, places)
            return places.stage
        case Scene.QUESTION | Scene.RESULT:
            assert told.item is not None
            places = card.places(sheet.width, sheet.height, sheet.sizes)
            card.draw(sheet, picture, event, places.card)
            if picture.board is not None:
                _draw_board(sheet, told, told.item, picture.board, places)
            elif picture.scene is Scene.RESULT and picture.result is not None:
                _draw_revealed(sheet, told, told.item, picture.result, places, is_last)
            else:
                _draw_question(sheet, told, told.item, places)
            return places.stage
    return QRectF()


def _draw_question(sheet: Sheet, told: _Told, item: Item, places: Places) -> None:
    state = told.picture.state
    is_read_only = state is QuestionState.READING
    count = "" if is_read_only else words.answered_so_far(told.picture.heads, told.event)
    foot = draw_clock(sheet, told.picture.seconds_left, places.foot)
    _draw_foot(sheet, count, words.state_in(item, state, told.languages), foot)
    asked = drawing_of(item).asked
    if asked is None:
        size = Span(sheet.sizes.stem.ideal * 1.35, sheet.sizes.stem.least)
        _write_stems(sheet, told, item, places.stage, size)
        return
    # Room for the options is kept while the question is read, so that it stays where it is.
    need = asked.needs(sheet, item, told.event, places.stage.width())
    rest = _draw_stem(sheet, told, item, places.stage, need)
    if not is_read_only:
        draw_options(sheet, item, told.event, rest)


def _draw_revealed(
    sheet: Sheet, told: _Told, item: Item, result: Tally, places: Places, is_last: bool
) -> None:
    event, split, stage = told.event, told.picture.split, places.stage
    shift, is_open = told.picture.shift, told.picture.state is QuestionState.OPEN
    clauses = words.state_in(item, QuestionState.OPEN, told.languages) if is_open else ()
    foot = draw_clock(sheet, told.picture.seconds_left, places.foot)
    _draw_foot(sheet, words.base_in_words(result, event, told.picture.heads), clauses, foot)
    drawing = drawing_of(item)
    if shift is not None:
        need = shift_needs(sheet, item)
        draw_shift(sheet, shift, item, event, _draw_stem(sheet, told, item, stage, need))
        return
    if split is not None and drawing.split is not None:
        need = drawing.split.needs(sheet, split, item, event, stage.width())
    else:
        need = drawing.result.needs(sheet, item, result, event, stage.width())
        if drawing.result.least is not None and _stem_is_cut(sheet, told, item, stage, need):
            need = drawing.result.least(sheet, item, result, event, stage.width())
        strip = strip_height(sheet, result)
        need += strip + (sheet.sizes.gap if strip else 0)
    if not is_last and need > (stage.height() - line_height(sheet.sizes.stem.least)) * _HOPELESS:
        sheet.is_crowded = True  # no need to draw what gives way to the next layout
        return
    rest = _draw_stem(sheet, told, item, stage, need)
    if split is not None:
        draw_groups(sheet, split, item, result, event, rest)
    else:
        draw_result(sheet, item, result, event, rest)


def _draw_board(sheet: Sheet, told: _Told, item: Item, board: BoardPicture, places: Places) -> None:
    event = told.event
    foot = draw_clock(sheet, told.picture.seconds_left, places.foot)
    count = board_count(item, board, words.language_of(event))
    _draw_foot(sheet, count, board_clauses(item, board, told.picture.state, told.languages), foot)
    need = board_needs(sheet, board, item, event, places.stage.width())
    draw_board(sheet, board, item, event, _draw_stem(sheet, told, item, places.stage, need))


def _draw_progress(sheet: Sheet, told: _Told, places: Places) -> None:
    """What everyone does now, and how far they have come."""
    stage, event = places.stage, told.event
    foot = draw_clock(sheet, told.picture.seconds_left, places.foot)
    _draw_foot(sheet, words.finished_so_far(told.picture.heads, event), (), foot)
    head = QRectF(stage.x(), stage.y(), stage.width(), stage.height() * 0.3)
    end = sheet.write(
        _("Answer the questions on your phone, at your own pace."), head, sheet.sizes.stem,
        bold=True,
    ).bottom()  # fmt: skip
    top = end + sheet.sizes.gap * 1.5
    rows = QRectF(stage.x(), top, stage.width(), stage.bottom() - top)
    draw_progress(sheet, told.picture.progress, event, rows)


def _draw_stem(sheet: Sheet, told: _Told, item: Item, stage: QRectF, need: float) -> QRectF:
    """Returns what is left of the stage. A question shrinks and at last loses its end before an
    option goes missing."""
    room = _stem_room(sheet, told, stage, need)
    end = _write_stems(sheet, told, item, room, sheet.sizes.stem)
    space = min(sheet.sizes.gap * 1.4, max(stage.bottom() - end - need, sheet.sizes.gap * 0.5))
    spare = stage.bottom() - end - need - space
    top = end + space + max(0.0, min(spare * 0.3, sheet.sizes.gap * 1.5))
    return QRectF(stage.x(), top, stage.width(), stage.bottom() - top)


def _stem_room(sheet: Sheet, told: _Told, stage: QRectF, need: float) -> QRectF:
    least = line_height(sheet.sizes.stem.least) * (2.1 if not told.second else 3.1)
    height = max(stage.height() - need - sheet.sizes.gap * 0.5, least)
    return QRectF(stage.x(), stage.y(), stage.width(), height)


def _stem_is_cut(sheet: Sheet, told: _Told, item: Item, stage: QRectF, need: float) -> bool:
    room = _stem_room(sheet, told, stage, need)
    words_of_both = f"{words.stem(item, told.event)}\n{told.second}".rstrip()
    return fit(sheet.lettering(words_of_both, room, sheet.sizes.stem, bold=True)).is_elided


def _write_stems(sheet: Sheet, told: _Told, item: Item, room: QRectF, size: Span) -> float:
    """The question, under it the same in the second language, which reads from its own side;
    returns where they end."""
    first = words.stem(item, told.event)
    if not told.second:
        return sheet.write(first, room, size, bold=True).bottom()
    gap = sheet.sizes.gap * 0.4
    share = min(max(len(first) / (len(first) + len(told.second)), 0.3), 0.7)
    upper = QRectF(room.x(), room.y(), room.width(), (room.height() - gap) * share)
    end = sheet.write(first, upper, size, bold=True).bottom() + gap
    lower = QRectF(room.x(), end, room.width(), room.bottom() - end)
    is_turned = reads_right_to_left(told.second, sheet.is_mirrored) != sheet.is_mirrored
    align = Align.RIGHT if is_turned else Align.LEFT
    return sheet.write(told.second, lower, size, sheet.colours.ink, align).bottom()


def _draw_foot(sheet: Sheet, count: str, clauses: tuple[str, ...], foot: QRectF) -> None:
    """The count where everyone looks for it, and what the room may do now: as many of the clauses
    as there is room for."""
    small = sheet.sizes.small
    bottom = foot.bottom()
    if count and foot.height() < line_height(small.least) * 1.6:
        clauses = ()  # on one line the count is what matters
    state = " · ".join(clauses)
    while len(clauses) > 1 and natural_width(state, small.least) > foot.width():
        clauses = clauses[:-1]
        state = " · ".join(clauses)
    if state:
        is_long = natural_width(state, small.least) > foot.width()
        most = 2 if is_long and foot.height() >= line_height(small.least) * 2.9 else 1
        taken = sheet.write(state, foot, small, sheet.colours.muted, most_lines=most, stand=1.0)
        bottom = taken.y()
    frame = QRectF(foot.x(), foot.y(), foot.width(), bottom - foot.y())
    lines = 2 if frame.height() > line_height(small.least) * 2 else 1
    size = Span(sheet.sizes.option.ideal, small.least)
    said = [part.replace(" ", "\u00a0") if n else part for n, part in enumerate(count.split(" · "))]
    while len(said) > 1 and _is_too_long(" · ".join(said), size.least, frame.width() * lines):
        said.pop()
    count = " · ".join(said)
    sheet.write(count, frame, size, bold=True, most_lines=lines, stand=1.0)


def _is_too_long(words_said: str, size: float, width: float) -> bool:
    return natural_width(words_said, size, bold=True) > width


@dataclass(frozen=True)
class _Card:
    places: Callable[[float, float, Sizes], Places]
    draw: Callable[[Sheet, WallPicture, Event, QRectF], None]


_CARDS = (
    _Card(with_large_card, draw_large_card),
    _Card(with_corner_card, draw_corner_card),
    _Card(with_line_card, draw_line_card),
    _Card(with_one_line, draw_one_line),
)
_TWO_CODES = _Card(with_two_corner_codes, draw_two_corner_codes)


def _cards(picture: WallPicture, is_large: bool) -> tuple[_Card, ...]:
    """From the one that is wished for to the smallest; before one code alone both steps'."""
    large, *smaller = _CARDS
    both = () if picture.wifi is None else (_TWO_CODES,)
    return (*((large,) if is_large else ()), *both, *smaller)


def _draw_scores(sheet: Sheet, told: _Told) -> QRectF:
    margin = sheet.height * 0.1
    frame = QRectF(0, 0, sheet.width, sheet.height).adjusted(
        margin * 2, margin, -margin * 2, -margin
    )
    head = QRectF(frame.x(), frame.y(), frame.width(), frame.height() * 0.2)
    stem = sheet.sizes.stem
    sheet.write(_("The best so far"), head, stem, bold=True, most_lines=1, stand=0.5)
    rows = frame.adjusted(0, head.height() + sheet.sizes.gap, 0, 0)
    draw_scores(sheet, told.picture.scores, told.event, rows)
    return head


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
