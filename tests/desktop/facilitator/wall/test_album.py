from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from pollkit.desktop.facilitator.wall.album import NO_PICTURES, Album
from pollkit.domain.instruments import Image

pytestmark = pytest.mark.usefixtures("application")
RED = Image("f" * 64, 300, 200)


def album_of(folder: Path) -> Album:
    pixels = QImage(300, 200, QImage.Format.Format_RGB32)
    pixels.fill(0xFF0000)
    assert pixels.save(str(folder / "red.png"))
    return Album(lambda _sha256: folder / "red.png")


def test_a_picture_comes_at_the_size_that_is_asked_for(tmp_path: Path) -> None:
    pixels = album_of(tmp_path).pixels(RED, 150, 100)
    assert pixels is not None
    assert (pixels.width(), pixels.height()) == (150, 100)
    assert pixels.pixelColor(75, 50).red() == 255


def test_a_picture_is_never_blown_up_in_memory(tmp_path: Path) -> None:
    pixels = album_of(tmp_path).pixels(RED, 3000, 2000)
    assert pixels is not None and pixels.width() == 300


def test_a_picture_is_read_once_for_a_size(tmp_path: Path) -> None:
    album = album_of(tmp_path)
    first = album.pixels(RED, 150, 100)
    (tmp_path / "red.png").unlink()
    assert album.pixels(RED, 150, 100) is first


def test_a_picture_that_is_missing_or_broken_is_none(tmp_path: Path) -> None:
    assert NO_PICTURES.pixels(RED, 150, 100) is None
    (tmp_path / "broken.png").write_bytes(b"no picture")
    assert Album(lambda _sha256: tmp_path / "broken.png").pixels(RED, 150, 100) is None
