"""A second laptop that follows a room over the network, so that it can go on at any moment.

Both ends prove that they know the code before anything is sent, and what is sent is sealed with it:

    room   -> salt (16), challenge (32)
    second -> challenge of its own (32), HMAC-SHA256(key, "second" + both challenges)
    room   -> HMAC-SHA256(key, "room" + both challenges), then frames: length (4), kind (1), bytes
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import socket
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from pollkit.errors import CopyUnreadable, RoomUnreachable
from pollkit.i18n import _
from pollkit.store.files import write_durably
from pollkit.usecases.sealed_copies import read_code
from pollkit.usecases.takeover import SUFFIX, pictures_path

SALT_BYTES, CHALLENGE_BYTES, PROOF_BYTES = 16, 32, 32
LONGEST_FRAME = 256 * 2**20
# The second laptop takes the first for gone when it has heard nothing for three of these.
BEAT_EVERY_S = 2.0
_CONNECTS_WITHIN_S = 5.0


class Frame(bytes, Enum):
    BEAT = b"B"
    COPY = b"C"
    PICTURES = b"P"


def line_key(code: str, salt: bytes) -> bytes:
    """Slow on purpose: who has listened to the greetings could try codes at home."""
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, read_code(code).encode(), salt, opslimit=3, memlimit=64 * 2**20))


def proof(key: bytes, who: bytes, rooms: bytes, seconds: bytes) -> bytes:
    return hmac.new(key, who + rooms + seconds, hashlib.sha256).digest()


class Following:
    """The second laptop's end of the line. `copy` is the file with the newest copy."""

    def __init__(self, host: str, port: int, code: str, folder: Path) -> None:
        """Raises:
        RoomUnreachable: nobody answers there.
        CopyUnreadable: the code is another, or who answers does not know it.
        """
        self.copy = folder / f"followed{SUFFIX}"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._line = socket.create_connection((host, port), _CONNECTS_WITHIN_S)
            self._greet(code)
        except OSError as fault:
            raise RoomUnreachable(
                _("The first laptop does not answer at {where}.").format(where=f"{host}:{port}")
            ) from fault
        self._line.settimeout(3 * BEAT_EVERY_S)

    def listen(self, on_copy: Callable[[], None]) -> None:
        """Keeps the newest copy until the first laptop is gone, or `close` is called.

        Raises:
            RoomUnreachable: it has hung up, or has said nothing for 6 s.
        """
        try:
            while True:
                head = self._read(5)
                length, kind = int.from_bytes(head[:4], "big"), head[4:]
                if length > LONGEST_FRAME:
                    raise EOFError
                content = self._read(length)
                if kind == Frame.PICTURES.value:
                    write_durably(pictures_path(self.copy), content)
                elif kind == Frame.COPY.value and content:
                    write_durably(self.copy, content)
                    on_copy()
        except (OSError, EOFError) as gone:
            raise RoomUnreachable(_("The first laptop is gone.")) from gone

    def close(self) -> None:
        """May be called from another thread."""
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _greet(self, code: str) -> None:
        try:
            hello = self._read(SALT_BYTES + CHALLENGE_BYTES)
            key, rooms = line_key(code, hello[:SALT_BYTES]), hello[SALT_BYTES:]
            ours = secrets.token_bytes(CHALLENGE_BYTES)
            self._line.sendall(ours + proof(key, b"second", rooms, ours))
            if hmac.compare_digest(self._read(PROOF_BYTES), proof(key, b"room", rooms, ours)):
                return
        except EOFError:
            pass
        self.close()
        raise CopyUnreadable(_("The code is not the one that the first laptop shows."))

    def _read(self, length: int) -> bytes:
        got = bytearray()
        while len(got) < length:
            piece = self._line.recv(min(length - len(got), 1 << 20))
            if not piece:
                raise EOFError
            got += piece
        return bytes(got)
