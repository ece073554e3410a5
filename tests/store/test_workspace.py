"""Reading and writing a workspace from several threads."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from store_samples import event, vote

from pollkit.errors import NotFound
from pollkit.store import Repositories, Role, Workspace
from pollkit.store.topics import room_topic


def test_what_was_saved_is_there_after_the_workspace_is_opened_again(folder: Path) -> None:
    meeting = event()
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
    with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
        assert repos.events.get(meeting.id) == meeting
        assert repos.events.list() == (meeting,)


def test_a_reader_finds_no_workspace_where_there_is_none(folder: Path) -> None:
    with pytest.raises(NotFound):
        Workspace.open(folder, Role.READER)
    assert not folder.exists()


def test_the_database_keeps_what_is_promised_for_its_safety(workspace: Workspace) -> None:
    """WAL; synchronous 2 = FULL (sqlite.org/pragma.html)."""

    def pragmas(repos: Repositories) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return [repos.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert workspace.write(pragmas).result() == ["wal", 2, 1, 1]


def test_a_reading_block_sees_one_moment_whatever_is_written_meanwhile(
    workspace: Workspace,
) -> None:
    meeting = event()
    with workspace.read() as repos:
        assert repos.events.list() == ()
        workspace.write(lambda repos: repos.events.save(meeting)).result()
        assert repos.events.list() == ()
    with workspace.read() as repos:
        assert repos.events.list() == (meeting,)


def test_a_reading_block_cannot_write(workspace: Workspace) -> None:
    with workspace.read() as repos, pytest.raises(RuntimeError):
        repos.events.save(event())


def test_a_work_that_fails_changes_nothing_and_fails_alone(workspace: Workspace) -> None:
    good, bad = event(title="Good"), event(title="Bad")
    hold, begun = threading.Event(), threading.Event()

    def waits(_repos: Repositories) -> None:
        begun.set()
        hold.wait(10)

    def fails(repos: Repositories) -> None:
        repos.events.save(bad)
        raise NotFound("no")

    first = workspace.write(waits)
    begun.wait(10)
    futures = [workspace.write(fails), workspace.write(lambda repos: repos.events.save(good))]
    hold.set()  # the two wait together and so share one commit
    first.result()
    assert isinstance(futures[0].exception(), NotFound)
    assert futures[1].exception() is None
    with workspace.read() as repos:
        assert repos.events.list() == (good,)
    assert workspace.verify() == ()


def test_works_that_wait_together_share_a_commit_and_keep_their_order(
    workspace: Workspace,
) -> None:
    meeting = event()
    hold, begun, published = threading.Event(), threading.Event(), []
    workspace.subscribe(published.append)

    def waits(repos: Repositories) -> None:
        repos.events.save(meeting)
        begun.set()
        hold.wait(10)

    first = workspace.write(waits)
    begun.wait(10)
    renamed = [
        workspace.write(lambda repos, n=n: repos.events.save(replace(meeting, title=str(n))))
        for n in range(50)
    ]
    hold.set()
    for future in [first, *renamed]:
        future.result()
    with workspace.read() as repos:
        assert repos.events.get(meeting.id).title == "49"
    workspace.close()
    assert len(published) == 2


def test_a_future_is_done_only_when_its_commit_is(workspace: Workspace) -> None:
    """Another connection sees it at once."""
    for _ in range(20):
        meeting = event()
        workspace.write(lambda repos, m=meeting: repos.events.save(m)).result()
        with Workspace.open(workspace.path, Role.READER) as other, other.read() as repos:
            assert repos.events.get(meeting.id) == meeting


def test_topics_are_published_after_the_commit_and_only_for_what_was_kept(
    workspace: Workspace,
) -> None:
    meeting = event()
    heard: list[frozenset[str]] = []
    seen: list[int] = []

    def on_topics(topics: frozenset[str]) -> None:
        with workspace.read() as repos:
            seen.append(len(repos.events.list()))
        heard.append(topics)

    unsubscribe = workspace.subscribe(on_topics)
    workspace.write(lambda repos: repos.events.save(meeting)).result()
    workspace.write(lambda repos: repos.rooms.cast(meeting.id, [vote(1)])).result()

    def fails(repos: Repositories) -> None:
        repos.rooms.cast(uuid4(), [vote(1)])
        raise NotFound("no")

    workspace.write(fails).exception()
    workspace.close()
    assert heard[0] >= {"events", room_topic(meeting.id)}
    assert heard[1] == {room_topic(meeting.id)}
    assert len(heard) == 2
    assert seen[0] == 1
    unsubscribe()


def test_a_listener_that_fails_does_not_stop_the_others_or_the_writing(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[frozenset[str]] = []

    def fails(_topics: frozenset[str]) -> None:
        raise ZeroDivisionError

    workspace.subscribe(fails)
    workspace.subscribe(heard.append)
    for _ in range(2):
        workspace.write(lambda repos: repos.events.save(event())).result()
    workspace.close()
    assert len(heard) == 2
    assert "a listener failed" in caplog.text


def test_closing_finishes_what_waits(folder: Path) -> None:
    events = [event(title=str(n)) for n in range(30)]
    workspace = Workspace.open(folder, Role.WINDOW)
    futures = [workspace.write(lambda repos, e=e: repos.events.save(e)) for e in events]
    workspace.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(RuntimeError):
        workspace.write(lambda repos: repos.events.list())
    with pytest.raises(RuntimeError), workspace.read():
        pass
    with Workspace.open(folder, Role.READER) as again, again.read() as repos:
        assert len(repos.events.list()) == 30


FORGETS = """
import sys
from pathlib import Path
from store_samples import event
from pollkit.store import Role, Workspace
workspace = Workspace.open(Path(sys.argv[1]), Role.WINDOW)
for n in range(20):
    workspace.write(lambda repos: repos.events.save(event(title=str(n))))
sys.exit(3)
"""


def test_a_program_that_ends_without_closing_ends_and_keeps_what_it_handed_in(
    folder: Path,
) -> None:
    support = Path(__file__).parents[1] / "support"
    code = f"import sys; sys.path.insert(0, {str(support)!r})\n{FORGETS}"
    ended = subprocess.run([sys.executable, "-c", code, str(folder)], timeout=60, check=False)
    assert ended.returncode == 3
    with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
        assert len(repos.events.list()) == 20


def test_a_backup_holds_everything_but_the_votes_of_an_open_question(
    workspace: Workspace, tmp_path: Path
) -> None:
    meeting, open_vote = event(), vote(1)
    workspace.write(lambda repos: repos.events.save(meeting)).result()
    workspace.write(lambda repos: repos.rooms.cast(meeting.id, [open_vote])).result()
    copy = workspace.backup()
    assert copy.parent == workspace.path / "backups"
    assert open_vote.id.bytes not in copy.read_bytes()
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / "workspace.sqlite").write_bytes(copy.read_bytes())
    with Workspace.open(restored, Role.WINDOW) as again, again.read() as repos:
        assert repos.events.list() == (meeting,)
        assert again.verify() == ()
    with workspace.read() as repos:
        assert len(repos.rooms.votes(meeting.id, "evaluates", 1)) == 1


def test_two_backups_in_one_second_are_two_files(workspace: Workspace) -> None:
    assert len({workspace.backup(), workspace.backup(), workspace.backup()}) == 3
    assert not list(workspace.path.rglob("*.part"))
