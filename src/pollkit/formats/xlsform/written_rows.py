"""An instrument's items, sections and lists as rows of an XLSForm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Section
from pollkit.domain.texts import Texts
from pollkit.formats.xlsform.headers import Headers
from pollkit.formats.xlsform.names import as_name, is_name
from pollkit.formats.xlsform.types import (
    EXTERNAL,
    FROM_FILE,
    KINDS,
    ONE,
    SELECTS,
    TypeWord,
    read_type,
)

# What the group of a matrix is marked with: without it, it is a group like another.
MATRIX_MARK = '{"kind": "matrix"}'

# header -> cell
Line = dict[str, str]

# What XLSForm has of the kinds that are PollKit's own; the others are asked for as text there.
_NEAREST = {
    ItemKind.SINGLE: ONE,
    ItemKind.MULTIPLE: "select_multiple",
    ItemKind.SCALE: ONE,
    ItemKind.RANKING: "rank",
    ItemKind.NUMBER: "decimal",
    ItemKind.DATE: "date",
    ItemKind.TIME: "time",
    ItemKind.MOMENT: "dateTime",
    ItemKind.NOTE: "note",
    ItemKind.HIDDEN: "hidden",
}
UNKNOWN_ELSEWHERE = frozenset(
    {ItemKind.POINTS, ItemKind.GRID, ItemKind.PIN, ItemKind.WORDS, ItemKind.QUESTIONS,
     ItemKind.IDEAS}
)  # fmt: skip
_LOOKED_UP = re.compile(r"""\bpulldata\s*\(\s*(?:'([^']*)'|"([^"]*)")""")


@dataclass(frozen=True)
class Written:
    """Attributes:
    survey, choices: the lines of both sheets.
    item_lines: the line of each item, in the order of the items.
    files: name -> the table that goes into it.
    """

    survey: list[Line]
    choices: list[Line]
    item_lines: list[Line]
    files: Mapping[str, LookupTable]


def write_rows(instrument: Instrument, headers: Headers) -> Written:
    writer = _Writer(instrument, headers)
    survey = list(writer.lines())
    return Written(survey, writer.choice_lines(), writer.item_lines, writer.files())


class _Writer:
    def __init__(self, instrument: Instrument, headers: Headers) -> None:
        self._instrument = instrument
        self._headers = headers
        self._sections = {section.path: section for section in instrument.sections}
        self._lists: dict[str, tuple[Option, ...]] = {}
        self._made: list[str] = []
        self._taken = {item.list_name for item in instrument.items if item.list_name}
        self._taken |= {table.name for table in instrument.tables}
        self._names = {item.leaf for item in instrument.items}
        self.item_lines: list[Line] = []

    def lines(self) -> Iterator[Line]:
        opened: list[str] = []
        for item in self._instrument.items:
            wanted = _paths(item.section)
            while opened and opened[-1] not in wanted:
                yield self._end(opened.pop())
            for path in wanted[len(opened) :]:
                opened.append(path)
                yield self._begin(path)
            first, *further = self._lines_of(item)
            self.item_lines.append(first)
            yield first
            yield from further
        while opened:
            yield self._end(opened.pop())

    def choice_lines(self) -> list[Line]:
        lines = [
            self._choice(name, option)
            for name, options in self._lists.items()
            for option in options
        ]
        for table in self._instrument.tables:
            if table.name not in self._file_names():
                lines += self._table_lines(table)
        return lines

    def files(self) -> dict[str, LookupTable]:
        named = self._file_names()
        files = {
            named[table.name]: table for table in self._instrument.tables if table.name in named
        }
        for item in self._instrument.items:
            word = read_type(item.columns.get("type", ""))
            if word.name in FROM_FILE and item.options and word.list_name not in files:
                files[word.list_name] = _file_table(item, word.list_name)
        return {name: table for name, table in files.items() if table.columns}

    def _file_names(self) -> dict[str, str]:
        """Table -> the file that a form reads it from."""
        named: dict[str, str] = {}
        for item in self._instrument.items:
            word = read_type(item.columns.get("type", ""))
            if word.name in EXTERNAL:
                named[item.leaf] = item.leaf + (".csv" if word.name == "csv-external" else ".xml")
            elif word.name in FROM_FILE:
                named.setdefault(word.list_name.rpartition(".")[0], word.list_name)
            for text in _expressions(item):
                for match in _LOOKED_UP.finditer(text):
                    name = match[1] or match[2]
                    named.setdefault(name, f"{name}.csv")
        for table in self._instrument.tables:
            # A list of choices has names; what has none was a file, or is looked for and missing.
            if "name" not in table.columns:
                named.setdefault(table.name, f"{table.name}.csv")
        return named

    def _begin(self, path: str) -> Line:
        section = self._sections.get(path, Section(path))
        what = "repeat" if section.repeats else "group"
        line = {"type": f"begin_{what}", "name": path.rpartition("/")[2]}
        line |= self._headers.cells("label", section.texts)
        line |= {
            "relevant": section.relevant,
            "repeat_count": section.repeat_count,
            "appearance": section.appearance,
        }
        return _filled(line | self._headers.kept(section.columns))

    def _end(self, path: str) -> Line:
        section = self._sections.get(path, Section(path))
        return {"type": "end_repeat" if section.repeats else "end_group"}

    def _lines_of(self, item: Item) -> Iterator[Line]:
        if item.kind is ItemKind.MATRIX:
            yield from self._matrix_lines(item)
            return
        line = {"type": self._type(item), "name": self.name_of(item)}
        line |= self._headers.cells("label", item.texts)
        yield _filled(line | self._common(item))

    def name_of(self, item: Item) -> str:
        return item.leaf if is_name(item.leaf) else as_name(item.leaf, self._names)

    def _common(self, item: Item) -> Line:
        rules, cells = item.rules, self._headers.cells
        line: Line = cells("hint", item.hint)
        line |= {"relevant": rules.relevant or _asked_if(item.asked_if)}
        line |= {"required": rules.required}
        line |= cells("required_message", rules.required_message)
        line |= {"constraint": _constraint(item)}
        line |= cells("constraint_message", rules.constraint_message)
        line |= {
            "calculation": rules.calculation,
            "default": rules.default,
            "choice_filter": rules.choice_filter,
            "read_only": rules.read_only,
            "trigger": ", ".join(f"${{{name.rpartition('/')[2]}}}" for name in rules.trigger),
            "appearance": item.appearance or ("likert" if item.kind is ItemKind.SCALE else ""),
            "parameters": " ".join(f"{name}={text}" for name, text in item.parameters.items()),
        }
        for column in ("low_label", "high_label", "bottom_label", "top_label", "unit"):
            line |= cells(column, getattr(item, column))
        return line | self._headers.kept(item.columns, without=("type",))

    def _type(self, item: Item) -> str:
        written = read_type(item.columns.get("type", ""))
        without_list = written.name in FROM_FILE or written.list_name.startswith("${")
        if without_list and item.kind in (KINDS[written.name], ItemKind.TEXT):
            return written.text
        if KINDS.get(written.name) is not item.kind:
            # Somebody has made another kind of question of it since it was read.
            written = TypeWord("")
        if written.name and not written.is_select and written.name not in ("integer", "decimal"):
            return written.text
        name = written.name or _NEAREST.get(item.kind, "text")
        if item.kind is ItemKind.NUMBER:
            return "integer" if item.whole else "decimal"
        if name in (ONE, "select_multiple", "rank", "select_one_external") and item.codes:
            plain = ONE if name == "select_one_external" else name
            return f"{plain} {self._list_of(item)}"
        if name == "hidden" and item.rules.calculation:
            return "calculate"
        return "text" if name in SELECTS else name

    def _list_of(self, item: Item) -> str:
        options = item.options
        if item.kind is ItemKind.SCALE:
            options = tuple(_point(item, code) for code in item.codes)
        name = item.list_name
        if not name or self._lists.get(name, options) != options:
            name = self._free_list(item.leaf, options)
        self._lists.setdefault(name, options)
        return name

    def _free_list(self, leaf: str, options: tuple[Option, ...]) -> str:
        """The name of a list that is made for a question, or was made for one like it."""
        for made in self._made:
            if self._lists[made] == options:
                return made
        name = as_name(leaf)
        while name in self._taken:
            name += "_list"
        self._taken.add(name)
        self._made.append(name)
        self._lists[name] = options
        return name

    def _matrix_lines(self, item: Item) -> Iterator[Line]:
        """A group on one page, with a question for each statement on the same list."""
        points = tuple(_point(item, code) for code in item.scale_points)
        name = self._free_list(item.leaf, points)
        line = {"type": "begin_group", "name": self.name_of(item)}
        line |= self._headers.cells("label", item.texts)
        common = self._common(item)
        # What a group cannot have goes to its questions.
        for column in ("required", "choice_filter", "default", "calculation", "read_only"):
            common.pop(column, None)
        shown = item.appearance or "table-list"
        yield _filled(line | common | {"appearance": shown, "pollkit": MATRIX_MARK})
        taken: set[str] = set()
        for option in item.options:
            leaf = option.code if is_name(option.code) else as_name(option.code, taken)
            leaf = f"{self.name_of(item)}_{leaf}"
            taken.add(leaf)
            statement = {"type": f"{ONE} {name}", "name": leaf}
            statement |= self._headers.cells("label", option.texts)
            if leaf != f"{self.name_of(item)}_{option.code}":
                statement |= {"pollkit": json.dumps({"code": option.code}, ensure_ascii=False)}
            yield _filled(statement | {"required": item.rules.required})
        yield {"type": "end_group"}

    def _choice(self, list_name: str, option: Option) -> Line:
        line = {"list_name": list_name, "name": option.code}
        line |= self._headers.cells("label", option.texts)
        return _filled(line | self._headers.kept(option.columns))

    def _table_lines(self, table: LookupTable) -> list[Line]:
        lines = []
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            line = {"list_name": table.name, "name": cells.pop("name", "")}
            label = cells.pop("label", "")
            if label:
                line |= self._headers.cells("label", {self._headers.main: label})
            lines.append(_filled(line | self._headers.kept(cells)))
        return lines


def _paths(section: str) -> list[str]:
    """ "a/b" -> ["a", "a/b"]."""
    names = section.split("/") if section else []
    return ["/".join(names[: length + 1]) for length in range(len(names))]


def _point(item: Item, code: str) -> Option:
    ends = {item.scale_points[0]: item.low_label, item.scale_points[-1]: item.high_label}
    words: Texts = ends.get(code, {})
    tags = item.texts or words
    return Option(code, {tag: f"{code} · {words[tag]}" if words.get(tag) else code for tag in tags})


def _asked_if(condition: Condition | None) -> str:
    if condition is None:
        return ""
    leaf = condition.item.rpartition("/")[2]
    return " or ".join(f"selected(${{{leaf}}}, '{code}')" for code in condition.any_of)


def _constraint(item: Item) -> str:
    parts = [f"({item.rules.constraint})"] if item.rules.constraint else []
    is_range = read_type(item.columns.get("type", "")).name == "range"
    if item.kind is ItemKind.NUMBER and not is_range:
        parts += [f". >= {item.smallest}"] if item.smallest is not None else []
        parts += [f". <= {item.largest}"] if item.largest is not None else []
    if item.kind is ItemKind.MULTIPLE:
        least, most = item.least_choices, item.most_choices
        parts += [f"count-selected(.) >= {least}"] if least is not None else []
        parts += [f"count-selected(.) <= {most}"] if most is not None else []
    if len(parts) == 1 and item.rules.constraint:
        return item.rules.constraint
    return " and ".join(parts)


def _expressions(item: Item) -> Iterable[str]:
    rules = item.rules
    yield from (rules.relevant, rules.constraint, rules.calculation, rules.default)
    yield from (rules.choice_filter, rules.required, rules.read_only)
    yield from item.texts.values()


def _file_table(item: Item, file_name: str) -> LookupTable:
    is_places = file_name.casefold().endswith(".geojson")
    code = item.parameters.get("value", "id" if is_places else "name")
    label = item.parameters.get("label", "title" if is_places else "label")
    rows = [
        {code: option.code, label: next(iter(option.texts.values()), ""), **option.columns}
        for option in item.options
    ]
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
    return LookupTable(file_name.rpartition(".")[0], columns, cells)


def _filled(line: Line) -> Line:
    return {header: text for header, text in line.items() if text != ""}
