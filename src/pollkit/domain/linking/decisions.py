"""What people decide about links, and the match table that codes and people make together.

A decision is never changed: it is answered by another one. Whatever was confirmed can so be taken
back at any time, and the table is worked out anew from the codes and all decisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pollkit.domain.linking.links import (
    Alone,
    How,
    Link,
    Matching,
    Pair,
    Proposal,
    Why,
)
from pollkit.domain.linking.matching import CodedWave, match


class Verdict(StrEnum):
    CONFIRM = "confirm"  # they are one person
    REJECT = "reject"  # they are two
    TAKE_BACK = "take_back"  # what was decided of them before does not count


@dataclass(frozen=True)
class LinkDecision:
    """Immutable. `before` and `after` are respondents of the two waves; `by` is whoever decided,
    as they call themselves."""

    id: UUID
    project_id: UUID
    before_wave: UUID
    after_wave: UUID
    before: UUID
    after: UUID
    verdict: Verdict
    by: str
    at: datetime
    why: str = ""

    @property
    def pair(self) -> Pair:
        return self.before, self.after


@dataclass(frozen=True)
class MatchTable:
    """Who of one wave is who of another, for those who evaluate.

    Attributes:
        before, after: how many respondents each wave has.
        standing: the last decision on each pair that still counts.
        alone_before, alone_after, doubles_before, doubles_after, expected_false: see `Matching`.
    """

    before: int
    after: int
    links: tuple[Link, ...]
    proposals: tuple[Proposal, ...]
    alone_before: Mapping[UUID, Alone]
    alone_after: Mapping[UUID, Alone]
    doubles_before: tuple[tuple[UUID, ...], ...]
    doubles_after: tuple[tuple[UUID, ...], ...]
    expected_false: float
    standing: Mapping[Pair, LinkDecision]

    @property
    def linked_share(self) -> float | None:
        """Of as many as could be linked; None where a wave is empty."""
        most = min(self.before, self.after)
        return len(self.links) / most if most else None

    @property
    def supports_change(self) -> bool:
        """Whether at least half are linked. With fewer, compare the waves as wholes instead."""
        return (self.linked_share or 0) >= 0.5

    def count(self, how: How) -> int:
        return sum(link.how is how for link in self.links)

    def has(self, pair: Pair) -> bool:
        """Whether both are respondents of their waves."""
        befores = {link.before for link in self.links} | self.alone_before.keys()
        afters = {link.after for link in self.links} | self.alone_after.keys()
        return pair[0] in befores and pair[1] in afters

    def link_of(self, pair: Pair) -> Link | None:
        return next((link for link in self.links if link.pair == pair), None)


def standing_decisions(decisions: Iterable[LinkDecision]) -> Mapping[Pair, LinkDecision]:
    """The last decision on each pair, in the order in which they were taken; none where that one
    took the others back."""
    last: dict[Pair, LinkDecision] = {}
    for decision in decisions:
        last[decision.pair] = decision
    return {pair: one for pair, one in last.items() if one.verdict is not Verdict.TAKE_BACK}


def match_table(
    before: CodedWave, after: CodedWave, decisions: Iterable[LinkDecision] = ()
) -> MatchTable:
    """What codes say, and what people decided over it.

    Decisions on somebody who is not here any more say nothing. Nothing is linked by codes because
    of a decision: where one candidate of two is rejected, the other stays a proposal.
    """
    automatic = match(before, after)
    here = (before.by_id.keys(), after.by_id.keys())
    standing = {
        pair: decision
        for pair, decision in standing_decisions(decisions).items()
        if pair[0] in here[0] and pair[1] in here[1]
    }
    confirmed = {pair for pair, one in standing.items() if one.verdict is Verdict.CONFIRM}
    rejected = standing.keys() - confirmed
    clear = _without_contradictions(confirmed)
    disputed = confirmed - clear
    settled = [{pair[side] for pair in confirmed} for side in (0, 1)]
    links = [Link(*pair, _how(pair, automatic)) for pair in clear]
    links += [
        link
        for link in automatic.links
        if link.pair not in rejected and _is_free(link.pair, settled)
    ]
    proposals = [Proposal(*pair, Why.CONTRADICTION) for pair in disputed]
    proposals += [
        one
        for one in automatic.proposals
        if one.pair not in rejected and _is_free(one.pair, settled)
    ]
    return MatchTable(
        before=len(here[0]),
        after=len(here[1]),
        links=tuple(sorted(links, key=lambda link: link.pair)),
        proposals=tuple(proposals),
        alone_before=_alone(0, here[0], links, proposals, rejected, automatic),
        alone_after=_alone(1, here[1], links, proposals, rejected, automatic),
        doubles_before=automatic.doubles_before,
        doubles_after=automatic.doubles_after,
        expected_false=automatic.expected_false,
        standing=standing,
    )


def _without_contradictions(confirmed: Collection[Pair]) -> set[Pair]:
    befores = Counter(before for before, _ in confirmed)
    afters = Counter(after for _, after in confirmed)
    return {(x, y) for x, y in confirmed if befores[x] == 1 and afters[y] == 1}


def _how(pair: Pair, automatic: Matching) -> How:
    """A person who confirms what the codes say already adds nothing to what it rests on."""
    return next((link.how for link in automatic.links if link.pair == pair), How.PERSON)


def _is_free(pair: Pair, settled: Sequence[Collection[UUID]]) -> bool:
    return pair[0] not in settled[0] and pair[1] not in settled[1]


def _alone(
    side: int,
    here: AbstractSet[UUID],
    links: Collection[Link],
    proposals: Collection[Proposal],
    rejected: Collection[Pair],
    automatic: Matching,
) -> dict[UUID, Alone]:
    linked = {link.pair[side] for link in links}
    proposed = {proposal.pair[side] for proposal in proposals}
    refused = {pair[side] for pair in rejected}
    by_codes = automatic.alone_after if side else automatic.alone_before
    found = {}
    for respondent_id in sorted(here - linked):
        reason = by_codes.get(respondent_id, Alone.PARTNER_TAKEN)
        if respondent_id in proposed:
            reason = Alone.PROPOSED
        elif respondent_id in refused:
            reason = Alone.REJECTED
        elif reason is Alone.PROPOSED:
            reason = Alone.PARTNER_TAKEN
        found[respondent_id] = reason
    return found
