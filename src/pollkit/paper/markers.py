"""The sixty markers: which of their squares are black. Printing needs nothing else.

They are ArUco markers of 5 × 5 squares within a black frame, in a dictionary of our own. Any two
differ in at least eight squares, however either is turned, and so does each from its own turns,
which are the other answers; any differs in at least seven from all markers seen in a mirror
(docs/adr/0010-paper-cards.md).
"""

from __future__ import annotations

from pollkit.paper.cards import CARDS

SIDE = 5  # squares that carry the number
CELLS = SIDE + 2  # with the black frame
LEAST_DISTANCE = 8
LEAST_MIRRORED_DISTANCE = 7


def is_black(number: int, row: int, column: int) -> bool:
    """One square of a card's marker, counted from its top left with the frame."""
    row, column = row - 1, column - 1
    if not (0 <= row < SIDE and 0 <= column < SIDE):
        return True
    return not _white_squares(number) >> (SIDE * SIDE - 1 - (row * SIDE + column)) & 1


def white_rows(number: int) -> tuple[tuple[int, ...], ...]:
    """The squares within the frame, 1 for white: as OpenCV wants them."""
    inside = range(1, SIDE + 1)
    return tuple(tuple(int(not is_black(number, r, c)) for c in inside) for r in inside)


def _white_squares(number: int) -> int:
    if not 1 <= number <= CARDS:
        raise ValueError(f"there is no card {number}")
    return _WHITE[number - 1]


# Bit 24 is the square at the top left, bit 0 the one at the bottom right.
_WHITE = (
    0x0002EF8, 0x126EA72, 0x0F0F0DF, 0x1A682A7, 0x1DE4341, 0x1651C64,
    0x13F1ECA, 0x0BAF274, 0x1C3851A, 0x00C5D2A, 0x1DA6FD8, 0x1F548EB,
    0x08152DB, 0x007F707, 0x033212E, 0x1396EA8, 0x192F20D, 0x0F4D3B3,
    0x14D6327, 0x1460F07, 0x1DC2968, 0x19C54C0, 0x0B71A09, 0x05642B6,
    0x122FCFC, 0x06227CE, 0x18FF5B4, 0x1CC689B, 0x18967F2, 0x008B4DD,
    0x1A65950, 0x151C203, 0x0ADC12D, 0x10BD1FF, 0x08E1BB7, 0x0A3D6C6,
    0x184D9CD, 0x1B215BD, 0x11E9D58, 0x06B6C4F, 0x144AAAD, 0x02DA7BE,
    0x170C4ED, 0x0B52572, 0x1107AC2, 0x03F7D66, 0x1A857DC, 0x15E21D6,
    0x18D0A05, 0x0E4232B, 0x1875CAE, 0x0DE363D, 0x0247A0F, 0x0DF116F,
    0x043CB51, 0x1CA2A32, 0x07A191D, 0x00F2E83, 0x0FC2297, 0x1D5C6CE,
)  # fmt: skip
