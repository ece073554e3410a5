"""What a person chose, and the ballot it becomes when the question closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from pollkit.domain.instruments import Condition

# The part of a choice's values that says how sure the person is. No code can have this name.
SURE = "~sure"


@dataclass(frozen=True)
class Choice:
    """What was answered to one question; empty = nothing is known of it.

    Attributes:
        codes: options in the item's order; of a ranking, in the person's order, the best first.
        text: what was written; of words, each phrase on a line of its own.
        values: (part, value) in the item's order, each value in its shortest form: a matrix'
            ("statement", point), shared-out points ("option", 1 .. 100, none of 0), a grid's
            ("option.x", 0 .. 100) and ("option.y", 0 .. 100) from left and bottom, a pin's ("x",
            0 .. 1000) and ("y", 0 .. 1000) from left and top, a number's ("number", decimal); and,
            where it was asked for, (SURE, "1" .. "4").
    """

    codes: tuple[str, ...] = ()
    text: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    def value(self, part: str) -> str | None:
        return next((value for name, value in self.values if name == part), None)


class Channel(StrEnum):
    """The way by which an answer came in."""

    PHONE = "phone"
    SHARED = "shared"  # a phone that goes round: one person after the other
    KIOSK = "kiosk"  # the same on the laptop
    HANDS = "hands"  # hands that were counted and typed in
    CARD = "card"  # a paper card held up before the camera


@dataclass(frozen=True)
class Ballot:
    """One answer to one question in one round.

    `id` is a UUIDv4: it must not carry a time. `respondent_id` is the event's own pseudonym, None
    where answers are not tied. `receipt` is what the phone shows its owner, None for answers that
    came by no phone.
    """

    id: UUID
    item: str
    round: int
    choice: Choice
    respondent_id: UUID | None = None
    channel: Channel = Channel.PHONE
    receipt: str | None = None


class Vote(NamedTuple):
    """What a phone sent while the question is open. `id` is made by the phone: a vote that is sent
    again keeps its id, a changed answer has a new one. `token_hash` stands for the phone."""

    id: UUID
    token_hash: bytes
    item: str
    round: int
    choice: Choice


class StoredVote(NamedTuple):
    """What the device holds for a phone, question and round. `revision` counts the changes from 1;
    0 = nothing, because the phone's ballot is in the box already and cannot be told apart."""

    vote_id: UUID
    choice: Choice
    revision: int


@dataclass(frozen=True)
class RoomPhone:
    """A phone that joined an event. `respondent_id` is the event's own pseudonym (a UUIDv4), None
    where answers are not tied. Whoever answers by another channel is kept as a phone of it. `name`
    is "" where the event asks for none; `is_name_released` once the facilitator lets it be shown
    whatever it looks like."""

    token_hash: bytes
    language: str
    respondent_id: UUID | None = None
    channel: Channel = Channel.PHONE
    name: str = field(default="", repr=False)
    is_name_released: bool = False


def is_asked(condition: Condition | None, given: Mapping[str, Choice]) -> bool:
    """Whether a person with these answers (item name -> choice) is asked the question."""
    if condition is None:
        return True
    choice = given.get(condition.item)
    return choice is not None and not set(choice.codes).isdisjoint(condition.any_of)


def receipt_of(vote_id: UUID) -> str:
    """What a voter can find their answer by once it is in the published list: the first 40 bits of
    the vote's id, which only the voter's phone has seen."""
    digits = vote_id.hex[:10].upper()
    return f"{digits[:5]}-{digits[5:]}"
