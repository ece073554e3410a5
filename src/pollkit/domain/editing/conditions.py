"""Conditions that are picked from lists, written as XLSForm writes them and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.instruments import OF_CODES, Instrument, Item, ItemKind


class Relation(StrEnum):
    """How an answer stands to what is picked; in brackets, for which kinds."""

    ANY_OF = "any_of"  # one of these was chosen (options, points of a scale)
    NONE_OF = "none_of"  # none of these was chosen
    EQUAL = "equal"  # a number, or a text word for word
    UNEQUAL = "unequal"
    AT_LEAST = "at_least"  # a number
    AT_MOST = "at_most"
    MORE = "more"
    LESS = "less"
    ANSWERED = "answered"  # any
    UNANSWERED = "unanswered"


WITHOUT_VALUE = frozenset({Relation.ANSWERED, Relation.UNANSWERED})
_SIGNS: Mapping[Relation, str] = {
    Relation.EQUAL: "=",
    Relation.UNEQUAL: "!=",
    Relation.AT_LEAST: ">=",
    Relation.AT_MOST: "<=",
    Relation.MORE: ">",
    Relation.LESS: "<",
}
_BY_SIGN = {sign: relation for relation, sign in _SIGNS.items()}

_REF = r"\$\{\s*(?P<item>[^}\s]+)\s*\}"
_TEXT = r"(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\")"
_SELECTED = re.compile(rf"selected\(\s*{_REF}\s*,\s*{_TEXT}\s*\)")
_COMPARED = re.compile(
    rf"{_REF}\s*(?P<sign>!=|>=|<=|=|>|<)\s*(?:{_TEXT}|(?P<number>-?\d+(?:\.\d+)?))"
)
_NOT = re.compile(r"not\s*\(")


@dataclass(frozen=True)
class Test:
    """What is asked of one answer; `item` is the leaf of its name."""

    __test__ = False

    item: str
    relation: Relation
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class PickedCondition:
    """Tests that must all hold, or of which one must."""

    tests: tuple[Test, ...]
    needs_all: bool = True


def relations_for(item: Item) -> tuple[Relation, ...]:
    """What can be asked of the answers to an item, the likeliest first."""
    rest = (Relation.ANSWERED, Relation.UNANSWERED)
    if item.kind in OF_CODES:
        return (Relation.ANY_OF, Relation.NONE_OF, *rest)
    if item.kind is ItemKind.RANKING:
        return rest
    if item.kind is ItemKind.NUMBER:
        return (*_SIGNS, *rest)
    if item.kind is ItemKind.HIDDEN:
        return (*_SIGNS, *rest)
    return rest


def sources(instrument: Instrument, before: str | None) -> tuple[Item, ...]:
    """Items whose answers a condition of this one can ask for: those before it, that are answered
    or calculated; None = of all."""
    found: list[Item] = []
    for item in instrument.items:
        if before is not None and f"{item.name}/".startswith(f"{before}/"):
            break
        if item.kind not in (ItemKind.NOTE, ItemKind.OTHER, ItemKind.MATRIX):
            found.append(item)
    return tuple(found)


def expression_of(condition: PickedCondition) -> str:
    """As XLSForm writes it: `selected(${x}, 'a') or selected(${x}, 'b')`."""
    joiner = " and " if condition.needs_all else " or "
    parts = [_written(test) for test in condition.tests]
    if len(parts) > 1 and condition.needs_all:
        parts = [f"({part})" if " or " in part else part for part in parts]
    return joiner.join(parts)


def picked_from(expression: str) -> PickedCondition | None:
    """The tests of an expression, None where it says more than lists can show; no test for ""."""
    text = _bare(expression.strip())
    if not text:
        return PickedCondition(())
    # "and" binds tighter: where both stand side by side, the outer one is "or".
    joiner = "or" if len(_split(text, "or")) > 1 else "and"
    tests: list[Test] = []
    for part in _split(text, joiner):
        test = _test(part)
        if test is None:
            return None
        tests.append(test)
    found = tuple(tests) if joiner == "and" else _merged(tuple(tests))
    return PickedCondition(found, joiner == "and" or len(found) == 1)


def _written(test: Test) -> str:
    reference = f"${{{test.item}}}"
    if test.relation is Relation.ANSWERED:
        return f"{reference} != ''"
    if test.relation is Relation.UNANSWERED:
        return f"{reference} = ''"
    if test.relation in (Relation.ANY_OF, Relation.NONE_OF):
        chosen = " or ".join(f"selected({reference}, {_quoted(one)})" for one in test.values)
        return chosen if test.relation is Relation.ANY_OF else f"not({chosen})"
    value = test.values[0] if test.values else ""
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
    return f"{reference} {_SIGNS[test.relation]} {value if is_number else _quoted(value)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if "'" in value else f"'{value}'"


def _test(text: str) -> Test | None:
    text = _bare(text)
    negated = _NOT.match(text)
    if negated and _closes_at_end(text, negated.end() - 1):
        inside = _test(text[negated.end() : -1])
        if inside is None:
            return None
        turned = {
            Relation.ANY_OF: Relation.NONE_OF,
            Relation.NONE_OF: Relation.ANY_OF,
            Relation.ANSWERED: Relation.UNANSWERED,
            Relation.UNANSWERED: Relation.ANSWERED,
            Relation.EQUAL: Relation.UNEQUAL,
        }.get(inside.relation)
        return None if turned is None else Test(inside.item, turned, inside.values)
    chosen = _split(text, "or")
    if len(chosen) > 1:
        tests = [_test(part) for part in chosen]
        merged = _merged(tuple(test for test in tests if test is not None))
        is_one = None not in tests and len(merged) == 1
        return merged[0] if is_one and merged[0].relation is Relation.ANY_OF else None
    return _single(text)


def _single(text: str) -> Test | None:
    if match := _SELECTED.fullmatch(text):
        return Test(match["item"], Relation.ANY_OF, (match["one"] or match["two"] or "",))
    match = _COMPARED.fullmatch(text)
    if match is None:
        return None
    relation = _BY_SIGN[match["sign"]]
    if match["number"] is not None:
        return Test(match["item"], relation, (match["number"],))
    value = match["one"] or match["two"] or ""
    if value == "" and relation in (Relation.EQUAL, Relation.UNEQUAL):
        is_there = relation is Relation.UNEQUAL
        return Test(match["item"], Relation.ANSWERED if is_there else Relation.UNANSWERED)
    return Test(match["item"], relation, (value,))


def as_choices(condition: PickedCondition, instrument: Instrument) -> PickedCondition:
    """The same, with `${x} = 'a'` as a choice of the option where x has options."""
    kinds = {item.leaf: item for item in instrument.items}
    turned = {Relation.EQUAL: Relation.ANY_OF, Relation.UNEQUAL: Relation.NONE_OF}

    def chosen(test: Test) -> Test:
        item = kinds.get(test.item)
        if item is None or item.kind not in OF_CODES or test.relation not in turned:
            return test
        return Test(test.item, turned[test.relation], test.values)

    tests = tuple(chosen(test) for test in condition.tests)
    if not condition.needs_all:
        tests = _merged(tests)
    return PickedCondition(tests, condition.needs_all)


def _merged(tests: tuple[Test, ...]) -> tuple[Test, ...]:
    """Of tests of which one must hold: those for options of one item together."""
    merged: list[Test] = []
    for test in tests:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.item == test.item
            and last.relation is test.relation is Relation.ANY_OF
        ):
            merged[-1] = Test(last.item, last.relation, (*last.values, *test.values))
        else:
            merged.append(test)
    return tuple(merged)


def _bare(text: str) -> str:
    """Without parentheses around the whole."""
    text = text.strip()
    while text.startswith("(") and _closes_at_end(text, 0):
        text = text[1:-1].strip()
    return text


def _closes_at_end(text: str, start: int) -> bool:
    for place, depth in _depths(text):
        if place > start and depth == 0:
            return place == len(text) - 1
    return False


def _split(text: str, joiner: str) -> list[str]:
    """The parts between a joiner that stands outside of quotes and parentheses."""
    parts, begin = [], 0
    word = re.compile(rf"\s{joiner}\s")
    depth_at = dict(_depths(text))
    for match in word.finditer(text):
        if depth_at.get(match.start()) == 0:
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [*parts, text[begin:]]


def _depths(text: str) -> list[tuple[int, int]]:
    """(place, how many parentheses are open after it) of each letter that is not in quotes."""
    found: list[tuple[int, int]] = []
    depth, quote = 0, ""
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
            continue
        if letter in "'\"":
            quote = letter
            continue
        depth += (letter in "([") - (letter in ")]")
        found.append((place, depth))
    return found
