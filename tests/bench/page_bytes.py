"""Bytes of the attendee's page as it is sent, compressed, its headers included."""

from __future__ import annotations

from typing import Any

from room_phones import Phone
from servers import measured_room

from pollkit.domain.rooms import Move

# The first flight of a TCP connection: ten segments (RFC 6928).
MOST_BYTES = 14_000


def measure() -> list[dict[str, Any]]:
    with measured_room() as link:
        link.move(Move.ASK, "colour")
        phone = Phone(link.status.addresses[0].url)
        page = phone.ask("GET", f"/{phone.pin}", headers={"accept-encoding": "gzip"})
    headers = sum(len(name) + len(value) + 4 for name, value in page.headers.items())
    size = len("HTTP/1.1 200 OK\r\n\r\n") + headers + len(page.body)
    return [
        {
            "name": "attendee page, everything needed to answer", "value": size, "unit": "bytes",
            "target": f"<= {MOST_BYTES} bytes", "holds": size <= MOST_BYTES,
        }
    ]  # fmt: skip
