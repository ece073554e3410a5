"""The pictures of an instrument, read from the workspace and kept at the size in which they are
shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader

from pollkit.domain.instruments import Image
from pollkit.errors import NotFound

_MOST_KEPT = 48


class Album:
    """`path_of` gives the file of a picture by its hash, or raises NotFound."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of
        self._kept: dict[tuple[str, int, int], QImage | None] = {}

    def pixels(self, image: Image, width: float, height: float) -> QImage | None:
        """Never larger than the file has it; None if it is missing or cannot be read."""
        size = QSize(min(round(width), image.width), min(round(height), image.height))
        key = (image.sha256, size.width(), size.height())
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._read(image.sha256, size)
        return self._kept[key]

    def _read(self, sha256: str, size: QSize) -> QImage | None:
        if size.isEmpty():
            return None
        try:
            reader = QImageReader(str(self._path_of(sha256)))
        except NotFound:  # the wall goes on without it
            return None
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        reader.setScaledSize(size)
        pixels = reader.read()
        return None if pixels.isNull() else pixels


def _nowhere(sha256: str) -> Path:
    raise NotFound(sha256)


NO_PICTURES = Album(_nowhere)
