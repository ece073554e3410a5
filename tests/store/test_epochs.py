"""A database that is not where this device left it goes on in a new epoch."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from store_samples import event

from pollkit.domain.devices import Device
from pollkit.errors import NotFound
from pollkit.store import Repositories, Role, Workspace, epochs


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
