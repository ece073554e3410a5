from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from meeting import EVALUATES
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from wall_pictures import URL, asking, event_in, painted, plain, sheet_of

from pollkit.domain.views import Scene, WallPicture

pytestmark = pytest.mark.usefixtures("application")


def read_codes(image: QImage) -> list[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), np.uint8)
    pixels = pixels.reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()]
    return [code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(pixels))]


@pytest.mark.parametrize("picture", [plain(Scene.JOIN), asking(EVALUATES)], ids=["join", "card"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_reader_finds_the_address_on_the_wall_even_at_half_its_size(
    picture: WallPicture, size: tuple[int, int], theme: str, language: str
) -> None:
    image = painted(sheet_of(picture, event_in(language), size, theme=theme))
    assert read_codes(image) == [URL]
    half = image.scaledToWidth(size[0] // 2, Qt.TransformationMode.SmoothTransformation)
    assert read_codes(half) == [URL]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_a_reader_finds_the_address_in_the_corner(size: tuple[int, int]) -> None:
    image = painted(sheet_of(asking(EVALUATES), event_in("en"), size, is_card_large=False))
    assert read_codes(image) == [URL]
