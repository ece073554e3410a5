"""The list of questionnaires, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pollkit.desktop.questionnaires.list.presenter import QuestionnairesPresenter
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace


@pytest.fixture
def presenter(tmp_path: Path) -> Iterator[QuestionnairesPresenter]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield QuestionnairesPresenter(workspace, lambda future: future.result())


def titles(presenter: QuestionnairesPresenter) -> list[str]:
    presenter.refresh()
    return [one.title for one in presenter.state.shown]


def test_what_is_begun_is_listed_and_chosen(presenter: QuestionnairesPresenter) -> None:
    presenter.begin_with("3-after-a-meal")
    presenter.begin_with("4-pulse")
    assert titles(presenter) == ["How are you this week?", "After a meal"]
    sheet = presenter.state.sheet
    assert sheet is not None
    assert (sheet.title, sheet.questions, sheet.to_mend) == ("How are you this week?", 4, 0)
    assert sheet.times[Mode.PHONE].high_minutes >= sheet.times[Mode.PHONE].low_minutes


def test_the_outline_counts_what_people_are_asked(presenter: QuestionnairesPresenter) -> None:
    presenter.begin_with("6-proposal-scoring")
    presenter.refresh()
    assert presenter.state.sheet is not None
    lines = [(line.number, line.depth, line.is_section) for line in presenter.state.sheet.lines]
    assert lines[:5] == [
        ("1", 0, False),
        ("2", 0, False),
        ("", 0, False),  # thanks to whoever is linked to the proposal
        ("", 0, True),  # five marks
        ("3", 1, False),
    ]
    assert "sum" not in [line.text for line in presenter.state.sheet.lines]


def test_an_empty_one_says_what_it_needs(presenter: QuestionnairesPresenter) -> None:
    presenter.begin_empty()
    presenter.refresh()
    assert presenter.state.sheet is not None
    assert presenter.state.sheet.title == "Questionnaire without a title"
    assert presenter.state.sheet.to_mend == 2


def test_words_find_titles_in_any_language(presenter: QuestionnairesPresenter) -> None:
    presenter.begin_with("3-after-a-meal")
    presenter.begin_with("4-pulse")
    presenter.search("REPAS")
    assert titles(presenter) == ["After a meal"]
    presenter.search("nothing like it")
    assert titles(presenter) == []
    assert presenter.state.sheet is None


def test_a_copy_is_chosen_and_the_archive_takes_and_gives(
    presenter: QuestionnairesPresenter,
) -> None:
    presenter.begin_with("4-pulse")
    presenter.refresh()
    presenter.duplicate()
    assert titles(presenter)[0] == "How are you this week? (copy)"
    presenter.archive()
    assert titles(presenter) == ["How are you this week?"]
    assert (presenter.state.total, presenter.state.archived) == (1, 1)
    presenter.show_archive(True)
    assert titles(presenter) == ["How are you this week? (copy)"]
    presenter.archive()
    presenter.show_archive(False)
    assert len(titles(presenter)) == 2
