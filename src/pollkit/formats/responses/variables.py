"""Which columns the answers to an instrument fill, with their names, labels and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import Texts, in_language, on_one_line
from pollkit.i18n import _

# Stata's limit, in characters; SPSS takes 64 bytes, which these are as well.
LONGEST_NAME = 32
# Words that SPSS keeps for its own commands, and Stata for its storage types.
_RESERVED = frozenset(
    {
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),
        *("byte", "int", "long", "float", "double", "if", "in", "using"),
    }
)
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")


class Measure(StrEnum):
    """In SPSS's words."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


class Holds(StrEnum):
    CODE = "code"  # one of `codes`
    NUMBER = "number"
    WORDS = "words"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"


@dataclass(frozen=True)
class Variable:
    """One column.

    Attributes:
        name: fit for CSV, SPSS and Stata alike: a letter first, at most 32 letters, digits and "_".
        item, part: where in the instrument it comes from; part is "" for an item of one column.
        label: in the language of the export.
        codes: what a code of the answer is in words, in the order of the instrument.
        numbers: what each code is in a column of numbers: the code itself where all are whole
            numbers, else 1, 2, 3 ... in the order of the instrument.
    """

    name: str
    item: str
    part: str
    label: str
    holds: Holds
    measure: Measure
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


def variables(instrument: Instrument, language: str) -> dict[str, tuple[Variable, ...]]:
    """The columns of each table: "" for what is asked once, the path of each section that repeats.

    Items that are only read have none. The program's own labels are in the spoken language.
    """
    repeats = [section.path for section in instrument.sections if section.repeats]
    tables: dict[str, list[Variable]] = {"": [], **{path: [] for path in repeats}}
    names = _Names()
    for item in instrument.items:
        if item.kind is ItemKind.NOTE:
            continue
        table = innermost(item.name, repeats)
        for part, variable in _of_item(item, language, instrument.languages):
            name = names.fitting(f"{item.leaf}_{part}" if part else item.leaf)
            tables[table].append(Variable(name, item.name, part, *variable))
    return {path: tuple(found) for path, found in tables.items()}


def innermost(name: str, repeats: Iterable[str]) -> str:
    """The path of the innermost of these sections that the item stands in; "" = in none."""
    around = [path for path in repeats if name.startswith(path + "/")]
    return max(around, key=len, default="")


_Fields = tuple[str, Holds, Measure, Mapping[str, str], Mapping[str, int]]


def _of_item(
    item: Item, language: str, languages: tuple[str, ...]
) -> Iterator[tuple[str, _Fields]]:
    def words(texts: Texts) -> str:
        return on_one_line(in_language(texts, language, languages))

    label = words(item.texts) or item.leaf
    options = {option.code: words(option.texts) or option.code for option in item.options}
    points = {point: item.point_label(point, language) for point in item.scale_points}
    kind = item.kind
    if kind is ItemKind.SINGLE:
        yield "", (label, Holds.CODE, Measure.NOMINAL, options, _numbers(options))
    elif kind is ItemKind.SCALE:
        yield "", (label, Holds.CODE, Measure.ORDINAL, points, _numbers(points))
    elif kind is ItemKind.MATRIX:
        for code, said in options.items():
            yield code, (f"{label} · {said}", Holds.CODE, Measure.ORDINAL, points, _numbers(points))
    elif kind is ItemKind.MULTIPLE:
        chosen = {"0": _("not chosen"), "1": _("chosen")}
        for code, said in options.items():
            yield code, (f"{label} · {said}", Holds.CODE, Measure.NOMINAL, chosen, _numbers(chosen))
    elif kind in (ItemKind.RANKING, ItemKind.POINTS):
        what = {
            ItemKind.RANKING: _("{question} · place of {option}"),
            ItemKind.POINTS: _("{question} · points for {option}"),
        }[kind]
        measure = Measure.ORDINAL if kind is ItemKind.RANKING else Measure.SCALE
        for code, said in options.items():
            yield code, (what.format(question=label, option=said), Holds.NUMBER, measure, {}, {})
    elif kind is ItemKind.GRID:
        for code, said in options.items():
            for axis in ("x", "y"):
                text = f"{label} · {said} · {axis}"
                yield f"{code}.{axis}", (text, Holds.NUMBER, Measure.SCALE, {}, {})
    elif kind is ItemKind.PIN:
        for axis in ("x", "y"):
            yield axis, (f"{label} · {axis}", Holds.NUMBER, Measure.SCALE, {}, {})
    else:
        holds = _HOLDS.get(kind, Holds.WORDS)
        measure = Measure.NOMINAL if holds is Holds.WORDS else Measure.SCALE
        yield "", (label, holds, measure, {}, {})
    if item.asks_sureness:
        text = _("{question} · how sure, from 1 (guessed) to 4 (certain)").format(question=label)
        yield "sure", (text, Holds.NUMBER, Measure.ORDINAL, {}, {})


_HOLDS = {
    ItemKind.NUMBER: Holds.NUMBER,
    ItemKind.DATE: Holds.DATE,
    ItemKind.TIME: Holds.TIME,
    ItemKind.MOMENT: Holds.MOMENT,
}


def _numbers(codes: Mapping[str, str]) -> dict[str, int]:
    own = {code: int(code) for code in codes if _WHOLE_NUMBER.fullmatch(code)}
    is_clear = len(own) == len(codes) == len(set(own.values()))
    if is_clear:
        return own
    return {code: number for number, code in enumerate(codes, start=1)}


class _Names:
    """Names that no statistics program refuses, each once in the whole export."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fitting(self, wanted: str) -> str:
        base = _plain(wanted)[:LONGEST_NAME].rstrip("_") or "v"
        name, number = base, 2
        # SPSS and Stata's users do not tell capitals apart.
        while name.casefold() in self._taken or name.casefold() in _RESERVED:
            tail = f"_{number}"
            name, number = base[: LONGEST_NAME - len(tail)] + tail, number + 1
        self._taken.add(name.casefold())
        return name


def _plain(text: str) -> str:
    """ASCII letters, digits and "_", a letter first."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    bare = re.sub(r"\W+", "_", bare).strip("_")
    return bare if bare[:1].isalpha() else f"v{bare}" if bare else ""
