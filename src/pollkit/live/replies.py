"""What the room sends back: status, headers and body of an answer over HTTP."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable
from typing import Any

from pollkit.live.page import CONTENT_SECURITY_POLICY, KIOSK_POLICY, OTHER_POLICY

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

_EVERYWHERE: tuple[Header, ...] = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
# Not `no-referrer`: under that, browsers send `Origin: null` with the page's own forms, and the
# Origin is what tells them from a foreign page's. `same-origin` tells others as little.
_FOR_PAGES: tuple[Header, ...] = (
    *_EVERYWHERE,
    (b"content-type", b"text/html; charset=utf-8"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_FOR_JSON: tuple[Header, ...] = (*_EVERYWHERE, (b"content-type", b"application/json"))
_FOR_TEXT: tuple[Header, ...] = (*_EVERYWHERE, (b"content-type", b"text/plain; charset=utf-8"))
_FOR_PICTURES: tuple[Header, ...] = (
    (b"cache-control", b"private, max-age=31536000, immutable"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_FOR_STREAM: tuple[Header, ...] = (
    *_EVERYWHERE,
    (b"content-type", b"text/event-stream"),
    # Some phones keep a stream's connection for the next request otherwise, and wait for its end.
    (b"connection", b"close"),
)


async def send_page(
    send: Send,
    page: str,
    *,
    status: int = 200,
    more: tuple[Header, ...] = (),
    policy: str = OTHER_POLICY,
) -> None:
    allows = (b"content-security-policy", policy.encode())
    await _send(send, status, (*_FOR_PAGES, allows, *more), page.encode())


async def send_compressed_page(
    send: Send,
    page: bytes,
    accepted: bytes,
    *,
    status: int = 200,
    more: tuple[Header, ...] = (),
    is_kiosk: bool = False,
) -> None:
    """Sends an attendee's page, which is kept compressed; `accepted` is the request's
    Accept-Encoding."""
    policy = KIOSK_POLICY if is_kiosk else CONTENT_SECURITY_POLICY
    more = (*more, (b"content-security-policy", policy.encode()))
    if b"gzip" in accepted:
        more = (*more, (b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"))
    else:
        page = gzip.decompress(page)
    await _send(send, status, (*_FOR_PAGES, *more), page)


async def send_json(
    send: Send, body: bytes, *, status: int = 200, more: tuple[Header, ...] = ()
) -> None:
    await _send(send, status, (*_FOR_JSON, *more), body)


async def send_script(send: Send, script: bytes, name: bytes) -> None:
    """`name` changes with the script: browsers ask again only then."""
    headers = (
        (b"cache-control", b"private, max-age=86400"),
        (b"etag", b'"' + name + b'"'),
        (b"x-content-type-options", b"nosniff"),
        (b"content-type", b"text/javascript; charset=utf-8"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"content-encoding", b"gzip"),
    )
    await _send(send, 200, headers, gzip.compress(script, 9))


async def send_bytes(send: Send, answer: bytes) -> None:
    await _send(send, 200, (*_EVERYWHERE, (b"content-type", b"application/octet-stream")), answer)


async def send_picture(send: Send, picture: bytes, content_type: str) -> None:
    """Sends what is named after its content, and so never changes."""
    await _send(send, 200, (*_FOR_PICTURES, (b"content-type", content_type.encode())), picture)


async def send_refusal(
    send: Send, status: int, why: str, *, more: tuple[Header, ...] = (), closes: bool = False
) -> None:
    """A request that no phone's page makes: one plain sentence for whoever tries."""
    if closes:
        more = (*more, (b"connection", b"close"))
    await _send(send, status, (*_FOR_TEXT, *more), why.encode())


async def send_to(send: Send, path: str, *, more: tuple[Header, ...] = ()) -> None:
    """Sends the browser on to another page of the room after a form."""
    await _send(send, 303, (*_FOR_TEXT, (b"location", path.encode()), *more), b"")


async def begin_stream(send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": list(_FOR_STREAM)},
    )


async def _send(send: Send, status: int, headers: tuple[Header, ...], body: bytes) -> None:
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
