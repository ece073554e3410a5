"""Answers that were given to one version, as answers to the next. None is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pollkit.domain.answers import as_sent, read_choice
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.row_paths import rows_of, with_rows, without_rows
from pollkit.domain.versions.renames import Renames
from pollkit.errors import AnswerNotAccepted

# Values that the program made, not a person: taken over as they are.
_NOT_TYPED = frozenset({ItemKind.HIDDEN, ItemKind.OTHER})


# Before the address of an answer that was set aside: "~3f9a01c2/mood". No item's name begins so.
_ASIDE = "~"
_MARK = 8  # of the version's digits


@dataclass(frozen=True)
class Moved:
    """
    Attributes:
        answers: by their addresses in the new version.
        set_aside: by their old addresses: the new version has no place for them; they are kept with
            the response and go into its exports.
    """

    answers: Mapping[str, Choice]
    set_aside: Mapping[str, Choice]


def kept_aside(moved: Moved, version_id: str) -> dict[str, Choice]:
    """All the answers of a draft that moved away from this version, as its response keeps them."""
    mark = f"{_ASIDE}{version_id[:_MARK]}/"
    return {**moved.answers, **{mark + old: choice for old, choice in moved.set_aside.items()}}


def is_aside(address: str) -> bool:
    """Whether an answer waits beside the questions: no form shows it, every export does."""
    return address.startswith(_ASIDE)


def without_aside(answers: Mapping[str, Choice]) -> dict[str, Choice]:
    return {address: choice for address, choice in answers.items() if not is_aside(address)}


def move_answers(
    answers: Mapping[str, Choice], old: Instrument, new: Instrument, renames: Renames
) -> Moved:
    """The answers of a draft in the words of the new version.

    Args:
        answers: by address: an item's name, in repeats with positions ("home/member[2]/age").
    """
    before = {item.name: item for item in old.items}
    after = {item.name: item for item in new.items}
    sections = {section.path for section in new.sections if section.repeats}
    moved: dict[str, Choice] = {}
    set_aside: dict[str, Choice] = {}
    for address, choice in answers.items():
        if is_aside(address):
            moved[address] = choice
            continue
        name = without_rows(address)
        item = before.get(name)
        if item is None and name in sections:
            moved[address] = choice
            continue
        follower = after.get(renames.item(name))
        fit = None
        if item is not None and follower is not None:
            fit = _fitting(choice, item, follower, renames)
        to = None if follower is None else _address(address, follower.name, sections)
        if fit is None or to is None or to in moved:
            set_aside[address] = choice
        else:
            moved[to] = fit
    return Moved(moved, set_aside)


def _address(old: str, new_name: str, sections: set[str]) -> str | None:
    """The new address; None where the item came into a repeat, or out of one."""
    rows = rows_of(old)
    around = _repeats_around(new_name, sections)
    return with_rows(new_name, around, rows) if len(rows) == len(around) else None


def _repeats_around(name: str, sections: set[str]) -> list[str]:
    parts = name.split("/")
    paths = ["/".join(parts[:n]) for n in range(1, len(parts))]
    return [path for path in paths if path in sections]


def _fitting(choice: Choice, old: Item, new: Item, renames: Renames) -> Choice | None:
    """The choice in the new item's codes; None if the new item would not take it."""
    choice = _renamed(choice, old, renames)
    if new.kind in _NOT_TYPED:
        return choice if choice.text is not None else None
    if old.kind is ItemKind.NUMBER and new.kind is ItemKind.TEXT:
        return Choice(text=choice.value("number"))
    if old.kind is not new.kind and {old.kind, new.kind} & {ItemKind.MATRIX, ItemKind.GRID}:
        return None
    try:
        return read_choice(new, as_sent(replace(new, kind=old.kind), choice))
    except AnswerNotAccepted:
        return None


def _renamed(choice: Choice, item: Item, renames: Renames) -> Choice:
    def part(name: str) -> str:
        code, dot, axis = name.partition(".")
        return renames.option(item.name, code) + dot + axis

    codes = tuple(renames.option(item.name, code) for code in choice.codes)
    values = tuple((part(name), value) for name, value in choice.values)
    return replace(choice, codes=codes, values=values)
