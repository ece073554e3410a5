"""Which column of a file answers which item, and what its values mean there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import on_one_line
from pollkit.errors import AnswerNotAccepted
from pollkit.formats.responses.files import UNSAID_WORD
from pollkit.formats.responses.reading import Column, Sheet
from pollkit.formats.responses.variables import Holds, Variable, variables
from pollkit.i18n import ngettext


class Use(StrEnum):
    """What a column is taken for."""

    NOTHING = "nothing"
    PERSON = "person"  # the mark by which a person's waves belong together
    WAVE = "wave"
    ANSWER = "answer"


@dataclass(frozen=True)
class ColumnUse:
    """
    Attributes:
        variable: of an answer: which column of the instrument it is.
        codes: value in the file -> code, where it is not the code itself.
    """

    column: str
    use: Use = Use.NOTHING
    variable: Variable | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowProblem:
    """A cell that cannot be taken. `row` as a spreadsheet numbers it."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class ReadRow:
    """One person's answers in one wave; `person` and `wave` are "" where no column says so."""

    row: int
    person: str
    wave: str
    answers: Mapping[str, Choice]
    unsaid: frozenset[str]


@dataclass(frozen=True)
class Preview:
    rows: tuple[ReadRow, ...]
    problems: tuple[RowProblem, ...]


# Columns of people's own lists; the words that follow are matched whole, in any of the languages.
_PERSON_NAMES = frozenset(
    {"person", "respondent", "id", "code", "pid", "case", "caseid", "participant", "token"}
)
_WAVE_NAMES = frozenset({"wave", "phase", "time", "timepoint", "zeitpunkt", "vague", "occasion"})
_PERSONAL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|\+?\d[\d\s/-]{8,}|[^\W\d_]{2,}\s+[^\W\d_]{2,}")


def suggested_uses(sheet: Sheet, instrument: Instrument) -> tuple[ColumnUse, ...]:
    """What each column most likely is: by its name as PollKit would call it, by the item's name, or
    by the words of the question in its label or heading. What repeats is not read."""
    known = _variables(instrument)
    taken: set[str] = set()
    uses = []
    for column in sheet.columns:
        variable = known.get(_bare(column.name)) or known.get(_bare(column.label))
        if variable is not None and variable.name not in taken:
            taken.add(variable.name)
            uses.append(answer_use(column, variable, instrument))
        elif _bare(column.name) in _PERSON_NAMES and "" not in taken:
            taken.add("")
            uses.append(ColumnUse(column.name, Use.PERSON))
        elif _bare(column.name) in _WAVE_NAMES:
            uses.append(ColumnUse(column.name, Use.WAVE))
        else:
            uses.append(ColumnUse(column.name))
    return tuple(uses)


def answer_use(column: Column, variable: Variable, instrument: Instrument) -> ColumnUse:
    """The column as answers to this variable, with its values matched to the codes by code, by the
    number that PollKit's own files use, and by words in any language."""
    codes: dict[str, str] = {}
    if variable.holds is Holds.CODE:
        words = _words_of(variable, instrument)
        for value, said in {**dict.fromkeys(column.values, ""), **column.values}.items():
            if (code := words.get(_bare(said))) and value not in variable.codes:
                codes[value] = code
        numbers = {str(number): code for code, number in variable.numbers.items()}
        codes = {**{n: c for n, c in numbers.items() if n not in variable.codes}, **words, **codes}
    return ColumnUse(column.name, Use.ANSWER, variable, codes)


def variables_once(instrument: Instrument) -> tuple[Variable, ...]:
    """What a column can be taken for."""
    return variables(instrument, instrument.languages[0])[""]


def preview(sheet: Sheet, uses: Sequence[ColumnUse], instrument: Instrument) -> Preview:
    """Every row as it would be taken, and every cell that would not be."""
    items = {item.name: item for item in instrument.items}
    problems: list[RowProblem] = []
    rows = []
    for number, cells in enumerate(sheet.rows, start=sheet.first_row):
        if any(cells):
            rows.append(_read_row(number, cells, uses, items, problems))
    _refuse_personal(sheet, uses, problems)
    return Preview(tuple(rows), tuple(problems))


def _read_row(
    number: int,
    cells: Sequence[str],
    uses: Sequence[ColumnUse],
    items: Mapping[str, Item],
    problems: list[RowProblem],
) -> ReadRow:
    given: dict[str, dict[str, str]] = {}
    columns: dict[str, str] = {}
    about = {Use.PERSON: "", Use.WAVE: ""}
    unsaid = set()
    for use, cell in zip(uses, cells, strict=True):
        if use.use in about:
            about[use.use] = cell
        elif use.variable is not None and cell == UNSAID_WORD:
            unsaid.add(use.variable.item)
        elif use.variable is not None and cell:
            item, part = use.variable.item, use.variable.part
            given.setdefault(item, {})[part] = _value(use, cell)
            columns.setdefault(item, use.column)
    answers = {}
    for name, parts in given.items():
        try:
            choice = _choice(items[name], parts)
        except AnswerNotAccepted as refused:
            problems.append(RowProblem(number, columns[name], str(refused)))
        else:
            if choice is not None:
                answers[name] = choice
    return ReadRow(
        number, about[Use.PERSON], about[Use.WAVE], answers, frozenset(unsaid - answers.keys())
    )


def _value(use: ColumnUse, cell: str) -> str:
    assert use.variable is not None
    # The mark that keeps a spreadsheet from taking a text for a formula.
    plain = cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
    if use.variable.holds is Holds.CODE:
        return use.codes.get(plain) or use.codes.get(_bare(plain)) or plain
    return plain


def _choice(item: Item, parts: Mapping[str, str]) -> Choice | None:
    """None where the parts say that nothing was chosen."""
    kind = item.kind
    given = {part: value for part, value in parts.items() if part != "sure"}
    if kind is ItemKind.MULTIPLE:
        words = [part for part, value in given.items() if value == "1"]
        if not words:
            return None
    elif kind is ItemKind.POINTS:
        words = [f"{part}={value}" for part, value in given.items() if value != "0"]
    elif set(given) == {""}:
        words = [given[""]]
        if kind in (ItemKind.HIDDEN, ItemKind.OTHER):
            return Choice(text=given[""])
        if kind is ItemKind.WORDS:
            words = given[""].split("\n")
    else:
        words = [f"{part}={value}" for part, value in given.items()]
    if item.asks_sureness and "sure" in parts:
        words.append(f"{SURE}={parts['sure']}")
    return read_choice(item, words)


def _refuse_personal(sheet: Sheet, uses: Sequence[ColumnUse], problems: list[RowProblem]) -> None:
    """A person's mark must not be a name, an address or a telephone number: PollKit keeps none."""
    for place, use in enumerate(uses):
        if use.use is not Use.PERSON:
            continue
        telling = [cell for cell in sheet.cells(place) if _PERSONAL.fullmatch(cell)]
        if len(telling) * 10 > len(sheet.rows):
            message = ngettext(
                "This looks like a name, an address or a telephone number in {n} row. Replace it"
                " by a mark that tells nothing, such as P001.",
                "This looks like names, addresses or telephone numbers in {n} rows. Replace them"
                " by marks that tell nothing, such as P001.",
                len(telling),
            )
            problems.insert(
                0, RowProblem(sheet.first_row - 1, use.column, message.format(n=len(telling)))
            )


def _variables(instrument: Instrument) -> dict[str, Variable]:
    """By everything that a heading may call them; the first one wins."""
    found: dict[str, Variable] = {}
    for language in instrument.languages:
        for variable in variables(instrument, language)[""]:
            names = [variable.name, variable.label]
            names += [f"{variable.item}.{variable.part}" if variable.part else variable.item]
            for name in filter(None, map(_bare, names)):
                found.setdefault(name, variable)
    return found


def _words_of(variable: Variable, instrument: Instrument) -> dict[str, str]:
    """Words -> code, in every language; words that two options share are nobody's."""
    found: dict[str, set[str]] = {}
    for language in instrument.languages:
        for other in variables(instrument, language)[""]:
            if other.name == variable.name:
                for code, words in other.codes.items():
                    found.setdefault(_bare(words), set()).add(code)
    return {words: next(iter(codes)) for words, codes in found.items() if len(codes) == 1}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "_", on_one_line(text).casefold()).strip("_")
