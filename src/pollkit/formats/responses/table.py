"""Responses as rows: one for each person and wave, and one for each member of what repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.row_paths import rows_of, with_rows, without_rows
from pollkit.formats.names import file_stem
from pollkit.formats.responses.variables import Holds, Variable, variables


@dataclass(frozen=True)
class Answered:
    """One response as it goes out.

    Attributes:
        person: the same for all waves of one respondent of this export, and no other's: never the
            code that the person keeps, nor the id in the workspace.
        wave: its title; `wave_kind`, `mode`, `state`: in the program's words.
        version: which of the instrument's versions it was given to, from 1.
        answers: in the words of the instrument of the export; what it has no place for (`earlier`)
            by its old addresses.
        unsaid: addresses of what the person would rather not say.
    """

    person: str
    wave: str
    wave_kind: str
    mode: str
    state: str
    language: str
    version: int
    answers: Mapping[str, Choice]
    unsaid: frozenset[str] = frozenset()
    earlier: Mapping[str, Choice] | None = None


@dataclass(frozen=True)
class Unsaid:
    """A cell that the person would rather leave open; one that was not asked is None."""


UNSAID = Unsaid()
Cell = str | int | float | Unsaid | None

# The columns before those of the items.
FRAME = ("person", "wave", "wave_kind", "mode", "state", "language", "version")


@dataclass(frozen=True)
class Table:
    """
    Attributes:
        path: of the section that repeats, one row for each of it; "" = one row for each response.
        stem: what its file is called: "responses", or the names of the sections.
        positions: names of the columns that count the rows of one response.
        rows: FRAME, the positions, then a cell for each variable.
    """

    path: str
    stem: str
    positions: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heading(self) -> tuple[str, ...]:
        return (*FRAME, *self.positions, *(variable.name for variable in self.variables))


def tables(
    instrument: Instrument, responses: Sequence[Answered], language: str
) -> tuple[Table, ...]:
    """First the table of the responses, then one for each section that repeats, the outer first."""
    items = {item.name: item for item in instrument.items}
    repeats = [section.path for section in instrument.sections if section.repeats]
    found: list[Table] = []
    for path, columns in variables(instrument, language).items():
        around = [one for one in repeats if one == path or path.startswith(one + "/")]
        rows = tuple(
            row for response in responses for row in _rows(response, path, around, columns, items)
        )
        names = tuple(f"{one.rpartition('/')[2]}_number" for one in around)
        stem = _stem(path, [table.stem for table in found])
        found.append(Table(path, stem, names, columns, rows))
    return tuple(found)


def _stem(path: str, taken: Sequence[str]) -> str:
    base = file_stem(0, path.replace("/", " "))[3:] if path else "responses"
    # Those that PollKit's own files have.
    taken = (*taken, "codebook", "earlier", *([] if not path else ["responses"]))
    stem, number = base, 2
    while stem in taken:
        stem, number = f"{base}-{number}", number + 1
    return stem


def earlier_rows(responses: Iterable[Answered]) -> Iterator[tuple[Cell, ...]]:
    """(person, wave, version, address, answer) of what the newest version has no place for."""
    for response in responses:
        for address, choice in (response.earlier or {}).items():
            yield response.person, response.wave, response.version, address, in_words(choice)


def in_words(choice: Choice) -> str:
    """A choice on one line, whatever its kind: codes, text or "part=value"."""
    parts = [*choice.codes, *(f"{part}={value}" for part, value in choice.values)]
    return choice.text if choice.text is not None else " ".join(parts)


def _rows(
    response: Answered,
    path: str,
    around: Sequence[str],
    columns: Sequence[Variable],
    items: Mapping[str, Item],
) -> Iterator[tuple[Cell, ...]]:
    frame = (
        response.person,
        response.wave,
        response.wave_kind,
        response.mode,
        response.state,
        response.language,
        response.version,
    )
    for positions in _positions(response, path, around) if path else [()]:
        addresses = {
            name: with_rows(name, around, positions) for name in {one.item for one in columns}
        }
        cells = (_cell(one, items[one.item], addresses[one.item], response) for one in columns)
        yield (*frame, *positions, *cells)


def _positions(response: Answered, path: str, around: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Every combination of positions that has an answer, or that the counts tell of."""
    found: set[tuple[int, ...]] = set()
    for address in response.answers.keys() | response.unsaid:
        name = without_rows(address)
        numbers = rows_of(address)
        if name == path:
            count = int(response.answers[address].value("count") or 0)
            found |= {(*numbers, number) for number in range(1, count + 1)}
        elif name.startswith(path + "/"):
            found.add(numbers[: len(around)])
    yield from sorted(found)


def _cell(variable: Variable, item: Item, address: str, response: Answered) -> Cell:
    if address in response.unsaid:
        return UNSAID
    choice = response.answers.get(address)
    if choice is None:
        return None
    if variable.part == "sure":
        return _number(choice.value(SURE))
    if item.kind is ItemKind.MULTIPLE:
        return "1" if variable.part in choice.codes else "0"
    if item.kind is ItemKind.RANKING:
        codes = choice.codes
        return codes.index(variable.part) + 1 if variable.part in codes else None
    if item.kind is ItemKind.POINTS:
        return _number(choice.value(variable.part) or "0")
    if item.kind is ItemKind.MATRIX:
        return choice.value(variable.part)
    if item.kind is ItemKind.NUMBER:
        return _number(choice.value("number"))
    if variable.part:
        return _number(choice.value(variable.part))
    if variable.holds is Holds.CODE:
        return choice.codes[0] if choice.codes else None
    return choice.text


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    return float(text) if "." in text else int(text)
