"""The facilitator's phone as a remote control: off, one key, one phone, revocable."""

from __future__ import annotations

import re

import pytest
from room_phones import Phone, Reply, until

from pollkit.domain.rooms import Move, QuestionState
from pollkit.live.app import REMOTE_ROUTES, ROUTES
from pollkit.live.client import RoomClient

KEY = "A" * 22


class Holder(Phone):
    """A phone that keeps the cookie of the remote control."""

    def take(self, link: RoomClient) -> Reply:
        assert link.status.remote is not None
        reply = self.ask("GET", f"/{self.pin}/remote/{link.status.remote.key}")
        if "set-cookie" in reply.headers:
            self.cookie = reply.headers["set-cookie"].split(";")[0]
        return reply

    def page(self) -> Reply:
        return self.ask("GET", f"/{self.pin}/remote")

    def version(self) -> str:
        found = re.search(r'name="v" value="(\d+)"', self.page().text)
        assert found is not None
        return found[1]

    def do(self, move: str, version: str | None = None, **more: str) -> Reply:
        fields = {"move": move, "v": version or self.version(), **more}
        return self.send_form(f"/{self.pin}/remote/do", **fields)


@pytest.fixture
def holder(link: RoomClient, url: str) -> Holder:
    link.switch_remote(True)
    phone = Holder(url)
    assert phone.take(link).status == 303
    return phone


def _every_path(pin: str) -> list[tuple[str, str]]:
    return [
        (method, path.replace("{pin}", pin).replace("{key}", KEY)) for method, path in REMOTE_ROUTES
    ]


def test_its_routes_are_a_frozen_list_of_their_own() -> None:
    assert set(REMOTE_ROUTES) == {
        ("GET", "/{pin}/remote/{key}"),
        ("GET", "/{pin}/remote"),
        ("GET", "/{pin}/remote/now"),
        ("POST", "/{pin}/remote/do"),
    }
    assert not set(REMOTE_ROUTES) & set(ROUTES)


def test_its_routes_are_not_there_until_it_is_switched_on_and_after(
    link: RoomClient, phone: Phone
) -> None:
    def statuses() -> set[int]:
        form = {"content-type": "application/x-www-form-urlencoded"}
        return {
            phone.ask(method, path, b"move=ask&v=0" if method == "POST" else None, {**form}).status
            for method, path in _every_path(phone.pin)
        }

    assert link.status.remote is None
    assert statuses() == {404}
    link.switch_remote(True)
    assert statuses() == {403}
    link.switch_remote(False)
    assert statuses() == {404}


def test_it_leads_through_a_question_and_shows_counts_but_no_answers(
    link: RoomClient, phone: Phone, holder: Holder
) -> None:
    for move in ("next", "ask"):
        assert holder.do(move).status == 303
    assert phone.vote("colour", "red").json["state"] == "saved"
    page = until(lambda: "1 of 1 answered" in (p := holder.page().text) and p, "the count")
    assert "Which colour?" in page
    assert "Red" not in page
    for move in ("close", "reveal"):
        assert holder.do(move).status == 303
    until(lambda: link.status.room.question("colour").state is QuestionState.REVEALED, "revealed")
    assert "Red" not in holder.ask("GET", f"/{holder.pin}/remote/now").json["html"]
    holder.do("next")
    assert holder.do("show", item="colour").status == 303
    until(lambda: link.status.room.current == "colour", "back to it")
    holder.do("blank")
    until(lambda: link.status.room.is_blank, "the wall is dark")


def test_a_second_phone_with_the_same_code_is_refused(link: RoomClient, holder: Holder) -> None:
    second = Holder(holder.url)
    refused = second.take(link)
    assert refused.status == 403
    assert "set-cookie" not in refused.headers
    assert "Another phone is the remote control" in refused.text
    assert second.page().status == 403
    assert second.do("next", "0").status == 403
    assert holder.take(link).status == 303, "the first may scan again"
    until(lambda: link.status.remote is not None and link.status.remote.is_taken, "it is known")


def test_a_new_code_puts_the_phone_out_that_had_the_old_one(
    link: RoomClient, holder: Holder
) -> None:
    assert link.status.remote is not None
    old = link.status.remote.key
    link.switch_remote(True)
    assert link.status.remote is not None
    assert link.status.remote.key != old
    assert holder.page().status == 403
    assert holder.do("next", "0").status == 403
    assert holder.ask("GET", f"/{holder.pin}/remote/{old}").status == 403
    assert link.status.room.current is None
    fresh = Holder(holder.url)
    assert fresh.take(link).status == 303
    assert fresh.page().status == 200


@pytest.mark.parametrize("cookie", ["remote=" + "A" * 22, "remote=", "remote=x", "pollkit=" + KEY])
def test_a_forged_cookie_moves_nothing(link: RoomClient, holder: Holder, cookie: str) -> None:
    forger = Holder(holder.url, cookie=cookie)
    assert forger.page().status == 403
    assert forger.do("next", "0").status == 403
    assert forger.ask("GET", f"/{forger.pin}/remote/{KEY}").status == 403
    assert link.status.room.current is None


def test_a_voters_cookie_is_no_remote_control(
    link: RoomClient, phone: Phone, holder: Holder
) -> None:
    assert phone.send_form(f"/{phone.pin}/remote/do", move="next", v="0").status == 403
    assert link.status.room.current is None


def test_a_form_that_is_sent_twice_moves_the_room_once(link: RoomClient, holder: Holder) -> None:
    version = holder.version()
    assert holder.do("next", version).status == 303
    replayed = holder.do("next", version)
    assert replayed.status == 409
    assert "moved on" in replayed.text
    until(lambda: link.status.room.current == "colour", "the first one was made")
    assert link.status.room.version == int(version) + 1


@pytest.mark.parametrize("origin", [None, "null", "http://example.org"])
def test_a_foreign_page_cannot_make_its_moves(
    link: RoomClient, holder: Holder, origin: str | None
) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": origin}
    body = f"move=next&v={holder.version()}".encode()
    assert holder.ask("POST", f"/{holder.pin}/remote/do", body, headers).status == 403
    assert link.status.room.current is None


@pytest.mark.parametrize("move", ["end", "clear", "hand_over", "lock", "restore", "nonsense", ""])
def test_what_cannot_be_taken_back_stays_with_the_console(
    link: RoomClient, holder: Holder, move: str
) -> None:
    before = link.status.room.version
    assert holder.do(move).status == 400
    assert holder.do("ask", item="fruit").status == 400
    assert link.status.room.version == before


def test_a_browser_that_looks_ahead_does_not_take_the_remote_control(
    link: RoomClient, url: str
) -> None:
    link.switch_remote(True)
    assert link.status.remote is not None
    phone = Holder(url)
    path = f"/{phone.pin}/remote/{link.status.remote.key}"
    assert phone.ask("GET", path, headers={"sec-purpose": "prefetch"}).status == 503
    assert phone.take(link).status == 303


def test_the_key_is_on_no_page(link: RoomClient, phone: Phone, holder: Holder) -> None:
    link.move(Move.ASK, "colour")
    assert link.status.remote is not None
    key = link.status.remote.key.encode()
    phone.join()
    holder.page()
    assert key not in phone.received
    assert key not in holder.received
