"""Pictures of a workspace: files that are named after their content and never change.

A picture comes here as it will be sent to phones. Who takes it from a person's file makes it small
before, and leaves out what a camera wrote into it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from pollkit.errors import NotFound, PictureNotAccepted
from pollkit.i18n import _
from pollkit.store.faults import as_fault, faults_from
from pollkit.store.files import sync_folder, write_durably

# Two hundred phones fetch it at once over one Wi-Fi: 12 MB, a few seconds.
MOST_BYTES = 60_000
LONGEST_SIDE = 4096

CONTENT_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}

_NAME = re.compile("[0-9a-f]{64}")
# Frames of a JPEG that tell its size: all of SOF0 .. SOF15 but DHT, JPG and DAC (ITU T.81, B.1).
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Attachment:
    """A kept picture; `suffix` is one of CONTENT_TYPES."""

    sha256: str
    width: int
    height: int
    suffix: str


class Attachments:
    """The folder `attachments` of a workspace. Any thread and process may read and add."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, content: bytes) -> Attachment:
        """Keeps a picture; one that is there already is kept once.

        Raises:
            PictureNotAccepted: no PNG, JPEG or WebP, or one that is too large for phones.
            EnvironmentFault: it cannot be written.
        """
        attachment = examine(content)
        path = self._folder / (attachment.sha256 + attachment.suffix)
        if not path.exists():
            with faults_from(as_fault):
                self._folder.mkdir(parents=True, exist_ok=True)
                write_durably(path, content)
        return attachment

    def path(self, sha256: str) -> Path:
        """
        Raises:
            NotFound: there is no such picture here.
        """
        if _NAME.fullmatch(sha256):
            for suffix in CONTENT_TYPES:
                path = self._folder / (sha256 + suffix)
                if path.is_file():
                    return path
        raise NotFound(_("This picture is not in the workspace any more. Choose it again."))

    def copy_to(self, folder: Path) -> None:
        """Copies what is missing there; a picture never changes, so what is there stays."""
        kept = sorted(path for path in self._folder.glob("*") if path.suffix in CONTENT_TYPES)
        missing = [path for path in kept if not (folder / path.name).exists()]
        if not missing:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in missing:
            part = folder / (path.name + ".part")
            shutil.copyfile(path, part)
            part.replace(folder / path.name)
        sync_folder(folder)


def examine(content: bytes) -> Attachment:
    """What a picture's first bytes say of it.

    Raises:
        PictureNotAccepted: see `Attachments.add`.
    """
    if len(content) > MOST_BYTES:
        raise PictureNotAccepted(_("The picture is too large for phones. Choose a smaller one."))
    suffix, size = _looked_at(content)
    if size is None or not all(0 < side <= LONGEST_SIDE for side in size):
        raise PictureNotAccepted(_("Phones cannot show this. Choose a picture in PNG or JPEG."))
    return Attachment(hashlib.sha256(content).hexdigest(), *size, suffix)


def _looked_at(content: bytes) -> tuple[str, tuple[int, int] | None]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return ".png", (_big(content[16:20]), _big(content[20:24]))
    if content.startswith(b"\xff\xd8\xff"):
        return ".jpg", _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp", _webp_size(content[12:16], content[20:30])
    return "", None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame's header, found by going from segment to segment."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _JPEG_FRAMES:
            return _big(content[place + 7 : place + 9]), _big(content[place + 5 : place + 7])
        if marker == 0xFF:  # a segment may be filled up before its marker
            place += 1
        else:
            place += 2 + _big(content[place + 2 : place + 4])
    return None


def _webp_size(chunk: bytes, head: bytes) -> tuple[int, int] | None:
    """From the first chunk: extended, lossless or lossy (RFC 9649)."""
    if len(head) < 10:
        return None
    if chunk == b"VP8X":
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if chunk == b"VP8L" and head[0] == 0x2F:
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":
        return _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF
    return None


def _big(number: bytes) -> int:
    return int.from_bytes(number, "big")


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")
