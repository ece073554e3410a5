"""Boxes between a phone and the hall: NaCl's crypto_box (X25519, XSalsa20, Poly1305).

The hall's public key comes to the phone in the fragment of the QR code's address, which browsers
never send. Each phone makes a pair of its own. Every message is padded, so that its length does not
tell the answer, and counted, so that an old one that is sent again opens nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey

# Both ways: a body is a phone's public key, the nonce, and the box; an answer the nonce and the
# box.
KEY_BYTES = PublicKey.SIZE
NONCE_BYTES = Box.NONCE_SIZE
_STEP = 1024
_END_OF_WORDS = b"\x80"  # ISO/IEC 7816-4: then zeros


class BoxDamaged(Exception):
    """It was not made for this hall, was altered on the way, or is none."""


class HallKey:
    """The hall's pair of keys."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._private = PrivateKey.generate() if secret is None else PrivateKey(secret)

    @property
    def secret(self) -> bytes:
        """32 bytes, for a file that only the owner reads: a hall that starts again needs it."""
        return bytes(self._private)

    @property
    def fragment(self) -> str:
        """The public key as it stands in the QR code: 43 letters of base64url."""
        return base64.urlsafe_b64encode(bytes(self._private.public_key)).rstrip(b"=").decode()

    def open(self, body: bytes) -> tuple[bytes, dict[str, Any]]:
        """The phone's public key, and what it says.

        Raises:
            BoxDamaged
        """
        phone, sealed = body[:KEY_BYTES], body[KEY_BYTES:]
        if len(phone) < KEY_BYTES or len(sealed) <= NONCE_BYTES:
            raise BoxDamaged("too short")
        try:
            padded = Box(self._private, PublicKey(phone)).decrypt(sealed)
            said = json.loads(_unpadded(padded))
        except (CryptoError, ValueError, RecursionError) as error:
            raise BoxDamaged("not ours") from error
        if not isinstance(said, dict):
            raise BoxDamaged("not a message")
        return phone, said

    def close(self, phone: bytes, message: Mapping[str, Any]) -> bytes:
        """A message that only this phone can read."""
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = Box(self._private, PublicKey(phone)).encrypt(_padded(text))
        return bytes(sealed)


def _padded(text: bytes) -> bytes:
    whole = text + _END_OF_WORDS
    return whole + bytes(-len(whole) % _STEP)


def _unpadded(padded: bytes) -> bytes:
    bare = padded.rstrip(b"\0")
    if not bare.endswith(_END_OF_WORDS):
        raise BoxDamaged("cut")
    return bare[:-1]
