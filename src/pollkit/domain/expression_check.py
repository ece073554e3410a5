"""Whether an expression of a questionnaire can be read, and refers to what is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.formulas import formula
from pollkit.domain.logic.shape import Place, Scope, Shape
from pollkit.errors import ExpressionProblem

# The name of the form in paths; which one matters to nobody who writes "${age}".
_ROOT = "data"


@dataclass(frozen=True)
class ExpressionTrouble:
    """Why it cannot be used; `at` counts characters from 0."""

    message: str
    at: int


def shape_of(instrument: Instrument) -> Shape:
    """The questions, sections and lists that its expressions can refer to."""
    return _shape(
        tuple(item.name for item in instrument.items),
        tuple((section.path, section.repeats) for section in instrument.sections),
        _columns(instrument),
    )


def trouble_of(
    written: str,
    instrument: Instrument,
    name: str,
    *,
    filters_options: bool = False,
    counts: bool = False,
) -> ExpressionTrouble | None:
    """What is wrong with an expression of the item or section of this name; None if nothing.

    Args:
        filters_options: it is the choice filter, which names columns of the options.
        counts: it says how often the section repeats.
    """
    if not written.strip():
        return None
    shape = shape_of(instrument)
    here = (_ROOT, *name.split("/"))
    if here not in shape.by_names:
        return None
    options = _list_of(instrument, name) if filters_options else None
    try:
        formula(written, Scope(shape, here, filters_options, options, counts))
    except ExpressionProblem as problem:
        return ExpressionTrouble(str(problem), problem.at or 0)
    return None


@lru_cache(maxsize=8)
def _shape(
    items: tuple[str, ...],
    sections: tuple[tuple[str, bool], ...],
    columns: tuple[tuple[str, frozenset[str] | None], ...],
) -> Shape:
    places = [Place((_ROOT,), is_section=True)]
    places += [Place((_ROOT, *path.split("/")), True, repeats) for path, repeats in sections]
    places += [Place((_ROOT, *name.split("/"))) for name in items]
    return Shape(tuple(places), dict(columns))


def _columns(instrument: Instrument) -> tuple[tuple[str, frozenset[str] | None], ...]:
    found: dict[str, frozenset[str] | None] = {}
    for item in instrument.items:
        name = item.list_name or item.leaf
        if item.options and name not in found:
            columns = {"name", "label", "itextId"}
            columns |= {column for option in item.options for column in option.columns}
            found[name] = frozenset(columns)
    for table in instrument.tables:
        found[table.name] = frozenset(table.columns)
    return tuple(found.items())


def _list_of(instrument: Instrument, name: str) -> str:
    item = instrument.item(name)
    return item.list_name or item.leaf
