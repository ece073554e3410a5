"""The question on the wall and what has come in for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.splits import Split, answers_by_respondent, split
from pollkit.domain.ballots import Ballot, Choice, StoredVote, is_asked
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import Question, QuestionState, Room
from pollkit.live.attendance import Attendance, Attendee
from pollkit.store import Repositories

# pseudonym -> (item name -> choice)
Answers = Mapping[UUID, Mapping[str, Choice]]

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})
_NOT_ASKED_YET = frozenset({QuestionState.WAITING, QuestionState.READING})


@dataclass
class OnWall:
    """The question on the wall in its round.

    Attributes:
        earlier: the sealed answers of the event by pseudonym; empty where they are not tied.
        asked_when_closed: how many were asked, once that is settled.
        votes: token hash -> what the device holds, while the map exists.
        in_box: tokens whose ballot can no longer be told apart.
        by_person: each person's answer once. A reopened question of a tied event may hold a ballot
            and, from whoever has changed it, a vote besides.
    """

    item: Item
    question: Question
    earlier: Answers
    asked_when_closed: int | None = None
    votes: dict[bytes, StoredVote] = field(default_factory=dict)
    in_box: frozenset[bytes] = frozenset()
    by_person: dict[UUID | bytes, Choice] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        return self.question.item, self.question.round

    @property
    def was_asked(self) -> bool:
        return self.question.state not in _NOT_ASKED_YET

    def asks(self, attendee: Attendee) -> bool:
        return asks(self.item, attendee, self.earlier)

    def has_answer_of(self, attendee: Attendee) -> bool:
        token_hash = attendee.phone.token_hash
        return token_hash in self.votes or token_hash in self.in_box

    def choice_of(self, attendee: Attendee) -> Choice | None:
        """The own answer, if the device can still tell whose it is."""
        stored = self.votes.get(attendee.phone.token_hash)
        if stored is not None:
            return stored.choice
        if attendee.phone.respondent_id is None or self.question.state is QuestionState.OPEN:
            return None
        return self.earlier.get(attendee.phone.respondent_id, {}).get(self.item.name)

    def asked_count(self, attendance: Attendance) -> int:
        if not self.was_asked:
            return 0
        if self.question.state in _SETTLED and self.asked_when_closed is not None:
            return self.asked_when_closed
        return count_asked(self.item, attendance, self.earlier)

    def count_in(self, token_hash: bytes, person: UUID | bytes, stored: StoredVote) -> None:
        """Takes up a vote that has just been stored."""
        self.votes[token_hash] = stored
        self.by_person[person] = stored.choice

    def result(self, attendance: Attendance, population: int | None) -> Tally | None:
        """How the question stands; None before it was asked."""
        if not self.was_asked:
            return None
        return tally(self.item, self.by_person.values(), self.asked_count(attendance), population)

    def split(self, by: Item, earlier: Sequence[Item]) -> Split | None:
        """`earlier`: see `earlier_splitters`."""
        if not self.was_asked or by.name == self.item.name:
            return None
        answers = {person: dict(given) for person, given in self.earlier.items()}
        others = [choice for person, choice in self.by_person.items() if isinstance(person, bytes)]
        for person, choice in self.by_person.items():
            if isinstance(person, UUID):
                answers.setdefault(person, {})[self.item.name] = choice
        return split(self.item, by, answers, others, earlier)


def read_on_wall(
    repos: Repositories, event: Event, room: Room, attendance: Attendance
) -> OnWall | None:
    """The question on the wall as the store has it; None where there is none."""
    question = room.on_wall
    if question is None:
        return None
    key = (event.id, question.item, question.round)
    tied = repos.rooms.ballots(event.id) if event.answers_tied else ()
    votes = dict(repos.rooms.votes(*key))
    ballots = repos.rooms.ballots(event.id, question.item)
    return OnWall(
        item=event.instrument.item(question.item),
        question=question,
        earlier=answers_by_respondent(tied),
        asked_when_closed=repos.rooms.asked(*key) if question.state in _SETTLED else None,
        votes=votes,
        in_box=repos.rooms.in_box(*key),
        by_person=_by_person(ballots, votes, attendance),
    )


def _by_person(
    ballots: Iterable[Ballot], votes: Mapping[bytes, StoredVote], attendance: Attendance
) -> dict[UUID | bytes, Choice]:
    answers: dict[UUID | bytes, Choice] = {
        ballot.respondent_id or ballot.id: ballot.choice for ballot in ballots
    }
    for token_hash, stored in votes.items():
        attendee = attendance.get(token_hash)
        answers[token_hash if attendee is None else attendee.person] = stored.choice
    return answers


def asks(item: Item, attendee: Attendee, earlier: Answers) -> bool:
    """Whether a phone is asked a question, by its owner's earlier answers."""
    if item.asked_if is None:
        return True
    respondent_id = attendee.phone.respondent_id
    return respondent_id is not None and is_asked(item.asked_if, earlier.get(respondent_id, {}))


def count_asked(item: Item, attendance: Attendance, earlier: Answers) -> int:
    if item.asked_if is None:
        return len(attendance)
    return sum(asks(item, attendee, earlier) for attendee in attendance)
