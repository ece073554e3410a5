"""What is pushed to phones, and that nothing is told before its time."""

from __future__ import annotations

import gzip
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from room_phones import COLOUR, WHY_RED, Phone, running_room, small_event, until

from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient


def test_a_phone_follows_the_room_by_its_stream(link: RoomClient, phone: Phone) -> None:
    stream = phone.listen()
    assert stream.next_snapshot()["v"] == 0
    link.move(Move.ASK, "colour")
    asked = stream.next_snapshot(at_least=1)
    assert "Which colour?" in asked["html"]
    assert asked["html"] == phone.now(), "the push and the page say the same"
    link.move(Move.CLOSE)
    version = link.move(Move.REVEAL).room.version
    assert 'data-scene="result"' in stream.next_snapshot(at_least=version)["html"]
    stream.close()


def test_no_byte_of_a_result_reaches_a_phone_before_it_is_revealed(
    link: RoomClient, url: str
) -> None:
    """Seven red and four blue: no phone may learn either number, nor how many have answered."""
    watcher = Phone(url)
    watcher.join()
    stream = watcher.listen()
    phones = [Phone(url) for _ in range(11)]
    for phone in phones:
        phone.join()
    link.move(Move.ASK, "colour")
    stream.next_snapshot(at_least=1)
    before = {"now": watcher.now(), "page": watcher.join().text}
    for number, phone in enumerate(phones):
        phone.vote("colour", "red" if number < 7 else "blue")
    link.move(Move.BLANK)
    link.move(Move.BLANK)
    stream.next_snapshot(at_least=3)
    assert _but_version(watcher.now()) == _but_version(before["now"])
    assert _but_version(watcher.join().text) == _but_version(before["page"])
    closed = link.move(Move.CLOSE).room.version
    stream.next_snapshot(at_least=closed)
    assert not _tells_numbers(watcher.now())
    assert not _tells_numbers(bytes(watcher.received).decode())
    revealed = link.move(Move.REVEAL).room.version
    assert _tells_numbers(stream.next_snapshot(at_least=revealed)["html"])
    stream.close()


def test_a_vote_sends_nothing_to_other_phones(link: RoomClient, url: str, phone: Phone) -> None:
    listener = Phone(url)
    listener.join()
    stream = listener.listen()
    link.move(Move.ASK, "colour")
    stream.next_snapshot(at_least=1)
    heard = len(listener.received)
    for _ in range(20):
        phone.vote("colour", "red")
    link.move(Move.BLANK)
    assert stream.next_snapshot()["v"] == 2, "the next thing it hears is the next move"
    assert len(listener.received) - heard < 3000
    stream.close()


def test_each_phone_is_pushed_its_own_language_and_class(tmp_path: Path) -> None:
    event = small_event((COLOUR, WHY_RED), tied=True)
    with running_room(tmp_path, event) as (link, _workspace):
        url = link.status.addresses[0].url
        asked, not_asked = Phone(url, language="fr"), Phone(url, language="en")
        streams = []
        for phone in (asked, not_asked):
            phone.join()
            streams.append(phone.listen())
        link.move(Move.ASK, "colour")
        asked.vote("colour", "red")
        not_asked.vote("colour", "blue")
        link.move(Move.CLOSE)
        version = link.move(Move.ASK, "why_red").room.version
        french, english = (stream.next_snapshot(at_least=version)["html"] for stream in streams)
        assert "Pourquoi rouge" in french
        assert 'data-scene="not_asked"' in english
        for stream in streams:
            stream.close()


def test_a_phone_that_reads_nothing_holds_up_nobody(
    link: RoomClient, url: str, phone: Phone
) -> None:
    sleeper = Phone(url)
    sleeper.join()
    address = urlsplit(url)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect((address.hostname, address.port))
    deaf.sendall(
        f"GET /{phone.pin}/stream HTTP/1.1\r\nhost: {phone.host}\r\n"
        f"cookie: {sleeper.cookie}\r\n\r\n".encode()
    )
    stream = phone.listen()
    link.move(Move.ASK, "colour")
    for _ in range(300):
        link.move(Move.BLANK)
    version = link.status.room.version
    assert stream.next_snapshot(at_least=version)["v"] == version
    stream.close()
    deaf.close()


def test_a_second_stream_of_a_phone_replaces_the_first(link: RoomClient, phone: Phone) -> None:
    first = phone.listen()
    first.next_snapshot()
    second = phone.listen()
    second.next_snapshot()
    first.read_until_over()
    assert first.is_over
    link.move(Move.ASK, "colour")
    assert second.next_snapshot(at_least=1)["v"] == 1
    first.close()
    second.close()


def test_the_console_sees_phones_come_and_go(link: RoomClient, phone: Phone) -> None:
    stream = phone.listen()
    until(lambda: link.status.heads.connected == 1, "the phone is connected")
    stream.close()
    until(lambda: link.status.heads.connected == 0, "the phone has gone")
    assert link.status.heads.joined == 1


def test_a_quiet_stream_is_kept_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_HEARTBEAT_S", "0.2")
    with running_room(tmp_path, small_event()) as (link, _workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        stream = phone.listen()
        stream.next_snapshot()
        until(lambda: stream._read() and b":\n\n" in phone.received, "a heartbeat")
        stream.close()


def test_a_reload_keeps_the_phone_and_its_answer(link: RoomClient, phone: Phone) -> None:
    link.move(Move.ASK, "colour")
    phone.vote("colour", "blue")
    again = phone.join()
    assert "set-cookie" not in again.headers
    assert "data-mine" in again.text
    assert link.status.heads.joined == 1


def test_a_phone_that_lost_its_cookie_comes_back_by_itself(link: RoomClient, url: str) -> None:
    phone = Phone(url, cookie="pollkit=AAAAAAAAAAAAAAAAAAAAAA")
    reply = phone.ask("GET", f"/{phone.pin}/now")
    assert reply.status == 200
    phone.cookie = reply.headers["set-cookie"].split(";")[0]
    link.move(Move.ASK, "colour")
    assert phone.vote("colour", "red").status == 200


def test_a_phone_chooses_its_language(phone: Phone) -> None:
    assert 'lang="en"' in phone.join().text
    reply = phone.send_form(f"/{phone.pin}/language", language="fr")
    assert (reply.status, reply.headers["location"]) == (303, f"/{phone.pin}")
    assert 'lang="fr"' in phone.join().text
    assert phone.send_form(f"/{phone.pin}/language", language="xx").status == 422


def test_the_page_comes_compressed_to_whoever_takes_it(phone: Phone) -> None:
    squeezed = phone.ask("GET", f"/{phone.pin}", headers={"accept-encoding": "gzip, deflate"})
    assert squeezed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(squeezed.body) == phone.join().body
    # The first flight of a connection: ten segments (RFC 6928).
    assert len(squeezed.body) < 14_000


def test_a_status_reaches_the_console_ten_times_a_second_at_most(
    link: RoomClient, phone: Phone
) -> None:
    heard: list[float] = []
    link.move(Move.ASK, "colour")
    stop = link.watch(lambda _status: heard.append(time.monotonic()))
    began = time.monotonic()
    votes = 0
    while time.monotonic() - began < 0.7:
        phone.vote("colour", "red" if votes % 2 else "blue")
        votes += 1
    took = time.monotonic() - began
    stop()
    assert votes > 20, "or it proves nothing"
    assert 2 <= len(heard) <= 10 * took + 2


def _but_version(html: str) -> str:
    return html.replace('data-v="1"', "").replace('data-v="3"', "")


def _tells_numbers(html: str) -> bool:
    """Whether it shows 7 or 4 as the text of an element, or the shares 64 and 36 per cent."""
    return any(mark in html for mark in (">7<", ">4<", "63.6", "36.4", "64%", "36%", ">11<"))
