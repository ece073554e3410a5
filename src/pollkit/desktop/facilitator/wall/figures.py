"""A chart's figures as tables: for those who hear them read out, and for the console's table.

Call inside `speaking(language)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pollkit.charts import numerals, wording
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.analysis.values import Bin, Part, Spot, ninths
from pollkit.domain.events import Event
from pollkit.domain.instruments import SURENESS, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _


@dataclass(frozen=True)
class Table:
    """The first column names its row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> Iterator[str]:
        """A row as a sentence that needs no heads to be seen, where there is more than one
        figure."""
        for name, *figures in self.rows:
            if len(figures) <= 1:
                yield ": ".join((name, *figures))
            else:
                named = zip(self.heads[1:], figures, strict=True)
                yield f"{name}: " + ", ".join(f"{head} {figure}" for head, figure in named)


def result_tables(item: Item, result: Tally, language: str) -> tuple[Table, ...]:
    """The chart's own table and, where people said how sure they are, theirs; a table without rows
    is left out."""
    tables = (_TABLES.get(item.kind, _texts)(item, result, language), _sureness(result, language))
    return tuple(table for table in tables if table.rows)


def split_tables(item: Item, split: Split, event: Event, language: str) -> tuple[Table, ...]:
    """A table for each group under the group's name."""
    by = event.instrument.item(split.by)
    return tuple(
        Table((wording.group_words(group, by, language), *table.heads[1:]), table.rows)
        for group in split.groups
        for table in result_tables(item, group.result, language)
    )


def bin_words(part: Bin, language: str) -> str:
    low, high = (numerals.short_decimal(rim, language) for rim in (part.low, part.high))
    return low if part.low == part.high else f"{low} – {high}"


def end_words(item: Item, language: str) -> tuple[str, str, str, str]:
    """The ends of a grid: left, right, bottom, top."""
    ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
    left, right, bottom, top = (wording.plain(in_language(texts, language)) for texts in ends)
    return left, right, bottom, top


def _options(item: Item, result: Tally, language: str) -> Table:
    rows = tuple(
        (
            wording.option_words(item, option.code, language),
            _counted(item, option, result, language),
        )
        for option in result.options
    )
    return Table((_("Answer"), _("People")), rows)


def _counted(item: Item, option: OptionCount, result: Tally, language: str) -> str:
    words = wording.count_words(option, result, language)
    right = _("right")
    return f"{words} · {right}" if option.code in item.right else words


def _statements(item: Item, result: Tally, language: str) -> Table:
    points = (item.point_label(point, language) for point in item.scale_points)
    heads = (_("Statement"), _("average"), _("people"), *points)
    return Table(heads, tuple(_statement(item, part, language) for part in result.parts))


def _statement(item: Item, part: Part, language: str) -> tuple[str, ...]:
    counts = [numerals.number(count, language) for count in part.counts]
    counts = counts or ["–"] * item.points  # withheld in a small group
    return (
        wording.option_words(item, part.code, language),
        _one_decimal(part.mean, language),
        numerals.number(part.answered, language),
        *counts,
    )


def _ranks(item: Item, result: Tally, language: str) -> Table:
    rows = tuple(
        (
            wording.option_words(item, part.code, language),
            _one_decimal(part.score, language),
            _one_decimal(part.mean, language),
            numerals.number(part.answered, language),
        )
        for part in best_first(result)
    )
    return Table((_("Option"), _("score"), _("average place"), _("people")), rows)


def best_first(result: Tally) -> tuple[Part, ...]:
    """A ranking's options by their mean score; those that are equal in the item's order."""
    return tuple(sorted(result.parts, key=lambda part: -(part.score or 0)))


def _shares(item: Item, result: Tally, language: str) -> Table:
    rows = tuple(
        (
            wording.option_words(item, part.code, language),
            _one_decimal(part.mean, language),
            numerals.number(part.answered, language),
        )
        for part in result.parts
    )
    return Table((_("Option"), _("points on average"), _("people")), rows)


def _places(item: Item, result: Tally, language: str) -> Table:
    left, right, bottom, top = end_words(item, language)
    rows = tuple(
        (
            wording.option_words(item, part.code, language),
            _coordinate(part.middle, "x", language),
            _coordinate(part.middle, "y", language),
            numerals.number(part.answered, language),
        )
        for part in result.parts
    )
    heads = (
        _("Placed"),
        _("{low} 0 – {high} 100").format(low=left, high=right),
        _("{low} 0 – {high} 100").format(low=bottom, high=top),
        _("people"),
    )
    return Table(heads, rows)


def _pins(_item: Item, result: Tally, language: str) -> Table:
    """How many pins are in each ninth of the picture: their places one by one tell nobody more."""
    counts = result.regions or (ninths(result.pins) if result.pins else ())
    rows = tuple(
        (name, "–" if count is None else numerals.number(count, language))
        for name, count in zip(wording.place_words(), counts, strict=False)
    )
    return Table((_("Part of the picture"), _("Pins")), rows)


def _numbers(item: Item, result: Tally, language: str) -> Table:
    bins = () if result.numbers is None else result.numbers.bins
    rows = tuple(
        (bin_words(part, language), numerals.number(part.count, language)) for part in bins
    )
    rows += tuple(
        (_("Right"), numerals.short_decimal(float(number), language)) for number in item.right
    )
    unit = wording.plain(in_language(item.unit, language))
    return Table((unit or _("Number given"), _("People")), rows)


def _words(_item: Item, result: Tally, language: str) -> Table:
    rows = tuple((word.text, numerals.number(word.count, language)) for word in result.words)
    return Table((_("Word"), _("People")), rows)


def _posts(item: Item, result: Tally, language: str) -> Table:
    rows = tuple(
        (
            post.text,
            *((_category(item, post.category, language),) if item.options else ()),
            numerals.number(post.supports, language),
        )
        for post in result.posts
    )
    head = _("Idea") if item.kind is ItemKind.IDEAS else _("Question")
    return Table((head, *((_("Category"),) if item.options else ()), _("Votes")), rows)


def _category(item: Item, code: str | None, language: str) -> str:
    return "–" if code is None else wording.option_words(item, code, language)


def _texts(_item: Item, result: Tally, _language: str) -> Table:
    return Table((_("Answer"),), tuple((text,) for text in result.texts))


def _sureness(result: Tally, language: str) -> Table:
    right = result.sureness_right
    heads: tuple[str, ...] = (_("How sure"), _("people"))
    rows = [
        (wording.sureness_words(step), numerals.number(count, language))
        for step, count in zip(SURENESS, result.sureness, strict=False)
    ]
    if right:
        heads += (_("of them right"),)
        return Table(
            heads,
            tuple(
                (*row, numerals.number(count, language))
                for row, count in zip(rows, right, strict=True)
            ),
        )
    return Table(heads, tuple(rows))


def _one_decimal(value: float | None, language: str) -> str:
    return "–" if value is None else numerals.one_decimal(value, language)


def _coordinate(spot: Spot | None, axis: str, language: str) -> str:
    return "–" if spot is None else numerals.short_decimal(round(getattr(spot, axis)), language)


_TABLES: dict[ItemKind, Callable[[Item, Tally, str], Table]] = {
    ItemKind.SINGLE: _options,
    ItemKind.MULTIPLE: _options,
    ItemKind.SCALE: _options,
    ItemKind.MATRIX: _statements,
    ItemKind.RANKING: _ranks,
    ItemKind.POINTS: _shares,
    ItemKind.GRID: _places,
    ItemKind.PIN: _pins,
    ItemKind.NUMBER: _numbers,
    ItemKind.WORDS: _words,
    ItemKind.QUESTIONS: _posts,
    ItemKind.IDEAS: _posts,
}
