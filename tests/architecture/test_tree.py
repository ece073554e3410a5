"""What lies where, and what must never be committed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import PACKAGE, ROOT, tracked_files, tracked_texts

TOP_LEVEL = {
    ".ci", ".gitignore", "CONTRIBUTING.md", "LICENSE", "README.md", "docs", "installers",
    "pyproject.toml", "resources", "src", "tests",
}  # fmt: skip

PLACELESS = {"manager", "handler", "helper", "utils", "common", "data", "info"}

# Each glossary word's brackets, as far as a class could be named so by mistake.
AVOIDED = {
    "Survey", "Session", "Meeting", "User", "Subject", "Beneficiary",
    "Phase", "Timepoint", "Submission", "Goal", "Kpi", "Database",
}  # fmt: skip
# Names of others, or of what they really are.
ALLOWED_CLASSES = {"UserError"}

# Put together here, so that this file is not its own finding.
# After a bracket it is a list's path in an XLSForm: instance('towns')/root/item.
FOLDERS_OF_ONE_MACHINE = re.compile(
    r"(?<!\))/(?:" + "|".join(["work", "root", "home", "Users"]) + ")/"
)
INDEX_SETTING = re.compile("--(?:extra-)?index" + "-url|--find" + "-links|PIP_INDEX" + "_URL=")


def test_the_top_level_is_the_house_s() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} == TOP_LEVEL


def test_no_folder_of_one_machine_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in tracked_texts().items()
        for match in FOLDERS_OF_ONE_MACHINE.finditer(text)
    ]
    assert not found


def test_no_package_index_is_named() -> None:
    found = [path for path, text in tracked_texts().items() if INDEX_SETTING.search(text)]
    assert not found


def test_a_source_file_has_one_subject() -> None:
    """Past 400 lines there are two. A migration is one step, however long."""
    lengths = {path: len(text.splitlines()) for path, text in _python_sources()}
    too_long = [path for path, length in lengths.items() if length > 400]
    assert not [path for path in too_long if "migrations" not in path.parts]


def test_names_say_what_a_thing_is() -> None:
    found = []
    for path, text in _python_sources():
        names = [path.stem, *(c.name for c in _classes(text))]
        found += [
            f"{path.relative_to(ROOT)}: {name}" for name in names if PLACELESS & set(_words(name))
        ]
    assert not found


def test_classes_are_named_in_the_glossary_s_words() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, text in _python_sources()
        for node in _classes(text)
        if node.name not in ALLOWED_CLASSES
        and {word.title() for word in _words(node.name)} & AVOIDED
    ]
    assert not found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("RoomPhone", ["room", "phone"]),
        ("SMSCode", ["sms", "code"]),
        ("vote_writer", ["vote", "writer"]),
    ],
)
def test_names_are_taken_apart_into_words(name: str, words: list[str]) -> None:
    assert _words(name) == words


def _python_sources() -> Iterator[tuple[Path, str]]:
    for path, text in tracked_texts().items():
        if path.suffix == ".py" and path.is_relative_to(PACKAGE):
            yield path, text


def _classes(text: str) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
