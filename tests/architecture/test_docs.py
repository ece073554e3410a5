"""What the docs say can be typed and followed."""

from __future__ import annotations

import importlib
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import ROOT, tracked_files
from steps.commands import read_arguments

from pollkit.cli.parser import build_parser

PAGES = [path for path in tracked_files() if path.suffix == ".md"]
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def quoted_commands() -> Iterator[tuple[str, str]]:
    """Each line of each shell block, without its comment."""
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.S | re.M):
            for line in block.splitlines():
                if command := line.partition(" #")[0].strip():
                    yield page.name, command


def glossary_rows() -> Iterator[list[str]]:
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in ("word", "---"):
            yield cells


@pytest.mark.parametrize(("page", "command"), list(quoted_commands()))
def test_a_quoted_command_can_be_typed(page: str, command: str) -> None:
    program, *words = shlex.split(command)
    if program == "python3":
        assert (ROOT / words[0]).is_file()
        read_arguments(words[1:])
        return
    folder, _, tool = program.rpartition("/")
    assert folder == ".venv/bin", f"{page} quotes a program that the set-up does not bring"
    if tool == "pollkit":
        build_parser().parse_args(words)
        return
    assert (Path(sys.executable).parent / tool).exists()
    named = [word for word in words if word.startswith(("tests/", "resources/"))]
    assert [word for word in named if not (ROOT / word).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    for name in (code.strip("`") for _, _, code, _ in glossary_rows() if code):
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(module), attribute), name


def test_no_glossary_word_is_one_to_avoid() -> None:
    rows = list(glossary_rows())
    words = {word for row in rows for word in row[0].split(", ")}
    avoided = {word for row in rows for word in row[3].split(", ") if word}
    assert not words & avoided


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_record_has_its_number_and_its_state(record: Path) -> None:
    text = record.read_text("utf-8")
    assert re.match(rf"# {record.stem[:4]} \S", text)
    assert re.search(r"^\*\*(Taken|Replaced by \d{4}|Tried and left)\b", text, re.M)


def test_no_two_decision_records_share_a_number() -> None:
    numbers = [record.stem[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers))
