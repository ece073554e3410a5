"""A real room on loopback, and phones that are nothing but sockets."""

from __future__ import annotations

import http.client
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

import psutil

from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.live.client import RoomClient
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event

HERE = "127.0.0.1"
PATIENCE_S = 15.0


def both(english: str, french: str) -> dict[str, str]:
    return {"en": english, "fr": french}


COLOUR = Item(
    "colour",
    ItemKind.SINGLE,
    both("Which colour?", "Quelle couleur ?"),
    options=(Option("red", both("Red", "Rouge")), Option("blue", both("Blue", "Bleu"))),
)
WHY_RED = Item(
    "why_red",
    ItemKind.TEXT,
    both("Why red?", "Pourquoi rouge ?"),
    longest_text=40,
    asked_if=Condition("colour", ("red",)),
)
FRUIT = Item(
    "fruit",
    ItemKind.MULTIPLE,
    both("Which fruit?", "Quels fruits ?"),
    options=tuple(Option(code, both(code, code)) for code in ("apple", "pear", "plum")),
    most_choices=2,
)
SURE = Item("sure", ItemKind.SCALE, both("How sure?", "À quel point ?"), points=5)


def small_event(items: tuple[Item, ...] = (COLOUR, FRUIT, SURE), tied: bool = False) -> Event:
    title = both("A small meeting", "Une petite réunion")
    return Event(
        id=uuid4(),
        title="A small meeting",
        place="Here",
        starts_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
        instrument=Instrument(title, ("en", "fr"), items),
        answers_tied=tied,
    )


def new_workspace(folder: Path, event: Event) -> Path:
    path = folder / "workspace"
    with Workspace.open(path, Role.WINDOW) as opened:
        save_event(opened, event)
    return path


def open_room(workspace: Path, event: Event, port: int = 0) -> RoomClient:
    return start_room(workspace, event.id, port, addresses=(HERE,))


@contextmanager
def running_room(folder: Path, event: Event) -> Iterator[tuple[RoomClient, Path]]:
    workspace = new_workspace(folder, event)
    link = open_room(workspace, event)
    try:
        yield link, workspace
    finally:
        link.shut()


def room_process() -> psutil.Process:
    """The room's process that this test has started."""
    (found,) = [
        child
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE and "room-process" in child.cmdline()
    ]
    return found


def until(is_true: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := is_true():
            return found
        time.sleep(0.02)
    raise AssertionError(f"not within {PATIENCE_S:.0f} s: {what}")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Phone:
    """One phone with its cookie; `source` is the address it calls from."""

    url: str
    language: str = "en"
    source: str = HERE
    cookie: str = ""
    received: bytearray = field(default_factory=bytearray)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def pin(self) -> str:
        return urlsplit(self.url).path.strip("/")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str | None] | None = None,
    ) -> Reply:
        """One request; a header of None is left out."""
        sent: dict[str, str | None] = {"accept-language": self.language, "host": self.host}
        if self.cookie:
            sent["cookie"] = self.cookie
        if method == "POST":
            sent["origin"] = f"http://{self.host}"
        sent |= headers or {}
        address = urlsplit(self.url)
        line = http.client.HTTPConnection(
            str(address.hostname), address.port, timeout=20, source_address=(self.source, 0)
        )
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None and "content-length" not in sent:
                sent["content-length"] = str(len(body))
            for name, value in sent.items():
                if value is not None:
                    line.putheader(name, value)
            line.endheaders(body)
            reply = line.getresponse()
            got = Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            line.close()
        self.received += got.body
        return got

    def join(self) -> Reply:
        reply = self.ask("GET", f"/{self.pin}")
        if "set-cookie" in reply.headers:
            self.cookie = reply.headers["set-cookie"].split(";")[0]
        return reply

    def now(self) -> str:
        return str(self.ask("GET", f"/{self.pin}/now").json["html"])

    def vote(self, item: str, *answer: str, round_: int = 1, vote_id: UUID | None = None) -> Reply:
        vote = {
            "vote": str(vote_id or uuid4()),
            "item": item,
            "round": round_,
            "answer": list(answer),
        }
        return self.ask(
            "POST",
            f"/{self.pin}/vote",
            json.dumps(vote).encode(),
            {"content-type": "application/json"},
        )

    def send_form(self, path: str, **fields: str | list[str]) -> Reply:
        return self.ask(
            "POST",
            path,
            urlencode(fields, doseq=True).encode(),
            {"content-type": "application/x-www-form-urlencoded"},
        )

    def listen(self) -> Stream:
        return Stream(self)


class Stream:
    """A phone's open event stream; everything that comes is kept in `phone.received` too."""

    def __init__(self, phone: Phone) -> None:
        address = urlsplit(phone.url)
        self._phone = phone
        self._line = socket.create_connection((address.hostname, address.port), timeout=20)
        self._line.sendall(
            f"GET /{phone.pin}/stream HTTP/1.1\r\nhost: {phone.host}\r\n"
            f"cookie: {phone.cookie}\r\n\r\n".encode()
        )
        self._raw = bytearray()
        self.is_over = False

    def next_snapshot(self, at_least: int = 0) -> dict[str, Any]:
        """The next snapshot of this version of the room or a newer one."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            found = re.search(rb"id: (\d+)\ndata: (.*?)\n\n", bytes(self._raw), re.DOTALL)
            if found is None:
                if not self._read():
                    break
                continue
            del self._raw[: found.end()]
            if int(found[1]) >= at_least:
                return dict(json.loads(found[2]))
        raise AssertionError("no snapshot came")

    def read_until_over(self) -> bytes:
        while self._read():
            pass
        return bytes(self._raw)

    def close(self) -> None:
        self._line.close()

    def _read(self) -> bool:
        got = self._line.recv(65536)
        self._raw += got
        self._phone.received += got
        self.is_over = not got
        return bool(got)
