from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.desktop.widgets.option_mark import (
    LETTERS,
    option_colour,
    option_letter,
    option_shape,
)

PAPER = {False: "#FBFAF7", True: "#14171A"}


def luminance(colour: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", range(7))
def test_every_option_colour_can_be_told_from_its_paper(place: int, dark: bool) -> None:
    # WCAG 2.2, 1.4.11: graphics that carry a meaning need 3:1.
    one, two = luminance(option_colour(place, dark)), luminance(QColor(PAPER[dark]))
    assert (max(one, two) + 0.05) / (min(one, two) + 0.05) >= 3


def test_seven_options_have_seven_letters_and_seven_different_shapes() -> None:
    frame = QRectF(0, 0, 100, 100)
    outlines = [option_shape(place, frame).toFillPolygon().toList() for place in range(7)]
    assert "".join(option_letter(place) for place in range(7)) == LETTERS == "ABCDEFG"
    assert all(a != b for n, a in enumerate(outlines) for b in outlines[:n])


@pytest.mark.parametrize("place", range(7))
def test_a_shape_stays_near_its_frame_and_fills_a_good_part_of_it(place: int) -> None:
    frame = QRectF(10, 20, 60, 60)
    bounds = option_shape(place, frame).boundingRect()
    assert frame.adjusted(-4, -4, 4, 4).contains(bounds)
    assert bounds.width() > 45 and bounds.height() > 45
