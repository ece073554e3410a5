from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest
from field_samples import Field, new_field

from pollkit.cli import main
from pollkit.domain.codes import new_code, spaced
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import start

CARD = new_code()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def people(folder: Path) -> dict[str, UUID]:
    """One came twice with a card; two came without, one each time."""
    with Workspace.open(folder, Role.WINDOW) as workspace:
        field: Field = new_field(workspace)
        found = {"project": field.project.id}
        for name, wave, code in (
            ("carded", field.before, CARD),
            ("carded", field.after, CARD),
            ("before", field.before, None),
            ("after", field.after, None),
        ):
            sitting = start(workspace, wave.id, Mode.INTERVIEW, "en", code=code)
            sitting.answer("trust", ["4"])
            sitting.finish()
            found[name] = sitting.respondent.id
    return found


def run(stand_ins, folder: Path, *given: str) -> int:
    return main(["links", "neigh", *given, f"--workspace={folder}"], stand_ins.wiring)


def test_the_match_table_is_told_in_words_and_in_json(
    people: dict[str, UUID], folder: Path, stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stand_ins, folder) == 0
    told = capsys.readouterr().out
    assert "Before → After" in told
    assert "2 people before, 2 after, 1 linked (50 % of those who could be)" in told
    assert "1  the same card" in told
    assert "1  no code of their own, and not the same card" in told

    assert run(stand_ins, folder, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    carded = str(people["carded"])
    assert facts["links"] == [{"before": carded, "after": carded, "how": "card"}]
    assert facts["alone_after"] == {str(people["after"]): "no_code"}


def test_a_link_is_confirmed_by_the_start_of_ids_and_taken_back(
    people: dict[str, UUID], folder: Path, stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = [str(people["before"])[:8], str(people["after"])[:8]]
    told = ["--by=Maya", "--why=told me"]
    assert run(stand_ins, folder, "--confirm", *pair, *told) == 0
    said = capsys.readouterr().out
    assert "1  somebody’s decision" in said
    assert f"{pair[0]}  {pair[1]}   one person  Maya" in said

    assert run(stand_ins, folder, "--take-back", *pair, *told, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["linked"], facts["decisions"]) == (1, [])


def test_a_card_names_its_owner_and_a_swapped_card_can_be_rejected(
    people: dict[str, UUID], folder: Path, stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    code = spaced(CARD).lower()
    assert run(stand_ins, folder, "--reject", code, code, "--by=Maya", "--json") == 0
    assert json.loads(capsys.readouterr().out)["linked"] == 0


def test_nobody_decides_without_a_name_and_nothing_of_nobody(
    people: dict[str, UUID], folder: Path, stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = [str(people["before"]), str(people["after"])]
    assert run(stand_ins, folder, "--confirm", *pair) == 3
    assert "--by NAME" in capsys.readouterr().err
    assert run(stand_ins, folder, "--confirm", "zzzz", pair[1], "--by=Maya") == 3
    assert "Nobody in this wave fits “zzzz”" in capsys.readouterr().err


def test_the_key_goes_out_and_comes_in(
    people: dict[str, UUID], folder: Path, stand_ins, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.key"
    assert run(stand_ins, folder, "--write-key", str(stick)) == 0
    assert run(stand_ins, folder, "--forget-key") == 0
    assert list((folder / "vault").iterdir()) == []
    assert run(stand_ins, folder, "--read-key", str(stick)) == 0
    (kept,) = (folder / "vault").iterdir()
    assert kept.read_text() == stick.read_text()


def test_the_others_are_compared_with_those_who_were_linked(
    people: dict[str, UUID], folder: Path, stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stand_ins, folder, "--differences") == 0
    assert "trust  too few people" in capsys.readouterr().out
    assert run(stand_ins, folder, "--differences", "--json") == 0
    first = json.loads(capsys.readouterr().out)["differences"][0]
    assert (first["item"], first["linked_n"], first["others_n"]) == ("trust", 1, 1)
