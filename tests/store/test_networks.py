"""The Wi-Fi of a room stays on this machine, in as few places as there can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import event

from pollkit.domain.rooms import Move
from pollkit.domain.wifi import Wifi
from pollkit.store import Workspace
from pollkit.store.repositories.networks import CopyPlace

SECRET = "canary-7f3c9"
HALL = Wifi("Town hall", SECRET, is_hidden=True, is_on_wall=False)


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def event_id(workspace: Workspace):
    made = event()
    workspace.write(lambda repos: repos.events.save(made)).result()
    workspace.write(lambda repos: repos.networks.set_wifi(made.id, HALL)).result()
    return made.id


def test_what_was_typed_is_read_back(workspace: Workspace, event_id) -> None:
    with workspace.read() as repos:
        assert repos.networks.wifi(event_id) == HALL
    changed = replace(HALL, is_on_wall=True)
    workspace.write(lambda repos: repos.networks.set_wifi(event_id, changed)).result()
    with workspace.read() as repos:
        assert repos.networks.wifi(event_id) == changed


def test_the_password_is_no_operation(workspace: Workspace, event_id) -> None:
    with workspace.read() as repos:
        rows = repos.connection.exec_driver_sql("SELECT body FROM op").fetchall()
    assert rows
    assert not [row for row in rows if SECRET.encode() in row[0]]


def test_no_backup_has_the_password_or_the_code(workspace: Workspace, event_id) -> None:
    place = CopyPlace("CODE-CANA-RY00", "/stick")
    workspace.write(lambda repos: repos.networks.set_copy_place(event_id, place)).result()
    copy = workspace.backup().read_bytes()
    assert SECRET.encode() not in copy
    assert b"CODE-CANA-RY00" not in copy


def test_no_byte_of_the_password_is_left_when_the_event_has_ended(
    workspace: Workspace, event_id
) -> None:
    assert SECRET.encode() in bytes_in(workspace.path)

    def end(repos) -> None:
        room = repos.rooms.load(event_id)
        repos.rooms.save(room.make(Move.END), Move.END)

    workspace.write(end).result()
    with workspace.read() as repos:
        assert repos.networks.wifi(event_id) is None
    workspace.close()
    assert SECRET.encode() not in bytes_in(workspace.path)


def test_the_tables_that_a_copy_carries_are_all_that_belong_to_an_event(
    workspace: Workspace, event_id
) -> None:
    """A table that somebody adds later travels by itself, or this test names it."""
    with workspace.read() as repos:
        copy = repos.copies.make(event_id)
    tables = set(copy["tables"]) | set(copy["machine"])
    from pollkit.store.tables import Row

    of_events = {n for n, table in Row.metadata.tables.items() if "event_id" in table.c}
    # Who was invited stays where it was typed.
    here_alone = {"room_copy", "invitation"}
    assert tables == (of_events - here_alone) | {"ballot_code", "ballot_value", "spent_vote"}
    assert copy["machine"]["room_wifi"][0]["password"] == SECRET
