from __future__ import annotations

from pathlib import Path

from store_samples import event

from pollkit.store import Role, Workspace


def test_what_was_saved_is_there_after_the_workspace_is_opened_again(folder: Path) -> None:
    meeting = event()
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
    with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
        assert repos.events.get(meeting.id) == meeting
        assert repos.events.list() == (meeting,)
