"""What respondents are told before they answer, and what they said to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from pollkit.domain.texts import Texts


class GivenBy(StrEnum):
    """Who said yes or no."""

    SELF = "self"
    PARENT = "parent"  # a parent or guardian, for a child
    BOTH = "both"


@dataclass(frozen=True)
class ConsentText:
    """What a project's respondents agree to, in each of its languages. Never changed: another
    wording is another version."""

    texts: Texts

    @property
    def version(self) -> str:
        """SHA-256 of its words in all languages, 64 hex digits."""
        canonical = json.dumps(
            dict(self.texts), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Consent:
    """A respondent's yes or no in one wave, to one version of the text in the language in which it
    was read. `on` is the day."""

    respondent_id: UUID
    wave_id: UUID
    text_version: str
    language: str
    is_given: bool
    given_by: GivenBy = GivenBy.SELF
    on: date | None = None
