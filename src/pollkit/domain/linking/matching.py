"""Self-generated codes of two waves, side by side.

First those that are the same and unique in both waves, then those with one element off that are
each other's only candidate. Everything else is proposed to a person or left alone, never forced
(Galanti et al. 2007 found 61 % of codes repeated in full, and 92 % linkable on the best elements).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias
from uuid import UUID

from pollkit.domain.linking.links import Alone, Coded, How, Link, Matching, Pair, Proposal, Why
from pollkit.domain.linking.schemes import FEWEST_SAID
from pollkit.domain.linking.sealing import SealedCode

# Answered elements that must agree before two are proposed to a person.
_FEWEST_PROPOSED = FEWEST_SAID - 1
# Where strangers may make up more of the links with one element off, these must also be the only
# ones within two. The expectation is some three times what happens, for strangers are seldom each
# other's only candidates.
_MOST_STRANGERS = 0.04

_Out: TypeAlias = tuple[int, ...]  # the places of the elements that differ: none, one or two
_Near: TypeAlias = dict[Pair, _Out]
_Side: TypeAlias = Mapping[UUID, Coded]
# Two with the same key differ in nothing but what that key leaves out: its hash says what, of which
# questions, project and secret key.
_Keys: TypeAlias = Mapping[bytes, Sequence[UUID]]


@dataclass(frozen=True)
class CodedWave:
    """A wave's respondents. What is worked out of them serves every other wave."""

    respondents: tuple[Coded, ...]

    @cached_property
    def by_id(self) -> _Side:
        return {one.respondent_id: one for one in self.respondents}

    @cached_property
    def comparable(self) -> _Side:
        """Those whose codes say enough."""
        return {
            key: one for key, one in self.by_id.items() if one.code and one.code.said >= FEWEST_SAID
        }

    @cached_property
    def places(self) -> _Keys:
        found: dict[bytes, list[UUID]] = defaultdict(list)
        for respondent_id, one in self.comparable.items():
            for key, _out in _keys(one):
                found[key].append(respondent_id)
        return dict(found)

    @cached_property
    def pairs(self) -> int:
        return len(self.comparable) * (len(self.comparable) - 1) // 2

    @cached_property
    def close_pairs(self) -> int:
        """How many pairs of respondents have one element off: two people for sure."""
        near = _near(self, self)
        return sum(len(out) == 1 for (one, other), out in near.items() if one < other)


def match(before: CodedWave, after: CodedWave) -> Matching:
    """The links between two waves; nothing depends on the order of the respondents."""
    same_card = _same_cards(before.by_id, after.by_id)
    cards = _only_candidates(same_card)
    near = _without(_near(before, after), cards)
    exact = _only_candidates(pair for pair, out in near.items() if not out)
    free = _without(near, exact)
    strangers = _strangers(before, after, (*cards, *exact))
    one_off = _one_off(free, before, after, strangers)
    unsettled = sorted(set(same_card).difference(cards))
    proposals = _proposals(_without(free, one_off), before, after)
    proposals += tuple(Proposal(*pair, Why.SEVERAL) for pair in unsettled)
    links = [Link(*pair, How.CARD) for pair in cards]
    links += [Link(*pair, How.EXACT) for pair in exact]
    links += [Link(*pair, How.ONE_OFF) for pair in one_off]
    return Matching(
        links=tuple(sorted(links, key=lambda link: link.pair)),
        proposals=proposals,
        alone_before=_alone(before, after, links, proposals, 0),
        alone_after=_alone(after, before, links, proposals, 1),
        doubles_before=_doubles(before),
        doubles_after=_doubles(after),
        expected_false=strangers,
    )


def _same_cards(before: _Side, after: _Side) -> list[Pair]:
    """The same respondent, or the same card."""
    same = [(key, key) for key in before.keys() & after.keys()]
    of_card = defaultdict(list)
    for key, one in after.items():
        if one.card is not None and key not in before:
            of_card[one.card].append(key)
    return same + [
        (key, other)
        for key, one in before.items()
        if one.card is not None and key not in after
        for other in of_card.get(one.card, ())
    ]


def _near(before: CodedWave, after: CodedWave) -> _Near:
    """Every pair with at most two elements off in which enough is said."""
    found: _Near = {}
    for other, one in after.comparable.items():
        # The whole code comes first, so that what is kept of a pair is the least that differs.
        for key, out in _keys(one):
            for candidate in before.places.get(key, ()):
                found.setdefault((candidate, other), out)
    return {
        pair: out
        for pair, out in found.items()
        if _agreeing(pair, before, after, out) >= _FEWEST_PROPOSED
    }


def _keys(one: Coded) -> Iterable[tuple[bytes, _Out]]:
    assert one.code is not None
    group = one.group.encode()
    for out, hashed in one.code.of_each():
        yield group + hashed, out


def _kind(code: SealedCode) -> tuple[str, bytes]:
    return code.scheme, code.key_mark


def _agreeing(pair: Pair, before: CodedWave, after: CodedWave, out: _Out) -> int:
    """At least so many answered elements are the same."""
    codes = (before.by_id[pair[0]].code, after.by_id[pair[1]].code)
    return min(code.said for code in codes if code is not None) - len(out)


def _only_candidates(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that share neither side with another of them."""
    found = list(pairs)
    befores = Counter(before for before, _ in found)
    afters = Counter(after for _, after in found)
    return [(x, y) for x, y in found if befores[x] == 1 and afters[y] == 1]


def _without(near: _Near, linked: Collection[Pair]) -> _Near:
    befores, afters = {x for x, _ in linked}, {y for _, y in linked}
    return {p: out for p, out in near.items() if p[0] not in befores and p[1] not in afters}


def _strangers(before: CodedWave, after: CodedWave, linked: Sequence[Pair]) -> float:
    """How many pairs of strangers with one element off to expect among those who are free, if they
    are as frequent as within one wave."""
    pairs = before.pairs + after.pairs
    free_before = before.comparable.keys() - {x for x, _ in linked}
    free_after = after.comparable.keys() - {y for _, y in linked}
    if not pairs or not free_before or not free_after:
        return 0.0
    share = (before.close_pairs + after.close_pairs) / pairs
    return share * len(free_before) * len(free_after)


def _one_off(near: _Near, before: CodedWave, after: CodedWave, strangers: float) -> list[Pair]:
    pairs = _only_candidates(pair for pair, out in near.items() if len(out) <= 1)
    pairs = [p for p in pairs if near[p] and _agreeing(p, before, after, near[p]) >= FEWEST_SAID]
    if strangers <= _MOST_STRANGERS * len(pairs):
        return pairs
    within_two = set(_only_candidates(near))
    return [pair for pair in pairs if pair in within_two]


def _proposals(near: _Near, before: CodedWave, after: CodedWave) -> tuple[Proposal, ...]:
    """The pairs that are the nearest that there is for at least one of the two."""
    best: dict[tuple[int, UUID], int] = {}
    for pair, out in near.items():
        for end in enumerate(pair):
            best[end] = min(len(out), best.get(end, len(out)))
    found = []
    for pair, out in near.items():
        if len(out) > max(best[end] for end in enumerate(pair)):
            continue
        why = Why.TWO_OFF
        if len(out) <= 1:
            is_thin = _agreeing(pair, before, after, out) < FEWEST_SAID
            why = Why.LITTLE_SAID if is_thin else Why.SEVERAL
        found.append(Proposal(*pair, why, len(out)))
    return tuple(sorted(found, key=lambda one: (one.off or 0, one.pair)))


def _alone(
    wave: CodedWave,
    other: CodedWave,
    links: Sequence[Link],
    proposals: Sequence[Proposal],
    side: int,
) -> dict[UUID, Alone]:
    linked = {link.pair[side] for link in links}
    proposed = {proposal.pair[side] for proposal in proposals}
    kinds = {_kind(one.code) for one in other.respondents if one.code is not None}
    return {
        respondent_id: Alone.PROPOSED if respondent_id in proposed else _reason(one.code, kinds)
        for respondent_id, one in wave.by_id.items()
        if respondent_id not in linked
    }


def _reason(code: SealedCode | None, kinds: Collection[tuple[str, bytes]]) -> Alone:
    if code is None:
        return Alone.NO_CODE
    if code.said < FEWEST_SAID:
        return Alone.TOO_LITTLE_SAID
    if kinds and _kind(code) not in kinds:
        return Alone.OTHER_KEY
    return Alone.NO_CANDIDATE


def _doubles(wave: CodedWave) -> tuple[tuple[UUID, ...], ...]:
    same: dict[object, set[UUID]] = defaultdict(set)
    for respondent_id, one in wave.by_id.items():
        if one.card is not None:
            same[one.card].add(respondent_id)
    for respondent_id, one in wave.comparable.items():
        key, _out = next(iter(_keys(one)))
        same[key].add(respondent_id)
    return tuple(sorted({tuple(sorted(found)) for found in same.values() if len(found) > 1}))
