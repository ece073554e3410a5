"""A database that is not where this device left it goes on in a new epoch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import event

from pollkit.domain.devices import Device
from pollkit.errors import DiskFailed, DiskFull, NotFound
from pollkit.store import Repositories, Role, Workspace, epochs

SUPPORT = Path(__file__).parents[1] / "support"


def write_something(folder: Path, role: Role = Role.WINDOW) -> Device:
    with Workspace.open(folder, role) as workspace:
        workspace.write(lambda repos: repos.events.save(event())).result()
        assert workspace.verify() == ()
        with workspace.read() as repos:
            return repos.devices.this()


def test_an_untouched_workspace_goes_on_in_its_epoch(folder: Path) -> None:
    first = write_something(folder)
    assert [write_something(folder), write_something(folder, Role.ROOM)] == [first, first]
    assert len(first.epoch) == 16


def test_a_restored_backup_goes_on_in_a_new_epoch(folder: Path) -> None:
    first = write_something(folder)
    with Workspace.open(folder, Role.WINDOW) as workspace:
        copy = workspace.backup()
        workspace.write(lambda repos: repos.events.save(event())).result()
    shutil.copy(copy, folder / "workspace.sqlite")
    restored = write_something(folder)
    assert restored.id == first.id
    assert restored.epoch != first.epoch
    assert write_something(folder) == restored


def test_a_copy_without_its_sentinel_goes_on_in_a_new_epoch(folder: Path) -> None:
    first = write_something(folder)
    (folder / "epoch.json").unlink()
    assert write_something(folder).epoch != first.epoch


def test_a_folder_copied_to_another_machine_goes_on_in_a_new_epoch(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_something(folder)
    monkeypatch.setattr(epochs, "_machine_identity", lambda: "another machine")
    assert write_something(folder).epoch != first.epoch


def test_a_sentinel_that_cannot_be_read_means_a_new_epoch(folder: Path) -> None:
    first = write_something(folder)
    (folder / "epoch.json").write_text("{")
    assert write_something(folder).epoch != first.epoch


def test_work_that_failed_does_not_push_the_sentinel_ahead(folder: Path) -> None:
    first = write_something(folder)

    def fails(repos: Repositories) -> None:
        repos.events.save(event())
        raise NotFound("no")

    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(fails).exception()
    assert write_something(folder) == first


def test_the_sentinel_is_never_behind_the_log(folder: Path) -> None:
    write_something(folder)
    heads = json.loads((folder / "epoch.json").read_text())["heads"]
    assert list(heads.values()) == [3]  # device, instrument, event


CUT_OFF = """
import os, sys
from pathlib import Path
from store_samples import event
from pollkit.store import Role, Workspace
from pollkit.store.epochs import Sentinel

moment, after = sys.argv[2], int(sys.argv[3])
whole = getattr(Sentinel, moment)

def killed(self, *told):
    global after
    after -= 1
    if after < 0:
        if moment == "announce":
            whole(self, *told)  # the sentinel is written, the commit does not follow
        os._exit(9)  # as kill -9: no clean-up whatever, nothing is flushed
    whole(self, *told)

setattr(Sentinel, moment, killed)
with Workspace.open(Path(sys.argv[1]), Role.WINDOW) as workspace:
    workspace.write(lambda repos: repos.events.save(event())).result()
"""


def kill_in(folder: Path, moment: str, after: int) -> None:
    """Kills a program that saves an event, at the moment after so many of its kind."""
    code = f"import sys; sys.path.insert(0, {str(SUPPORT)!r})\n{CUT_OFF}"
    program = subprocess.run(
        [sys.executable, "-c", code, str(folder), moment, str(after)], timeout=60, check=False
    )
    assert program.returncode == 9


def events_in(folder: Path) -> int:
    with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
        return len(repos.events.list())


@pytest.mark.parametrize("moment", ["announce", "confirm"])
def test_a_crash_on_either_side_of_a_commit_wastes_no_epoch(folder: Path, moment: str) -> None:
    first = write_something(folder)
    # An open workspace is confirmed once, whether it needs it or not.
    kill_in(folder, moment, after=0 if moment == "announce" else 1)
    assert events_in(folder) == (1 if moment == "announce" else 2)
    assert write_something(folder) == first
    assert write_something(folder, Role.ROOM) == first


@pytest.mark.parametrize("moment", ["announce", "confirm"])
def test_an_older_backup_is_noticed_right_after_a_crash(folder: Path, moment: str) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        copy = workspace.backup()
    first = write_something(folder)
    kill_in(folder, moment, after=0 if moment == "announce" else 1)
    (folder / "workspace.sqlite-wal").unlink(missing_ok=True)
    shutil.copy(copy, folder / "workspace.sqlite")
    restored = write_something(folder)
    assert (restored.id, restored.epoch == first.epoch) == (first.id, False)
    assert write_something(folder) == restored


def test_the_state_before_a_commit_that_came_through_is_a_backup_once_it_was_opened_again(
    folder: Path,
) -> None:
    first = write_something(folder)
    with Workspace.open(folder, Role.WINDOW) as workspace:
        copy = workspace.backup()
    kill_in(folder, "confirm", after=1)
    Workspace.open(folder, Role.WINDOW).close()
    shutil.copy(copy, folder / "workspace.sqlite")
    assert write_something(folder).epoch != first.epoch


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_commit_that_the_disk_refused_wastes_no_epoch(folder: Path) -> None:
    """The database's files may not grow, as on a full disk; the sentinel's may."""
    import resource

    first = write_something(folder)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(event())).result()
        sentinel = (folder / "epoch.json").read_bytes()
        grown = (folder / "workspace.sqlite-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (grown + 4096, before[1]))  # less than a page
        try:
            failed = workspace.write(lambda repos: repos.events.save(event())).exception()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert isinstance(failed, (DiskFull, DiskFailed))
        assert (folder / "epoch.json").read_bytes() != sentinel
    assert events_in(folder) == 2
    assert write_something(folder) == first
    assert events_in(folder) == 3


@pytest.mark.parametrize("moment", ["announce", "confirm"])
def test_a_very_first_start_that_was_cut_off_is_made_good(folder: Path, moment: str) -> None:
    kill_in(folder, moment, after=0)
    assert (folder / "epoch.json").exists()
    device = write_something(folder)
    assert write_something(folder) == device


def test_each_commit_is_confirmed_before_anyone_is_told(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        for _ in range(3):
            workspace.write(lambda repos: repos.events.save(event())).result()
            assert json.loads((folder / "epoch.json").read_text())["before"] == {}
