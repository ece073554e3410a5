"""Self-generated codes of two waves, side by side.

First those that are the same and unique in both waves, then those with one element off that are
each other's only candidate. Everything else is proposed to a person or left alone, never forced
(Galanti et al. 2007 found 61 % of codes repeated in full, and 92 % linkable on the best elements).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
_Side: TypeAlias = dict[UUID, Coded]


def match(before: Sequence[Coded], after: Sequence[Coded]) -> Matching:
    """The links between two waves; nothing depends on the order of the respondents."""
    everyone = [{one.respondent_id: one for one in wave} for wave in (before, after)]
    same_card = _same_cards(*everyone)
    cards = _only_candidates(same_card)
    carded = ({x for x, _ in cards}, {y for _, y in cards})
    sides = [
        {key: one for key, one in side.items() if key not in found}
        for side, found in zip(everyone, carded, strict=True)
    ]
    coded = (_comparable(sides[0]), _comparable(sides[1]))
    near = _near(*coded)
    exact = _only_candidates(pair for pair, out in near.items() if not out)
    free = _without(near, exact)
    strangers = _strangers(coded, exact)
    one_off = _one_off(free, coded, strangers)
    proposals = _proposals(_without(free, one_off), coded)
    unsettled = (pair for pair in same_card if pair not in cards)
    proposals += tuple(Proposal(*pair, Why.SEVERAL) for pair in sorted(unsettled))
    links = [Link(*pair, How.CARD) for pair in cards]
    links += [Link(*pair, How.EXACT) for pair in exact]
    links += [Link(*pair, How.ONE_OFF) for pair in one_off]
    return Matching(
        links=tuple(sorted(links, key=lambda link: link.pair)),
        proposals=proposals,
        alone_before=_alone(sides[0], sides[1], {x for x, _ in exact + one_off}, proposals, 0),
        alone_after=_alone(sides[1], sides[0], {y for _, y in exact + one_off}, proposals, 1),
        doubles_before=_doubles(everyone[0]),
        doubles_after=_doubles(everyone[1]),
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


def _comparable(side: _Side) -> _Side:
    return {key: one for key, one in side.items() if one.code and one.code.said >= FEWEST_SAID}


def _near(before: _Side, after: _Side) -> _Near:
    """Every pair with at most two elements off in which enough is said."""
    places = _places(before)
    found: _Near = {}
    for other, one in after.items():
        for key, out in _keys(one):
            for candidate in places.get(key, ()):
                found.setdefault((candidate, other), out)
    sides = (before, after)
    return {p: out for p, out in found.items() if _agreeing(p, sides, out) >= _FEWEST_PROPOSED}


def _places(side: _Side) -> Mapping[object, list[UUID]]:
    """Where two with the same key differ in nothing but what that key leaves out."""
    places: dict[object, list[UUID]] = defaultdict(list)
    for respondent_id, one in side.items():
        for key, _out in _keys(one):
            places[key].append(respondent_id)
    return places


def _keys(one: Coded) -> Iterable[tuple[object, _Out]]:
    assert one.code is not None
    for out, hashed in one.code.of_each():
        yield (one.group, _kind(one.code), out, hashed), out


def _kind(code: SealedCode) -> tuple[str, bytes]:
    return code.scheme, code.key_mark


def _agreeing(pair: Pair, sides: tuple[_Side, _Side], out: _Out) -> int:
    """At least so many answered elements are the same."""
    codes = (side[one].code for one, side in zip(pair, sides, strict=True))
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


def _strangers(sides: tuple[_Side, _Side], exact: Sequence[Pair]) -> float:
    """How many pairs of strangers with one element off to expect among those who are free, if they
    are as frequent as within one wave, where all are two people."""
    pairs = close = 0
    for side in sides:
        pairs += len(side) * (len(side) - 1) // 2
        near = _near(side, side)
        close += sum(len(out) == 1 for (one, other), out in near.items() if one < other)
    chances = (len(sides[0]) - len(exact)) * (len(sides[1]) - len(exact))
    return close / pairs * chances if pairs else 0.0


def _one_off(near: _Near, sides: tuple[_Side, _Side], strangers: float) -> list[Pair]:
    pairs = _only_candidates(pair for pair, out in near.items() if len(out) <= 1)
    pairs = [p for p in pairs if near[p] and _agreeing(p, sides, near[p]) >= FEWEST_SAID]
    if strangers <= _MOST_STRANGERS * len(pairs):
        return pairs
    within_two = set(_only_candidates(near))
    return [pair for pair in pairs if pair in within_two]


def _proposals(near: _Near, sides: tuple[_Side, _Side]) -> tuple[Proposal, ...]:
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
            is_thin = _agreeing(pair, sides, out) < FEWEST_SAID
            why = Why.LITTLE_SAID if is_thin else Why.SEVERAL
        found.append(Proposal(*pair, why, len(out)))
    return tuple(sorted(found, key=lambda one: (one.off or 0, one.pair)))


def _alone(
    side: _Side,
    other: _Side,
    linked: Collection[UUID],
    proposals: Sequence[Proposal],
    place: int,
) -> dict[UUID, Alone]:
    proposed = {proposal.pair[place] for proposal in proposals}
    kinds = {_kind(one.code) for one in other.values() if one.code is not None}
    return {
        respondent_id: Alone.PROPOSED if respondent_id in proposed else _reason(one.code, kinds)
        for respondent_id, one in side.items()
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


def _doubles(side: _Side) -> tuple[tuple[UUID, ...], ...]:
    same: dict[object, set[UUID]] = defaultdict(set)
    for respondent_id, one in side.items():
        if one.card is not None:
            same[one.card].add(respondent_id)
    for respondent_id, one in _comparable(side).items():
        key, _out = next(iter(_keys(one)))
        same[key].add(respondent_id)
    return tuple(sorted({tuple(sorted(found)) for found in same.values() if len(found) > 1}))
