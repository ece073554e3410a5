"""What a check of a questionnaire has to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.translations import Gap


class Weight(StrEnum):
    """How much a finding matters."""

    STOPS = "stops"  # it cannot be asked as it stands
    DOUBTFUL = "doubtful"  # it can be asked, but hardly as it was meant
    HINT = "hint"  # it could be asked better


class Part(StrEnum):
    """Where in an item or a section a finding lies, so that a form can lead there."""

    NAME = "name"
    TEXT = "text"
    OPTIONS = "options"
    PICTURE = "picture"
    POINTS = "points"
    LIMITS = "limits"
    CONDITION = "condition"
    CONSTRAINT = "constraint"
    CALCULATION = "calculation"
    DEFAULT = "default"
    REQUIRED = "required"
    READ_ONLY = "read_only"
    FILTER = "filter"
    TRIGGER = "trigger"
    REPEAT = "repeat"
    SCALE = "scale"
    TRANSLATION = "translation"


@dataclass(frozen=True)
class Finding:
    """Attributes:
    name: of the item, the section or the scale; None = the whole.
    at: in an expression, the character at which it goes wrong, from 0.
    gap: the first translation to do, where translations are meant.
    """

    name: str | None
    part: Part
    message: str
    weight: Weight = Weight.STOPS
    at: int | None = None
    gap: Gap | None = None


def must_be_mended(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a questionnaire from being asked."""
    return tuple(one for one in findings if one.weight is Weight.STOPS)
