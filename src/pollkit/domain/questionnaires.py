"""A questionnaire of the workspace: what stays the same while its instrument is worked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pollkit.domain.instruments import Instrument
from pollkit.domain.texts import in_language


@dataclass(frozen=True)
class Questionnaire:
    """Attributes:
    outdated: `TextPlace.key` of a translation -> the main text that it was made from.
    changed_at: when it was last written, None = never yet.
    """

    id: UUID
    instrument: Instrument
    outdated: Mapping[str, str] = field(default_factory=dict)
    is_archived: bool = False
    changed_at: datetime | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        return self.instrument.languages

    @property
    def main(self) -> str:
        """The language that it is written in."""
        return self.instrument.languages[0]

    @property
    def title(self) -> str:
        return in_language(self.instrument.title, self.main)
