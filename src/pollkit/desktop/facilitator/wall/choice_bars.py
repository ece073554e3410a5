"""A bar for each option that could be chosen, with a tick at the right ones of a quiz."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.bars import (
    BarRow,
    bars_need,
    draw_bars,
    least_bars_need,
)
from pollkit.desktop.facilitator.wall.option_rows import Row
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import _


def choices_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    return bars_need(sheet, _rows(item, result, event), width)


def least_choices_need(
    sheet: Sheet, item: Item, result: Tally, event: Event, width: float
) -> float:
    return least_bars_need(sheet, _rows(item, result, event), width)


def draw_choices(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    draw_bars(sheet, _rows(item, result, event), result.answered, frame)


def _rows(item: Item, result: Tally, event: Event) -> list[BarRow]:
    return [
        BarRow(
            Row(words.option_label(item, option.code, event), place, item.options[place].image),
            option.count,
            _number(item, option, result, event),
        )
        for place, option in enumerate(result.options)
    ]


def _number(item: Item, option: OptionCount, result: Tally, event: Event) -> str:
    number = words.bar_number(option, result, event)
    right = _("right")
    return f"{number}  ✓ {right}" if option.code in item.right else number
