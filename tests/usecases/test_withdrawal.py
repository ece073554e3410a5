"""A respondent takes everything back: nothing of it is left in any file of the workspace."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from field_samples import Field, new_field

from pollkit.domain.codes import new_code
from pollkit.domain.waves import Changes, Mode, Response, ResponseState
from pollkit.errors import CodeNotAccepted, NotAllowedNow, NotFound
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases.collect import Sitting, edit, start
from pollkit.usecases.linking import confirm_link
from pollkit.usecases.projects import ask_for_consent, project_overview
from pollkit.usecases.withdrawal import (
    what_would_go,
    withdraw,
    withdraw_respondent,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# The process ends as by kill -9 when everything is committed and the file is about to be wiped.
KILLED_IN_MID_WITHDRAWAL = """
import os, sys
from pathlib import Path
from uuid import UUID
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace, writer
from pollkit.usecases.collect import start
from pollkit.usecases.withdrawal import withdraw

workspace = Workspace.open(Path(sys.argv[1]), Role.WINDOW)
project, wave = UUID(sys.argv[2]), UUID(sys.argv[3])
sitting = start(workspace, wave, Mode.INTERVIEW, "en", code=sys.argv[4])
sitting.answer("talked", ["yes"])
sitting.answer("about", [sys.argv[5]]).saved.result(10)
writer.wipe_if_due = lambda raw, is_last: os._exit(9)
withdraw(workspace, project, sys.argv[4])
"""
CANARY, EDITED, LATE = "yellow-canary-sings", "red-kite-circles", "late-lark-rises"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ws"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.open(folder, Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    field = new_field(workspace)
    ask_for_consent(workspace, field.project.id, {"en": "May we ask you?"}).result(10)
    return field


def test_nothing_of_a_withdrawn_person_is_in_any_file(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    code, others = new_code(), [new_code() for _ in range(16)]
    for other in others[:8]:
        ask(workspace, field.before.id, other, f"word of {other}")
    before = ask(workspace, field.before.id, code, CANARY)
    edit(workspace, before.response.id, "about", [EDITED], "misheard").result(10)
    workspace.backup()
    draft = begin(workspace, field.after.id, code)
    draft.answer("talked", ["yes"])
    draft.answer("about", [CANARY]).saved.result(10)
    for other in others[8:]:
        ask(workspace, field.before.id, other, f"word of {other}")
    respondent = before.respondent.id
    # The edit moved what it replaced into the history: so far all of it can be found.
    assert {"workspace.sqlite", "workspace.sqlite-wal"} & found_in(folder, EDITED)
    done = withdraw(workspace, field.project.id, code.lower())
    assert (done.responses, done.copies, done.left_copies) == (2, 1, ())
    for said in (CANARY, EDITED, code, str(before.response.id), before.response.id.hex):
        assert found_in(folder, said) == set(), said
    assert workspace.verify() == ()
    with workspace.read() as repos:
        assert len(repos.responses.list(field.before.id)) == 16
        (stone,) = repos.withdrawals.list(field.project.id)
    assert (stone.respondent_id, stone.on) == (respondent, date(2026, 11, 24))
    workspace.close()
    assert found_in(folder, CANARY) == set()


def test_what_somebody_reads_meanwhile_is_wiped_once_they_have_read(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    code = new_code()
    ask(workspace, field.before.id, code, CANARY)
    with workspace.read() as repos:
        assert len(repos.responses.list(field.before.id)) == 1
        withdraw(workspace, field.project.id, code)
        assert found_in(folder, CANARY)
    workspace.close()
    assert found_in(folder, CANARY) == set()


def test_a_crash_before_the_file_was_wiped_is_made_good_at_the_next_start(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW, clock=lambda: NOON) as workspace:
        field = new_field(workspace)
    code = new_code()
    program = [sys.executable, "-c", KILLED_IN_MID_WITHDRAWAL, str(folder)]
    ended = subprocess.run(
        [*program, str(field.project.id), str(field.before.id), code, CANARY],
        timeout=60,
        check=False,
    )
    assert ended.returncode == 9
    assert found_in(folder, CANARY)
    with Workspace.open(folder, Role.WINDOW) as workspace, workspace.read() as repos:
        assert len(repos.withdrawals.list(field.project.id)) == 1
    assert found_in(folder, CANARY) == set()


def test_the_count_of_operations_does_not_shrink(workspace: Workspace, field: Field) -> None:
    code = new_code()
    ask(workspace, field.before.id, code, CANARY)
    before = operations(workspace)
    withdraw(workspace, field.project.id, code)
    after = operations(workspace)
    assert sum(after.values()) == sum(before.values()) + 1  # the tombstone
    # A respondent, a response, a consent, three answers and the end of it lost their bodies.
    assert after["erased"] == 7
    assert workspace.verify() == ()


def test_a_tombstone_erases_what_comes_in_later(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    """As after an import from a laptop that did not know of the withdrawal."""
    code = new_code()
    sitting = ask(workspace, field.before.id, code, CANARY)
    person = sitting.respondent
    withdraw(workspace, field.project.id, code)

    def arrive(repos: Repositories) -> None:
        repos.connection.exec_driver_sql("DELETE FROM tombstone")  # a laptop without it
        repos.respondents.save(person)
        repos.responses.save(
            Response(
                sitting.response.id,
                person.id,
                field.before.id,
                field.before.instrument_version,
                Mode.PAPER,
                ResponseState.FINISHED,
                {},
            )
        )
        repos.responses.change(sitting.response.id, Changes(), reason=LATE)

    workspace.write(arrive).result(10)
    assert found_in(folder, LATE)
    workspace.rebuild()
    assert found_in(folder, LATE) == set()
    assert workspace.verify() == ()
    with workspace.read() as repos:
        assert repos.responses.list(field.before.id) == ()
        assert repos.respondents.list(field.project.id) == ()
        assert len(repos.withdrawals.list(field.project.id)) == 1


def test_a_sitting_that_is_open_writes_nothing_any_more(workspace: Workspace, field: Field) -> None:
    sitting = begin(workspace, field.before.id, new_code())
    withdraw_respondent(workspace, sitting.respondent.id)
    with pytest.raises((NotFound, NotAllowedNow)):
        sitting.answer("trust", ["1"]).saved.result(10)


def test_the_same_person_may_join_again_as_somebody_new(workspace: Workspace, field: Field) -> None:
    code = new_code()
    first = ask(workspace, field.before.id, code, CANARY)
    withdraw(workspace, field.project.id, code)
    again = ask(workspace, field.before.id, code, "something else")
    assert again.respondent.id != first.respondent.id


def test_the_tally_counts_who_withdrew(workspace: Workspace, field: Field) -> None:
    code = new_code()
    ask(workspace, field.before.id, code, CANARY)
    ask(workspace, field.before.id, new_code(), "other")
    withdraw(workspace, field.project.id, code)
    with workspace.read() as repos:
        overview = project_overview(repos, field.project.id, workspace.today())
    before, after = (one.tally for one in overview.waves)
    assert (before.finished, before.withdrawn, overview.withdrawn) == (1, 1, 1)
    assert (after.withdrawn, len(after.missing)) == (0, 1)


def test_a_lost_card_that_was_linked_is_erased_with_the_new_one(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    old, new = new_code(), new_code()
    before = ask(workspace, field.before.id, old, CANARY)
    after = ask(workspace, field.after.id, new, EDITED)
    pair = before.respondent.id, after.respondent.id
    confirm_link(workspace, field.before.id, field.after.id, pair, "Amira", "knows her").result(10)
    planned = what_would_go(workspace, field.project.id, new)
    assert {one.id for one in planned.respondents} == set(pair)
    assert [wave.title for wave, _response in planned.responses] == ["Before", "After"]
    assert withdraw(workspace, field.project.id, new).responses == 2
    for said in (CANARY, EDITED, "knows her"):
        assert found_in(folder, said) == set()


def test_a_code_that_nobody_has_erases_nothing(workspace: Workspace, field: Field) -> None:
    ask(workspace, field.before.id, new_code(), CANARY)
    with pytest.raises(NotFound, match="Nothing was erased"):
        withdraw(workspace, field.project.id, new_code())
    with pytest.raises(CodeNotAccepted):
        withdraw(workspace, field.project.id, "ABC")


def test_what_was_said_before_a_refusal_is_in_no_file_once_it_is_closed(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    sitting = begin(workspace, field.before.id, None)
    sitting.answer("talked", ["yes"])
    sitting.answer("about", [CANARY]).saved.result(10)
    sitting.refuse("no time")
    workspace.close()
    assert found_in(folder, CANARY) == set()
    with Workspace.open(folder, Role.READER) as reader:
        assert reader.verify() == ()
        with reader.read() as repos:
            (response,) = repos.responses.list(field.before.id)
    assert (response.state, response.answers) == (ResponseState.REFUSED, {})


def begin(workspace: Workspace, wave_id: UUID, code: str | None) -> Sitting:
    sitting = start(workspace, wave_id, Mode.INTERVIEW, "en", code=code)
    sitting.record_consent(True)
    return sitting


def ask(workspace: Workspace, wave_id: UUID, code: str, words: str) -> Sitting:
    sitting = begin(workspace, wave_id, code)
    for address, answer in (("trust", "3"), ("talked", "yes"), ("about", words)):
        sitting.answer(address, [answer])
    assert sitting.finish() == ()
    return sitting


def found_in(folder: Path, said: str) -> set[str]:
    """Names of the files that hold these bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return {path.name for path in files if said.encode() in path.read_bytes()}


def operations(workspace: Workspace) -> dict[str, int]:
    raw = sqlite3.connect(f"file:{workspace.database}?mode=ro", uri=True)
    try:
        return dict(raw.execute("SELECT state, count(*) FROM op GROUP BY state").fetchall())
    finally:
        raw.close()
