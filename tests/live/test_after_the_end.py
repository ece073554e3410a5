"""An ended room: the store knows no phone any more, its last page is there for all of them."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    WHY_RED,
    Phone,
    new_workspace,
    open_room,
    running_room,
    small_event,
    until,
)

from pollkit.domain.rooms import Move
from pollkit.store import Role, Workspace


@pytest.mark.parametrize("is_tied", [True, False], ids=["tied", "untied"])
def test_known_phones_read_the_last_page_while_the_workspace_has_forgotten_them(
    tmp_path: Path, is_tied: bool
) -> None:
    items = (COLOUR, WHY_RED) if is_tied else (COLOUR, FRUIT)
    event = small_event(items, tied=is_tied)
    with running_room(tmp_path, event) as (link, workspace):
        url = link.status.addresses[0].url
        phones = [Phone(url), Phone(url, language="fr"), Phone(url)]
        for phone in phones:
            phone.join()
        link.move(Move.ASK, "colour")
        vote_id = uuid4()
        phones[0].vote("colour", "red", vote_id=vote_id)
        listening = phones[1].listen()
        ended = link.move(Move.END)
        assert ended.heads.joined == 3
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert repos.rooms.phones(event.id) == ()
            assert repos.rooms.joined(event.id) == 3
            (ballot,) = repos.rooms.ballots(event.id)
            assert (ballot.respondent_id is not None) == is_tied

        told = listening.next_snapshot(at_least=ended.room.version)
        listening.close()
        assert "Merci" in told["html"]
        for phone, thanks in zip(phones, ("Thank you", "Merci", "Thank you"), strict=True):
            again = phone.join()
            assert (again.status, "set-cookie" in again.headers) == (200, False)
            assert thanks in again.text
            assert thanks in phone.now()
        # Its "saved" got lost on the way: it must not hear that it came too late.
        resent = phones[0].vote("colour", "red", vote_id=vote_id)
        if is_tied:
            assert (resent.status, resent.json["state"]) == (200, "saved")
        else:
            assert "in the ballot box" in resent.json["why"]
        assert phones[2].vote("colour", "red").status == 409

        late = Phone(url, language="fr")
        assert "Merci" in late.join().text
        assert "Merci" in late.now()
        assert link.status.heads.joined == 3
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert repos.rooms.phones(event.id) == ()


def test_an_ended_room_that_is_opened_again_shows_its_last_page(tmp_path: Path) -> None:
    event = small_event((COLOUR, WHY_RED), tied=True)
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    link.move(Move.ASK, "colour")
    vote_id = uuid4()
    phone.vote("colour", "red", vote_id=vote_id)
    link.move(Move.END)
    link.shut()

    link = open_room(workspace, event)
    try:
        assert link.status.room.has_ended
        assert link.status.heads.joined == 1
        assert phone.vote("colour", "blue", vote_id=vote_id).json == {"state": "out"}
        assert "Thank you" in phone.now()
        assert "Thank you" in phone.join().text
        listening = phone.listen()
        assert "Thank you" in json.dumps(listening.next_snapshot())
        listening.close()
        assert phone.vote("colour", "blue").status == 409
        until(lambda: link.status.heads.joined == 1, "nobody is counted again")
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert [b.choice.codes for b in repos.rooms.ballots(event.id)] == [("red",)]
            assert repos.rooms.phones(event.id) == ()
    finally:
        link.shut()
