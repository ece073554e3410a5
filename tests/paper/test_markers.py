"""How far the markers lie apart, counted square by square."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from pollkit.paper.cards import CARDS
from pollkit.paper.markers import CELLS, is_black, white_rows

SQUARES = [np.array(white_rows(number)) for number in range(1, CARDS + 1)]


def test_every_marker_has_a_black_frame() -> None:
    ends = (0, CELLS - 1)
    for number in range(1, CARDS + 1):
        for row, column in product(range(CELLS), repeat=2):
            if row in ends or column in ends:
                assert is_black(number, row, column)


def test_any_two_markers_differ_in_eight_squares_however_they_are_turned() -> None:
    distances = [
        int((one != np.rot90(other, turns)).sum())
        for place, one in enumerate(SQUARES)
        for other_place, other in enumerate(SQUARES)
        for turns in range(4)
        if turns or place != other_place
    ]
    assert min(distances) == 8


def test_no_marker_is_another_one_in_a_mirror() -> None:
    distances = [
        int((one != np.rot90(other[:, ::-1], turns)).sum())
        for one, other, turns in product(SQUARES, SQUARES, range(4))
    ]
    assert min(distances) == 7


@pytest.mark.parametrize("number", [0, 61])
def test_there_is_no_card_beyond_the_sixty(number: int) -> None:
    with pytest.raises(ValueError, match="there is no card"):
        is_black(number, 1, 1)
