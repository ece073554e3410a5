"""What fills a scale or the line of numbers: how many stand at each point."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.charts import numerals, wording
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.bars import BarRow, bars_need, draw_bars
from pollkit.desktop.facilitator.wall.columns import (
    Column,
    ColumnChart,
    Flag,
    Rim,
    columns_need,
    draw_columns,
)
from pollkit.desktop.facilitator.wall.look import good_colour
from pollkit.desktop.facilitator.wall.option_rows import Row
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Bin, Numbers
from pollkit.domain.events import Event
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language


def scale_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    if item.points > MOST_OPTIONS_ON_A_WALL:
        return columns_need(sheet, _points(sheet, item, result), width)
    return bars_need(sheet, _bars(item, result, event), width)


def draw_scale(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    """A bar for each point; of more points than a wall has bars, columns."""
    if item.points > MOST_OPTIONS_ON_A_WALL:
        draw_columns(sheet, _points(sheet, item, result), frame)
    else:
        draw_bars(sheet, _bars(item, result, event), result.answered, frame)


def numbers_need(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    chart = _histogram(sheet, item, result.numbers) if result.numbers else ColumnChart((), 0)
    return columns_need(sheet, chart, width)


def draw_numbers(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    if result.numbers is None:
        sheet.write(_("No answers yet."), frame, sheet.sizes.option, sheet.colours.muted)
        return
    draw_columns(sheet, _histogram(sheet, item, result.numbers), frame)


def _bars(item: Item, result: Tally, event: Event) -> list[BarRow]:
    return [
        BarRow(
            Row(words.option_label(item, option.code, event), None),
            option.count,
            words.bar_number(option, result, event),
        )
        for option in result.options
    ]


def _points(sheet: Sheet, item: Item, result: Tally) -> ColumnChart:
    language = current_language()
    columns = tuple(
        Column(option.count, numerals.number(option.count, language), option.code)
        for option in result.options
    )
    flags: tuple[Flag, ...] = ()
    if result.mean is not None:
        place = (result.mean - item.lowest + 0.5) / item.points
        mean = numerals.one_decimal(result.mean, language)
        flags = (Flag(place, _("average {mean}").format(mean=mean), sheet.colours.ink),)
    low, high = (wording.plain(in_language(t, language)) for t in (item.low_label, item.high_label))
    return ColumnChart(columns, result.answered, flags=flags, low=low, high=high)


def _histogram(sheet: Sheet, item: Item, numbers: Numbers) -> ColumnChart:
    language = current_language()
    bins = numbers.bins
    are_exact = all(one.low == one.high for one in bins)
    columns = tuple(
        Column(
            one.count,
            numerals.number(one.count, language),
            numerals.short_decimal(one.low, language) if are_exact else "",
        )
        for one in bins
    )
    unit = wording.plain(in_language(item.unit, language))
    rims = () if are_exact else _rims(bins, unit, language)
    flags = _flags(sheet, item, numbers, unit)
    base = sum(one.count for one in bins)
    return ColumnChart(columns, base, rims, flags)


def _rims(bins: tuple[Bin, ...], unit: str, language: str) -> tuple[Rim, ...]:
    """Every second one where there are many, so that large numbers have room."""
    rims = [one.low for one in bins] + [bins[-1].high]
    step = 1 if len(rims) <= 6 else 2
    shown = range(0, len(rims), step)
    words = [numerals.short_decimal(rims[place], language) for place in shown]
    words[-1] = _with_unit(words[-1], unit)
    return tuple(
        Rim(place / (len(rims) - 1), said) for place, said in zip(shown, words, strict=True)
    )


def _flags(sheet: Sheet, item: Item, numbers: Numbers, unit: str) -> tuple[Flag, ...]:
    """The right number first; then where the middle of the room is."""
    language, flags = current_language(), []
    for right in item.right:
        value = _with_unit(numerals.short_decimal(float(right), language), unit)
        if item.right_within and float(item.right_within):
            value += f" ±\u00a0{numerals.short_decimal(float(item.right_within), language)}"
        said = _("right: {number}").format(number=value)
        flags.append(_flag(sheet, float(right), numbers, f"✓ {said}", is_right=True))
    median = _with_unit(numerals.short_decimal(numbers.median, language), unit)
    said = _("middle answer {median}").format(median=median)
    flags.append(_flag(sheet, numbers.median, numbers, said))
    return tuple(flags)


def _flag(sheet: Sheet, value: float, numbers: Numbers, said: str, is_right: bool = False) -> Flag:
    bins = numbers.bins
    if bins[0].low == bins[0].high:
        place = (value - bins[0].low + 0.5) / len(bins)
    else:
        place = (value - bins[0].low) / (bins[-1].high - bins[0].low)
    if not 0 <= place <= 1:
        # Nobody came near it: it stands at the rim with the direction in words.
        said = _("{words}, beyond this rim").format(words=said)
        place = min(max(place, 0.0), 1.0)
    colour = good_colour(sheet.colours) if is_right else sheet.colours.ink
    return Flag(place, said, colour, is_broken=not is_right)


def _with_unit(value: str, unit: str) -> str:
    return f"{value}\u00a0{unit}" if unit else value
