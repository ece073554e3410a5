"""What a phone asked for, read once and checked for all that concerns every request."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pollkit.live.limits import LONGEST_BODY
from pollkit.live.replies import Receive

_COOKIE_START = b"pollkit="
_TOKEN_LENGTH = 22  # 128 bits in the letters of base64url
_KEEPS_S = 30 * 24 * 3600

JSON = b"application/json"
FORM = b"application/x-www-form-urlencoded"

# What tells one request from another must come once: a second Host or Origin is an attack.
_SINGLE = frozenset(
    {b"host", b"origin", b"content-length", b"content-type", b"cookie", b"transfer-encoding"}
)


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """A request that is answered before any route is looked for."""

    status: int
    why: str


@dataclass(slots=True)
class Request:
    """`address` is the phone's, kept for the limits of the moment and never written down."""

    method: str
    path: str
    headers: dict[bytes, bytes]
    address: str
    is_local: bool
    query: bytes = b""

    @property
    def token_hash(self) -> bytes | None:
        """What stands for the phone, if it sent a well-formed token."""
        token = _token_in(self.headers.get(b"cookie", b""))
        return None if token is None else token_hash_of(token)

    @property
    def content_type(self) -> bytes:
        sent = self.headers.get(b"content-type", b"")
        return sent if sent == JSON else sent.split(b";", 1)[0].strip().lower()

    @property
    def accepts(self) -> bytes:
        return self.headers.get(b"accept-encoding", b"")

    @property
    def is_prefetch(self) -> bool:
        """Whether nobody has decided to come in yet: a browser or scanner looks ahead."""
        purpose = self.headers.get(b"sec-purpose", self.headers.get(b"purpose", b""))
        return b"prefetch" in purpose or b"preview" in purpose

    def language(self, offered: Sequence[str]) -> str:
        """The best of the offered languages by Accept-Language; the first if none fits."""
        return best_language(self.headers.get(b"accept-language", b""), offered)


def read_request(scope: dict[str, Any], hosts: frozenset[bytes]) -> Request:
    """The request, if it is addressed to this room and its headers are in order.

    Raises:
        Refused: a foreign Host (421), a header given twice (400), a body that is too long (413),
            of unknown length (411) or compressed (415), a form from a foreign page (403).
    """
    pairs: list[tuple[bytes, bytes]] = scope["headers"]
    headers = dict(pairs)
    if len(headers) != len(pairs):
        names = [name for name, _value in pairs]
        if any(names.count(name) > 1 for name in _SINGLE):
            raise Refused(400, "A header was sent twice.")
    host = headers.get(b"host", b"")
    if host not in hosts:
        raise Refused(421, "This is not the address of a room.")
    method = scope["method"]
    length = headers.get(b"content-length")
    if b"transfer-encoding" in headers or (method == "POST" and length is None):
        raise Refused(411, "The length of the request must be given.")
    if length is not None and (not length.isdigit() or int(length[:12]) > LONGEST_BODY):
        raise Refused(413, "The request is too long.")
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise Refused(415, "Compressed requests are not taken.")
    if method == "POST" and headers.get(b"origin") != b"http://" + host:
        raise Refused(403, "This form belongs to another page.")
    client, server = scope.get("client"), scope.get("server")
    address = client[0] if client else ""
    is_local = bool(server and server[0] == address)
    return Request(
        method, scope["path"], headers, address, is_local, scope.get("query_string", b"")
    )


async def read_body(receive: Receive) -> bytes | None:
    """The whole body; None if the phone hung up. Its length has been checked before."""
    message = await receive()
    if message["type"] != "http.request":
        return None
    body: bytes = message["body"]
    while message.get("more_body"):
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message["body"]
    return body if len(body) <= LONGEST_BODY else None


def new_token() -> bytes:
    return secrets.token_urlsafe(16).encode()


def token_hash_of(token: bytes) -> bytes:
    """All of the token that is ever written down; 128 random bits need no salt."""
    return hashlib.sha256(token).digest()


def cookie_header(token: bytes, pin: str) -> tuple[bytes, bytes]:
    """Keeps the token on the phone. No `Secure`: a room is plain http. `Lax`, since under `Strict`
    a link from another app comes without its cookie, and a lost cookie is a second vote."""
    value = b"%b%b; Path=/%b; Max-Age=%d; HttpOnly; SameSite=Lax" % (
        _COOKIE_START,
        token,
        pin.encode(),
        _KEEPS_S,
    )
    return b"set-cookie", value


def best_language(accepted: bytes, offered: Sequence[str]) -> str:
    """The offered language that an Accept-Language header likes best (RFC 9110, 12.5.4).

    `fr-CA` is content with `fr`; what is not offered at all falls to the first.
    """
    wishes = []
    for place, part in enumerate(accepted.decode("latin-1").lower().split(",")[:30]):
        tag, _semicolon, weight = part.strip().partition(";")
        wishes.append((-_quality(weight), place, tag.strip()))
    by_tag = {language.lower(): language for language in offered}
    for quality, _place, tag in sorted(wishes):
        found = by_tag.get(tag) or by_tag.get(tag.split("-")[0])
        if found is not None and quality < 0:
            return found
    return offered[0]


def _quality(weight: str) -> float:
    name, _equals, value = weight.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def remote_token(request: Request) -> bytes | None:
    """What the facilitator's phone is known by, apart from what it votes with."""
    return _token_in(request.headers.get(b"cookie", b""), b"remote=")


def _token_in(cookies: bytes, start: bytes = _COOKIE_START) -> bytes | None:
    for part in cookies.split(b"; "):
        if part.startswith(start):
            token = part[len(start) :]
            return token if len(token) == _TOKEN_LENGTH else None
    return None
