"""Options that are pictures: a card for each, its words under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.option_rows import (
    Row,
    draw_label,
    draw_rows,
    label_fit,
    mark_width,
    rows_need,
)
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, Option

# Of the height of the sheet.
_LEAST_PICTURE = 0.17
_MOST_LINES = 2


def options_need(sheet: Sheet, item: Item, event: Event, width: float) -> float:
    if not _has_pictures(item):
        return rows_need(sheet, _rows(item, event), width)
    return line_height(sheet.sizes.option.least) * 6


def draw_options_of(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    if _has_pictures(item):
        _draw_cards(sheet, item, event, frame)
        return
    draw_rows(sheet, _rows(item, event), frame)


def _rows(item: Item, event: Event) -> list[Row]:
    return [Row(words.option_label(item, c, event), n) for n, c in enumerate(item.codes)]


def _has_pictures(item: Item) -> bool:
    return any(option.image is not None for option in item.options)


def _columns(sheet: Sheet, rows: list[Row], width: float, height: float) -> int:
    """As many side by side as make the pictures largest without a word being lost."""
    size, gap = sheet.sizes.option.least, sheet.sizes.gap

    def worth(columns: int) -> tuple[bool, float]:
        card = (width - gap * (columns - 1)) / columns
        room = card - mark_width(size, rows)
        labels = [label_fit(row.label, room, size, _MOST_LINES) for row in rows]
        is_whole = not any(label.is_elided or label.is_torn for label in labels)
        return is_whole, min(card, height / -(-len(rows) // columns) - labels[0].height)

    return max(range(1, len(rows) + 1), key=worth)


def _draw_cards(sheet: Sheet, item: Item, event: Event, frame: QRectF) -> None:
    size, gap = sheet.sizes.option.least, sheet.sizes.gap
    rows = _rows(item, event)
    columns = _columns(sheet, rows, frame.width(), frame.height())
    lines = -(-len(item.options) // columns)
    width = (frame.width() - gap * (columns - 1)) / columns
    height = (frame.height() - gap * (lines - 1)) / lines
    room = width - mark_width(size, rows)
    words_height = max(label_fit(row.label, room, size, _MOST_LINES).height for row in rows)
    sheet.is_crowded |= height - words_height < sheet.height * _LEAST_PICTURE
    for place, (option, row) in enumerate(zip(item.options, rows, strict=True)):
        x = frame.x() + (width + gap) * (place % columns)
        y = frame.y() + (height + gap) * (place // columns)
        card = QRectF(x, y, width, height)
        _draw_card(sheet, option, row, card, words_height)


def _draw_card(sheet: Sheet, option: Option, row: Row, card: QRectF, words_height: float) -> None:
    size = sheet.sizes.option.least
    start = mark_width(size, [row])
    label = QRectF(card.x(), card.bottom() - words_height, card.width(), words_height)
    if option.image is not None:
        room = card.adjusted(0, 0, 0, -words_height - size * 0.3)
        shown = sheet.draw_image(option.image, room)
        label.setX(shown.x() if shown.width() > start * 3 else card.x())
        label.setRight(card.right())
    draw_label(sheet, row, label, size, _MOST_LINES, start, stand=0.0)
