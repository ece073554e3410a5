"""A self-generated code as it is stored: keyed hashes from which nobody reads an answer.

A hash of one element alone would be no secret. "How many older siblings" has six answers: who has
the key tries all, and who has no key still counts which hash is the most frequent. So what is
hashed is always a combination: the whole code, and what stays of it when one or two elements are
left out. Equal hashes then say "equal but for these", which is all that linking needs, and every
hash stands for at least five elements. The key lies apart from the answers (HMAC is RFC 2104).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from uuid import UUID

from pollkit.domain.linking.schemes import UNSAID

KEY_BYTES = 32
# Half of SHA-256, as RFC 2104 (section 5) allows.
_HASH_BYTES = 16
_MARK_BYTES = 4
_MOST_LEFT_OUT = 2
_PURPOSE = b"pollkit/link/1"


@dataclass(frozen=True)
class SealedCode:
    """Attributes:
    scheme: the id of the scheme; codes of different ones are never equal.
    key_mark: which key sealed it, without telling the key.
    elements: how many the scheme has.
    said: how many of them were answered.
    hashes: one behind the other, in the order of `left_out`.
    """

    scheme: str
    key_mark: bytes
    elements: int
    said: int
    hashes: bytes

    def of_each(self) -> Iterator[tuple[tuple[int, ...], bytes]]:
        """(elements that are left out, hash of the rest), the whole code first."""
        for place, out in enumerate(left_out(self.elements)):
            yield out, self.hashes[place * _HASH_BYTES : (place + 1) * _HASH_BYTES]


@cache
def left_out(elements: int) -> tuple[tuple[int, ...], ...]:
    """Which elements each of the hashes leaves out: none, each one, each two."""
    return tuple(
        out for size in range(_MOST_LEFT_OUT + 1) for out in combinations(range(elements), size)
    )


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def mark_of(key: bytes) -> bytes:
    """Tells keys apart and says nothing about them."""
    return hmac.digest(key, _PURPOSE + b"/mark", hashlib.sha256)[:_MARK_BYTES]


def seal(elements: Sequence[str], scheme: str, project_id: UUID, key: bytes) -> SealedCode:
    """The options a person chose, unreadable from now on."""
    hashes = (
        hmac.digest(key, _message(elements, out, scheme, project_id), hashlib.sha256)[:_HASH_BYTES]
        for out in left_out(len(elements))
    )
    return SealedCode(
        scheme=scheme,
        key_mark=mark_of(key),
        elements=len(elements),
        said=sum(element != UNSAID for element in elements),
        hashes=b"".join(hashes),
    )


def _message(elements: Sequence[str], out: tuple[int, ...], scheme: str, project_id: UUID) -> bytes:
    """Each part with its length before it, so that no two contents give one message."""
    parts = [_PURPOSE, project_id.bytes, scheme.encode()]
    for place, element in enumerate(elements):
        if place not in out:
            parts += [bytes([place]), element.encode()]
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
