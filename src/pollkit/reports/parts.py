"""What the sections of a report are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """`svg` is drawn without words around it; `description` says the same in words."""

    svg: str
    title: str
    description: str


@dataclass(frozen=True)
class Table:
    """The first column of `rows` heads its row."""

    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SplitSection:
    heading: str
    picture: Picture
    table: Table
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShiftSection:
    """The question beside an earlier one."""

    heading: str
    base: str
    picture: Picture
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
