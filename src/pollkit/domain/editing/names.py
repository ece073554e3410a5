"""Names of items, sections and options, and what refers to them in expressions and texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.rules import Rules, Section
from pollkit.domain.texts import Texts

# What XForms takes as a name: XML without colons, and so that it can follow "${".
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
# pyxform keeps these for itself: a question with such a name makes a form that no tool opens.
_TAKEN = frozenset({"meta", "__entity"})

_EXPRESSIONS = (
    "relevant", "required", "constraint", "calculation", "default", "choice_filter", "read_only",
)  # fmt: skip


def references(expression: str) -> tuple[str, ...]:
    """The names in `${...}`, in order, each once."""
    return tuple(dict.fromkeys(_REFERENCE.findall(expression)))


def expressions(rules: Rules) -> dict[str, str]:
    """Field of the rules -> expression, for those that are written."""
    written = {name: getattr(rules, name) for name in _EXPRESSIONS}
    return {name: text for name, text in written.items() if text}


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and text not in _TAKEN


def leaves(instrument: Instrument) -> set[str]:
    """The names by which expressions call items and sections."""
    sections = (section.path.rpartition("/")[2] for section in instrument.sections)
    return {item.leaf for item in instrument.items} | set(sections)


def free_name(taken: Iterable[str], wanted: str) -> str:
    """`wanted` itself where it is free, else with the first number that is."""
    taken = set(taken) | _TAKEN
    if wanted not in taken:
        return wanted
    stem, number = wanted.rstrip("0123456789") or wanted, 2
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def name_from(text: str) -> str:
    """A short name out of words, such as "how_old_are_you"; "" if nothing in them fits."""
    words = re.findall(r"[a-z0-9]+", _plain(text).lower())
    name = "_".join(words[:5])[:32].strip("_")
    return name if name and not name[0].isdigit() else ""


def with_renamed_references(instrument: Instrument, old: str, new: str) -> Instrument:
    """Every `${old}` as `${new}`: in rules, sections and the texts that show an answer."""

    def change(text: str) -> str:
        return _REFERENCE.sub(
            lambda match: f"${{{new}}}" if match.group(1) == old else match.group(0), text
        )

    changed = with_changed_expressions(instrument, change)
    items = tuple(_with_trigger(item, old, new) for item in changed.items)
    return replace(changed, items=items)


def with_changed_expressions(instrument: Instrument, change: Callable[[str], str]) -> Instrument:
    """`change` sees every expression, every text and every other column of the sheet."""

    def words(texts: Texts) -> dict[str, str]:
        return {language: change(text) for language, text in texts.items()}

    def kept(columns: Mapping[str, str]) -> dict[str, str]:
        return {name: change(text) if "${" in text else text for name, text in columns.items()}

    def section(one: Section) -> Section:
        return replace(
            one,
            texts=words(one.texts),
            relevant=change(one.relevant),
            repeat_count=change(one.repeat_count),
            columns=kept(one.columns),
        )

    def item(one: Item) -> Item:
        options = tuple(replace(option, texts=words(option.texts)) for option in one.options)
        return replace(
            one,
            texts=words(one.texts),
            hint=words(one.hint),
            options=one.options if options == one.options else options,
            rules=_changed_rules(one.rules, change, words),
            columns=kept(one.columns),
        )

    return replace(
        instrument,
        items=tuple(map(item, instrument.items)),
        sections=tuple(map(section, instrument.sections)),
        settings=kept(instrument.settings),
    )


def _changed_rules(
    rules: Rules, change: Callable[[str], str], words: Callable[[Texts], dict[str, str]]
) -> Rules:
    written = {name: change(text) for name, text in expressions(rules).items()}
    return replace(
        rules,
        **written,  # type: ignore[arg-type]
        required_message=words(rules.required_message),
        constraint_message=words(rules.constraint_message),
    )


def _with_trigger(item: Item, old: str, new: str) -> Item:
    if old not in item.rules.trigger:
        return item
    trigger = tuple(new if name == old else name for name in item.rules.trigger)
    return replace(item, rules=replace(item.rules, trigger=trigger))


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
