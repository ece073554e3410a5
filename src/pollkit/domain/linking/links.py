"""Links between two waves, what they rest on, and why somebody has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from pollkit.domain.linking.sealing import SealedCode

Pair: TypeAlias = tuple[UUID, UUID]  # a respondent of the wave before, and one of the wave after


class How(StrEnum):
    """What a link rests on."""

    CARD = "card"  # the same card both times
    EXACT = "exact"  # the same self-generated code
    ONE_OFF = "one_off"  # a code with one element off
    PERSON = "person"  # somebody's decision


class Why(StrEnum):
    """Why a pair is left to a person."""

    SEVERAL = "several"  # others are as near, or nearly so
    TWO_OFF = "two_off"
    LITTLE_SAID = "little_said"  # too few elements were answered both times
    CONTRADICTION = "contradiction"  # two decisions cannot both be right


class Alone(StrEnum):
    """Why a respondent is in no link."""

    NO_CODE = "no_code"  # nor the same card both times
    TOO_LITTLE_SAID = "too_little_said"
    OTHER_KEY = "other_key"  # sealed with another key, or made of other questions
    NO_CANDIDATE = "no_candidate"
    PROPOSED = "proposed"  # a person has to decide
    REJECTED = "rejected"  # a person has said no
    PARTNER_TAKEN = "partner_taken"  # a person has linked the candidate with somebody else


@dataclass(frozen=True)
class Coded:
    """A respondent in one wave.

    Attributes:
        code: the self-generated one, if any.
        card: the code of the card, if any. A card that was typed on two laptops is of one person
            with two respondents.
        group: only respondents of one group are compared; "" = all of them.
    """

    respondent_id: UUID
    code: SealedCode | None = None
    card: str | None = None
    group: str = ""


@dataclass(frozen=True)
class Link:
    before: UUID
    after: UUID
    how: How

    @property
    def pair(self) -> Pair:
        return self.before, self.after


@dataclass(frozen=True)
class Proposal:
    """Two that may be one; `off` counts the elements that differ, None where no codes were
    compared."""

    before: UUID
    after: UUID
    why: Why
    off: int | None = None

    @property
    def pair(self) -> Pair:
        return self.before, self.after


@dataclass(frozen=True)
class Matching:
    """What cards and codes alone say of two waves.

    Attributes:
        alone_before, alone_after: everyone who is in no link -> the reason.
        doubles_before, doubles_after: respondents of one wave with the same card or the same code:
            one person twice, or people whom the questions do not tell apart.
        expected_false: of the links with one element off, at most about so many are of two people,
            judged by how often two respondents of one wave are so near.
    """

    links: tuple[Link, ...]
    proposals: tuple[Proposal, ...]
    alone_before: Mapping[UUID, Alone]
    alone_after: Mapping[UUID, Alone]
    doubles_before: tuple[tuple[UUID, ...], ...] = ()
    doubles_after: tuple[tuple[UUID, ...], ...] = ()
    expected_false: float = 0.0
