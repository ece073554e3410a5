"""Questions and sections of a form with their rules made ready."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from pollkit.domain.instruments import Condition, Item, ItemKind
from pollkit.domain.logic.formulas import Formula
from pollkit.domain.logic.shape import Names
from pollkit.domain.logic.tokens import REFERENCE, Kind, tokens
from pollkit.domain.rules import Section
from pollkit.domain.texts import Texts
from pollkit.errors import ExpressionProblem


class Task(StrEnum):
    """What is worked out of a question or section; in the order of columns in messages."""

    ROWS = "repeat_count"
    RELEVANT = "relevant"
    VALUE = "calculation"
    REQUIRED = "required"
    READ_ONLY = "read_only"
    CONSTRAINT = "constraint"
    OPTIONS = "choice_filter"
    WORDS = "label"  # what its texts tell of other answers


@dataclass(frozen=True)
class Cell:
    """One thing that is worked out, for each row of the repeats around it."""

    names: Names
    task: Task


@dataclass(frozen=True)
class Element:
    """
    Attributes:
        path: as in the instrument: "household/member/age".
        item, section: one of the two; neither = a group that the instrument does not describe.
        formulas: what is worked out of it.
        default: its first value, worked out; `first_text` = the same where it is plain words.
        triggered: its calculation, made only when one of `triggers` changes.
        parts: names of what stands in a question that is answered in parts.
    """

    names: Names
    path: str
    item: Item | None = None
    section: Section | None = None
    formulas: Mapping[Task, Formula] = field(default_factory=dict)
    default: Formula | None = None
    first_text: str = ""
    triggered: Formula | None = None
    triggers: tuple[Names, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def choice_filter(self) -> Formula | None:
        """For each option, whether it is offered."""
        return self.formulas.get(Task.OPTIONS)

    @property
    def repeats(self) -> bool:
        return self.section is not None and self.section.repeats

    @property
    def is_section(self) -> bool:
        return self.item is None or bool(self.parts)


# What XLSForm understands where an expression is expected.
_ALWAYS = re.compile(r"yes|true(?:\(\))?", re.IGNORECASE)
_NEVER = re.compile(r"no|false(?:\(\))?", re.IGNORECASE)


def spelled_out(written: str) -> str:
    """ "yes" and "no" of a sheet as expressions."""
    text = written.strip()
    if _ALWAYS.fullmatch(text):
        return "true()"
    return "false()" if _NEVER.fullmatch(text) else text


def relevance(item: Item) -> str:
    """Its condition; that of a live question in the words of XLSForm."""
    conditions = [item.rules.relevant] if item.rules.relevant.strip() else []
    if item.asked_if is not None:
        conditions.append(_asked_if(item.asked_if))
    if len(conditions) == 2:
        return " and ".join(f"({condition})" for condition in conditions)
    return conditions[0] if conditions else ""


def _asked_if(condition: Condition) -> str:
    name = condition.item.rpartition("/")[2]
    return " or ".join(f"selected(${{{name}}}, '{code}')" for code in condition.any_of)


_PLAIN = re.compile(r"-?[\d.]+|\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?|\d{2}:\d{2}(?::[\d:.+Z-]+)?")
_OF_TIME = frozenset({ItemKind.DATE, ItemKind.MOMENT, ItemKind.OTHER})


def is_dynamic(default: str, kind: ItemKind) -> bool:
    """Whether a default is worked out, by the rules of pyxform: it calls, refers or calculates."""
    if _PLAIN.fullmatch(default.strip()):
        return False
    try:
        found = tokens(default)
    except ExpressionProblem:
        return "${" in default
    for token, following in pairwise(found):
        if token.is_symbol("-") and kind in _OF_TIME:
            return False
        if token.is_symbol("*", "+", "-", "|") or token.kind is Kind.REFERENCE:
            return True
        if token.kind is Kind.NAME and following.is_symbol("("):
            return True
        if token.kind is Kind.NAME and token.text in {"mod", "div"} and token.at:
            return True
    return False


def worded(item: Item | None, section: Section | None) -> Iterator[tuple[str, Texts]]:
    """Column of the sheet -> texts in which answers may be told by `${name}`."""
    if section is not None:
        yield "label", section.texts
    if item is not None:
        yield "label", item.texts
        yield "hint", item.hint
        yield "constraint_message", item.rules.constraint_message
        yield "required_message", item.rules.required_message
        yield from (("label", option.texts) for option in item.options)


def told_in(texts: Texts) -> tuple[str, ...]:
    """Each `${name}` in whichever languages it stands."""
    found = (match[0] for text in texts.values() for match in REFERENCE.finditer(text))
    return tuple(dict.fromkeys(found))
