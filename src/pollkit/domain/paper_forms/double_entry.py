"""Two people type in the same sheets, neither seeing the other's work: how often do they differ?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from pollkit.domain.ballots import Choice

T = TypeVar("T")


@dataclass(frozen=True)
class Difference:
    """`first`, `second`: None = left open."""

    address: str
    first: Choice | None
    second: Choice | None


@dataclass(frozen=True)
class EntryCheck:
    """One sheet that was typed in twice: how many answers were compared, and the addresses of those
    that differ."""

    fields: int
    differing: tuple[str, ...]


def differences(
    asked: Iterable[str], first: Mapping[str, Choice], second: Mapping[str, Choice]
) -> tuple[Difference, ...]:
    """
    Args:
        asked: addresses of everything that stands on the sheet, answered or not.
    """
    return tuple(
        Difference(address, first.get(address), second.get(address))
        for address in asked
        if not _is_same(first.get(address), second.get(address))
    )


def error_rate(checks: Iterable[EntryCheck]) -> float | None:
    """Differences for each answer that was compared: 0.01 = one in a hundred; None before any was.

    Both entries make errors, so a single entry has about half as many (each is counted once here).
    """
    found = list(checks)
    fields = sum(check.fields for check in found)
    return sum(len(check.differing) for check in found) / fields if fields else None


def sample_to_check(sheets: Sequence[T], share: float, random: Random) -> tuple[T, ...]:
    """Sheets to be typed in again, drawn at random: at least one if there is any."""
    count = min(len(sheets), max(1, round(len(sheets) * share))) if sheets else 0
    return tuple(random.sample(list(sheets), count))


def _is_same(first: Choice | None, second: Choice | None) -> bool:
    if first is None or second is None or first.text is None or second.text is None:
        return first == second
    # Blanks and capitals are no errors of reading.
    return first.text.casefold().split() == second.text.casefold().split()
