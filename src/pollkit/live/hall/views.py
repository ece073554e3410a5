"""What a phone in a hall shows: one question a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item


class Stage(StrEnum):
    WELCOME = "welcome"  # the language, the card, what is stored
    OWN_CODE = "own_code"  # the seven questions that stand for a card
    CONSENT = "consent"
    STEP = "step"  # a question, words to read, or the offer of one more row
    REVIEW = "review"  # what must still be answered
    THANKS = "thanks"
    REFUSED = "refused"


@dataclass(frozen=True)
class HallView:
    """
    Attributes:
        title: of the questionnaire; `says`: the consent text, or what the seven questions are for.
        may_own: a few questions may stand for a card; `picks`: they, on their page.
        trouble: what is wrong on this page, as a sentence.
        heading: of the section that the question stands in.
        address: of the question, or of the section whose row may be added.
        item: with only the options that are offered now; None = no question.
        text, hint: of the question, with the answers that they tell.
        more: the offer of one more row; "" = none.
        place, count: which of how many pages, from 1.
        open_points: (address, words) of what must be answered before the end.
        has_code: this person can go on elsewhere.
        new_code: that was made for this person, as it is printed; "" = none.
    """

    stage: Stage
    language: str
    languages: tuple[str, ...]
    title: str
    is_sensitive: bool = False
    says: str = ""
    may_own: bool = False
    picks: tuple[Item, ...] = ()
    trouble: str = ""
    heading: str = ""
    address: str = ""
    item: Item | None = None
    text: str = ""
    hint: str = ""
    mine: Choice | None = None
    is_unsaid: bool = False
    is_read_only: bool = False
    is_required: bool = False
    more: str = ""
    place: int = 0
    count: int = 0
    open_points: tuple[tuple[str, str], ...] = ()
    has_code: bool = False
    new_code: str = ""
