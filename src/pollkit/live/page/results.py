"""What a screen shows of a question that is closed or revealed: the own answer, and the result once
the facilitator has let it out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT, Tally
from pollkit.domain.analysis.values import Part
from pollkit.domain.analysis.values import is_right as answers_right
from pollkit.domain.answers import GRID_STEPS
from pollkit.domain.instruments import OF_CODES, Item, ItemKind
from pollkit.domain.views import PhoneView
from pollkit.i18n import words
from pollkit.live.page.answer import OwnAnswer
from pollkit.live.page.forms import Row, rows_of, sureness_words
from pollkit.live.page.pins import Dot, dots_of
from pollkit.live.page.wording import Told, one_decimal, percent, short_decimal, told

# More words than these are for the wall.
_MOST_WORDS = 12


@dataclass(frozen=True)
class Line:
    """One bar with its words.

    Attributes:
        figure: beside the bar; "" = nothing is known yet.
        percent: beside the figure; "" where too few have answered.
        more: what else is known, below.
        width: of the bar, 0 .. 100; None = no bar.
        columns: of a matrix, (point, count, height 0 .. 100).
        is_mine: the own answer has it; `own` is what it says of it.
    """

    row: Row
    figure: str = ""
    percent: str = ""
    more: str = ""
    width: float | None = None
    columns: tuple[tuple[str, int, float], ...] = ()
    is_mine: bool = False
    own: str = ""
    is_right: bool = False


@dataclass(frozen=True)
class Mark:
    """A grid's thing: where people put it on average."""

    row: Row
    dot: Dot | None


@dataclass(frozen=True)
class Verdict:
    """Of a quiz question, once it is revealed. `right` are the words of the right answer as they
    would be sent, as JSON; `is_right` is None where the own answer is not known. Of a number:
    `within` what it is right too, and what came `closest`."""

    right: str
    is_right: bool | None
    score: int
    within: str | None = None
    closest: str = ""


@dataclass(frozen=True)
class Shown:
    """All that a result's template needs; `own_say` has {n} for a part of the own answer."""

    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    base: str = ""
    sureness: tuple[Line, ...] = ()
    verdict: Verdict | None = None
    own_say: str = ""


def shown_of(item: Item, view: PhoneView, tally: Tally | None, own: OwnAnswer) -> Shown:
    """`tally` is None until the result is revealed."""
    shown = Shown(lines=_lines(item, view, tally, own), own_say=_own_say(item, view.language))
    if item.kind is ItemKind.GRID:
        shown = replace(shown, marks=_marks(item, view, tally))
    if tally is None:
        return shown
    return replace(
        shown,
        dots=dots_of(tally.pins),
        base=_base(item, view, tally),
        sureness=_sureness(tally, view),
        verdict=_verdict(item, view),
    )


def _lines(item: Item, view: PhoneView, tally: Tally | None, own: OwnAnswer) -> tuple[Line, ...]:
    if item.kind in OF_CODES:
        return _choice_lines(item, view, tally, own)
    if item.kind in (ItemKind.NUMBER, ItemKind.WORDS):
        return () if tally is None else _found_lines(item, view, tally)
    lines = [
        Line(row, is_mine=bool(_own_of(own, item, row)), own=_own_of(own, item, row))
        for row in rows_of(item, view)
    ]
    if tally is not None:
        lines = [_with_part(line, item, view, tally) for line in lines]
    if item.kind is ItemKind.RANKING and tally is not None:
        lines.sort(key=lambda line: -(tally.part(line.row.code).score or 0))
    return tuple(lines)


def _own_of(own: OwnAnswer, item: Item, row: Row) -> str:
    if item.kind is ItemKind.GRID:
        x, y = own.of(f"{row.code}.x"), own.of(f"{row.code}.y")
        return _pair(x, y) if x else ""
    return own.of(row.code)


def _own_say(item: Item, language: str) -> str:
    _ = words(language).gettext
    if item.kind in OF_CODES:
        return ""
    if item.kind is ItemKind.RANKING:
        return _("Your place: {n}")
    return _("You: {n}")


def _choice_lines(
    item: Item, view: PhoneView, tally: Tally | None, own: OwnAnswer
) -> tuple[Line, ...]:
    lines = []
    for row in rows_of(item, view):
        line = Line(row, is_mine=own.has(row.code))
        if tally is not None:
            option = next(option for option in tally.options if option.code == row.code)
            share = option.share or 0.0
            line = replace(line, figure=str(option.count), width=_wide(share))
            if tally.shows_percent:
                line = replace(line, percent=percent(share, view.language))
            line = replace(line, is_right=row.code in item.right)
        lines.append(line)
    return tuple(lines)


def _found_lines(item: Item, view: PhoneView, tally: Tally) -> tuple[Line, ...]:
    """What people gave themselves: bins of numbers, and the words that were let out."""
    found: list[tuple[str, int]] = []
    if tally.numbers is not None:
        found = [(_bin_words(b.low, b.high, view.language), b.count) for b in tally.numbers.bins]
    else:
        found = [(word.text, word.count) for word in tally.words[:_MOST_WORDS]]
    most = max((count for _words, count in found), default=0)
    return tuple(
        Line(Row("", Told(said, None), 0), str(count), width=_wide(count / most if most else 0))
        for said, count in found
    )


def _bin_words(low: float, high: float, language: str) -> str:
    if low == high:
        return short_decimal(low, language)
    _ = words(language).gettext
    return _("{low} to {high}").format(
        low=short_decimal(low, language), high=short_decimal(high, language)
    )


def _with_part(line: Line, item: Item, view: PhoneView, tally: Tally) -> Line:
    part = tally.part(line.row.code)
    if item.kind is ItemKind.MATRIX:
        return _rated(line, item, part, view.language)
    if item.kind is ItemKind.RANKING:
        return _ranked(line, item, part, view.language)
    if item.kind is ItemKind.POINTS and part.mean is not None:
        figure = one_decimal(part.mean, view.language)
        return replace(line, figure=figure, width=_wide(part.mean / 100))
    if part.middle is not None:
        x, y = (
            short_decimal(round(side), view.language) for side in (part.middle.x, part.middle.y)
        )
        return replace(line, figure=_pair(x, y))
    return line


def _rated(line: Line, item: Item, part: Part, language: str) -> Line:
    catalogue = words(language)
    most = max(part.counts, default=0)
    columns = tuple(
        (point, count, _wide(count / most) if most else 0.0)
        for point, count in zip(item.scale_points, part.counts, strict=True)
    )
    more = catalogue.ngettext("{n} answered", "{n} answered", part.answered).format(n=part.answered)
    if part.mean is not None and part.answered >= FEWEST_FOR_PERCENT:
        mean = one_decimal(part.mean, language)
        more += " · " + catalogue.gettext("average {mean}").format(mean=mean)
    return replace(line, more=more, columns=columns)


def _ranked(line: Line, item: Item, part: Part, language: str) -> Line:
    catalogue = words(language)
    most = item.most_choices or len(item.codes)
    first = part.counts[0] if part.counts else 0
    more = catalogue.ngettext("first for {n}", "first for {n}", first).format(n=first)
    if part.mean is not None and part.answered >= FEWEST_FOR_PERCENT:
        place = one_decimal(part.mean, language)
        more += " · " + catalogue.gettext("average place {mean}").format(mean=place)
    return replace(line, more=more, width=_wide((part.score or 0) / most))


def _marks(item: Item, view: PhoneView, tally: Tally | None) -> tuple[Mark, ...]:
    marks = []
    for row in rows_of(item, view):
        middle = None if tally is None else tally.part(row.code).middle
        dot = None if middle is None else Dot(round(middle.x, 1), round(GRID_STEPS - middle.y, 1))
        marks.append(Mark(row, dot))
    return tuple(marks)


def _base(item: Item, view: PhoneView, tally: Tally) -> str:
    """Out of how many, and what else there is to know of the whole."""
    catalogue = words(view.language)
    _, ngettext = catalogue.gettext, catalogue.ngettext
    if not tally.answered:
        return _("Nobody has answered.")
    said = [
        ngettext(
            "{answered} of {asked} answered", "{answered} of {asked} answered", tally.answered
        ).format(answered=tally.answered, asked=tally.asked)
    ]
    if tally.mean is not None and tally.shows_percent:
        mean = one_decimal(tally.mean, view.language)
        low, high = item.codes[0], item.codes[-1]
        said.append(
            _("average {mean} on a scale from {low} to {high}").format(
                mean=mean, low=low, high=high
            )
        )
    if item.kind is ItemKind.MULTIPLE and (item.most_choices or len(item.options)) > 1:
        said.append(_("several answers possible"))
    if item.kind is ItemKind.POINTS:
        said.append(_("average points of 100"))
    if item.kind is ItemKind.GRID:
        said.append(_("left (0) to right (100) / bottom (0) to top (100)"))
    if tally.numbers is not None:
        middle = short_decimal(tally.numbers.median, view.language)
        said.append(_("half gave {n} or less").format(n=middle))
        if tally.shows_percent:
            mean = short_decimal(tally.numbers.mean, view.language)
            said.append(_("average {mean}").format(mean=mean))
        unit = told(item.unit, view).words
        if unit:
            said.append(_("in {unit}").format(unit=unit))
    return " · ".join(said)


def _sureness(tally: Tally, view: PhoneView) -> tuple[Line, ...]:
    if not tally.sureness:
        return ()
    _ = words(view.language).gettext
    lines = []
    for place, (_step, said) in enumerate(sureness_words(view.language)):
        count = tally.sureness[place]
        more = ""
        if tally.sureness_right and count:
            more = _("{n} of them right").format(n=tally.sureness_right[place])
        width = _wide(count / tally.answered if tally.answered else 0)
        lines.append(Line(Row("", Told(said, None), 0), str(count), more=more, width=width))
    return tuple(lines)


def _verdict(item: Item, view: PhoneView) -> Verdict | None:
    if not item.right:
        return None
    is_right = None if view.mine is None else answers_right(item, view.mine)
    numbers = None if view.result is None else view.result.numbers
    closest = [] if numbers is None else [short_decimal(n, view.language) for n in numbers.closest]
    within = item.right_within if item.kind is ItemKind.NUMBER else None
    right = json.dumps(sorted(item.right))
    return Verdict(right, is_right, item.score, within, " · ".join(closest))


def _pair(x: str, y: str) -> str:
    """Kept in this order where words run from right to left."""
    return f"\u2066{x} / {y}\u2069"


def _wide(share: float) -> float:
    return round(share * 100, 1)
