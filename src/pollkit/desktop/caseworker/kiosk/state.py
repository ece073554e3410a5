"""What a respondent sees of the computer that was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pollkit.desktop.answering.view import Keeping, LineView, QuestionView
from pollkit.domain.instruments import Instrument


class Stage(StrEnum):
    WELCOME = "welcome"  # the language is chosen
    CODE = "code"  # a card, or none
    OWN_CODE = "own_code"  # a few questions instead of a card
    CONSENT = "consent"
    QUESTIONS = "questions"
    STOPPING = "stopping"  # asked whether they want to stop
    REVIEW = "review"  # what must still be answered
    THANKS = "thanks"
    REFUSED = "refused"


class Cover(StrEnum):
    """What lies over everything else."""

    NONE = "none"
    HIDDEN = "hidden"  # the respondent has hidden the screen; the same key brings it back
    LEFT = "left"  # nobody was there for a while: only the PIN brings it back
    PIN = "pin"  # the caseworker wants it back


@dataclass(frozen=True)
class Occasion:
    """What the computer is handed over for.

    Attributes:
        wave_title: for the caseworker alone.
        language: to begin in.
        asks_code: people have cards, or get a code.
        taken: codes that are known to the project.
    """

    wave_title: str
    instrument: Instrument
    language: str
    asks_code: bool = True
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class KioskState:
    """
    Attributes:
        title: of the questionnaire.
        lines: what stands on the page: a question, with its section's heading.
        place, count: which of how many questions, from 1.
        open_points: (address, words) of what must be answered before the end.
        trouble: what is wrong on this page, as a sentence.
        new_code: that was made for this person, to be shown at the end.
        pin_trouble: what is wrong with the PIN.
        is_for_one: the sitting was begun by the caseworker; nobody comes after this person.
        is_over: the caseworker has the computer back.
        can_make_code: who has no card may make a code of a few questions.
    """

    title: str
    languages: tuple[str, ...]
    language: str
    stage: Stage = Stage.WELCOME
    cover: Cover = Cover.NONE
    lines: tuple[LineView, ...] = ()
    place: int = 0
    count: int = 0
    can_go_back: bool = False
    can_decline: bool = False
    has_declined: bool = False
    keeping: Keeping = Keeping.NOTHING
    open_points: tuple[tuple[str, str], ...] = ()
    consent_words: str = ""
    trouble: str = ""
    new_code: str = ""
    pin_trouble: str = ""
    is_over: bool = False
    is_for_one: bool = False
    can_make_code: bool = False

    @property
    def address(self) -> str:
        """Of the question on the page; "" = there is none."""
        return next((one.address for one in self.lines if isinstance(one, QuestionView)), "")
