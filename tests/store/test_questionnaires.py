"""Questionnaires: a draft is written over, a version stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.errors import NotFound
from pollkit.store import Role, Workspace

ID = UUID("0197a5c2-0000-7000-8000-000000000001")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def questionnaire(text: str = "How was it?") -> Questionnaire:
    item = Item("how", ItemKind.TEXT, {"en": text})
    return Questionnaire(ID, Instrument({"en": "After the meal"}, ("en",), (item,)))


@pytest.fixture
def clock() -> list[datetime]:
    return [NOON]


@pytest.fixture
def workspace(folder: Path, clock: list[datetime]) -> Iterator[Workspace]:
    with Workspace.open(folder, Role.WINDOW, clock=lambda: clock[0]) as opened:
        yield opened


def operations(workspace: Workspace) -> int:
    with workspace.read() as repos:
        return repos.connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one()


def test_a_draft_is_found_again_and_leaves_nothing_in_the_log(workspace: Workspace) -> None:
    before = operations(workspace)
    for words in ("How was", "How was it", "How was it?"):
        workspace.write(lambda repos, w=words: repos.questionnaires.keep_draft(questionnaire(w)))
    workspace.write(lambda _repos: None).result()
    with workspace.read() as repos:
        assert repos.questionnaires.get(ID) == replace(questionnaire(), changed_at=NOON)
        assert len(repos.questionnaires.list()) == 1
    assert operations(workspace) == before


def test_saving_makes_one_version_of_all_that_was_written(workspace: Workspace) -> None:
    write = workspace.write
    write(lambda repos: repos.questionnaires.save(questionnaire("One"))).result()
    write(lambda repos: repos.questionnaires.keep_draft(questionnaire("Two"))).result()
    version = write(lambda repos: repos.questionnaires.save(questionnaire("Three"))).result()
    with workspace.read() as repos:
        assert repos.questionnaires.get(ID).instrument == questionnaire("Three").instrument
        assert repos.instruments.get(version) == questionnaire("Three").instrument
        rows = repos.connection.exec_driver_sql(
            "SELECT number FROM instrument_version ORDER BY number"
        )
        assert [number for (number,) in rows] == [1, 2]


def test_saving_the_same_again_records_nothing(workspace: Workspace, clock: list[datetime]) -> None:
    workspace.write(lambda repos: repos.questionnaires.save(questionnaire())).result()
    before = operations(workspace)
    clock[0] += timedelta(hours=1)
    workspace.write(lambda repos: repos.questionnaires.save(questionnaire())).result()
    assert operations(workspace) == before
    with workspace.read() as repos:
        assert repos.questionnaires.get(ID).changed_at == NOON


def test_archived_ones_are_only_listed_when_they_are_asked_for(workspace: Workspace) -> None:
    gone = replace(questionnaire(), is_archived=True)
    workspace.write(lambda repos: repos.questionnaires.save(gone)).result()
    with workspace.read() as repos:
        assert repos.questionnaires.list() == ()
        assert [one.id for one in repos.questionnaires.list(include_archived=True)] == [ID]


def test_questionnaires_come_back_when_the_tables_are_made_anew(workspace: Workspace) -> None:
    noted = replace(questionnaire(), outdated={"how/text/fr": "How?"})
    workspace.write(lambda repos: repos.questionnaires.save(noted)).result()
    workspace.rebuild()
    with workspace.read() as repos:
        assert repos.questionnaires.get(ID) == replace(noted, changed_at=NOON)


def test_one_that_is_not_there_is_told_as_such(workspace: Workspace) -> None:
    with workspace.read() as repos, pytest.raises(NotFound):
        repos.questionnaires.get(ID)
