"""The form in which a room's copy lies on a stick: sealed, since sticks are lost.

    "PKROOM1\\n" | 16 bytes of salt | nonce and ciphertext (XChaCha20-Poly1305 of libsodium)

The key is Argon2id of a random code that is shown on the first laptop and typed on the second. The
code has 60 bits: with 64 MB and 0.1 s for each try, trying them all is out of reach.
"""

from __future__ import annotations

import json
import secrets
import zlib
from functools import cached_property
from pathlib import Path
from typing import Any

from pollkit.errors import CopyUnreadable
from pollkit.i18n import _

_MAGIC = b"PKROOM1\n"
_SALT_BYTES = 16
# Of Crockford: without I, L, O and U, which are mistaken for 1, 1, 0 and V.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 12
_GROUP = 4
_ROUNDS, _MEMORY_BYTES = 3, 64 * 2**20
# A room of 5,000 phones takes some 3 MB; nothing that calls itself a copy may fill the memory.
_MOST_BYTES = 256 * 2**20


def new_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _place in range(_CODE_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def read_code(typed: str) -> str:
    """The code as it was made, from what a person types."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    bare = bare.replace("O", "0").replace("I", "1").replace("L", "1")
    return "-".join(bare[at : at + _GROUP] for at in range(0, len(bare), _GROUP))


class Seal:
    """Seals and opens with one code; the slow derivation is done once for each salt."""

    def __init__(self, code: str, salt: bytes | None = None) -> None:
        self._code = read_code(code)
        self._salt = salt or secrets.token_bytes(_SALT_BYTES)

    def close(self, content: dict[str, Any]) -> bytes:
        plain = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)
        head = _MAGIC + self._salt
        return head + bytes(self._box.encrypt(plain, aad=head))

    def open(self, sealed: bytes) -> dict[str, Any]:
        """Raises:
        CopyUnreadable: another code, a damaged file, or none of ours.
        """
        from nacl.exceptions import CryptoError

        head, rest = sealed[: len(_MAGIC) + _SALT_BYTES], sealed[len(_MAGIC) + _SALT_BYTES :]
        if head[: len(_MAGIC)] != _MAGIC or not rest:
            raise CopyUnreadable(_("This file is no copy of a room."))
        if head[len(_MAGIC) :] != self._salt:
            return Seal(self._code, head[len(_MAGIC) :]).open(sealed)
        try:
            plain = self._box.decrypt(rest, aad=head)
        except (CryptoError, ValueError) as fault:
            raise CopyUnreadable(
                _(
                    "The copy does not open: the code is not the one that the first laptop shows, "
                    "or the file is damaged."
                )
            ) from fault
        return _unpacked(plain)

    @cached_property
    def _box(self) -> Any:
        from nacl.pwhash import argon2id
        from nacl.secret import Aead

        key = argon2id.kdf(
            Aead.KEY_SIZE,
            self._code.encode(),
            self._salt,
            opslimit=_ROUNDS,
            memlimit=_MEMORY_BYTES,
        )
        return Aead(key)


def read_sealed(path: Path, code: str) -> dict[str, Any]:
    """Raises:
    CopyUnreadable: there is no such file, or it does not open by this code.
    """
    try:
        sealed = path.read_bytes()
    except OSError as fault:
        raise CopyUnreadable(
            _("The file cannot be read: {fault}.").format(fault=fault.strerror)
        ) from fault
    return Seal(code).open(sealed)


def _unpacked(plain: bytes) -> dict[str, Any]:
    unpacker = zlib.decompressobj()
    try:
        content = json.loads(unpacker.decompress(plain, _MOST_BYTES))
    except (zlib.error, ValueError) as fault:
        raise CopyUnreadable(_("This file is no copy of a room.")) from fault
    if not isinstance(content, dict):
        raise CopyUnreadable(_("This file is no copy of a room."))
    return content
