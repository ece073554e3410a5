"""Small questionnaires, put together as an XLSForm is: one line a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Section

_RULES = frozenset(Rules.__dataclass_fields__)


def question(name: str, kind: ItemKind | str = ItemKind.TEXT, **more: Any) -> Item:
    """Rules may be given among the rest: `question("age", "number", relevant="${a} = 1")`."""
    rules = Rules(**{key: more.pop(key) for key in list(more) if key in _RULES})
    texts = more.pop("texts", {"en": name})
    return Item(name, ItemKind(kind), texts, rules=rules, **more)


def calculated(name: str, calculation: str, **more: Any) -> Item:
    return question(name, ItemKind.HIDDEN, calculation=calculation, **more)


def repeat(path: str, count: str = "", **more: Any) -> Section:
    return Section(path, repeats=True, repeat_count=count, **more)


def options(*codes: str, **columns: Mapping[str, str]) -> tuple[Option, ...]:
    """`columns`: name of a column -> code -> what stands there."""
    return tuple(
        Option(
            code,
            {"en": code.title(), "fr": f"{code.title()} (fr)"},
            columns={name: by_code[code] for name, by_code in columns.items()},
        )
        for code in codes
    )


def questionnaire(*parts: Item | Section | LookupTable, **settings: str) -> Instrument:
    return Instrument(
        {"en": "Questionnaire"},
        ("en", "fr"),
        tuple(part for part in parts if isinstance(part, Item)),
        sections=tuple(part for part in parts if isinstance(part, Section)),
        tables=tuple(part for part in parts if isinstance(part, LookupTable)),
        settings=settings,
    )


def number(value: float | str) -> Choice:
    return Choice(values=(("number", str(value)),))


def text(value: str) -> Choice:
    return Choice(text=value)


def chosen(*codes: str) -> Choice:
    return Choice(codes=codes)
