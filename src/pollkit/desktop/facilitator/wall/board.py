"""A board: what the room wrote, the most supported first; one of it large; ideas with their votes
as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.bars import BarRow, bars_need, draw_bars
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    Lettering,
    fit,
    line_height,
    natural_width,
    reads_right_to_left,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.option_rows import Row
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.boards import Post, PostState
from pollkit.domain.events import Event
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item, ItemKind
from pollkit.i18n import _, ngettext

_MOST_LINES = 3
_STEPS = 6
# How high the text of one post may stand alone, as a part of the wall.
_LARGEST = 1 / 9


def board_needs(sheet: Sheet, board: BoardPicture, item: Item, event: Event, width: float) -> float:
    """The least height in which something can be read of it."""
    if has_bars(board, item):
        return bars_need(sheet, _bars(board, item, event), width)
    return line_height(sheet.sizes.option.least) * min(6, 2 * max(1, len(board.posts)))


def draw_board(sheet: Sheet, board: BoardPicture, item: Item, event: Event, frame: QRectF) -> None:
    if board.large is not None:
        _draw_large(sheet, board.large, board, item, event, frame)
    elif not board.posts:
        nothing = _("No ideas yet.") if item.kind is ItemKind.IDEAS else _("No questions yet.")
        sheet.write(nothing, frame, sheet.sizes.option, sheet.colours.muted)
    elif has_bars(board, item):
        _draw_bars(sheet, board, item, event, frame)
    else:
        _draw_list(sheet, board, item, event, frame)


def draw_posts_result(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    draw_board(sheet, _of_result(result), item, event, frame)


def posts_result_needs(
    sheet: Sheet, item: Item, result: Tally, event: Event, width: float
) -> float:
    return board_needs(sheet, _of_result(result), item, event, width)


def has_bars(board: BoardPicture, item: Item) -> bool:
    return item.kind is ItemKind.IDEAS and board.shows_numbers and bool(board.posts)


def _of_result(result: Tally) -> BoardPicture:
    return BoardPicture(result.posts, shows_numbers=True, is_voting=True)


def _draw_bars(sheet: Sheet, board: BoardPicture, item: Item, event: Event, frame: QRectF) -> None:
    bars = _bars(board, item, event)
    left_out = len(board.posts) - len(bars)
    foot = line_height(sheet.sizes.small.least) * 1.2 if left_out else 0.0
    draw_bars(sheet, bars, 0, frame.adjusted(0, 0, 0, -foot))
    if left_out:
        _write_more(sheet, left_out, QRectF(frame.x(), frame.bottom() - foot, frame.width(), foot))


def _bars(board: BoardPicture, item: Item, event: Event) -> list[BarRow]:
    language = words.language_of(event)
    return [
        BarRow(
            Row(post.text, _place(post, item)),
            post.supports,
            numerals.number(post.supports, language),
        )
        for post in board.posts[:MOST_OPTIONS_ON_A_WALL]
    ]


@dataclass(frozen=True)
class _Line:
    """A post as it is written: what stands before it, and its number ("" = not told)."""

    post: Post
    place: int | None
    number: str
    said: str


def _lines(board: BoardPicture, item: Item, event: Event) -> list[_Line]:
    language = words.language_of(event)
    return [
        _Line(
            post,
            _place(post, item),
            f"▲ {numerals.number(post.supports, language)}" if board.shows_numbers else "",
            f"✓ {post.text}" if post.state is PostState.ANSWERED else post.text,
        )
        for post in board.posts
    ]


def _draw_list(sheet: Sheet, board: BoardPicture, item: Item, event: Event, frame: QRectF) -> None:
    """All that fits, as large as all of it allows; a long list is cut before it is too small."""
    lines, span = _lines(board, item, event), sheet.sizes.option
    for step in range(_STEPS):
        size = span.at(step / (_STEPS - 1))
        placed = _placed(sheet, lines, frame, size)
        if len(placed) == len(lines):
            break
    else:
        foot = line_height(sheet.sizes.small.least) * 1.2
        placed = _placed(sheet, lines, frame.adjusted(0, 0, 0, -foot), size)
        sheet.is_crowded = True
        rest = QRectF(frame.x(), frame.bottom() - foot, frame.width(), foot)
        _write_more(sheet, len(lines) - len(placed), rest)
    for line, card in placed:
        _draw_line(sheet, line, card, size, _number_width(lines, size))


def _placed(
    sheet: Sheet, lines: Sequence[_Line], frame: QRectF, size: float
) -> list[tuple[_Line, QRectF]]:
    gap, pad = sheet.sizes.gap * 0.6, sheet.sizes.gap * 0.6
    width = frame.width() - 2 * pad - _number_width(lines, size)
    placed: list[tuple[_Line, QRectF]] = []
    y = frame.y()
    for line in lines:
        room = width - _mark_width(line, size)
        text = Lettering(
            line.said, room, size * 2 * _MOST_LINES, size, size, most_lines=_MOST_LINES
        )
        height = fit(text).height + 2 * pad
        if y + height > frame.bottom() + 0.5:
            break
        placed.append((line, QRectF(frame.x(), y, frame.width(), height)))
        y += height + gap
    return placed


def _draw_line(sheet: Sheet, line: _Line, card: QRectF, size: float, number_width: float) -> None:
    pad, exact = sheet.sizes.gap * 0.6, Span(size, size)
    is_answered = line.post.state is PostState.ANSWERED
    sheet.draw_panel(card, sheet.colours.surface, sheet.colours.hairline)
    inner = card.adjusted(pad, pad, -pad, -pad)
    start = _mark_width(line, size)
    if line.place is not None:
        _draw_mark(sheet, line.place, inner, size)
    text = QRectF(
        inner.x() + start, inner.y(), inner.width() - start - number_width, inner.height()
    )
    sheet.write(
        line.said, text, exact, sheet.colours.muted if is_answered else sheet.colours.ink,
        _own_side(sheet, line.post.text), most_lines=_MOST_LINES,
    )  # fmt: skip
    if line.number:
        sheet.write(
            line.number, inner, exact, sheet.colours.accent, Align.RIGHT, bold=True, most_lines=1,
            stand=0.5,
        )  # fmt: skip


def _draw_mark(sheet: Sheet, place: int, inner: QRectF, size: float) -> None:
    line, side = line_height(size), size * 0.8
    sheet.draw_shape(QRectF(inner.x(), inner.y() + (line - side) / 2, side, side), place)
    letter = QRectF(inner.x() + side + size * 0.25, inner.y(), size, line)
    sheet.write(option_letter(place), letter, Span(size, size), bold=True, most_lines=1)


def _draw_large(
    sheet: Sheet, post: Post, board: BoardPicture, item: Item, event: Event, frame: QRectF
) -> None:
    pad, small = sheet.sizes.gap * 1.4, sheet.sizes.option
    sheet.draw_panel(frame, sheet.colours.surface, sheet.colours.accent)
    inner = frame.adjusted(pad, pad, -pad, -pad)
    said = []
    place = _place(post, item)
    if place is not None:
        said.append(
            f"{option_letter(place)} · {words.option_label(item, item.codes[place], event)}"
        )
    if board.shows_numbers:
        said.append(f"▲ {numerals.number(post.supports, words.language_of(event))}")
    foot = line_height(small.least) * 1.3 if said else 0.0
    text = inner.adjusted(0, 0, 0, -foot)
    size = Span(sheet.height * _LARGEST, sheet.sizes.small.least)
    sheet.write(post.text, text, size, align=_own_side(sheet, post.text), bold=True, stand=0.5)
    line = QRectF(inner.x(), inner.bottom() - foot, inner.width(), foot)
    if said:
        start = 0.0
        if place is not None:
            side = small.least * 0.8
            mark = QRectF(line.x(), line.bottom() - line_height(small.least) * 0.9, side, side)
            sheet.draw_shape(mark, place)
            start = side * 1.4
        sheet.write(
            "   ".join(said), line.adjusted(start, 0, 0, 0), Span(small.least, small.least),
            sheet.colours.muted, most_lines=1, stand=1.0,
        )  # fmt: skip


def _write_more(sheet: Sheet, count: int, frame: QRectF) -> None:
    sheet.write(
        ngettext("and {n} more", "and {n} more", count).format(n=count), frame,
        sheet.sizes.small, sheet.colours.muted, most_lines=1, stand=1.0,
    )  # fmt: skip


def _own_side(sheet: Sheet, text: str) -> Align:
    """Each post reads in its own direction, whatever the wall's is."""
    return Align.LEFT if reads_right_to_left(text) == sheet.is_mirrored else Align.RIGHT


def _place(post: Post, item: Item) -> int | None:
    return item.codes.index(post.category) if post.category in item.codes else None


def _mark_width(line: _Line, size: float) -> float:
    return 0.0 if line.place is None else size * 2.1


def _number_width(lines: Sequence[_Line], size: float) -> float:
    widest = max((natural_width(line.number, size, bold=True) for line in lines), default=0.0)
    return widest + size * 0.8 if widest else 0.0
