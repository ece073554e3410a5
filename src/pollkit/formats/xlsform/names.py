"""Names of questions, groups and choices: which are allowed, and how one is changed everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from pollkit.formats.xlsform.sheets import Edit, FormSheets, Repair, SetCell

# As in XML without colons: pyxform's rule.
_NAME = re.compile(r"[^\W\d][\w.·-]*")
# pyxform puts its own things there.
RESERVED = "meta"
ROOT = "data"

# "key=value". It begins where a word does and takes whole words: a cell of 30,000 letters took 7 s.
PARAMETER = re.compile(r"(?<![^\s=,;])([^\s=,;]++)\s*+=\s*+([^\s=,;]++)")
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def as_name(text: str, taken: Collection[str] = ()) -> str:
    """A name that is allowed and not taken, as near to the text as can be."""
    letters = re.sub(r"[^\w.-]+", "_", " ".join(text.split()[:6]))[:40].strip("_.-")
    name = letters if is_name(letters) else f"q_{letters}".rstrip("_")
    if name.casefold() in (RESERVED, ROOT):
        name += "_1"
    return free_name(name, taken) if name in taken else name


def free_name(name: str, taken: Collection[str]) -> str:
    """name_2, name_3 ...: the first that nobody has."""
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def references(text: str) -> Iterator[tuple[int, str]]:
    """Where each `${name}` or `${last-saved#name}` begins, and its name, in their order."""
    for match in _REFERENCE.finditer(text):
        yield match.start(), match[1].strip().removeprefix("last-saved#")


def rename(sheets: FormSheets, sheet: str, row: int, old: str, new: str, words: str) -> Repair:
    """Gives the question of this row another name, in every expression and text too."""
    edits: list[Edit] = []
    survey = sheets.sheet(sheet)
    if survey is not None:
        edits.append(SetCell(survey.name, row, name_header(survey.header), new))
    old_reference = re.compile(r"\$\{\s*(last-saved#)?" + re.escape(old) + r"\s*\}")
    for each in sheets.sheets:
        for line in each.rows:
            for place, header in enumerate(each.header):
                text = line.cell(place)
                changed = old_reference.sub(lambda m: f"${{{m[1] or ''}{new}}}", text)
                if changed != text:
                    edits.append(SetCell(each.name, line.number, header, changed))
    return Repair(words, tuple(edits))


def name_header(header: Iterable[str]) -> str:
    from pollkit.formats.xlsform.columns import read_headers

    columns = read_headers("survey", tuple(header))
    return next((column.header for column in columns if column.name == "name"), "name")
