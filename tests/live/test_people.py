"""Names and printed codes at the door, over real HTTP."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    Phone,
    Reply,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.codes import new_codes
from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor
from pollkit.domain.rooms import Move
from pollkit.errors import IllegalMove, NotFound
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace
from pollkit.usecases.entry_codes import free_code, make_codes
from pollkit.usecases.export_results import export_event


def asking(asks_for: AsksFor, *, tied: bool = False) -> Event:
    return replace(small_event((COLOUR, FRUIT), tied=tied), asks_for=asks_for)


def say(phone: Phone, **fields: str) -> Reply:
    reply = phone.send_form(f"/{phone.pin}/who", **fields)
    if "set-cookie" in reply.headers:
        phone.cookie = reply.headers["set-cookie"].split(";")[0]
    return reply


def at(link: RoomClient, language: str = "en") -> Phone:
    return Phone(link.status.addresses[0].url, language)


@pytest.mark.parametrize(
    ("asks_for", "said"),
    [(AsksFor.NICKNAME, "under nicknames"), (AsksFor.NAME, "not anonymous")],
)
def test_a_phone_is_told_what_becomes_of_a_name_and_then_comes_in(
    tmp_path: Path, asks_for: AsksFor, said: str
) -> None:
    with running_room(tmp_path, asking(asks_for)) as (link, _workspace):
        link.move(Move.ASK, "colour")
        phone = at(link)
        page = phone.ask("GET", f"/{phone.pin}")
        assert said in page.text
        assert "deletes it" in page.text or "is deleted" in page.text
        assert "set-cookie" not in page.headers
        assert phone.vote("colour", "red").status == 403
        assert link.status.heads.joined == 0
        assert say(phone, name="  Ada\u202e Lovelace ").status == 303
        assert "Which colour?" in phone.join().text
        assert phone.vote("colour", "red").json["state"] == "saved"
        until(lambda: [one.name for one in link.status.people] == ["Ada Lovelace"], "who is here")


def test_an_empty_name_is_asked_for_again_and_a_long_one_is_cut(tmp_path: Path) -> None:
    with running_room(tmp_path, asking(AsksFor.NICKNAME)) as (link, _workspace):
        phone = at(link, "fr")
        assert say(phone, name=" \n ").status == 422
        assert say(phone, name="x" * 99).status == 303
        until(lambda: link.status.people, "somebody is here")
        assert link.status.people[0].name == "x" * 40


def test_names_are_in_no_operation_and_gone_after_the_end(tmp_path: Path) -> None:
    name = "Zebedee Quux"
    event = asking(AsksFor.NAME, tied=True)
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "colour")
        phone = at(link)
        say(phone, name=name)
        phone.vote("colour", "red")
        link.move(Move.CLOSE)
        with sqlite3.connect(workspace / "workspace.sqlite") as raw:
            assert [row[0] for row in raw.execute("SELECT name FROM phone")] == [name]
            bodies = [bytes(row[0]) for row in raw.execute("SELECT body FROM op")]
        raw.close()
        assert not any(name.encode() in body for body in bodies)
        link.move(Move.END)
    assert name not in (workspace / "room.log").read_text()
    left = [path for path in workspace.rglob("*") if path.is_file()]
    assert [path.name for path in left if name.encode() in path.read_bytes()] == []


def _with_codes(
    folder: Path, count: int, *, tied: bool = False
) -> tuple[Event, Path, tuple[str, ...]]:
    event = asking(AsksFor.CODE, tied=tied)
    workspace = new_workspace(folder, event)
    with Workspace.open(workspace, Role.WINDOW) as opened:
        return event, workspace, make_codes(opened, event.id, count)


@pytest.fixture
def open_with(tmp_path: Path) -> Callable[..., tuple[RoomClient, Path, Event, tuple[str, ...]]]:
    from room_phones import open_room

    def make(
        count: int = 2, *, tied: bool = False
    ) -> tuple[RoomClient, Path, Event, tuple[str, ...]]:
        event, workspace, codes = _with_codes(tmp_path, count, tied=tied)
        return open_room(workspace, event), workspace, event, codes

    return make


def test_a_code_lets_one_phone_in_and_a_second_is_told_what_to_do(open_with: Callable) -> None:  # type: ignore[type-arg]
    link, workspace, event, codes = open_with(tied=True)
    try:
        link.move(Move.ASK, "colour")
        first, second = at(link), at(link)
        by_qr = first.ask("GET", f"/{first.pin}?code={codes[0]}")
        assert (by_qr.status, by_qr.headers["location"]) == (303, f"/{first.pin}")
        first.cookie = by_qr.headers["set-cookie"].split(";")[0]
        assert first.vote("colour", "red").json["state"] == "saved"
        refused = say(second, code=codes[0].lower())
        assert refused.status == 422
        assert "Ask the facilitator to free this code" in refused.text
        with Workspace.open(workspace, Role.WINDOW) as opened:
            assert free_code(opened, event.id, codes[0])
        assert say(second, code=codes[0]).status == 303
        assert first.vote("colour", "blue").status == 403, "its place is taken"
        assert second.vote("colour", "blue").json["state"] == "saved"
        link.move(Move.CLOSE)
        result = link.move(Move.REVEAL).result
        assert result is not None
        assert {o.code: o.count for o in result.options} == {"red": 0, "blue": 1}
        assert link.status.heads.joined == 1
    finally:
        link.shut()


def test_codes_are_stored_as_hashes_and_wrong_ones_are_limited(open_with: Callable) -> None:  # type: ignore[type-arg]
    link, workspace, _event, codes = open_with()
    try:
        for code in codes:
            assert code.encode() not in (workspace / "workspace.sqlite").read_bytes()
        phone = at(link)
        for stranger in new_codes(10):
            assert say(phone, code=stranger).status == 422
        assert say(phone, code=codes[0]).status == 429
        elsewhere = Phone(phone.url, source="127.0.0.9")
        assert say(elsewhere, code=codes[0]).status == 303
    finally:
        link.shut()


def test_a_locked_door_lets_no_code_in(open_with: Callable) -> None:  # type: ignore[type-arg]
    link, _workspace, _event, codes = open_with()
    try:
        link.move(Move.LOCK)
        assert say(at(link), code=codes[0]).status == 403
    finally:
        link.shut()


def test_the_best_are_known_by_right_answers_once_they_are_revealed(tmp_path: Path) -> None:
    quiz = replace(COLOUR, right=("red",), score=3)
    event = replace(small_event((quiz, FRUIT), tied=True), asks_for=AsksFor.NICKNAME)
    with running_room(tmp_path, event) as (link, _workspace):
        link.move(Move.ASK, "colour")
        for name, colour in (("Ada", "red"), ("Bob", "blue"), ("Merde", "red"), ("Cyd", "red")):
            phone = at(link)
            say(phone, name=name)
            assert phone.vote("colour", colour).json["state"] == "saved"
        link.move(Move.CLOSE)
        assert link.status.scores == (), "no right answer is told before"
        link.move(Move.REVEAL)
        found = {(one.place, one.name, one.score) for one in link.status.scores}
        assert found == {(1, "Ada", 3), (1, "Cyd", 3), (1, "", 3)}
        assert link.show_scores(True).shows_scores
        assert not link.move(Move.NEXT).shows_scores
        assert len(link.status.scores) == 3, "kept when the next question is on the wall"


def test_an_anonymous_event_has_no_scores(link: RoomClient) -> None:
    with pytest.raises(IllegalMove):
        link.show_scores(True)


def test_the_facilitator_lets_a_name_be_shown_or_gives_another(tmp_path: Path) -> None:
    event = asking(AsksFor.NICKNAME)
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    try:
        for name in ("Fuck", "Shit"):
            assert say(at(link), name=name).status == 303
        until(lambda: len(link.status.people) == 2, "both are here")
        first, second = link.status.people
        assert (first.may_be_shown, second.may_be_shown) == (False, False)
        link.name_person(first.key)
        link.name_person(second.key, "  Ada ")
        named = {one.name: one.may_be_shown for one in link.status.people}
        assert named == {"Ada": True, "Fuck": True}
        with pytest.raises(NotFound):
            link.name_person("nobody", "Eve")
        room_process().kill()
        until(lambda: not link.is_up, "the room to be gone")
        link = open_room(workspace, event)
        assert {one.name: one.may_be_shown for one in link.status.people} == named
    finally:
        link.shut()


def test_names_stay_with_the_answers_only_where_the_event_says_so(tmp_path: Path) -> None:
    names = ("Ada", "Bob", "Cleo", "Dana", "Eve")
    event = replace(asking(AsksFor.NAME, tied=True), keeps_names=True)
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "colour")
        for name in names:
            phone = at(link)
            page = phone.ask("GET", f"/{phone.pin}").text
            assert "keeps your name together with your answers" in page
            say(phone, name=name)
            assert "nothing on the laptop leads from an answer to a name" not in phone.join().text
            phone.vote("colour", "red" if name == "Eve" else "blue")
        link.move(Move.CLOSE)
        link.move(Move.END)
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        export_event(repos, event.id, tmp_path / "out", kinds=["people", "xlsx", "html", "csv"])
    rows = (tmp_path / "out" / "people.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "person,name,colour"
    told = sorted(tuple(row.split(",")[1:3]) for row in rows[1:])
    assert told == [*((name, "blue") for name in names[:4]), ("Eve", "red")]
    others = [path for path in (tmp_path / "out").iterdir() if path.name != "people.csv"]
    assert [path.name for path in others if b"Cleo" in path.read_bytes()] == []
    codebook = (tmp_path / "out" / "people-codebook.csv").read_text("utf-8-sig")
    assert "the phones said so before one was typed" in codebook
    with Workspace.open(workspace, Role.WINDOW) as opened:
        opened.write(lambda repos: repos.rooms.forget_names(event.id)).result()
    left = [path for path in workspace.rglob("*") if path.is_file()]
    assert [path.name for path in left if b"Cleo" in path.read_bytes()] == []
