"""What stays of a respondent who took their answers back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Tombstone:
    """That everything of a respondent was erased. It says nothing of the person: the id is random,
    and the code that the person kept is erased too.

    Attributes:
        waves: in which the respondent had a response, one entry for each.
        on: the day.
    """

    respondent_id: UUID
    project_id: UUID
    waves: tuple[UUID, ...]
    on: date


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal erased in this workspace.

    Attributes:
        responses: how many, over all waves.
        copies: backups in which the same was erased.
        left_copies: names of backups that could not be changed.
    """

    tombstones: tuple[Tombstone, ...]
    responses: int
    copies: int
    left_copies: tuple[str, ...] = ()
