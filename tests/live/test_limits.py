"""How much one address or one phone may ask."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from room_phones import HERE, Phone, Stream, until

from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient
from pollkit.live.limits import RoomLimits, Tries, limits_from

ELSEWHERE = "127.0.0.2"  # another machine, as the room sees it


@pytest.fixture(autouse=True)
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_CONNECTIONS_PER_ADDRESS", "12")
    monkeypatch.setenv("POLLKIT_ROOM_REQUEST_DEADLINE_S", "1")
    monkeypatch.setenv("POLLKIT_ROOM_UNCONNECTED_JOINS_PER_MINUTE", "5")
    monkeypatch.setenv("POLLKIT_ROOM_VOTES_PER_PHONE_PER_MINUTE", "8")


@pytest.fixture
def half_open(url: str) -> Iterator[list[socket.socket]]:
    """150 connections that begin a request and never end it."""
    address = urlsplit(url)
    lines = []
    for _ in range(150):
        line = socket.create_connection((address.hostname, address.port), 5, (ELSEWHERE, 0))
        line.sendall(b"GET / HTTP/1.1\r\nhost: ")
        lines.append(line)
    yield lines
    for line in lines:
        line.close()


def test_half_open_connections_are_closed_and_shut_nobody_out(
    url: str, half_open: list[socket.socket]
) -> None:
    honest = Phone(url)
    assert honest.join().status == 200, "during the attack"
    deadline = time.monotonic() + 6
    for line in half_open:
        line.settimeout(max(0.1, deadline - time.monotonic()))
        try:
            while line.recv(4096):
                pass
        except ConnectionError:
            pass
    assert time.monotonic() < deadline, "every one of them was closed"


def test_a_body_that_never_comes_is_not_waited_for(url: str, phone: Phone) -> None:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=8) as line:
        line.sendall(
            f"POST /{phone.pin}/vote HTTP/1.1\r\nhost: {phone.host}\r\n"
            f"origin: http://{phone.host}\r\ncookie: {phone.cookie}\r\n"
            "content-type: application/json\r\ncontent-length: 90\r\n\r\n{".encode()
        )
        with contextlib.suppress(ConnectionResetError):
            assert line.recv(4096) == b""


def test_an_address_has_so_many_connections_and_others_theirs(url: str) -> None:
    address = urlsplit(url)
    lines = [
        socket.create_connection((address.hostname, address.port), 5, (ELSEWHERE, 0))
        for _ in range(12)
    ]
    try:
        assert Phone(url, source=ELSEWHERE).join().status == 503
        assert Phone(url, source="127.0.0.3").join().status == 200
    finally:
        for line in lines:
            line.close()


def test_a_loop_that_joins_again_and_again_is_stopped(link: RoomClient, url: str) -> None:
    replies = [Phone(url, source=ELSEWHERE).join().status for _ in range(9)]
    assert replies == [200] * 5 + [429] * 4
    assert Phone(url, source="127.0.0.3").join().status == 200, "others come in"
    assert link.status.heads.joined <= 6


def test_phones_that_stay_do_not_use_up_their_networks_joins(url: str) -> None:
    open_streams: list[Stream] = []
    for _ in range(8):
        phone = Phone(url, source=ELSEWHERE)
        assert phone.join().status == 200
        stream = phone.listen()
        stream.next_snapshot()
        open_streams.append(stream)
    for stream in open_streams:
        stream.close()


def test_a_phone_cannot_change_its_answer_for_ever(link: RoomClient, phone: Phone) -> None:
    link.move(Move.ASK, "colour")
    statuses = [phone.vote("colour", "red").status for _ in range(10)]
    assert statuses == [200] * 8 + [429] * 2


def test_guessing_the_pin_is_stopped_and_the_right_one_is_then_not_told(url: str) -> None:
    right = urlsplit(url).path.strip("/")
    guesser = Phone(url, source=ELSEWHERE)
    wrong = [f"{n:06d}" for n in range(12) if f"{n:06d}" != right]
    pages = [guesser.ask("GET", f"/{pin}") for pin in wrong[:5]]
    pages += [guesser.send_form("/", pin=pin) for pin in wrong[5:10]]
    assert [page.status for page in pages] == [404] * 5 + [422] * 5
    assert "There is no poll with these digits." in pages[0].text
    assert guesser.join().status == 429
    assert guesser.send_form("/", pin=right).status == 429
    assert Phone(url, source="127.0.0.3").join().status == 200


def test_a_phone_that_is_in_stays_in_whatever_its_neighbours_guess(url: str) -> None:
    phone = Phone(url, source=ELSEWHERE)
    phone.join()
    for n in range(12):
        phone.ask("GET", f"/{n:06d}/vote")
    assert phone.join().status == 200
    assert Phone(url, source=ELSEWHERE).join().status == 429


def test_the_pin_form_leads_to_the_room(phone: Phone) -> None:
    assert 'name="pin"' in phone.ask("GET", "/").text
    reply = phone.send_form("/", pin=f"{phone.pin[:3]} {phone.pin[3:]}")
    assert (reply.status, reply.headers["location"]) == (303, f"/{phone.pin}")


def test_looking_ahead_is_not_joining(link: RoomClient, url: str) -> None:
    reply = Phone(url).ask("GET", urlsplit(url).path, headers={"sec-purpose": "prefetch"})
    assert reply.status == 503
    assert "set-cookie" not in reply.headers
    Phone(url).join()
    until(lambda: link.status.heads.joined == 1, "one phone has joined")


def test_a_crowd_of_guessers_leaves_every_address_one_try() -> None:
    tries = Tries(each=10, at_all=20)
    for n in range(20):
        tries.note(f"10.0.0.{n}", now=float(n))
    assert tries.is_used_up("10.0.0.3", now=20)
    assert not tries.is_used_up("10.0.0.99", now=20)
    assert not tries.is_used_up("10.0.0.3", now=75), "a minute later most is forgotten"


def test_the_environment_sets_the_figures(tmp_path: Path) -> None:
    chosen = limits_from({"POLLKIT_ROOM_CONNECTIONS": "7", "POLLKIT_ROOM_LINGER_S": "1.5"})
    assert chosen == RoomLimits(connections=7, linger_s=1.5)
    assert limits_from({}) == RoomLimits()


def test_the_room_listens_where_it_was_told(url: str) -> None:
    address = urlsplit(url)
    assert address.hostname == HERE
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((ELSEWHERE, int(address.port or 0)), timeout=2)
