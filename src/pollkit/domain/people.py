"""What an event asks a person for at the door, and who is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.texts import clean_text, on_one_line

LONGEST_NAME = 40


class AsksFor(StrEnum):
    NOTHING = "nothing"
    NICKNAME = "nickname"
    NAME = "name"
    CODE = "code"  # a printed one, which lets one phone in

    @property
    def is_named(self) -> bool:
        return self in (AsksFor.NICKNAME, AsksFor.NAME)


@dataclass(frozen=True)
class Person:
    """Someone in the room; `may_be_shown` unless the name may be rude. `key` tells people apart,
    and nothing else of them."""

    name: str
    is_connected: bool = False
    may_be_shown: bool = True
    key: str = ""


@dataclass(frozen=True)
class Standing:
    """A place in the list of scores; people with the same score share it. `name` is "" for someone
    whose name is held back."""

    place: int
    name: str
    score: int


def clean_name(typed: str) -> str:
    """One line of at most `LONGEST_NAME` characters; "" = no name."""
    return clean_text(on_one_line(typed), LONGEST_NAME)


def standings(scores: Mapping[int, tuple[str, int]], best: int) -> tuple[Standing, ...]:
    """The `best` places, and whoever shares the last of them; nobody without a score.

    Args:
        scores: anything that tells people apart -> name and score.
    """
    ordered = sorted(scores.values(), key=lambda one: (-one[1], one[0].casefold()))
    found: list[Standing] = []
    for number, (name, score) in enumerate(ordered, start=1):
        is_shared = bool(found) and found[-1].score == score
        place = found[-1].place if is_shared else number
        if score <= 0 or place > best:
            break
        found.append(Standing(place, name, score))
    return tuple(found)
