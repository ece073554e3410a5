"""What is wrong with the expressions of a questionnaire: when things are asked, and of whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

from pollkit.domain.editing.conditions import Relation, as_choices, picked_from
from pollkit.domain.editing.names import expressions, is_name, references
from pollkit.domain.expression_check import PARTS
from pollkit.domain.findings import Finding, Part, Weight
from pollkit.domain.instruments import OF_CODES, Instrument, Item, ItemKind
from pollkit.domain.logic.checks import differences_of, problems_of
from pollkit.domain.rules import Section
from pollkit.domain.texts import Texts
from pollkit.domain.translations import item_texts
from pollkit.i18n import _, current_language

# What decides whether, and with what, somebody is asked: it must be known by then.
_BEFOREHAND = ("relevant", "required", "choice_filter", "read_only")

# (name of an item or section, part): what is wrong there is said already.
Broken = frozenset[tuple[str | None, Part]]


def of_expressions(instrument: Instrument) -> Iterator[Finding]:
    """What the evaluator cannot work out, and what other programs answer differently."""
    problems = problems_of(instrument)
    for problem in problems:
        part = PARTS.get(problem.column, Part.CONDITION)
        yield Finding(problem.path or None, part, problem.text, at=problem.at)
    for found in () if problems else differences_of(instrument):
        message = _("Collect and web forms answer this differently. {what} {here}")
        words = message.format(what=found.difference.what, here=found.difference.here)
        part = PARTS.get(found.column, Part.CONDITION)
        yield Finding(found.path or None, part, words, Weight.HINT)


def logic_of(instrument: Instrument) -> Hashable:
    """All that `of_expressions` looks at, so that nobody has to ask it again where only words have
    changed."""
    items = tuple(
        (
            item.name,
            item.kind,
            item.list_name,
            item.asked_if,
            tuple(expressions(item.rules).items()),
            item.rules.trigger,
            tuple((option.code, tuple(option.columns)) for option in item.options),
            _told_in(item_texts(item).values()),
        )
        for item in instrument.items
    )
    sections = tuple(
        (one.path, one.repeats, one.repeat_count, one.relevant, _told_in([one.texts]))
        for one in instrument.sections
    )
    tables = tuple((table.name, table.columns) for table in instrument.tables)
    return items, sections, tables, instrument.settings.get("name"), current_language()


def _told_in(texts: Iterable[Texts]) -> tuple[str, ...]:
    """The texts that tell an answer."""
    return tuple(text for words in texts for text in words.values() if "${" in text)


def of_rules(
    instrument: Instrument, item: Item, place: int, places: Mapping[str, int], broken: Broken
) -> Iterator[Finding]:
    for field, written in expressions(item.rules).items():
        if field in _BEFOREHAND and (item.name, PARTS[field]) not in broken:
            yield from _of_later(item.name, PARTS[field], written, place, places)
    if item.rules.relevant:
        yield from _of_reach(instrument, item.name, item.rules.relevant)
    is_calculated = item.columns.get("type", "calculate") == "calculate"
    if item.kind is ItemKind.HIDDEN and is_calculated and not item.rules.calculation:
        yield Finding(item.name, Part.CALCULATION, _("Write what is to be calculated."))
    if item.rules.constraint and not any(item.rules.constraint_message.values()):
        yield Finding(
            item.name,
            Part.CONSTRAINT,
            _("Say in words what may be answered, for those whose answer is not taken."),
            Weight.HINT,
        )


def _of_later(
    name: str, part: Part, written: str, place: int, places: Mapping[str, int]
) -> Iterator[Finding]:
    for reference in references(written):
        if places.get(reference, -1) > place:
            message = _(
                "“{name}” is only asked later, so there is no answer yet. Move it up, or this down."
            )
            yield Finding(name, part, message.format(name=reference), Weight.DOUBTFUL)
        elif places.get(reference) == place and part is Part.CONDITION:
            message = _("Whether it is asked cannot depend on its own answer.")
            yield Finding(name, part, message)


def _of_reach(instrument: Instrument, name: str, written: str) -> Iterator[Finding]:
    """Conditions that nobody's answers can meet."""
    picked = picked_from(written)
    if written.strip().replace(" ", "") == "false()":
        yield Finding(name, Part.CONDITION, _("Nobody is ever asked this."), Weight.DOUBTFUL)
    if picked is None:
        return
    items = {item.leaf: item for item in instrument.items}
    open_codes: dict[str, set[str]] = {}
    for test in as_choices(picked, instrument).tests:
        item = items.get(test.item)
        if item is None or item.kind not in OF_CODES or test.relation is not Relation.ANY_OF:
            continue
        codes = set(item.codes)
        unknown = [code for code in test.values if code not in codes]
        if unknown and codes:
            yield Finding(
                name,
                Part.CONDITION,
                _("“{item}” has no option “{code}”, so nobody is asked because of it.").format(
                    item=test.item, code=unknown[0]
                ),
                Weight.DOUBTFUL,
            )
        if picked.needs_all and item.kind is not ItemKind.MULTIPLE:
            left = open_codes.setdefault(test.item, codes) & set(test.values)
            open_codes[test.item] = left
            if not left and not unknown:
                message = _("Nobody can have given both answers to “{item}”.")
                yield Finding(name, Part.CONDITION, message.format(item=test.item), Weight.DOUBTFUL)


def of_section(
    instrument: Instrument,
    section: Section,
    place: int,
    places: Mapping[str, int],
    broken: Broken,
) -> Iterator[Finding]:
    for written, part in ((section.relevant, Part.CONDITION), (section.repeat_count, Part.REPEAT)):
        if not written or (section.path, part) in broken:
            continue
        for reference in references(written):
            if places.get(reference, -1) >= place:
                message = _(
                    "“{name}” is only asked later, so there is no answer yet. Move it up, or this "
                    "down."
                )
                yield Finding(section.path, part, message.format(name=reference), Weight.DOUBTFUL)
    if section.relevant:
        yield from _of_reach(instrument, section.path, section.relevant)
    if not is_name(section.path.rpartition("/")[2]):
        message = _("“{name}” cannot be a name: use letters, digits and “_”.")
        name = section.path.rpartition("/")[2]
        yield Finding(section.path, Part.NAME, message.format(name=name))
