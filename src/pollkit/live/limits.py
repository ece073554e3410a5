"""How much one address or one phone may ask of the room.

Addresses are kept in memory only, for as long as a limit needs them, and are never written down.
"""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pollkit.live.attendance import Attendee

LONGEST_BODY = 64 * 1024
LONGEST_HEADERS = 16 * 1024
MOST_HEADERS = 64
LONGEST_URL = 2048

_ENVIRONMENT_PREFIX = "POLLKIT_ROOM_"


@dataclass(frozen=True)
class RoomLimits:
    """The room's figures; each can be set by the environment, as POLLKIT_ROOM_<NAME>.

    Attributes:
        connections_per_address: a phone needs two to four; a whole venue behind one router
            shares an address, so this is generous.
        unconnected_joins_per_minute: joins from one address of phones that do not keep an event
            stream. A real phone opens its stream within a second and counts no more, so a venue
            behind one router passes and a loop that votes again and again does not. This
            machine's own programs are not counted.
        votes_per_phone_per_minute: each change of an answer is kept, so a loop would fill the disk.
        wrong_pins_per_minute: by one address; `_at_all` by all together.
        request_deadline_s: from the first byte of a request, or the opening of a connection, to
            the end of its headers; and again as long to the end of its body.
        close_grace_s: how long a closed question still takes answers that were on their way.
        linger_s: how long an ended room without a console stays for phones to read its last page.
        idle_s: after so long without a console and without any phone an unended room closes too;
            it is taken up again where it was.
    """

    connections_per_address: int = 250
    connections: int = 12_000
    unconnected_joins_per_minute: int = 40
    votes_per_phone_per_minute: int = 120
    wrong_pins_per_minute: int = 10
    wrong_pins_per_minute_at_all: int = 100
    request_deadline_s: float = 5.0
    keep_alive_s: float = 30.0
    heartbeat_s: float = 15.0
    close_grace_s: float = 2.0
    linger_s: float = 300.0
    idle_s: float = 12 * 3600.0


def limits_from(environment: Mapping[str, str] = os.environ) -> RoomLimits:
    """The default figures, with those that the environment sets."""
    chosen: dict[str, Any] = {}
    for field in dataclasses.fields(RoomLimits):
        written = environment.get(_ENVIRONMENT_PREFIX + field.name.upper())
        if written is not None:
            chosen[field.name] = float(written) if field.type == "float" else int(written)
    return RoomLimits(**chosen)


class UnconnectedJoins:
    """The phones that joined within the last minute, by address, as long as no stream shows that
    they stay."""

    _WINDOW_S = 60.0

    def __init__(self, each: int) -> None:
        self._each = each
        self._recent: dict[str, deque[tuple[float, Attendee]]] = {}

    def note(self, address: str, attendee: Attendee, now: float) -> None:
        self._recent.setdefault(address, deque()).append((now, attendee))

    def is_used_up(self, address: str, now: float) -> bool:
        recent = deque(
            (moment, attendee)
            for moment, attendee in self._recent.get(address, ())
            if moment > now - self._WINDOW_S and not attendee.has_stream
        )
        if recent:
            self._recent[address] = recent
        else:
            self._recent.pop(address, None)
        return len(recent) >= self._each


class Tries:
    """How often something was tried within the last minute, by address and by all together."""

    _WINDOW_S = 60.0

    def __init__(self, each: int, at_all: int) -> None:
        self._each = each
        self._at_all = at_all
        self._when: deque[tuple[float, str]] = deque()
        self._by_address: dict[str, int] = {}

    def note(self, address: str, now: float) -> None:
        self._forget_before(now - self._WINDOW_S)
        # Beyond this nothing more is learnt, and a flood must not fill the memory.
        if len(self._when) < 10 * self._at_all:
            self._when.append((now, address))
            self._by_address[address] = self._by_address.get(address, 0) + 1

    def is_used_up(self, address: str, now: float) -> bool:
        """Whether this address must wait.

        When all together have tried too often, every address is left a single try: an attacker
        with many addresses is slowed down, and cannot lock out a phone that mistypes nothing.
        """
        self._forget_before(now - self._WINDOW_S)
        allowed = self._each if len(self._when) < self._at_all else 1
        return self._by_address.get(address, 0) >= allowed

    def _forget_before(self, moment: float) -> None:
        while self._when and self._when[0][0] < moment:
            _moment, address = self._when.popleft()
            left = self._by_address[address] - 1
            if left:
                self._by_address[address] = left
            else:
                del self._by_address[address]
