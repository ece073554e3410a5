"""No vote lost, none doubled: whole rooms that vote at once or over ten seconds, with phones cut
off and back, with everyone voting twice, and with `kill -9` of the room, the window and both.

Each phone sends its vote until it is told "saved", as the page does. Then four numbers must agree
for each answer: what the phones were told last, the rows of the open question (counted with SQL,
past our own code), the facilitator's result, and the ballots. `value` is lost + doubled.

python tests/bench/nothing_lost.py open WORKSPACE EVENT       stands for the window: opens and asks
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psutil
from phones import Room as Address
from phones import Wire
from room_phones import new_workspace, open_room, small_event, until
from servers import _UNLIMITED

from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace

ITEM = "colour"
CODES = ("red", "blue")
_ANSWER_WITHIN_S = 5.0
_SAVED = b'"state": "saved"'

Row = dict[str, Any]


@dataclass(frozen=True)
class Trial:
    """`kill` is room, window or both; `over_s` spreads the votes; `cut` is the share of phones that
    lose their connection before they hear the answer."""

    voters: int
    over_s: float = 0.0
    cut: float = 0.0
    is_twice: bool = False
    kill: str = ""

    @property
    def name(self) -> str:
        pace = f"over {self.over_s:g} s" if self.over_s else "at once"
        more = [f"{self.cut:.0%} cut off and back"] * bool(self.cut) + ["twice"] * self.is_twice
        more += [f"kill -9 of {self.kill}"] * bool(self.kill)
        return ", ".join([f"{self.voters} voters {pace}", *more])


TRIALS = (
    *(Trial(voters, over_s) for voters in (30, 70, 200, 1000) for over_s in (0.0, 10.0)),
    Trial(200, cut=0.2),
    Trial(1000, 10.0, cut=0.2),
    Trial(200, is_twice=True),
    Trial(1000, 10.0, cut=0.2, is_twice=True),
    *(Trial(200, 10.0, cut=0.2, is_twice=True, kill=kill) for kill in ("room", "window", "both")),
    Trial(1000, 10.0, kill="both"),
)


@dataclass
class Heard:
    """What the phones know: votes sent, answers "saved", and each phone's last saved choice."""

    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    last: Counter[str] | None = None


def measure() -> list[Row]:
    return [_row(trial) for trial in TRIALS]


def _row(trial: Trial) -> Row:
    os.environ.update(_UNLIMITED)
    with tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder:
        event = small_event()
        workspace = new_workspace(Path(folder), event)
        window = subprocess.Popen(
            [sys.executable, __file__, "open", str(workspace), str(event.id)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        try:
            assert window.stdout is not None
            url = window.stdout.readline().strip()
            assert url, "the room did not open"
            heard = asyncio.run(_vote(trial, url, workspace, event, window))
            return _compare(trial, heard, workspace, event, urlsplit(url).port or 0)
        finally:
            window.kill()
            window.wait()
            for room in _rooms(workspace):
                room.kill()


def _compare(trial: Trial, heard: Heard, workspace: Path, event: Event, port: int) -> Row:
    stored = _stored(workspace)
    link = open_room(workspace, event, port)
    try:
        link.move(Move.CLOSE)
        result = until(lambda: link.status.result, "the result")
        counted = Counter({code: result.count(code) for code in CODES})
    finally:
        link.shut()
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        ballots = Counter(b.choice.codes[0] for b in repos.rooms.ballots(event.id, ITEM))
    told = heard.last or Counter()
    lost = max((told - kind).total() for kind in (stored, counted, ballots))
    doubled = max((kind - told).total() for kind in (stored, counted, ballots))
    return {
        "name": trial.name,
        "value": lost + doubled,
        "unit": "votes",
        "sent": heard.sent,
        "acknowledged": heard.acknowledged,
        "refused": heard.refused,
        "stored": stored.total(),
        "counted": counted.total(),
        "ballots": ballots.total(),
        "lost": lost,
        "doubled": doubled,
        "target": "lost = doubled = 0",
        "holds": lost == doubled == heard.refused == 0 and ballots.total() == trial.voters,
    }


def _stored(workspace: Path) -> Counter[str]:
    database = workspace / "workspace.sqlite"
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = raw.execute("SELECT choice, count(*) FROM vote GROUP BY choice").fetchall()
    finally:
        raw.close()
    return Counter({json.loads(choice)["codes"][0]: count for choice, count in rows})


async def _vote(
    trial: Trial, url: str, workspace: Path, event: Event, window: subprocess.Popen[str]
) -> Heard:
    heard, chance = Heard(last=Counter()), random.Random(trial.voters)
    address = Address(url)
    cookies = [cookie for _wire, cookie in await address.join_all(trial.voters)]
    phones = [_Phone(address, cookie, heard) for cookie in cookies]
    voting = [asyncio.create_task(_cast(phone, trial, chance)) for phone in phones]
    if trial.kill:
        await asyncio.sleep(trial.over_s * 0.4)
        await asyncio.to_thread(_kill, trial.kill, workspace, event, window, urlsplit(url).port)
    assert heard.last is not None
    heard.last.update(await asyncio.gather(*voting))
    return heard


async def _cast(phone: _Phone, trial: Trial, chance: random.Random) -> str:
    is_cut, code, other = chance.random() < trial.cut, *chance.sample(CODES, 2)
    await asyncio.sleep(chance.random() * trial.over_s)
    first = uuid4()
    await phone.send(first, code, is_cut=is_cut)
    if trial.is_twice:
        # The same once more, as after a lost answer; then another choice.
        await phone.send(first, code)
        await phone.send(uuid4(), other, is_cut=is_cut)
        code = other
    phone.leave()
    return code


class _Phone:
    def __init__(self, address: Address, cookie: bytes, heard: Heard) -> None:
        self._address, self._cookie, self._heard = address, cookie, heard
        self._wire: Wire | None = None

    async def send(self, vote_id: UUID, code: str, *, is_cut: bool = False) -> None:
        """Sends a vote until it is told "saved"."""
        self._heard.sent += 1
        request = self._request(vote_id, code)
        while True:
            try:
                if self._wire is None:
                    self._wire = await self._address.connect()
                if is_cut:
                    is_cut = False
                    self._wire.transport.write(request)
                    raise ConnectionError  # gone before the answer came
                answer = await asyncio.wait_for(self._wire.ask(request), _ANSWER_WITHIN_S)
            except (OSError, TimeoutError):
                self.leave()
                await asyncio.sleep(0.05 + 0.2 * random.random())
                continue
            if answer.startswith(b"HTTP/1.1 200") and _SAVED in answer:
                self._heard.acknowledged += 1
                return
            if not answer.startswith(b"HTTP/1.1 503"):
                self._heard.refused += 1
                return
            await asyncio.sleep(0.2)

    def leave(self) -> None:
        if self._wire is not None:
            self._wire.transport.close()
            self._wire = None

    def _request(self, vote_id: UUID, code: str) -> bytes:
        vote = {"vote": str(vote_id), "item": ITEM, "round": 1, "answer": [code]}
        body = json.dumps(vote).encode()
        host = f"{self._address.host}:{self._address.port}".encode()
        return (
            b"POST %b/vote HTTP/1.1\r\nhost: %b\r\norigin: http://%b\r\ncookie: %b\r\n"
            b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
            % (self._address.path.encode(), host, host, self._cookie, len(body), body)
        )


def _kill(
    what: str, workspace: Path, event: Event, window: subprocess.Popen[str], port: int | None
) -> None:
    """kill -9, and after a second what a facilitator does then: opens the room once more."""
    if what in ("window", "both"):
        window.send_signal(signal.SIGKILL)
        window.wait()
    if what in ("room", "both"):
        for room in _rooms(workspace):
            room.send_signal(signal.SIGKILL)
            room.wait()
    time.sleep(1)
    link: RoomClient = open_room(workspace, event, port or 0)
    link.leave()


def _rooms(workspace: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or []
        if "room-process" in words and f"--workspace={workspace}" in words:
            found.append(process)
    return [room for room in found if room.info["status"] != psutil.STATUS_ZOMBIE]


def _stand_for_the_window(workspace: Path, event_id: UUID) -> None:
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        event = repos.events.get(event_id)
    link = open_room(workspace, event)
    link.move(Move.ASK, ITEM)
    print(link.status.addresses[0].url, flush=True)
    signal.pause()


if __name__ == "__main__":
    _stand_for_the_window(Path(sys.argv[2]), UUID(sys.argv[3]))
