"""Codes of invitations that are held up to a camera, in rendered pictures."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import qrcode
from numpy.typing import NDArray

from pollkit.domain.codes import new_codes
from pollkit.errors import CameraFailed
from pollkit.paper.card_reader import load_opencv
from pollkit.paper.code_reader import read_codes
from pollkit.paper.code_watch import CodeWatch

cv2 = load_opencv()
Picture = NDArray[np.uint8]
CODES = new_codes(20)


def held_up(code: str, side: int = 260, turn: float = 0.0, seed: int = 1) -> Picture:
    """A card with a code before a wall of 1280 x 720, turned by so many degrees, with the noise and
    the softness of a webcam."""
    drawn = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    drawn.add_data(code)
    squares = np.array(drawn.get_matrix(), dtype=np.uint8)
    card = np.where(squares == 1, 30, 235).astype(np.uint8)
    card = cv2.resize(card, (side, side), interpolation=cv2.INTER_NEAREST)
    random = np.random.default_rng(seed)
    scene = np.full((720, 1280), 120, np.uint8)
    centre = (640 + random.integers(-250, 250), 360 + random.integers(-100, 100))
    turned = cv2.getRotationMatrix2D((side / 2, side / 2), turn, 1.0)
    turned[:, 2] += np.array(centre) - side / 2
    mask = cv2.warpAffine(np.full_like(card, 255), turned, (1280, 720))
    placed = cv2.warpAffine(card, turned, (1280, 720))
    scene = np.where(mask > 127, placed, scene)
    soft = cv2.GaussianBlur(scene, (3, 3), 0.8).astype(float)
    noisy = np.clip(soft + random.normal(0, 4, soft.shape), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(noisy, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


class Film:
    def __init__(self, *pictures: Picture) -> None:
        self._pictures = list(pictures)
        self.is_closed = False

    def read(self) -> Picture | None:
        return self._pictures.pop(0) if self._pictures else None

    def close(self) -> None:
        self.is_closed = True


def watched(film: Film, *times: float) -> CodeWatch:
    clock = iter(times)
    watch = CodeWatch(lambda: film, lambda: None, clock=lambda: next(clock))
    watch.start()
    assert watch.join(20)
    assert film.is_closed
    return watch


def test_every_card_is_read_whichever_way_it_is_held() -> None:
    turns = (0, 12, -25, 90, 180)
    found = [
        read_codes(held_up(code, turn=turns[n % 5], seed=n)) == (code,)
        for n, code in enumerate(CODES)
    ]
    assert all(found)


def test_a_picture_that_the_driver_mirrors_is_read_too() -> None:
    assert read_codes(np.ascontiguousarray(held_up(CODES[0])[:, ::-1])) == (CODES[0],)


def test_a_wall_holds_no_code() -> None:
    assert read_codes(np.full((720, 1280, 3), 120, np.uint8)) == ()


def test_a_card_that_is_held_up_for_long_is_told_once_and_again_after_a_while() -> None:
    picture = held_up(CODES[0])
    still = watched(Film(picture, picture, picture), 0.0, 1.0, 2.5)
    assert still.take_found() == (CODES[0],)
    assert still.take_found() == ()
    again = watched(Film(picture, picture), 0.0, 2.5)
    assert again.take_found() == (CODES[0], CODES[0])


def test_the_picture_that_is_shown_is_small() -> None:
    sight = watched(Film(held_up(CODES[0])), 0.0).sight
    assert sight is not None
    assert (sight.width, sight.height, len(sight.pixels)) == (480, 270, 480 * 270 * 3)


def test_a_camera_that_does_not_open_is_told_and_ends_the_watch() -> None:
    def nothing() -> Film:
        raise CameraFailed("in use")

    told = threading.Event()
    watch = CodeWatch(nothing, told.set)
    watch.start()
    assert watch.join(20)
    assert told.is_set()
    assert isinstance(watch.failure, CameraFailed)


@pytest.mark.parametrize("side", [150, 420])
def test_near_and_far_cards_are_read(side: int) -> None:
    assert read_codes(held_up(CODES[3], side=side)) == (CODES[3],)
