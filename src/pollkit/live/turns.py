"""People who answer one after the other, on a phone that goes round or on the laptop.

Each is a person of their own; the next can neither see nor change what the one before answered.
"""

from __future__ import annotations

import hashlib
import secrets

from pollkit.domain.ballots import Channel
from pollkit.domain.views import Turn
from pollkit.live.attendance import Attendee

# For each question: a family or a table of people, and not an army.
MOST_TURNS = 20


class Turns:
    """Whose turn it is. How often a phone went round is kept in memory alone: to write down which
    persons shared one would tell more of them than is needed."""

    def __init__(self, may_pass_on: bool) -> None:
        self.may_pass_on = may_pass_on
        # Whoever has this may make a browser of this computer the kiosk.
        self.kiosk_key = secrets.token_hex(16)
        # (token of the phone's owner, what was answered) -> how often it went on
        self._passed: dict[tuple[bytes, tuple[str, int] | None], int] = {}

    def change_screen(self, attendee: Attendee) -> bool:
        """Whether to answer changes more of this person's screen than the state of the answer."""
        return self.may_pass_on or attendee.channel is Channel.KIOSK

    def take(self, attendee: Attendee, item: str, round_: int, *, is_at_own_pace: bool) -> bool:
        """Whether this person's turn covers the question: at the presenter's pace a turn at the
        kiosk is one answer, and a turn that is over covers none."""
        if attendee.is_over:
            return False
        is_once = attendee.channel is Channel.KIOSK and not is_at_own_pace
        return not is_once or attendee.answered in (None, (item, round_))

    def can_hand_on(self, attendee: Attendee, *, has_answered: bool) -> bool:
        """
        Args:
            has_answered: all that is asked of whoever has the turn now.
        """
        if attendee.channel is Channel.KIOSK:
            return True
        if attendee.channel not in (Channel.PHONE, Channel.SHARED) or attendee.is_over:
            return False
        return (
            self.may_pass_on and has_answered and self._passed.get(_key(attendee), 0) < MOST_TURNS
        )

    def hand_on(self, attendee: Attendee, following: Attendee) -> None:
        """The next person has the turn from here on."""
        attendee.is_over = True
        attendee.seen_at = float("-inf")
        if following.channel is Channel.SHARED:
            key = _key(attendee)
            self._passed[key] = self._passed.get(key, 0) + 1
            following.owner = key[0]


def turn_of(attendee: Attendee, *, can_hand_on: bool) -> Turn:
    """As the page is told; `person` tells nothing but that it is another."""
    if attendee.channel is Channel.PHONE:
        return Turn(can_hand_on=can_hand_on)
    person = hashlib.sha256(attendee.phone.token_hash).hexdigest()[:12]
    return Turn(attendee.channel is Channel.KIOSK, can_hand_on, person)


def _key(attendee: Attendee) -> tuple[bytes, tuple[str, int] | None]:
    return attendee.owner or attendee.phone.token_hash, attendee.answered
