"""What a screen shows of a filling: one question or section as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item
from pollkit.domain.rules import Section


class Fault(StrEnum):
    """Why an answer is in the way of finishing."""

    MISSING = "missing"  # it is required
    NOT_ALLOWED = "not_allowed"  # the constraint says no
    NOT_OFFERED = "not_offered"  # the option is no longer among those to choose from
    NOT_WORKED_OUT = "not_worked_out"  # a calculation failed; `why` says how


@dataclass(frozen=True)
class QuestionNow:
    """
    Attributes:
        path: with the rows it stands in: "household/member[2]/age".
        text: the answer as expressions see it.
        is_read_only: shown and not asked; so is what is calculated.
        why: of a calculation that failed, what was wrong.
    """

    path: str
    item: Item
    choice: Choice | None
    text: str
    is_required: bool
    is_read_only: bool
    fault: Fault | None
    why: str = ""


@dataclass(frozen=True)
class SectionNow:
    """The beginning of a section or of one row of a repeat.

    Attributes:
        section: None = a group that the instrument does not describe.
        row, rows: which of how many; 0 of 0 in a section that does not repeat.
    """

    path: str
    section: Section | None
    row: int = 0
    rows: int = 0


@dataclass(frozen=True)
class RepeatNow:
    """The end of a repeat: `can_add` = a person may add a row."""

    path: str
    section: Section
    rows: int
    can_add: bool
