"""What a person chose, and the ballot it becomes when the question closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pollkit.domain.instruments import Condition, Item, ItemKind
from pollkit.domain.texts import clean_text
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _, ngettext


@dataclass(frozen=True)
class Choice:
    """Option codes in the item's order, or a text; never both."""

    codes: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Ballot:
    """One answer to one question in one round.

    `id` is a UUIDv4: it must not carry a time. `respondent_id` is the event's own pseudonym, None
    where answers are not tied.
    """

    id: UUID
    item: str
    round: int
    choice: Choice
    respondent_id: UUID | None = None


@dataclass(frozen=True)
class Vote:
    """What a phone sent while the question is open. `id` is made by the phone: a vote that is sent
    again keeps its id, a changed answer has a new one. `token_hash` stands for the phone."""

    id: UUID
    token_hash: bytes
    item: str
    round: int
    choice: Choice


@dataclass(frozen=True)
class StoredVote:
    """What the device holds for a phone, question and round. `revision` counts the changes from 1;
    0 = nothing, because the phone's ballot is in the box already and cannot be told apart."""

    vote_id: UUID
    choice: Choice
    revision: int


@dataclass(frozen=True)
class RoomPhone:
    """A phone that joined an event. `respondent_id` is the event's own pseudonym (a UUIDv4), None
    where answers are not tied."""

    token_hash: bytes
    language: str
    respondent_id: UUID | None = None


def read_choice(item: Item, given: Sequence[str]) -> Choice:
    """What a phone or a form sent, checked against the question.

    Raises:
        AnswerNotAccepted: empty, unknown or too many options, or a text that is too long.
    """
    if item.kind is ItemKind.TEXT:
        return Choice(text=_read_text(item, given))
    chosen = set(given)
    if not chosen:
        raise AnswerNotAccepted(_("Please choose an answer first."))
    if not chosen <= set(item.codes):
        raise AnswerNotAccepted(_("This answer does not belong to the question."))
    most = (item.most_choices or len(item.codes)) if item.kind is ItemKind.MULTIPLE else 1
    if len(chosen) > most:
        raise AnswerNotAccepted(
            ngettext(
                "Please choose only one answer.", "Please choose at most {n} answers.", most
            ).format(n=most)
        )
    return Choice(codes=tuple(code for code in item.codes if code in chosen))


def is_asked(condition: Condition | None, given: Mapping[str, Choice]) -> bool:
    """Whether a person with these answers (item name -> choice) is asked the question."""
    if condition is None:
        return True
    choice = given.get(condition.item)
    return choice is not None and not set(choice.codes).isdisjoint(condition.any_of)


def _read_text(item: Item, given: Sequence[str]) -> str:
    if len(given) != 1:
        raise AnswerNotAccepted(_("Please write one answer."))
    text = clean_text(given[0], longest=item.longest_text + 1)
    if not text:
        raise AnswerNotAccepted(_("Please write an answer first."))
    if len(text) > item.longest_text:
        raise AnswerNotAccepted(_("Please use at most {n} characters.").format(n=item.longest_text))
    return text
