"""Answers that were gathered before PollKit are taken in, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from field_samples import Field, new_field

from pollkit.domain.ballots import Choice
from pollkit.errors import NotAllowedNow
from pollkit.store import Role, Workspace
from pollkit.usecases.earlier_answers import EarlierAnswers, Imported, import_earlier, open_earlier
from pollkit.usecases.withdrawal import withdraw

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


def opened(workspace: Workspace, field: Field, folder: Path, text: str) -> EarlierAnswers:
    path = folder / "old.csv"
    path.write_text(text)
    with workspace.read() as repos:
        return open_earlier(repos, path, field.before.id)


BOTH = "id,wave,trust,talked\nP1,t0,4,Yes\nP2,t0,2,No\nP1,t1,5,yes\nP3,t9,1,no\n"


def test_a_person_in_two_waves_is_one_respondent(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    earlier = opened(workspace, field, tmp_path, BOTH)
    assert earlier.waves == ("t0", "t1", "t9")

    waves = {"t0": field.before.id, "t1": field.after.id}
    done = import_earlier(workspace, earlier, waves).result(10)

    assert done == Imported(responses=3, known=(), elsewhere=(5,))
    with workspace.read() as repos:
        before = repos.responses.list(field.before.id)
        (after,) = repos.responses.list(field.after.id)
        assert after.answers == {"trust": Choice(("5",)), "talked": Choice(("yes",))}
        assert {one.answers["trust"].codes: one.respondent_id for one in before}[
            ("4",)
        ] == after.respondent_id


def test_the_same_file_twice_changes_nothing(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    earlier = opened(workspace, field, tmp_path, BOTH)
    waves = {"t0": field.before.id, "t1": field.after.id}
    import_earlier(workspace, earlier, waves).result(10)

    again = import_earlier(workspace, earlier, waves).result(10)
    assert again == Imported(responses=0, known=(2, 3, 4), elsewhere=(5,))


def test_one_cell_that_does_not_fit_takes_nothing_in(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    earlier = opened(workspace, field, tmp_path, "trust\n4\n9\n")

    with pytest.raises(NotAllowedNow, match="Row 3, column “trust”"):
        import_earlier(workspace, earlier, {"": field.before.id})
    with workspace.read() as repos:
        assert repos.responses.list(field.before.id) == ()


def test_a_mark_that_came_with_the_file_takes_everything_back(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    earlier = opened(workspace, field, tmp_path, BOTH)
    waves = {"t0": field.before.id, "t1": field.after.id}
    import_earlier(workspace, earlier, waves).result(10)

    gone = withdraw(workspace, field.project.id, "p1")

    assert gone.responses == 2
    with workspace.read() as repos:
        assert {one.code for one in repos.respondents.list(field.project.id)} == {"P2"}
