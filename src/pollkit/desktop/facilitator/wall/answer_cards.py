"""Answers in people's own words, as cards; what does not fit is counted."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    Lettering,
    fit,
    line_height,
    reads_right_to_left,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.i18n import _, ngettext

_MOST_LINES = 5


def draw_answers(sheet: Sheet, result: Tally, frame: QRectF) -> None:
    texts = result.texts
    if not texts:
        say_that_nothing_is_shown(sheet, result.answered, frame)
        return
    for size in (sheet.sizes.option.ideal, sheet.sizes.option.least, sheet.sizes.small.least):
        shown = _place_cards(sheet, texts, frame, size)
        if len(shown) == len(texts):
            break
    else:
        last_line = line_height(sheet.sizes.small.least) * 1.2
        cards = QRectF(frame.x(), frame.y(), frame.width(), frame.height() - last_line)
        shown = _place_cards(sheet, texts, cards, size)
        sheet.is_crowded = True
        left_out = len(texts) - len(shown)
        sheet.write(
            ngettext("and {n} more", "and {n} more", left_out).format(n=left_out),
            QRectF(frame.x(), cards.bottom(), frame.width(), last_line),
            sheet.sizes.small, sheet.colours.muted, most_lines=1, stand=1.0, moves=True,
        )  # fmt: skip
    for text, card in shown:
        _draw_card(sheet, text, card, size)


def say_that_nothing_is_shown(sheet: Sheet, answered: int, frame: QRectF) -> None:
    """A room that has written must not read that nobody did: the words wait to be released."""
    words = _("The answers are not shown yet.") if answered else _("No answers yet.")
    sheet.write(words, frame, sheet.sizes.option, sheet.colours.muted)


def _place_cards(
    sheet: Sheet, texts: tuple[str, ...], frame: QRectF, size: float
) -> list[tuple[str, QRectF]]:
    """Each text into the column that is the least full, until one fits nowhere."""
    gap, pad = sheet.sizes.gap * 0.7, sheet.sizes.gap * 0.8
    columns = max(1, int(frame.width() // (size * 15)))
    width = (frame.width() - gap * (columns - 1)) / columns
    filled = [0.0] * columns
    placed: list[tuple[str, QRectF]] = []
    for text in texts:
        height = fit(_wish(text, width - 2 * pad, size)).height + 2 * pad
        column = filled.index(min(filled))
        if filled[column] + height > frame.height():
            break
        x = frame.x() + (width + gap) * column
        placed.append((text, QRectF(x, frame.y() + filled[column], width, height)))
        filled[column] += height + gap
    return placed


def _draw_card(sheet: Sheet, text: str, card: QRectF, size: float) -> None:
    pad = sheet.sizes.gap * 0.8
    sheet.draw_panel(card, sheet.colours.surface, sheet.colours.hairline, moves=True)
    # Each answer reads in its own direction, whatever the wall's is.
    aligned_with_wall = reads_right_to_left(text) == sheet.is_mirrored
    sheet.write(
        text, card.adjusted(pad, pad, -pad, -pad), Span(size, size),
        align=Align.LEFT if aligned_with_wall else Align.RIGHT, most_lines=_MOST_LINES, moves=True,
    )  # fmt: skip


def _wish(text: str, width: float, size: float) -> Lettering:
    return Lettering(text, width, size * 2 * _MOST_LINES, size, size, most_lines=_MOST_LINES)
