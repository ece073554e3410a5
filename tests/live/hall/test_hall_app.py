"""What the network can ask of a hall, and what it cannot."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from field_samples import Field, new_field
from hall_forms import SENSITIVE
from hall_phones import HallPhone
from room_phones import HERE, Phone

from pollkit.errors import NotAllowedNow
from pollkit.live.hall.app import HallApp
from pollkit.live.hall.hall import NAME, Hall
from pollkit.live.limits import LONGEST_BODY
from pollkit.resources import sealing_library
from pollkit.store import Role, Workspace

CHUNKED: dict[str, str | None] = {
    "content-type": "application/octet-stream",
    "transfer-encoding": "chunked",
    "content-length": None,
}
SEALED: dict[str, str | None] = {"content-type": "application/octet-stream"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open(tmp_path_factory.mktemp("hall") / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


@pytest.fixture(scope="module")
def hall(workspace: Workspace, field: Field) -> Iterator[Hall]:
    """One hall for the whole corpus: it must be as healthy after it as before."""
    opened = Hall(workspace, field.before.id, addresses=[HERE])
    well = sealing_phone(opened)
    well.say("hello")
    yield opened
    assert well.say("hello")["state"] == "saved"
    opened.close()


@pytest.fixture
def phone(hall: Hall) -> Phone:
    return Phone(hall.urls[0].partition("#")[0])


def sealing_phone(hall: Hall) -> HallPhone:
    url, _hash, fragment = hall.urls[0].partition("#")
    raw = Phone(url)

    def send(body: bytes) -> bytes:
        reply = raw.ask("POST", f"/{raw.pin}/sealed", body, SEALED)
        assert reply.status == 200
        return reply.body

    return HallPhone(fragment, send)


def paths(phone: Phone) -> list[tuple[str, str]]:
    return [(method, path.replace("{pin}", phone.pin)) for method, path in HallApp.ROUTES]


def test_the_routes_are_the_frozen_list() -> None:
    assert set(HallApp.ROUTES) == {
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/{pin}"),
        ("GET", "/{pin}/seal.js"),
        ("POST", "/{pin}/sealed"),
    }


@pytest.mark.parametrize(
    "path",
    [
        "/generate_204",
        "/favicon.ico",
        "/admin",
        "//",
        "/{pin}/",
        "/{pin}/sealed/",
        "/{pin}/stream",
        "/{pin}/vote",
        "/{pin}/picture/" + "0" * 64,
        "/{pin}/../hall.json",
        "/{pin}/%2e%2e/hall.json",
        "/hall.json",
    ],
)
def test_everything_else_is_404(phone: Phone, path: str) -> None:
    for method, body in (("GET", None), ("POST", b"")):
        assert phone.ask(method, path.replace("{pin}", phone.pin), body).status == 404


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_no_page_uses_is_refused(phone: Phone, method: str) -> None:
    for path in sorted({path for _method, path in paths(phone)}):
        assert phone.ask(method, path).status in {400, 405}


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.2:{port}", ""])
def test_a_foreign_host_is_421_on_every_route(phone: Phone, host: str) -> None:
    named = host.format(port=urlsplit(phone.url).port)
    for method, path in paths(phone):
        headers: dict[str, str | None] = {"host": named, "origin": f"http://{named}"}
        reply = phone.ask(method, path, b"" if method == "POST" else None, headers)
        assert reply.status == 421, (method, path)


def test_a_form_of_a_foreign_page_is_refused(phone: Phone) -> None:
    for method, path in paths(phone):
        if method == "POST":
            headers = {**SEALED, "origin": "http://example.org"}
            assert phone.ask(method, path, b"x", headers).status == 403


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", SEALED, 400),
        (b"x" * 31, SEALED, 400),
        (bytes(32) + b"x" * 1100, SEALED, 400),
        (b"\xff" * 60_000, SEALED, 400),
        (b"{}", {"content-type": "application/json"}, 415),
        (b"", {**SEALED, "content-length": str(LONGEST_BODY + 1)}, 413),
        (b"x" * 100, {**SEALED, "content-encoding": "gzip"}, 415),
        (b"0\r\n\r\n", CHUNKED, 411),
    ],
    ids=["empty", "short", "weak key", "noise", "json", "too long", "compressed", "chunked"],
)
def test_what_is_no_sealed_message_is_refused(
    phone: Phone, body: bytes, headers: dict[str, str | None], status: int
) -> None:
    assert phone.ask("POST", f"/{phone.pin}/sealed", body, headers).status == status


def test_the_page_is_the_same_for_all_and_loads_one_script_by_its_hash(phone: Phone) -> None:
    reply = phone.ask("GET", f"/{phone.pin}")
    policy = reply.headers["content-security-policy"]

    assert reply.status == 200
    assert phone.ask("GET", f"/{phone.pin}").body == reply.body
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert 'integrity="sha256-' in reply.text
    assert "trust your neighbours" not in reply.text
    assert "set-cookie" not in reply.headers
    script = phone.ask("GET", f"/{phone.pin}/seal.js")
    assert script.headers["content-type"].startswith("text/javascript")


def test_pins_are_not_guessed(workspace: Workspace, field: Field) -> None:
    opened = Hall(workspace, field.after.id, addresses=[HERE])
    try:
        phone = Phone(opened.urls[0].partition("#")[0])
        wrong = f"{(int(phone.pin) + 1) % 1_000_000:06}"
        assert [phone.ask("GET", f"/{wrong}").status for _try in range(11)] == [404] * 10 + [429]
        assert phone.send_form("/", pin=phone.pin).status == 429
        assert phone.ask("GET", f"/{phone.pin}").status == 200, "who has the code comes in"
    finally:
        opened.close()


def test_one_address_cannot_fill_the_hall_with_made_up_phones(
    workspace: Workspace, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_UNCONNECTED_JOINS_PER_MINUTE", "3")
    opened = Hall(workspace, field.after.id, addresses=[HERE])
    try:
        first = sealing_phone(opened)
        first.say("hello")
        for _more in range(2):
            sealing_phone(opened).say("hello")
        raw = Phone(opened.urls[0].partition("#")[0])
        assert raw.ask("POST", f"/{raw.pin}/sealed", b"x" * 1112, SEALED).status == 429
        assert opened.count.joined == 3
        assert first.say("begin", code="")["state"] == "saved", "who is in goes on"
    finally:
        opened.close()


def test_a_typed_pin_leads_to_the_page_that_wants_the_code(phone: Phone) -> None:
    reply = phone.send_form("/", pin=f"{phone.pin[:3]} {phone.pin[3:]}")
    assert (reply.status, reply.headers["location"]) == (303, f"/{phone.pin}")


def test_the_key_is_kept_for_its_owner_alone_and_only_while_the_hall_is_open(
    tmp_path: Path,
) -> None:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as workspace:
        wave = new_field(workspace).before
        first = Hall(workspace, wave.id, addresses=[HERE])
        phone = sealing_phone(first)
        phone.say("begin", code="")
        phone.say("answer", at="trust", words=["2"])
        secret = tmp_path / "ws" / NAME
        if sys.platform != "win32":
            assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert first.urls[0].partition("#")[2] not in secret.read_text()
        first.leave()
        again = Hall(workspace, wave.id, addresses=[HERE])
        assert again.urls == first.urls
        assert again.count.answering == 1
        again.close()
        assert not secret.exists()
        fresh = Hall(workspace, wave.id, addresses=[HERE])
        assert fresh.fragment != first.fragment
        fresh.close()


def test_sensitive_questions_go_to_phones_only_in_a_wifi_of_ones_own(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as workspace:
        wave = new_field(workspace, SENSITIVE).before
        with pytest.raises(NotAllowedNow, match="kiosk, an interview or paper"):
            Hall(workspace, wave.id, addresses=[HERE])
        opened = Hall(workspace, wave.id, is_own_wifi=True, addresses=[HERE])
        assert "These questions are personal" in sealing_phone(opened).say("hello")["html"]
        opened.close()


def test_without_the_library_the_hall_says_what_to_do(
    workspace: Workspace, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pollkit.live.hall.hall.sealing_library", lambda: None)
    with pytest.raises(NotAllowedNow, match="Set PollKit up again"):
        Hall(workspace, field.after.id, addresses=[HERE])


def test_the_library_is_where_the_set_up_puts_it() -> None:
    found = sealing_library()
    assert found is not None, "the set-up brings it: installers/steps/sealing_library.py"
    assert b"nacl" in found.read_bytes()
