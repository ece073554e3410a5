"""What a question shows while a questionnaire is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import OF_CODES, Image, Item, ItemKind


class Keeping(StrEnum):
    """What has become of the newest answer."""

    NOTHING = "nothing"  # there is none
    SAVING = "saving"
    SAVED = "saved"  # on the disk
    NOT_SAVED = "not_saved"  # the disk did not take it
    NOT_ACCEPTED = "not_accepted"  # it does not fit the question: what is kept is the one before


@dataclass(frozen=True)
class OptionView:
    """One option in the language that is spoken; `picture_words` say what its picture shows."""

    code: str
    text: str
    image: Image | None = None
    picture_words: str = ""


@dataclass(frozen=True)
class QuestionView:
    """One question at one address of a response.

    Attributes:
        number: as it is counted on the form ("7"); "" where it is not, such as a note.
        options: those that are offered now.
        choice: what is kept; None = no answer.
        written: what was written and could not be kept, for the person to mend it.
        has_declined: the person would rather not say.
        problem: what is wrong, as a sentence; "" = nothing.
        note: what the program adds, such as why a value cannot be changed.
    """

    address: str
    item: Item
    text: str
    language: str
    number: str = ""
    hint: str = ""
    options: tuple[OptionView, ...] = ()
    choice: Choice | None = None
    written: tuple[str, ...] = ()
    is_required: bool = False
    is_read_only: bool = False
    can_decline: bool = True
    has_declined: bool = False
    problem: str = ""
    note: str = ""
    keeping: Keeping = Keeping.NOTHING

    @property
    def codes(self) -> tuple[str, ...]:
        """What stands chosen: where two are asked for, the first must not go away again."""
        if self.written and self.item.kind in OF_CODES:
            return self.written
        return self.choice.codes if self.choice is not None else ()

    def value(self, part: str) -> str:
        if self.written and self.item.kind is not ItemKind.NUMBER:
            return dict(word.rpartition("=")[::2] for word in self.written).get(part, "")
        found = None if self.choice is None else self.choice.value(part)
        return found or ""

    @property
    def words(self) -> Sequence[str]:
        """What stands in a field: what was written and not kept yet, else the answer's text."""
        if self.written:
            return self.written
        text = None if self.choice is None else self.choice.text
        return [] if text is None else [text]


@dataclass(frozen=True)
class HeadingView:
    """The heading of a section, or of one of the several that a repeated section is filled in for.

    Attributes:
        section: its address: "household", "household/member[2]".
        level: 0 = the page's own.
        can_remove: this one of several can be taken away.
    """

    section: str
    text: str
    level: int = 0
    can_remove: bool = False


@dataclass(frozen=True)
class MoreView:
    """Offers to fill in a repeated section once more; `count` is how many there are."""

    section: str
    text: str
    count: int


LineView = QuestionView | HeadingView | MoreView
