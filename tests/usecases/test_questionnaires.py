"""Questionnaires that come with PollKit, and what becomes of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pollkit.domain.answering_time import answering_time
from pollkit.domain.checks import check
from pollkit.domain.findings import Part, Weight
from pollkit.domain.translations import instrument_texts
from pollkit.domain.waves import Mode
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.resources import resource_path
from pollkit.store import Role, Workspace
from pollkit.usecases.questionnaires import (
    check_ready,
    duplicate_questionnaire,
    keep_draft,
    list_questionnaires,
    new_from_starter,
    new_questionnaire,
    offered_starters,
    read_starter,
    save_version,
    set_archived,
    version_to_ask,
)

STARTERS = [path.stem for path in sorted(resource_path("kits", "questionnaires").glob("*.json"))]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as opened:
        yield opened


def test_there_is_a_starter_for_each_occasion() -> None:
    assert [offer.title for offer in offered_starters("en")] == [
        "A training, before and after",
        "Then and now",
        "After a meal",
        "How are you this week?",
        "A plan for our neighbourhood",
        "Scoring a proposal",
    ]


@pytest.mark.parametrize("name", STARTERS)
def test_every_starter_can_be_asked_as_it_is_in_four_languages(name: str) -> None:
    instrument = new_from_starter(name).instrument
    assert instrument.languages == ("en", "fr", "de", "ar")
    for place, texts in instrument_texts(instrument).items():
        if texts:
            assert set(texts) == set(instrument.languages), place
    found = [one for one in check(instrument) if one.weight is not Weight.HINT]
    assert found == []


@pytest.mark.parametrize("name", STARTERS)
def test_no_starter_takes_longer_than_a_quarter_of_an_hour(name: str) -> None:
    instrument = new_from_starter(name).instrument
    for language in instrument.languages:
        assert answering_time(instrument, language, Mode.PHONE).high_minutes <= 15


@pytest.mark.parametrize("name", STARTERS)
def test_wording_hints_of_a_starter_are_none_that_its_authors_overlooked(name: str) -> None:
    hints = [one for one in check(new_from_starter(name).instrument) if one.part is Part.TEXT]
    assert [one.message for one in hints] == []


def test_a_starter_is_written_in_the_language_of_the_window() -> None:
    questionnaire = new_from_starter(STARTERS[0], "fr")
    assert questionnaire.main == "fr"
    assert questionnaire.title == "Une formation, avant et après"


def test_two_from_one_starter_are_two() -> None:
    assert new_from_starter(STARTERS[0]).id != new_from_starter(STARTERS[0]).id


def test_a_file_that_is_no_starter_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_starter(tmp_path / "none.json")
    (tmp_path / "odd.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InstrumentProblem):
        read_starter(tmp_path / "odd.json")


def test_what_is_asked_is_what_was_last_written(workspace: Workspace) -> None:
    questionnaire = new_from_starter(STARTERS[3])
    keep_draft(workspace, questionnaire).result()
    version = workspace.write(lambda repos: version_to_ask(repos, questionnaire.id)).result()
    assert version == questionnaire.instrument.version_id
    with workspace.read() as repos:
        assert repos.instruments.get(version) == questionnaire.instrument


def test_a_copy_is_a_questionnaire_of_its_own(workspace: Workspace) -> None:
    first = new_from_starter(STARTERS[3])
    copy = duplicate_questionnaire(first)
    for one in (first, copy):
        save_version(workspace, one).result()
    assert {one.title for one in list_questionnaires(workspace)} == {
        "How are you this week?",
        "How are you this week? (copy)",
    }


def test_an_archived_one_leaves_the_list_and_can_come_back(workspace: Workspace) -> None:
    questionnaire = new_questionnaire(("en",))
    keep_draft(workspace, questionnaire).result()
    set_archived(workspace, questionnaire.id, True).result()
    assert list_questionnaires(workspace) == ()
    set_archived(workspace, questionnaire.id, False).result()
    assert len(list_questionnaires(workspace)) == 1


def test_what_cannot_be_asked_is_told_with_the_number_of_the_question() -> None:
    instrument = new_from_starter(STARTERS[3]).instrument
    check_ready(instrument)
    broken = replace(instrument.items[1], texts={})
    wrong = replace(instrument, items=(instrument.items[0], broken))
    with pytest.raises(InstrumentProblem, match="Question 2: Write the question"):
        check_ready(wrong)
    with pytest.raises(InstrumentProblem, match="title"):
        check_ready(new_questionnaire(("en",)).instrument)
