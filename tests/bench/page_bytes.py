"""Bytes of the attendee's page as it is sent, compressed, its headers included: for every kind of
question in the language that takes the most."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from every_kind import EVERY_KIND
from room_phones import Phone, running_room, small_event

from pollkit.domain.rooms import Move

# The first flight of a TCP connection: ten segments (RFC 6928).
MOST_BYTES = 14_000
LANGUAGES = ("en", "fr", "de", "ar")


def measure() -> list[dict[str, Any]]:
    event = small_event(EVERY_KIND)
    event = replace(event, instrument=replace(event.instrument, languages=LANGUAGES))
    rows = []
    with (
        tempfile.TemporaryDirectory(prefix="pollkit-bench-") as folder,
        running_room(Path(folder), event) as (link, _workspace),
    ):
        for item in EVERY_KIND:
            link.move(Move.ASK, item.name)
            url = link.status.addresses[0].url
            size = max(_bytes_of_page(Phone(url, language)) for language in LANGUAGES)
            link.move(Move.CLOSE)
            rows.append(
                {
                    "name": f"attendee page, everything needed to answer: {item.name}",
                    "value": size, "unit": "bytes",
                    "target": f"<= {MOST_BYTES} bytes", "holds": size <= MOST_BYTES,
                }
            )  # fmt: skip
    return rows


def _bytes_of_page(phone: Phone) -> int:
    page = phone.ask("GET", f"/{phone.pin}", headers={"accept-encoding": "gzip"})
    headers = sum(len(name) + len(value) + 4 for name, value in page.headers.items())
    return len("HTTP/1.1 200 OK\r\n\r\n") + headers + len(page.body)
