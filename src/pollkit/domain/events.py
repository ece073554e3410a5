"""An event: a place and a time at which an instrument is played to a room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pollkit.domain.instruments import Instrument
from pollkit.domain.people import AsksFor
from pollkit.domain.texts import in_language


@dataclass(frozen=True)
class Event:
    """A meeting with questions.

    Attributes:
        starts_at: with a time zone.
        answers_tied: whether one person's answers stay together under a pseudonym of this event,
            as follow-ups and splits need; the phones say so. Otherwise each closed question is a
            ballot box: not even this device can tell whose ballot is whose.
        asks_for: what a phone is asked for before it comes in; names stay in this machine's rows of
            phones until the event ends.
        keeps_names: the organiser wants names beside the answers after the end too; see
            `tells_names`.
        population: how many people the answers are meant to speak for, if the organiser has stated
            it; None = the answers speak for those who answered, and no interval is shown.
        activity_id: the funded activity it belongs to, if any.
        outdated: translations whose main text was changed without them, by place and language: the
            main text that each was made from. Beside the instrument, whose id is its texts alone.
    """

    id: UUID
    title: str
    place: str
    starts_at: datetime
    instrument: Instrument
    answers_tied: bool = False
    population: int | None = None
    activity_id: UUID | None = None
    is_archived: bool = False
    outdated: Mapping[str, str] = field(default_factory=dict)
    asks_for: AsksFor = AsksFor.NOTHING
    keeps_names: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        return self.instrument.languages

    def title_in(self, language: str) -> str:
        """The title as it was translated with the questions, else as the organiser wrote it."""
        translated = self.instrument.title
        if self.title in translated.values():
            return in_language(translated, language, self.languages)
        return self.title

    @property
    def tells_names(self) -> bool:
        """Whether names stay beside the answers when the event ends, and go into exports: never
        unless it was chosen, and phones say so before a name is typed."""
        return self.keeps_names and self.asks_for.is_named and self.answers_tied

    @property
    def must_tie_answers(self) -> bool:
        """A follow-up can only be shown to the right people if their answers are kept together."""
        return any(item.asked_if is not None for item in self.instrument.items)
