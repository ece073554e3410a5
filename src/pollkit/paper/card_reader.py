"""Finds the cards in one picture, with OpenCV's ArUco detector."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pollkit.errors import CardsNotInstalled
from pollkit.i18n import _
from pollkit.paper.cards import CARDS, CardReading, Corners, letter_on_top
from pollkit.paper.covered_cards import read_covered
from pollkit.paper.markers import CELLS, LEAST_DISTANCE, SIDE, white_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# Detection finds no smaller marker in a larger picture: quadrangles are lost, not squares. Half as
# large again, 97 of 100 markers of 16 px are read, and 88 else, for 10 ms a picture more.
_ENLARGED = 1.5
_LEAST_CONTRAST = 8
_WIDEST = 2880  # a picture of 4K is made smaller, so that it takes no longer than one of full HD


def read_cards(picture: NDArray[np.uint8]) -> tuple[CardReading, ...]:
    """Every card of which number and letter are certain, by number.

    Args:
        picture: (height, width, 3) in BGR, or (height, width) in grey. It must not be mirrored.
    Raises:
        CardsNotInstalled: OpenCV is not there.
    """
    cv2 = load_opencv()
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(_ENLARGED, _WIDEST / grey.shape[1])
    large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    readings: list[CardReading] = []
    for number, seen in (*_detected(large), *read_covered(cv2, large)):
        corners = tuple((x / scale, y / scale) for x, y in seen)
        letter = letter_on_top(corners)
        if letter is None or any(_is_same(known, number, corners) for known in readings):
            continue
        if _lies_on_paper(grey, corners):
            readings.append(CardReading(number, letter, corners))
    return tuple(sorted(readings, key=lambda reading: (reading.number, reading.corners)))


def _detected(grey: NDArray[np.uint8]) -> Iterator[tuple[int, Corners]]:
    found, numbers, _rejected = _detector().detectMarkers(grey)
    if numbers is None:
        return
    for marker, number in zip(found, numbers.flatten(), strict=True):
        yield int(number) + 1, tuple((float(x), float(y)) for x, y in marker.reshape(4, 2))


def _is_same(known: CardReading, number: int, corners: Corners) -> bool:
    """Whether this is a card that was found before: it has another place, else."""
    reach = math.dist(known.corners[0], known.corners[2]) / 2
    middle = (sum(x for x, _y in corners) / 4, sum(y for _x, y in corners) / 4)
    centre = (sum(x for x, _y in known.corners) / 4, sum(y for _x, y in known.corners) / 4)
    return known.number == number and math.dist(middle, centre) < reach


def can_read_cards() -> bool:
    """Whether OpenCV is installed; it is not loaded for that."""
    return find_spec("cv2") is not None


def load_opencv() -> Any:
    """
    Raises:
        CardsNotInstalled: OpenCV is not there.
    """
    # OpenCV cannot ask for the camera outside the main thread; without this it does not open it,
    # with it macOS itself asks.
    os.environ.setdefault("OPENCV_AVFOUNDATION_SKIP_AUTH", "1")
    try:
        import cv2
    except ImportError as error:
        raise CardsNotInstalled(not_installed_words()) from error
    return cv2


def not_installed_words() -> str:
    """What to do where OpenCV is not there."""
    if getattr(sys, "frozen", False):
        return _(
            "This PollKit was built without OpenCV, which reads paper cards. Use PollKit from its "
            "source folder for them: `python3 installers/bootstrap.py run --cards`."
        )
    return _(
        "Reading paper cards needs OpenCV, which is not installed. In PollKit's folder, type "
        "`python3 installers/bootstrap.py run --cards`; it downloads about 60 MB."
    )


@cache
def _detector() -> Any:
    import numpy as np

    cv2 = load_opencv()
    squares = [np.array(white_rows(number), np.uint8) for number in range(1, CARDS + 1)]
    bits = np.concatenate([cv2.aruco.Dictionary.getByteListFromBits(one) for one in squares])
    dictionary = cv2.aruco.Dictionary(bits, SIDE, (LEAST_DISTANCE - 1) // 2)
    return cv2.aruco.ArucoDetector(dictionary, _parameters(cv2))


def _parameters(cv2: Any) -> Any:
    """Each was tried alone and together on the scenes of tests/support/card_scenes.py."""
    parameters = cv2.aruco.DetectorParameters()
    # Six windows instead of three: 85 of 100 markers of 16 px instead of 77.
    parameters.adaptiveThreshWinSizeStep = 4
    # The outline of a small or smeared marker is no straight line: 95 instead of 87 of 100 at 24 px
    # and 5 px of smear.
    parameters.polygonalApproxAccuracyRate = 0.05
    # Eight pixels for each square, not four: blurred edges are voted down.
    parameters.perspectiveRemovePixelPerCell = 8
    # Two wrong squares of 25 are put right; six have to be wrong for another card to come out.
    # With three, cards were read that were not there.
    parameters.errorCorrectionRate = 0.67
    return parameters


def _lies_on_paper(grey: NDArray[np.uint8], corners: Corners) -> bool:
    """Whether white lies around the marker, as it is printed: checked cloth has none.

    Sixteen spots half a square outside are compared with the frame's own middle line; a thumb may
    lie on four of them.
    """
    outside = _ring(corners, 1 + 1 / CELLS)
    frame = _ring(corners, 1 - 1 / CELLS)
    pairs = [
        (_brightness(grey, *spot), _brightness(grey, *dark))
        for spot, dark in zip(outside, frame, strict=True)
    ]
    inside_picture = [
        (light, dark) for light, dark in pairs if light is not None and dark is not None
    ]
    brighter = sum(light > dark + _LEAST_CONTRAST for light, dark in inside_picture)
    return brighter * 4 >= len(inside_picture) * 3


def _ring(corners: Corners, factor: float) -> list[tuple[float, float]]:
    """Four spots along each side, moved away from the middle by the factor."""
    middle_x = sum(x for x, _y in corners) / 4
    middle_y = sum(y for _x, y in corners) / 4
    spots = []
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        for part in (0.125, 0.375, 0.625, 0.875):
            x, y = ax + (bx - ax) * part, ay + (by - ay) * part
            spots.append((middle_x + (x - middle_x) * factor, middle_y + (y - middle_y) * factor))
    return spots


def _brightness(grey: NDArray[np.uint8], x: float, y: float) -> int | None:
    """None outside the picture."""
    row, column = round(y), round(x)
    if not (0 <= row < grey.shape[0] and 0 <= column < grey.shape[1]):
        return None
    return int(grey[row, column])
