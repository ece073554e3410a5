"""Where the parts of a wall stand, as laid out from left to right.

Five layouts; each gives the question more room than the one before.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.look import Sizes

_MARGIN, _SLIM_MARGIN = 0.055, 0.035
_CORNER_CODE = 0.212
# What address and PIN take beside a corner's codes; the least is for a 4:3 wall with two of them.
_TYPED, _SLIM_TYPED = 0.45, 0.36


@dataclass(frozen=True)
class Places:
    """`stage` is for the question, `foot` for the count, `card` for the way in."""

    stage: QRectF
    foot: QRectF
    card: QRectF


def with_large_card(width: float, height: float, sizes: Sizes) -> Places:
    """Two thirds for the question, one third for the card; a little more on a 4:3 wall, where a
    third is too narrow for an address."""
    margin = height * _MARGIN
    card_width = max(width / 3, height * 0.5)
    foot_height = line_height(sizes.option.ideal) * 1.05 + line_height(sizes.small.ideal)
    stage_width = width - card_width - 2 * margin
    foot = QRectF(margin, height - margin - foot_height, stage_width, foot_height)
    stage = QRectF(margin, margin, stage_width, foot.y() - margin - sizes.gap * 2)
    return Places(stage, foot, QRectF(width - card_width, 0, card_width, height))


def with_corner_card(width: float, height: float, sizes: Sizes) -> Places:
    """The question over the whole width, the card in the lower corner beside the count."""
    return _with_corner(width, height, sizes, height * _CORNER_CODE)


def with_two_corner_codes(width: float, height: float, sizes: Sizes) -> Places:
    """The same for a card with a code for each of two steps."""
    return _with_corner(width, height, sizes, height * _CORNER_CODE * 2 + step_width(sizes) * 2)


def step_width(sizes: Sizes) -> float:
    """What a numeral takes beside its code."""
    return line_height(sizes.small.least) + sizes.gap * 0.7


def _with_corner(width: float, height: float, sizes: Sizes, codes: float) -> Places:
    margin, side = height * _MARGIN, height * _CORNER_CODE
    is_slim = codes > side and width < height * 1.5
    card_width = codes + sizes.gap + height * (_SLIM_TYPED if is_slim else _TYPED)
    card = QRectF(width - margin * 0.7 - card_width, height - margin * 0.7 - side, card_width, side)
    foot_height = min(side, line_height(sizes.small.ideal) * 4)
    foot_width = card.x() - margin - sizes.gap
    foot = QRectF(margin, height - margin - foot_height, foot_width, foot_height)
    stage = QRectF(margin, margin, width - 2 * margin, card.y() - margin - sizes.gap)
    return Places(stage, foot, card)


def with_line_card(width: float, height: float, sizes: Sizes) -> Places:
    """No code: count and address share two lines under the question."""
    margin = height * _MARGIN
    lines = line_height(sizes.small.least) * 2.1
    foot_width = (width - 2 * margin) * 0.62
    y = height - margin * 0.7 - lines
    foot = QRectF(margin, y, foot_width, lines)
    card = QRectF(foot.right(), y, width - margin - foot.right(), lines)
    stage = QRectF(margin, margin, width - 2 * margin, y - margin - sizes.gap)
    return Places(stage, foot, card)


def with_one_line(width: float, height: float, sizes: Sizes) -> Places:
    """The last resort for very long texts: slim margins, and one line for count and address."""
    margin = height * _SLIM_MARGIN
    line = line_height(sizes.small.least) * 1.1
    y = height - margin - line
    half = (width - 2 * margin) / 2
    foot = QRectF(margin, y, half, line)
    card = QRectF(margin + half, y, half, line)
    return Places(QRectF(margin, margin, width - 2 * margin, y - margin * 1.5), foot, card)
