"""Then and now: an instrument whose items are asked twice in one sitting.

What is now comes first, and what was then later on a page of its own, the order that Little and
others (2020) describe. Nothing has to be linked, since both answers stand in one response.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pollkit.domain.ballots import Choice
from pollkit.domain.editing.names import leaves, with_changed_expressions
from pollkit.domain.editing.scales import item_of
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Scale, Section
from pollkit.domain.series import asks_the_same
from pollkit.domain.texts import Texts, in_language
from pollkit.errors import InstrumentProblem
from pollkit.i18n import _

THEN, NOW = "_then", "_now"
INTRO = "then_intro"

_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_NOBODY_ANSWERS = (ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER)


@dataclass(frozen=True)
class LeadIns:
    """What stands around a question, its place marked by `{question}`, and before all the questions
    about then; by language."""

    now: Texts
    then: Texts
    then_intro: Texts


@dataclass(frozen=True)
class AskedTwice:
    """The names of one item: in the instrument it came from, and of its two askings."""

    item: str
    then: str
    now: str


def then_and_now(
    instrument: Instrument, lead_ins: LeadIns, names: Collection[str] | None = None
) -> Instrument:
    """The instrument with some items asked as things are now, where they stood, and at the end once
    more as things were.

    The items do not call each other by `repeats`: that would tell who moved from now to then.

    Args:
        names: of the items that are asked twice; None = see `measured`.
    Raises:
        InstrumentProblem: one of them cannot be asked twice, or a name that it needs is taken.
    """
    twice = measured(instrument) if names is None else tuple(names)
    _check(instrument, twice)
    now = _told(instrument, twice, NOW, lead_ins.now)
    then = _told(_only(instrument, twice), twice, THEN, lead_ins.then)
    intro = Item(INTRO, ItemKind.NOTE, _in_all(instrument, lead_ins.then_intro))
    return replace(
        now,
        items=(*now.items, intro, *(_moved(item) for item in then.items)),
        sections=(*now.sections, *(_moved_section(section) for section in then.sections)),
        scales=_scales(instrument, twice),
    )


def measured(instrument: Instrument) -> tuple[str, ...]:
    """The items that can show a change: those of the scales, and every item on a scale."""
    of_scales = {name for scale in instrument.scales for name in _items_of(instrument, scale)}
    kinds = (ItemKind.SCALE, ItemKind.MATRIX)
    return tuple(
        item.name
        for item in instrument.items
        if (item.kind in kinds or item.name in of_scales) and _can_be_doubled(instrument, item)
    )


def asked_twice(instrument: Instrument) -> tuple[AskedTwice, ...]:
    """The pairs of an instrument of `then_and_now`, in their order."""
    items = {item.name: item for item in instrument.items}
    found = []
    for name, item in items.items():
        if not name.endswith(NOW):
            continue
        original = name.removesuffix(NOW)
        then = _then_name(original)
        if then in items and asks_the_same(item, items[then]):
            found.append(AskedTwice(original, then, name))
    return tuple(found)


def as_two_waves(
    instrument: Instrument, answers: Mapping[str, Choice]
) -> tuple[dict[str, Choice], dict[str, Choice]]:
    """One response's answers about then and about now, each under the items' original names, as two
    waves of one respondent would have them. What was asked once is in both."""
    pairs = asked_twice(instrument)
    theirs = {name for pair in pairs for name in (pair.then, pair.now)}
    once = {name: choice for name, choice in answers.items() if name not in theirs}
    then = {pair.item: answers[pair.then] for pair in pairs if pair.then in answers}
    now = {pair.item: answers[pair.now] for pair in pairs if pair.now in answers}
    return once | then, once | now


def _check(instrument: Instrument, twice: Collection[str]) -> None:
    if not twice:
        raise InstrumentProblem(_("Choose at least one question to be asked about then and now."))
    taken = leaves(instrument)
    for name in twice:
        item = instrument.item(name)
        if not _can_be_doubled(instrument, item):
            raise InstrumentProblem(
                _("“{item}” cannot be asked about then and now.").format(item=item.leaf)
            )
        for wanted in (item.leaf + THEN, item.leaf + NOW, INTRO):
            if wanted in taken:
                raise InstrumentProblem(
                    _("The name “{name}” is needed for then and now. Rename that question.").format(
                        name=wanted
                    )
                )


def _can_be_doubled(instrument: Instrument, item: Item) -> bool:
    repeated = [section.path for section in instrument.sections if section.repeats]
    is_repeated = any(item.name.startswith(f"{path}/") for path in repeated)
    return item.kind not in _NOBODY_ANSWERS and not item.rules.calculation and not is_repeated


def _only(instrument: Instrument, twice: Collection[str]) -> Instrument:
    items = tuple(item for item in instrument.items if item.name in twice)
    return replace(instrument, items=items, sections=_around(instrument, items))


def _around(instrument: Instrument, items: Collection[Item]) -> tuple[Section, ...]:
    return tuple(
        section
        for section in instrument.sections
        if any(item.name.startswith(f"{section.path}/") for item in items)
    )


def _told(
    instrument: Instrument, twice: Collection[str], suffix: str, lead_in: Texts
) -> Instrument:
    """With the items that are asked twice under their new names, here and wherever they are
    called."""
    called = {name.rpartition("/")[2]: name.rpartition("/")[2] + suffix for name in twice}

    def change(text: str) -> str:
        return _REFERENCE.sub(lambda one: f"${{{called.get(one[1], one[1])}}}", text)

    def told(item: Item) -> Item:
        condition = item.asked_if
        if condition is not None and condition.item in twice:
            condition = replace(condition, item=condition.item + suffix)
        trigger = tuple(called.get(name, name) for name in item.rules.trigger)
        item = replace(item, asked_if=condition, rules=replace(item.rules, trigger=trigger))
        if item.name not in twice:
            return item
        texts = _led_in(item.texts, lead_in)
        return replace(item, name=item.name + suffix, texts=texts, repeats=None)

    changed = with_changed_expressions(instrument, change)
    return replace(changed, items=tuple(map(told, changed.items)))


def _led_in(texts: Texts, lead_in: Texts) -> Texts:
    return {
        language: in_language(lead_in, language).replace("{question}", text)
        for language, text in texts.items()
    }


def _in_all(instrument: Instrument, texts: Texts) -> Texts:
    return {language: in_language(texts, language) for language in instrument.languages}


def _moved(item: Item) -> Item:
    """Into the sections of then, with its condition."""
    condition = item.asked_if
    if condition is not None and condition.item.endswith(THEN):
        original = condition.item.removesuffix(THEN)
        condition = replace(condition, item=_then_name(original))
    return replace(item, name=_then_name(item.name.removesuffix(THEN)), asked_if=condition)


def _moved_section(section: Section) -> Section:
    return replace(section, path=_then_name(section.path))


def _then_name(name: str) -> str:
    return "/".join(part + THEN for part in name.split("/"))


def _scales(instrument: Instrument, twice: Collection[str]) -> tuple[Scale, ...]:
    """A scale whose items are asked twice is measured twice; others stay as they are."""
    found: list[Scale] = []
    for scale in instrument.scales:
        if not _items_of(instrument, scale) <= set(twice):
            found.append(scale)
            continue
        found += [
            replace(
                scale,
                name=scale.name + suffix,
                items=tuple(_member(one, suffix, twice) for one in scale.items),
                reverse_keyed=tuple(_member(one, suffix, twice) for one in scale.reverse_keyed),
            )
            for suffix in (THEN, NOW)
        ]
    return tuple(found)


def _items_of(instrument: Instrument, scale: Scale) -> set[str]:
    found = (item_of(instrument, member) for member in scale.items)
    return {item.name for item in found if item is not None}


def _member(member: str, suffix: str, twice: Collection[str]) -> str:
    """An item of a scale, or a statement of a matrix, under its new name."""
    item, statement = (member, "") if member in twice else _parted(member)
    return (_then_name(item) if suffix == THEN else item + NOW) + statement


def _parted(member: str) -> tuple[str, str]:
    whole, dot, code = member.rpartition(".")
    return whole, dot + code
