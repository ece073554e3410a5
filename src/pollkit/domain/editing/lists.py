"""Choice lists: the options of an item, which several items may share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pollkit.domain.editing.items import with_item
from pollkit.domain.editing.names import free_name, name_from, with_changed_expressions
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option

# Kinds whose options stand on the sheet of choices, and can be shared.
OF_LISTS = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.RANKING})


def sharing(instrument: Instrument, item: Item) -> tuple[Item, ...]:
    """The other items that offer the same list."""
    if not item.list_name:
        return ()
    others = (one for one in instrument.items if one.name != item.name)
    return tuple(one for one in others if _is_same_list(one, item))


def list_names(instrument: Instrument) -> tuple[str, ...]:
    """In the order in which they are first used."""
    names = (item.list_name for item in instrument.items if item.kind in OF_LISTS)
    return tuple(dict.fromkeys(name for name in names if name))


def with_item_and_list(instrument: Instrument, item: Item) -> Instrument:
    """The item as it now is; where its options have changed, so have those of all that share them,
    and a new code is followed in every expression that asks for the old one."""
    before = instrument.item(item.name)
    changed = with_item(instrument, item)
    if item.options == before.options:
        return changed
    asking = {item.leaf, *(one.leaf for one in sharing(instrument, before))}
    if item.list_name and item.list_name == before.list_name:
        items = (
            replace(one, options=item.options) if _is_same_list(one, before) else one
            for one in changed.items
        )
        changed = replace(changed, items=tuple(items))
    else:
        asking = {item.leaf}
    for old, new in _new_codes(before.options, item.options):
        changed = with_renamed_code(changed, asking, old, new)
    return changed


def with_list_of(instrument: Instrument, name: str, other: str) -> Instrument:
    """An item offers the list of another one from now on; the other's list gets a name first if it
    has none."""
    instrument = with_named_list(instrument, other)
    source = instrument.item(other)
    item = instrument.item(name)
    return with_item(instrument, replace(item, options=source.options, list_name=source.list_name))


def with_own_list(instrument: Instrument, name: str) -> Instrument:
    """An item keeps its options as a list of its own."""
    item = instrument.item(name)
    fresh = free_name(list_names(instrument), item.leaf)
    return with_item(instrument, replace(item, list_name=fresh))


def with_named_list(instrument: Instrument, name: str) -> Instrument:
    item = instrument.item(name)
    if item.list_name:
        return instrument
    fresh = free_name(list_names(instrument), item.leaf)
    return with_item(instrument, replace(item, list_name=fresh))


def with_renamed_code(
    instrument: Instrument, asking: Iterable[str], old: str, new: str
) -> Instrument:
    """Expressions that compare one of these items with the code, or look for it among what was
    chosen, do so with the new one."""
    names = "|".join(re.escape(name) for name in asking)
    reference = rf"\$\{{\s*(?:{names})\s*\}}"
    code = re.escape(old)
    forms = (
        rf"(selected\(\s*{reference}\s*,\s*)(['\"]){code}\2",
        rf"({reference}\s*!?=\s*)(['\"]){code}\2",
    )

    def change(text: str) -> str:
        for form in forms:
            text = re.sub(form, lambda m: f"{m[1]}{m[2]}{new}{m[2]}", text)
        return re.sub(
            rf"(['\"]){code}\1(\s*!?=\s*{reference})", lambda m: f"{m[1]}{new}{m[1]}{m[2]}", text
        )

    return with_changed_expressions(instrument, change)


# Codes that nobody chose give way to ones that are made of the words.
_UNCHOSEN_CODE = re.compile(r"option\d*")


def with_codes(item: Item, main: str) -> tuple[Option, ...]:
    """Codes that nobody chose, after the words of their options."""
    taken = {option.code for option in item.options}
    options = []
    for option in item.options:
        text = option.texts.get(main, "")
        if text and _UNCHOSEN_CODE.fullmatch(option.code) and name_from(text):
            code = code_from(text, taken)
            taken.add(code)
            option = replace(option, code=code)
        options.append(option)
    return tuple(options)


def _is_same_list(one: Item, other: Item) -> bool:
    """Two lists of a form may have one name: those of its two sheets of choices."""
    has_list = one.kind in OF_LISTS and one.list_name == other.list_name != ""
    return has_list and one.options == other.options


def new_option(options: tuple[Option, ...]) -> Option:
    taken = {option.code for option in options}
    number = len(options) + 1
    while f"{number}" in taken:
        number += 1
    numbers = all(option.code.isdigit() for option in options)
    return Option(f"{number}" if numbers else free_name(taken, "option"), {})


def code_from(text: str, taken: Iterable[str]) -> str:
    """A short code out of an option's words."""
    return free_name(taken, name_from(text) or "option")


def _new_codes(
    before: tuple[Option, ...], after: tuple[Option, ...]
) -> tuple[tuple[str, str], ...]:
    """(old, new) of options that kept everything but their code."""
    if len(before) != len(after):
        return ()
    gone = {option.code for option in before} - {option.code for option in after}
    pairs = zip(before, after, strict=True)
    return tuple((old.code, new.code) for old, new in pairs if old.code in gone)
