"""What separates two states of a response, and how a change is applied."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from pollkit.domain.ballots import Choice
from pollkit.domain.waves import Changes, Response

T = TypeVar("T")

# The part of a section's own answer that says how many rows it has.
COUNT = "count"


def count_choice(rows: int) -> Choice:
    return Choice(values=((COUNT, str(rows)),))


def rows_in(answers: Mapping[str, Choice]) -> dict[str, int]:
    """Path of each repeated section -> how many rows were kept of it."""
    counts = {address: choice.value(COUNT) for address, choice in answers.items()}
    return {address: int(count) for address, count in counts.items() if count is not None}


def difference(
    before: Mapping[str, Choice], after: Mapping[str, Choice], unsaid: Collection[str] = ()
) -> Changes:
    """What makes `after` of `before`; addresses that are unsaid have no answer to clear."""
    return Changes(
        {address: choice for address, choice in after.items() if before.get(address) != choice},
        cleared=frozenset(before.keys() - after.keys() - frozenset(unsaid)),
    )


def merged(earlier: Changes, later: Changes) -> Changes:
    """Both, the later one where they speak of the same."""
    fresh = later.addresses
    return Changes(
        {**{a: c for a, c in earlier.answers.items() if a not in fresh}, **later.answers},
        (earlier.unsaid - fresh) | later.unsaid,
        (earlier.cleared - fresh) | later.cleared,
        {**earlier.took_ms, **later.took_ms},
    )


def with_changes(response: Response, changes: Changes) -> Response:
    named = changes.addresses
    answers = {address: c for address, c in response.answers.items() if address not in named}
    took = {**response.took_ms, **changes.took_ms}
    return replace(
        response,
        answers={**answers, **changes.answers},
        unsaid=(response.unsaid - named) | changes.unsaid,
        took_ms={address: ms for address, ms in took.items() if address not in changes.cleared},
    )


def without_row(row: str, kept: Mapping[str, T]) -> dict[str, T]:
    """What is kept by address once a row is gone: those of the rows after it move up.

    Args:
        row: its address: "household/member[2]".
    """
    match = re.fullmatch(r"(.+)\[(\d+)\]", row)
    if match is None:
        raise ValueError("no row")
    repeat, number = match[1], int(match[2])
    found: dict[str, T] = {}
    for address, value in kept.items():
        inside = re.fullmatch(rf"{re.escape(repeat)}\[(\d+)\](.*)", address, re.DOTALL)
        if inside is None or int(inside[1]) < number:
            found[address] = value
        elif int(inside[1]) > number:
            found[f"{repeat}[{int(inside[1]) - 1}]{inside[2]}"] = value
    return found
