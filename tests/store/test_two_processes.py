"""The window and the room's process have one workspace open at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pollkit.errors import WorkspaceDamaged
from pollkit.store import Role, Workspace
from pollkit.usecases.events import list_events, new_event, save_event

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

WRITE_ELSEWHERE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pollkit.store import Role, Workspace
from pollkit.usecases.events import new_event, save_event

with Workspace.open(Path(sys.argv[1]), Role.ROOM) as workspace:
    event = new_event("From the room", "", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), ["en"])
    save_event(workspace, event).result()
"""


def write_elsewhere(path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITE_ELSEWHERE, str(path)], check=True, timeout=60)


def titles(workspace: Workspace) -> set[str]:
    return {event.title for event in list_events(workspace)}


def test_what_either_writes_is_kept_although_the_other_closes(tmp_path: Path) -> None:
    path = tmp_path / "workspace"
    with Workspace.open(path, Role.WINDOW) as window:
        save_event(window, new_event("First", "", MORNING, ["en"])).result()
        # As going live does: the window looks up the last port through a workspace of its own.
        with Workspace.open(path, Role.READER) as reader:
            assert titles(reader) == {"First"}
        write_elsewhere(path)
        assert titles(window) == {"First", "From the room"}
        save_event(window, new_event("Last", "", MORNING, ["en"])).result()
    with Workspace.open(path, Role.READER) as reader:
        assert titles(reader) == {"First", "From the room", "Last"}


@pytest.mark.parametrize("content", [b"x", b"no database at all " * 100, b"SQLite format 3"])
def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "workspace"
    Workspace.open(path, Role.WINDOW).close()
    (path / "workspace.sqlite").write_bytes(content)
    with pytest.raises(WorkspaceDamaged):
        Workspace.open(path, Role.WINDOW)
    assert (path / "workspace.sqlite").read_bytes() == content


def test_whether_a_role_is_held_is_asked_of_the_system_and_not_of_what_a_file_says(
    folder: Path,
) -> None:
    assert not Workspace.is_held(folder, Role.ROOM)
    with Workspace.open(folder, Role.ROOM):
        assert Workspace.is_held(folder, Role.ROOM)
        assert not Workspace.is_held(folder, Role.WINDOW)
        said = (folder / "room.lock").read_bytes()
        assert Workspace.is_held(folder, Role.ROOM)
        assert (folder / "room.lock").read_bytes() == said
    assert said
    assert not Workspace.is_held(folder, Role.ROOM)
    Workspace.open(folder, Role.ROOM).close()
