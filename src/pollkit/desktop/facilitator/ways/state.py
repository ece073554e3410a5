"""What the facilitator sees of the other ways in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item


class Way(StrEnum):
    HANDS = "hands"
    CARDS = "cards"
    KIOSK = "kiosk"
    ROUND = "round"  # a phone that goes round


@dataclass(frozen=True)
class WaysState:
    """
    Attributes:
        item: the question on the wall.
        no_hands, no_cards: why they do not fit now; "" where they do.
        hands: option -> the hands that count now.
        is_sending: hands are on their way to the room.
        cards, kiosk, shared: how many have answered the question by each.
        cards_known: cards that were read at any time in the event.
        trouble: what to do about the last failure.
        can_open_kiosk: the room has a way in for this computer.
        may_pass_on: phones may go round; to `passed_on` persons so far.
        is_watching: a camera is on.
    """

    event: Event
    is_open: bool = False
    way: Way = Way.HANDS
    item: Item | None = None
    no_hands: str = ""
    no_cards: str = ""
    hands: Mapping[str, int] = field(default_factory=dict)
    is_sending: bool = False
    cards: int = 0
    cards_known: int = 0
    kiosk: int = 0
    shared: int = 0
    trouble: str = ""
    can_open_kiosk: bool = False
    may_pass_on: bool = False
    passed_on: int = 0
    is_watching: bool = False
