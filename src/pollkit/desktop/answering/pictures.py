"""The pictures of an instrument, read from the workspace at the size in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

from pollkit.domain.instruments import Image
from pollkit.errors import NotFound

_MOST_KEPT = 64


class Pictures:
    """`path_of` gives the file of a picture by its hash, or raises NotFound."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of
        self._kept: dict[tuple[str, int, int], QPixmap | None] = {}

    def fitted(self, image: Image, most: QSize) -> QPixmap | None:
        """In its own proportions within `most`; None where it is missing or cannot be read."""
        size = QSize(image.width, image.height).scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        key = (image.sha256, size.width(), size.height())
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._read(image.sha256, size)
        return self._kept[key]

    def _read(self, sha256: str, size: QSize) -> QPixmap | None:
        if size.isEmpty():
            return None
        try:
            reader = QImageReader(str(self._path_of(sha256)))
        except NotFound:  # the question can be answered without it
            return None
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        reader.setScaledSize(size)
        pixels = reader.read()
        return None if pixels.isNull() else QPixmap.fromImage(pixels)


def _nowhere(sha256: str) -> Path:
    raise NotFound(sha256)


NO_PICTURES = Pictures(_nowhere)
