"""A phone in a hall, made of the crypto library alone."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from nacl.public import Box, PrivateKey, PublicKey


class HallPhone:
    """`send` carries a sealed body to the hall and brings back the sealed answer."""

    def __init__(self, fragment: str, send: Callable[[bytes], bytes]) -> None:
        self._own = PrivateKey.generate()
        self._box = Box(self._own, PublicKey(base64.urlsafe_b64decode(fragment + "=")))
        self._send = send
        self.number = 0

    def say(self, do: str, **more: Any) -> dict[str, Any]:
        self.number += 1
        return self.say_again(do, **more)

    def say_again(self, do: str, **more: Any) -> dict[str, Any]:
        """With the number of the last message: as if its answer had been lost."""
        words = json.dumps({"n": self.number, "do": do, **more}).encode()
        padded = words + b"\x80" + bytes(-(len(words) + 1) % 1024)
        sealed = bytes(self._own.public_key) + bytes(self._box.encrypt(padded))
        answer = self._box.decrypt(self._send(sealed)).rstrip(b"\0")[:-1]
        told: dict[str, Any] = json.loads(answer)
        return told
