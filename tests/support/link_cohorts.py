"""Made-up cohorts that answer the seven questions of a code twice, with slips.

People are drawn as a school or a youth project has them: most were born in one town and went to one
of few schools, some have a brother, a sister or a twin in the same cohort. A slip is drawn for each
element and each wave by itself, which gives Galanti et al. (2007) their figures: with 3 % of
elements wrong, 19 % of codes have a slip (they found 18 %) and 65 % are repeated in full (61 %).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from pollkit.domain.linking.links import Coded, Matching
from pollkit.domain.linking.matching import CodedWave, match
from pollkit.domain.linking.schemes import UNSAID, Scheme
from pollkit.domain.linking.sealing import new_key, seal
from pollkit.usecases.linking_schemes import standard_scheme

# Parts in a thousand or so; a letter that is not named has one.
_MOTHERS = (
    "a130 m95 s95 j80 l70 c65 k55 e55 d50 b40 r40 n40 h40 f35 t30 g20 v20 p20 i20 z15 y10 o5 w5"
)
_FATHERS = (
    "a130 m140 j100 s70 d70 r70 h50 k50 c45 b40 t40 p40 l30 g30 e30 n30 i30 f25 w20 o15 y10 v10"
)
_LAST = "a220 n150 e140 y70 h60 s50 r50 d50 l50 m40 i40 t30 o20 k15 g8 u5 x3 z3"
# A place where more than half were born, and three schools that most went to.
_TOWNS = "l550 b60 m60 s50 c40 k40 d40 a40 h30"
_SCHOOLS = "s260 h160 g120 m60 b60 c50 p50 w40 l30"
_SIBLINGS = {"0": 420, "1": 320, "2": 140, "3": 60, "4": 30, "5": 20}
# Some are not known, some are kept back.
_GAPS = {"none": 20, UNSAID: 10}
_WITH_SIBLING, _TWINS, _NEWCOMERS = 0.06, 0.03, 0.15


@dataclass(frozen=True)
class Cohort:
    """Two waves; `truth` is who of the first is who of the second."""

    before: CodedWave
    after: CodedWave
    truth: Mapping[UUID, UUID]


@dataclass
class Score:
    """Counts over any number of cohorts."""

    came_twice: int = 0
    links: int = 0
    right: int = 0
    exact: int = 0
    proposed: int = 0  # of those who came twice, so many more are among the proposals
    proposals: int = 0
    respondents: int = 0
    expected_false: float = 0.0

    @property
    def linked(self) -> float:
        return self.right / self.came_twice

    @property
    def wrong(self) -> float:
        """Of the links."""
        return (self.links - self.right) / self.links

    @property
    def left(self) -> float:
        return self.proposed / self.came_twice

    def add(self, matching: Matching, cohort: Cohort) -> None:
        links = {link.before: link.after for link in matching.links}
        right = {one for one, other in links.items() if cohort.truth.get(one) == other}
        self.came_twice += len(cohort.truth)
        self.links += len(links)
        self.right += len(right)
        self.exact += sum(link.how == "exact" for link in matching.links)
        offered = {proposal.pair for proposal in matching.proposals}
        self.proposed += sum(pair in offered for pair in cohort.truth.items())
        self.proposals += len(offered)
        self.respondents += len(cohort.before.respondents)
        self.expected_false += matching.expected_false


@dataclass
class Town:
    """Where the people come from: a scheme, chances and a key."""

    seed: int
    scheme: Scheme = field(default_factory=standard_scheme)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._key = new_key()
        self._project = self._id()
        letters = [_by_letter(parts) for parts in (_MOTHERS, _FATHERS, _LAST, _TOWNS, _SCHOOLS)]
        known = [_days(), *letters[:3], _SIBLINGS, *letters[3:]]
        self._weights = [
            {code: {**_GAPS, **parts}.get(code, len(code) == 1) for code in item.codes}
            for item, parts in zip(self.scheme.elements, known, strict=True)
        ]

    def cohort(self, size: int, slips: float, dropout: float) -> Cohort:
        """`size` people of whom some do not come again; others come only then."""
        people = self._people(size)
        before = [self._coded(person, slips) for person in people]
        again = [place for place in range(size) if self._random.random() >= dropout]
        after = {place: self._coded(people[place], slips) for place in again}
        newcomers = [
            self._coded(person, slips) for person in self._people(round(_NEWCOMERS * size))
        ]
        truth = {before[place].respondent_id: after[place].respondent_id for place in again}
        mixed = [*after.values(), *newcomers]
        self._random.shuffle(mixed)
        return Cohort(CodedWave(tuple(before)), CodedWave(tuple(mixed)), truth)

    def _people(self, size: int) -> list[list[str]]:
        people: list[list[str]] = []
        while len(people) < size:
            person = [self._draw(place) for place in range(len(self._weights))]
            people.append(person)
            chance = self._random.random()
            if chance < _TWINS / 2:
                people.append(self._twin(person))
            elif chance < (_TWINS + _WITH_SIBLING) / 2:
                people.append(self._sibling(person))
        return people[:size]

    def _twin(self, person: Sequence[str]) -> list[str]:
        """The same but for the own name; a third count the other one as older."""
        day, mother, father, _own, older, town, school = person
        if older.isdigit() and self._random.random() < 1 / 3:
            older = str(min(int(older) + 1, 5))
        return [day, mother, father, self._draw(3), older, town, school]

    def _sibling(self, person: Sequence[str]) -> list[str]:
        _day, mother, father, _own, older, town, school = person
        older = str(min(int(older) + 1, 5)) if older.isdigit() else older
        town = town if self._random.random() < 0.9 else self._draw(5)
        school = school if self._random.random() < 0.8 else self._draw(6)
        return [self._draw(0), mother, father, self._draw(3), older, town, school]

    def _coded(self, person: Sequence[str], slips: float) -> Coded:
        said = [
            self._slip(place, true) if self._random.random() < slips else true
            for place, true in enumerate(person)
        ]
        return Coded(self._id(), seal(said, self.scheme.id, self._project, self._key))

    def _slip(self, place: int, true: str) -> str:
        """Another answer: the next day, something that others have, or none."""
        if self._random.random() < 0.1 and true != UNSAID:
            return UNSAID
        if place == 0 and true.isdigit() and self._random.random() < 0.5:
            return str(int(true) % 31 + 1)
        while (said := self._draw(place)) == true:
            pass
        return said

    def _draw(self, place: int) -> str:
        weights = self._weights[place]
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def _by_letter(parts: str) -> dict[str, int]:
    return {part[0]: int(part[1:]) for part in parts.split()}


def _days() -> dict[str, int]:
    """Not every month has 31; where papers were lost, the first stands for all."""
    days = {str(day): 12 for day in range(1, 29)} | {"29": 11, "30": 11, "31": 7}
    return days | {"1": 30}


def play(size: int, slips: float, dropout: float, cohorts: int, seed: int = 1) -> Score:
    score = Score()
    town = Town(seed)
    for _number in range(cohorts):
        cohort = town.cohort(size, slips, dropout)
        score.add(match(cohort.before, cohort.after), cohort)
    return score
