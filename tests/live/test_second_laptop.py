"""A second laptop goes on with a room from the copy that the first one kept on a stick."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from room_phones import Phone, new_workspace, open_room, room_process, small_event, until

from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, QuestionState
from pollkit.errors import CopyUnreadable, IllegalMove
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace
from pollkit.usecases.takeover import copy_path, keep_copies, loss_in_words, read_copy, take_over

# The phones, the console and the second laptop of these tests are one machine.
WITHIN_S = 20.0


class FirstLaptop:
    """Its room is open and keeps a copy on the stick."""

    def __init__(self, folder: Path, event: Event) -> None:
        self.event = event
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.workspace = new_workspace(folder, event)
        with Workspace.open(self.workspace, Role.WINDOW) as opened:
            self.code = keep_copies(opened, event.id, self.stick).result().code
        self.link: RoomClient = open_room(self.workspace, event)

    @property
    def copy(self) -> Path:
        return copy_path(self.stick, self.event.id)

    def copied(self, is_there) -> None:
        """Waits until the copy on the stick has what is asked for."""

        def look() -> bool:
            return self.copy.exists() and is_there(read_copy(self.copy, self.code).content)

        until(look, "the copy is on the stick")

    def dies(self) -> None:
        process = room_process()
        process.kill()
        process.wait(5)
        until(lambda: not self.link.is_up, "the room is gone")
        self.link.leave()


def votes_in(content: dict) -> int:
    return len(content["machine"]["vote"])


def second_laptop(folder: Path, first: FirstLaptop) -> Path:
    path = folder / "second"
    with Workspace.open(path, Role.WINDOW) as opened:
        take_over(opened, read_copy(first.copy, first.code))
    return path


@pytest.mark.parametrize("is_tied", [False, True])
def test_the_second_laptop_has_the_same_pin_question_and_phones(
    tmp_path: Path, is_tied: bool
) -> None:
    first = FirstLaptop(tmp_path, small_event(tied=is_tied))
    url, pin = first.link.status.addresses[0].url, first.link.status.pin
    phones = [Phone(url) for _place in range(4)]
    for phone in phones:
        phone.join()
    first.link.move(Move.ASK, "colour")
    phones[0].vote("colour", "red")
    phones[1].vote("colour", "blue")
    first.link.move(Move.CLOSE)
    first.link.move(Move.REVEAL)
    first.link.move(Move.ASK, "fruit")
    phones[0].vote("fruit", "apple")
    phones[1].vote("fruit", "pear")
    first.copied(lambda content: votes_in(content) == 2)
    first.dies()

    began = time.monotonic()
    workspace = second_laptop(tmp_path, first)
    link = open_room(workspace, first.event)
    try:
        # The same address: the phones come back by themselves, with the cookies they have.
        assert link.status.addresses[0].url == url
        assert phones[2].vote("fruit", "plum").json["state"] == "saved"
        took_s = time.monotonic() - began
        assert link.status.pin == pin
        assert link.status.room.on_wall is not None
        assert link.status.room.on_wall.state is QuestionState.OPEN
        assert link.status.heads.joined == 4
        until(lambda: link.status.heads.answered == 3, "three answers")
        # A phone changes its answer; it does not get a second one.
        assert phones[0].vote("fruit", "plum").json["state"] == "saved"
        result = link.move(Move.CLOSE).result
        assert result is not None and (result.answered, result.asked) == (3, 4)
        shown = link.move(Move.SHOW, "colour").result
        assert shown is not None and {o.code: o.count for o in shown.options} == {
            "red": 1,
            "blue": 1,
        }
    finally:
        link.shut()
    assert took_s < WITHIN_S
    with Workspace.open(workspace, Role.WINDOW) as opened:
        assert opened.verify() == ()
        opened.rebuild()
        with opened.read() as repos:
            assert len(repos.rooms.ballots(first.event.id, "colour")) == 2
            assert len(repos.rooms.ballots(first.event.id, "fruit")) == 3


def test_what_lies_on_the_stick_tells_nothing_without_the_code(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    phone = Phone(first.link.status.addresses[0].url)
    phone.join()
    try:
        first.copied(lambda content: len(content["machine"]["phone"]) == 1)
        sealed = first.copy.read_bytes()
        for secret in (b"colour", b"meeting", first.link.status.pin.encode()):
            assert secret not in sealed
        with pytest.raises(CopyUnreadable, match="code is not the one"):
            read_copy(first.copy, "AAAA-AAAA-AAAA")
        first.copy.with_name("cut.pkroom").write_bytes(sealed[:-1])
        with pytest.raises(CopyUnreadable, match="damaged"):
            read_copy(first.copy.with_name("cut.pkroom"), first.code)
    finally:
        first.link.shut()


def test_the_code_is_read_as_people_type_it(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    try:
        first.copied(lambda content: True)
        typed = first.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert read_copy(first.copy, typed).title == "A small meeting"
    finally:
        first.link.shut()


def test_a_closed_question_is_copied_at_once(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    phone = Phone(first.link.status.addresses[0].url)
    phone.join()
    try:
        first.link.move(Move.ASK, "colour")
        phone.vote("colour", "red")
        first.link.move(Move.CLOSE)
        first.copied(lambda content: len(content["tables"]["ballot"]) == 1)
        content = read_copy(first.copy, first.code).content
        # A ballot lies in the copy as it lies in the box: nothing leads from it to a phone.
        assert content["machine"]["vote"] == []
        assert content["tables"]["ballot"][0]["respondent_id"] is None
    finally:
        first.link.shut()


def test_no_copy_is_left_of_an_event_that_has_ended(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    first.copied(lambda content: True)
    first.link.move(Move.END)
    first.link.shut()
    assert list(first.stick.iterdir()) == []
    with Workspace.open(first.workspace, Role.READER) as opened, opened.read() as repos:
        assert repos.networks.copy_place(first.event.id) is None


def test_a_stick_that_is_pulled_and_put_back_has_the_newest_copy(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    try:
        first.copied(lambda content: True)
        pulled = first.stick.rename(tmp_path / "pulled")
        phone = Phone(first.link.status.addresses[0].url)
        assert phone.join().status == 200, "the room goes on without it"
        time.sleep(0.5)
        pulled.rename(first.stick)
        first.copied(lambda content: len(content["machine"]["phone"]) == 1)
    finally:
        first.link.shut()


def test_an_older_copy_does_not_overwrite_what_went_on_here(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    first.copied(lambda content: True)
    old = read_copy(first.copy, first.code)
    first.link.move(Move.ASK, "colour")
    first.link.shut()
    with (
        Workspace.open(first.workspace, Role.WINDOW) as opened,
        pytest.raises(IllegalMove, match="newer than the copy"),
    ):
        take_over(opened, old)


def test_the_loss_is_said_in_seconds(tmp_path: Path) -> None:
    first = FirstLaptop(tmp_path, small_event())
    try:
        first.copied(lambda content: True)
        copy = read_copy(first.copy, first.code)
        now = copy.made_at.replace(microsecond=0)
        assert "0 seconds ago" in loss_in_words(copy, now)
        assert "9 seconds ago" in loss_in_words(
            copy, datetime.fromtimestamp(copy.made_at.timestamp() + 9, UTC)
        )
    finally:
        first.link.shut()
