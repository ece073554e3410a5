"""Every request that is not a phone's: oversized, malformed, foreign, forged, half open."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from room_phones import PATIENCE_S, Phone, running_room, small_event

from pollkit.domain.rooms import Move
from pollkit.live.app import ROUTES
from pollkit.live.client import RoomClient

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def open_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomClient]:
    """One room for the whole corpus: it must be as healthy after it as before."""
    with running_room(tmp_path_factory.mktemp("room"), small_event()) as (link, _workspace):
        link.move(Move.ASK, "colour")
        yield link
        well = Phone(link.status.addresses[0].url)
        assert well.join().status == 200
        assert well.vote("colour", "red").status == 200


@pytest.fixture
def phone(open_room: RoomClient) -> Phone:
    joined = Phone(open_room.status.addresses[0].url)
    joined.join()
    return joined


def _paths(phone: Phone) -> list[tuple[str, str]]:
    return [
        (method, path.replace("{pin}", phone.pin).replace("{sha256}", "0" * 64))
        for method, path in ROUTES
    ]


def _body(path: str) -> tuple[bytes, dict[str, str | None]]:
    if path.endswith("/vote"):
        vote = {"vote": str(uuid4()), "item": "colour", "round": 1, "answer": ["red"]}
        return json.dumps(vote).encode(), {**JSON}
    return b"pin=000000&language=fr", {**FORM}


def test_the_routes_are_the_frozen_list() -> None:
    assert set(ROUTES) == {
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/{pin}"),
        ("GET", "/{pin}/stream"),
        ("GET", "/{pin}/now"),
        ("POST", "/{pin}/vote"),
        ("POST", "/{pin}/who"),
        ("POST", "/{pin}/language"),
        ("POST", "/{pin}/time"),
        ("POST", "/{pin}/go"),
        ("POST", "/{pin}/next"),
        ("GET", "/{pin}/kiosk"),
        ("GET", "/{pin}/picture/{sha256}"),
    }


# What operating systems ask to find out whether they are behind a captive portal, and what a
# scanner of web servers asks first.
@pytest.mark.parametrize(
    "path",
    [
        "/generate_204",
        "/gen_204",
        "/hotspot-detect.html",
        "/library/test/success.html",
        "/connecttest.txt",
        "/ncsi.txt",
        "/canonical.html",
        "/success.txt",
        "/favicon.ico",
        "/robots.txt",
        "/docs",
        "/openapi.json",
        "/admin",
        "/static/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//",
        "/index.html",
        "/{pin}/",
        "/{pin}/results",
        "/{pin}/console",
        "/{pin}/vote/",
        "/{pin}/stream/x",
        "/{pin}%00",
        "/{pin}.json",
        "/{pin}/picture",
        "/{pin}/picture/",
        "/{pin}/picture/../../workspace.sqlite",
        "/{pin}/picture/%2e%2e/%2e%2e/workspace.sqlite",
        "/{pin}/picture/" + "0" * 63,
        "/{pin}/picture/" + "0" * 64 + ".png",
        "/{pin}/picture/" + "0" * 64 + "%0a",
        "/{pin}/picture/" + "A" * 64,
        "/picture/" + "0" * 64,
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_everything_else_is_404_and_no_redirect(phone: Phone, method: str, path: str) -> None:
    body = b"" if method != "GET" else None
    headers: dict[str, str | None] = {"origin": f"http://{phone.host}"}
    reply = phone.ask(method, path.replace("{pin}", phone.pin), body, headers)
    assert reply.status == 404
    assert "location" not in reply.headers


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_a_method_that_no_page_uses_is_refused(phone: Phone, method: str) -> None:
    for path in sorted({path for _method, path in _paths(phone)}):
        assert phone.ask(method, path).status in {400, 405}


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "localhost.example.org",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "127.1:{port}",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}.example.org",
        "",
    ],
)
def test_a_foreign_host_is_421_on_every_route(phone: Phone, host: str) -> None:
    port = urlsplit(phone.url).port
    for method, path in _paths(phone):
        body, headers = _body(path) if method == "POST" else (None, {})
        named = host.format(port=port)
        headers |= {"host": named, "origin": f"http://{named}"}
        reply = phone.ask(method, path, body, headers)
        assert reply.status == 421, (method, path)
        assert "set-cookie" not in reply.headers


def test_a_request_without_a_host_or_with_two_is_refused(phone: Phone) -> None:
    assert phone.ask("GET", f"/{phone.pin}", headers={"host": None}).status in {400, 421}
    twice = _raw(phone, f"GET /{phone.pin} HTTP/1.1\r\nhost: {phone.host}\r\nhost: evil\r\n\r\n")
    assert twice.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "origin", [None, "null", "http://example.org", "https://{host}", "http://{host}.evil", "{host}"]
)
def test_a_form_of_a_foreign_page_is_refused(phone: Phone, origin: str | None) -> None:
    for method, path in _paths(phone):
        if method == "POST":
            body, headers = _body(path)
            headers["origin"] = origin and origin.format(host=phone.host)
            assert phone.ask(method, path, body, headers).status == 403


def test_a_body_that_is_too_long_is_413_before_it_is_read(phone: Phone) -> None:
    for method, path in _paths(phone):
        _sent, headers = _body(path)
        headers["content-length"] = str(64 * 1024 + 1)
        assert phone.ask(method, path, b"", headers).status == 413


def test_a_body_of_unknown_length_is_411(phone: Phone) -> None:
    for method, path in _paths(phone):
        if method == "POST":
            _sent, headers = _body(path)
            headers |= {"transfer-encoding": "chunked", "content-length": None}
            assert phone.ask(method, path, b"2\r\n{}\r\n0\r\n\r\n", headers).status == 411


def test_a_compressed_body_is_415(phone: Phone) -> None:
    for method, path in _paths(phone):
        if method == "POST":
            body, headers = _body(path)
            headers["content-encoding"] = "gzip"
            assert phone.ask(method, path, body, headers).status == 415


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""]
)
def test_a_body_of_another_kind_is_415(phone: Phone, kind: str) -> None:
    for method, path in _paths(phone):
        if method == "POST":
            body, _headers = _body(path)
            assert phone.ask(method, path, body, {"content-type": kind}).status == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"vote":1,"item":"colour","round":1,"answer":["red"]}',
        b'{"vote":"not-a-uuid","item":"colour","round":1,"answer":["red"]}',
        b'{"vote":"urn:uuid:%(id)s","item":"colour","round":1,"answer":["red"]}',
        b'{"vote":"%(id)s","item":1,"round":1,"answer":["red"]}',
        b'{"vote":"%(id)s","item":"colour","round":true,"answer":["red"]}',
        b'{"vote":"%(id)s","item":"colour","round":1e99,"answer":["red"]}',
        b'{"vote":"%(id)s","item":"colour","round":-1,"answer":["red"]}',
        b'{"vote":"%(id)s","item":"colour","round":99999999999999999999,"answer":["red"]}',
        b'{"vote":"%(id)s","item":"colour","round":1,"answer":"red"}',
        b'{"vote":"%(id)s","item":"colour","round":1,"answer":[1]}',
        b'{"vote":"%(id)s","item":"colour","round":1,"answer":[["red"]]}',
        b'{"vote":"%(id)s","item":"colour","round":1,"answer":[' + b'"red",' * 60 + b'"red"]}',
    ],
)
def test_what_is_no_vote_is_400(phone: Phone, body: bytes) -> None:
    body = body.replace(b"%(id)s", str(uuid4()).encode())
    assert phone.ask("POST", f"/{phone.pin}/vote", body, {**JSON}).status == 400


@pytest.mark.parametrize("item", ["nothing", "", "colour'--", "\\ud800", "\\u0000", "x" * 9000])
def test_a_vote_for_no_question_is_refused(phone: Phone, item: str) -> None:
    vote = f'{{"vote":"{uuid4()}","item":"{item}","round":1,"answer":["red"]}}'
    reply = phone.ask("POST", f"/{phone.pin}/vote", vote.encode(), {**JSON})
    assert (reply.status, reply.json["state"]) == (409, "refused")


@pytest.mark.parametrize(
    "cookie",
    [
        "pollkit=AAAAAAAAAAAAAAAAAAAAAA",
        "pollkit=",
        "pollkit=x",
        "pollkit=" + "A" * 4000,
        "pollkit=' OR 1=1 --",
        "other=1",
        "",
    ],
)
def test_a_forged_token_cannot_vote_and_joins_anew_on_the_page(phone: Phone, cookie: str) -> None:
    forger = Phone(phone.url, cookie=cookie)
    assert forger.vote("colour", "red").status == 403
    assert forger.ask("GET", f"/{phone.pin}/stream").status == 403
    reply = forger.join()
    assert reply.status == 200
    token = re.search(r"pollkit=([^;]+);", reply.headers["set-cookie"])
    assert token is not None
    assert token[1] not in cookie
    assert len(token[1]) == 22, "128 bits"


def test_the_cookie_stays_with_its_room(phone: Phone) -> None:
    cookie = Phone(phone.url).join().headers["set-cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Lax", f"Path=/{phone.pin}"} <= set(cookie)


def test_every_page_carries_the_headers_that_protect_it(phone: Phone) -> None:
    for path in ("/", f"/{phone.pin}", "/000000"):
        headers = phone.ask("GET", path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers


def test_pipelined_and_broken_requests_do_no_harm(phone: Phone) -> None:
    ask = f"GET / HTTP/1.1\r\nhost: {phone.host}\r\n\r\n"
    last = "GET / HTTP/1.1\r\nhost: example.org\r\n\r\n"
    answered = _raw(phone, ask * 3 + last, half_closes=False)
    assert (answered.count(b"HTTP/1.1 200"), answered.count(b"HTTP/1.1 421")) == (3, 1)
    assert _raw(phone, ask * 2000, is_cut=True).count(b"HTTP/1.1 200") < 100
    for broken in ("\r\n\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01", "GET / HTTP/9.9\r\n"):
        assert b"HTTP/1.1 200" not in _raw(phone, broken + "\r\n\r\n")


def test_headers_without_end_are_cut(phone: Phone) -> None:
    start = f"GET / HTTP/1.1\r\nhost: {phone.host}\r\n"
    assert _raw(phone, start + "x: " + "a" * 40_000, is_cut=True).startswith(b"HTTP/1.1 431")
    assert _raw(phone, start + "x: y\r\n" * 100 + "\r\n").startswith(b"HTTP/1.1 431")
    long = _raw(phone, f"GET /{'a' * 5000} HTTP/1.1\r\nhost: {phone.host}\r\n\r\n")
    assert long.startswith(b"HTTP/1.1 414")


def test_nothing_that_the_room_logs_names_a_phone(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event()) as (link, workspace):
        link.move(Move.ASK, "colour")
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        phone.vote("colour", "red")
        phone.ask("POST", f"/{phone.pin}/vote", b"{", {**JSON})
        _raw(phone, "GET\r\n\r\n")
    written = (workspace / "room.log").read_text()
    assert "is open on port" in written
    for secret in ("127.0.0.1", phone.cookie.removeprefix("pollkit="), '"red"', phone.pin):
        assert secret not in written


def _raw(phone: Phone, text: str, is_cut: bool = False, half_closes: bool = True) -> bytes:
    address = urlsplit(phone.url)
    with socket.create_connection((address.hostname, address.port), timeout=PATIENCE_S) as line:
        received = b""
        try:
            line.sendall(text.encode("latin-1"))
            if half_closes:
                line.shutdown(socket.SHUT_WR)
            while got := line.recv(65536):
                received += got
        except ConnectionError:
            assert is_cut
        return received
