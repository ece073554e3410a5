"""Respondents of several waves who are one person, by all links together.

Worked out anew each time and never stored: take a link away, and they are two again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from pollkit.domain.linking.links import How, Link

End: TypeAlias = tuple[UUID, UUID]  # a wave, and a respondent in it

_STRONGEST_FIRST = (How.PERSON, How.CARD, How.EXACT, How.ONE_OFF)


@dataclass(frozen=True)
class WaveLink:
    """A link between two waves that need not follow each other."""

    before_wave: UUID
    after_wave: UUID
    link: Link

    @property
    def ends(self) -> tuple[End, End]:
        return (self.before_wave, self.link.before), (self.after_wave, self.link.after)


@dataclass(frozen=True)
class People:
    """Attributes:
    persons: the respondents of each person who is linked at least once, one a wave.
    refused: links that would have made one person answer a wave twice; left to a person.
    """

    persons: tuple[frozenset[End], ...]
    refused: tuple[WaveLink, ...]


def people(links: Iterable[WaveLink]) -> People:
    """Joins what is linked, the strongest links first, never two respondents of one wave."""
    of: dict[End, frozenset[End]] = {}
    refused = []
    for one in sorted(links, key=_strength):
        first, second = (of.get(end, frozenset({end})) for end in one.ends)
        if first == second:
            continue
        if {wave for wave, _ in first} & {wave for wave, _ in second}:
            refused.append(one)
            continue
        of.update(dict.fromkeys(first | second, first | second))
    persons = sorted(set(of.values()), key=lambda person: sorted(person))
    return People(tuple(persons), tuple(refused))


def _strength(one: WaveLink) -> tuple[int, tuple[End, End]]:
    return _STRONGEST_FIRST.index(one.link.how), one.ends


def person_of(persons: Iterable[frozenset[End]]) -> Mapping[End, int]:
    """Wave and respondent -> the number of the person."""
    return {end: number for number, person in enumerate(persons) for end in person}
