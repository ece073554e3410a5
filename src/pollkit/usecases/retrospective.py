"""Waves of then and now: both in one sitting, with our words around each question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import BaseModel

from pollkit.domain.instruments import Instrument
from pollkit.domain.retrospective import LeadIns, then_and_now
from pollkit.resources import resource_path


class _Words(BaseModel):
    format: Literal["pollkit-then-and-now/1"]
    now: dict[str, str]
    then: dict[str, str]
    then_intro: dict[str, str]


def lead_ins() -> LeadIns:
    """The words that come with PollKit, in English, French, German and Arabic."""
    path = resource_path("kits", "wording", "then-and-now.json")
    words = _Words.model_validate_json(path.read_bytes())
    return LeadIns(words.now, words.then, words.then_intro)


def retrospective_instrument(
    instrument: Instrument, names: Collection[str] | None = None
) -> Instrument:
    """What a wave of then and now asks, made of what a wave before or after would ask; it can be
    edited like any other.

    Args:
        names: of the items that are asked twice; None = those that measure something.
    Raises:
        InstrumentProblem: see `then_and_now`.
    """
    return then_and_now(instrument, lead_ins(), names)
