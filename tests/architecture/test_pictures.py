"""The pictures of the guide are sharp, and light enough for a slow line."""

from __future__ import annotations

import pytest
from house import ROOT
from PIL import Image

PICTURES = ROOT / "docs" / "guide" / "images"


@pytest.mark.parametrize(
    ("name", "width"), [("wall.png", 1600), ("console.png", 1600), ("phone.png", 780)]
)
def test_a_picture_is_as_wide_as_said_and_below_150_kb(name: str, width: int) -> None:
    assert (PICTURES / name).stat().st_size < 150_000
    with Image.open(PICTURES / name) as picture:
        assert picture.width == width
