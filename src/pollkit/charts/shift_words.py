"""What became of the answers to a question that was asked twice, in words and figures.

Call inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from pollkit.charts import numerals, wording
from pollkit.charts.figures import Column, Figures, Measure
from pollkit.charts.palette import letter
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP
from pollkit.domain.analysis.shifts import Passage, Shift
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, ngettext


def shift_title(item: Item, shift: Shift, event: Event, language: str) -> str:
    if shift.of == item.name:
        return _("Before and after")
    earlier = event.instrument.item(shift.of)
    question = wording.isolated(wording.question_words(earlier, event, language), language)
    return _("Compared with “{question}”").format(question=question)


def shift_base(shift: Shift, language: str) -> str:
    """ "before: 41 · after: 39", with the averages of a scale."""
    told = ((_("before: {n}"), shift.before), (_("after: {n}"), shift.after))
    parts = []
    for words, tally in told:
        parts.append(words.format(n=numerals.number(tally.answered, language)))
        if tally.mean is not None and tally.shows_percent:
            mean = numerals.one_decimal(tally.mean, language)
            parts.append(_("average {mean}").format(mean=mean))
    return " · ".join(parts)


def shift_totals(shift: Shift, language: str) -> str:
    """ "34 answered both times · 19 stayed", with those who went up and down a scale; "" where
    nobody can be followed."""
    if shift.pairs is None:
        return ""
    said = [_both_times(shift.pairs, language)]
    if shift.stayed is not None:
        n = numerals.number(shift.stayed, language)
        said.append(ngettext("{n} stayed", "{n} stayed", shift.stayed).format(n=n))
    if shift.up is not None:
        n = numerals.number(shift.up, language)
        said.append(ngettext("{n} moved up", "{n} moved up", shift.up).format(n=n))
    if shift.down is not None:
        n = numerals.number(shift.down, language)
        said.append(ngettext("{n} moved down", "{n} moved down", shift.down).format(n=n))
    return " · ".join(said)


def shift_notes(item: Item, shift: Shift) -> tuple[str, ...]:
    """Why it is not told of everyone which way they went."""
    if item.kind is ItemKind.MULTIPLE:
        return (_("Several answers could be chosen, so no one leads to another."),)
    if shift.pairs is None:
        return (_("Answers are not kept together, so nobody can be followed."),)
    if shift.pairs < SMALLEST_GROUP:
        return (_("Too few people answered both times to show who moved."),)
    if shift.unshown == 0:
        return ()
    return (
        _(
            "Ways of fewer than {n} people are not shown, nor those from which one of these could"
            " be worked out."
        ).format(n=SMALLEST_GROUP),
    )


def moves(shift: Shift) -> tuple[Passage, ...]:
    """The ways on which somebody changed the answer."""
    return tuple(way for way in shift.passages if way.before != way.after)


def end_words(item: Item, code: str, language: str) -> str:
    """Where a way begins or ends: with the option's letter, if it has one."""
    words = wording.option_words(item, code, language)
    if item.kind is ItemKind.SCALE:
        return words
    return f"{letter(item.codes.index(code))}  {wording.isolated(words, language)}"


def shift_figures(item: Item, shift: Shift, language: str) -> tuple[Figures, ...]:
    """Both results side by side, then the ways that may be told."""
    both = _both_results(item, shift, language)
    return (both, _ways(item, shift, language)) if shift.passages else (both,)


def describe_shift(item: Item, shift: Shift, language: str) -> str:
    """What is drawn, for those who cannot see it."""
    said = [
        _("{option}: {before} before, {after} after").format(
            option=wording.option_words(item, option.code, language),
            before=numerals.number(option.count, language),
            after=numerals.number(shift.after.count(option.code), language),
        )
        for option in shift.before.options
    ]
    said += [
        _("{n} from {before} to {after}").format(
            n=numerals.number(way.count, language),
            before=wording.option_words(item, way.before, language),
            after=wording.option_words(item, way.after, language),
        )
        for way in moves(shift)
    ]
    said += filter(None, [shift_totals(shift, language)])
    return _("Two bars for each answer. {figures}. The table has the same figures.").format(
        figures=wording.plain("; ".join(said))
    )


def _both_times(pairs: int, language: str) -> str:
    return ngettext("{n} answered both times", "{n} answered both times", pairs).format(
        n=numerals.number(pairs, language)
    )


def _both_results(item: Item, shift: Shift, language: str) -> Figures:
    with_shares = shift.before.shows_percent and shift.after.shows_percent
    columns = [
        Column("answer", _("Answer"), Measure.WORDS),
        Column("before", _("Before"), Measure.COUNT),
        Column("after", _("After"), Measure.COUNT),
    ]
    if with_shares:
        columns.insert(2, Column("share_before", _("Share before"), Measure.SHARE))
        columns.append(Column("share_after", _("Share after"), Measure.SHARE))
    rows = []
    for option in shift.before.options:
        row: list[str | int | float | None] = [end_words(item, option.code, language)]
        for tally in (shift.before, shift.after):
            row.append(tally.count(option.code))
            row += [_share(tally, option.code)] if with_shares else []
        rows.append(tuple(row))
    caption = shift_base(shift, language)
    return Figures(caption, tuple(columns), tuple(rows))


def _share(tally: Tally, code: str) -> float:
    return tally.count(code) / tally.answered


def _ways(item: Item, shift: Shift, language: str) -> Figures:
    columns = (
        Column("from", _("From"), Measure.WORDS),
        Column("to", _("To"), Measure.WORDS),
        Column("people", _("People"), Measure.COUNT),
    )
    rows: list[tuple[str | int | float | None, ...]] = [
        (end_words(item, way.before, language), end_words(item, way.after, language), way.count)
        for way in shift.passages
    ]
    if shift.unshown:
        rows.append((_("All other ways together"), "", shift.unshown))
    return Figures(shift_totals(shift, language), columns, tuple(rows))
