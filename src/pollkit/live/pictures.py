"""The pictures of the event's questions, for the phones that have joined."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from pollkit.domain.instruments import Image, Instrument
from pollkit.errors import NotFound
from pollkit.store.attachments import CONTENT_TYPES, Attachments


class Pictures:
    """The pictures of a room, read once: two hundred phones ask for each at the same moment."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments
        self._read: dict[str, tuple[bytes, str]] = {}

    async def get(self, sha256: str, instrument: Instrument) -> tuple[bytes, str] | None:
        """The bytes and their media type; None where the questions have no such picture."""
        if sha256 not in {image.sha256 for image in images_of(instrument)}:
            return None
        if sha256 not in self._read:
            try:
                self._read[sha256] = await asyncio.to_thread(self._from_disk, sha256)
            except (NotFound, OSError):
                return None
        return self._read[sha256]

    def _from_disk(self, sha256: str) -> tuple[bytes, str]:
        path: Path = self._attachments.path(sha256)
        return path.read_bytes(), CONTENT_TYPES[path.suffix]


def images_of(instrument: Instrument) -> Iterator[Image]:
    for item in instrument.items:
        if item.image is not None:
            yield item.image
        yield from (option.image for option in item.options if option.image is not None)
