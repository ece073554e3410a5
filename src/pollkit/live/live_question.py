"""The questions that are on the wall or answered now, and what has come in for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, board_tally, tally
from pollkit.domain.analysis.shifts import Shift, can_shift, shift
from pollkit.domain.analysis.splits import Split, answers_by_respondent, split
from pollkit.domain.ballots import Ballot, Channel, Choice, StoredVote, is_asked
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.domain.rooms import Question, QuestionState, Room
from pollkit.domain.text_edits import WRITTEN, TextEdits
from pollkit.domain.ways_in import WHO_STAYS
from pollkit.live.attendance import Attendance, Attendee
from pollkit.live.live_board import LiveBoard, read_board
from pollkit.live.rude_words import RudeWords
from pollkit.store import Repositories

# pseudonym -> (item name -> choice)
Answers = Mapping[UUID, Mapping[str, Choice]]

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})
_NOT_ASKED_YET = frozenset({QuestionState.WAITING, QuestionState.READING})


@dataclass(frozen=True)
class Before:
    """What a question is compared with: an earlier item that it repeats, or its own earlier round
    (`of` is its own name then). Person -> choice, by pseudonym where answers are tied."""

    of: str
    asked: int
    choices: Mapping[Hashable, Choice]


@dataclass
class LiveQuestion:
    """A question in its round.

    Attributes:
        asked_at: when it was first open in this round.
        asked_when_closed: how many were asked, once that is settled.
        votes: token hash -> what the device holds, while the map exists.
        in_box: tokens whose ballot can no longer be told apart.
        by_person: each person's answer once. A reopened question of a tied event may hold a ballot
            and, from whoever has changed it, a vote besides.
        ways: the channel of each person who came by no phone of their own.
        before: None where there is nothing to compare with, or not yet.
        edits: what was done to its texts.
        board: of the room's questions and ideas; they have no votes and no ballots.
    """

    item: Item
    question: Question
    asked_at: datetime | None = None
    asked_when_closed: int | None = None
    votes: dict[bytes, StoredVote] = field(default_factory=dict)
    in_box: frozenset[bytes] = frozenset()
    by_person: dict[UUID | bytes, Choice] = field(default_factory=dict)
    ways: dict[UUID | bytes, Channel] = field(default_factory=dict)
    before: Before | None = None
    edits: TextEdits = field(default_factory=TextEdits)
    board: LiveBoard | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.question.item, self.question.round

    @property
    def is_open(self) -> bool:
        return self.question.state is QuestionState.OPEN

    @property
    def is_beside(self) -> bool:
        """Whether it takes posts beside what else is asked."""
        return self.is_open and self.question.stays

    @property
    def is_settled(self) -> bool:
        return self.question.state in _SETTLED

    @property
    def was_asked(self) -> bool:
        return self.question.state not in _NOT_ASKED_YET

    def has_answer_of(self, attendee: Attendee) -> bool:
        token_hash = attendee.phone.token_hash
        if self.board is not None:
            return token_hash in self.board.own
        return token_hash in self.votes or token_hash in self.in_box

    @property
    def answered(self) -> int:
        """How many people have answered, or had a part in a board."""
        return len(self.by_person) if self.board is None else self.board.people

    def count_in(
        self,
        token_hash: bytes,
        person: UUID | bytes,
        stored: StoredVote,
        channel: Channel = Channel.PHONE,
    ) -> None:
        """Takes up a vote that has just been stored."""
        self.votes[token_hash] = stored
        self.by_person[person] = stored.choice
        if channel is not Channel.PHONE:
            self.ways[person] = channel

    def hold_rude(self, choices: Iterable[Choice], rude: RudeWords) -> None:
        """Holds back what may be rude among the texts of these choices."""
        if self.item.kind in WRITTEN:
            found = {text for text in _texts(self.item, choices) if rude.are_in(text)}
            self.edits = self.edits.suspecting(found) if found else self.edits

    def take_back(self, token_hash: bytes, person: UUID | bytes) -> None:
        """Follows a vote that was withdrawn."""
        self.votes.pop(token_hash, None)
        self.by_person.pop(person, None)
        self.ways.pop(person, None)

    def channels(self) -> dict[Channel, int]:
        """How many answers came in by each way that was used."""
        found = Counter(self.ways.values())
        found[Channel.PHONE] = len(self.by_person) - found.total()
        return {channel: found[channel] for channel in Channel if found[channel]}

    def result(self, asked: int, population: int | None) -> Tally | None:
        """How the question stands; None before it was asked."""
        if not self.was_asked:
            return None
        if self.board is not None:
            return board_tally(self.item, self.board.posts.values(), asked, population)
        return tally(self.item, self.by_person.values(), asked, population, self.edits.words)

    def shift(self, asked: int, *, is_tied: bool) -> Shift | None:
        """Who moved where; None while answers are still taken."""
        before = self.before
        if before is None or not self.is_settled:
            return None
        return shift(
            self.item, before.of, before.choices, dict[Hashable, Choice](self.by_person.items()),
            is_tied=is_tied, asked=(before.asked, asked),
        )  # fmt: skip


class LiveQuestions:
    """The question on the wall, at everyone's own pace all that is open, and the board that stays
    open.

    `earlier` are the sealed answers of the event by pseudonym; empty where they are not tied.
    """

    def __init__(
        self, questions: Iterable[LiveQuestion] = (), earlier: Answers | None = None
    ) -> None:
        self._by_item = {question.question.item: question for question in questions}
        self.earlier: Answers = earlier or {}

    def __iter__(self) -> Iterator[LiveQuestion]:
        return iter(self._by_item.values())

    def get(self, item: str | None) -> LiveQuestion | None:
        return None if item is None else self._by_item.get(item)

    @property
    def open(self) -> list[LiveQuestion]:
        """Without what is open beside them."""
        return [question for question in self if question.is_open and not question.is_beside]

    @property
    def beside(self) -> LiveQuestion | None:
        return next((question for question in self if question.is_beside), None)

    def asks(self, item: Item, attendee: Attendee) -> bool:
        """Whether a phone is asked a question, by its owner's answers up to now."""
        condition = item.asked_if
        if condition is None:
            return True
        who = attendee.phone.respondent_id
        if who is None:
            return False
        parent = self._by_item.get(condition.item)
        if parent is None:
            return is_asked(condition, self.earlier.get(who, {}))
        # Who is not asked the first question any more is not asked what follows from it either.
        choice = parent.by_person.get(who) if self.asks(parent.item, attendee) else None
        return is_asked(condition, {} if choice is None else {condition.item: choice})

    def choice_of(self, question: LiveQuestion, attendee: Attendee) -> Choice | None:
        """The own answer, if the device can still tell whose it is."""
        stored = question.votes.get(attendee.phone.token_hash)
        if stored is not None:
            return stored.choice
        if attendee.phone.respondent_id is None or question.is_open:
            return None
        return self.earlier.get(attendee.phone.respondent_id, {}).get(question.item.name)

    def asked_count(self, question: LiveQuestion, attendance: Attendance) -> int:
        if not question.was_asked:
            return 0
        asked = question.asked_when_closed if question.is_settled else None
        if asked is None:
            asked = self.count_asked(question.item, attendance)
        return max(asked, len(question.by_person))

    def count_asked(self, item: Item, attendance: Attendance) -> int:
        """Those who stay in the room and are asked, and of those who take turns whoever has
        answered: the others may not be there at all."""
        passing = attendance.passing
        question = self._by_item.get(item.name)
        in_turn = 0 if question is None else sum(map(question.has_answer_of, passing))
        if item.asked_if is None:
            return attendance.staying + in_turn
        staying = (one for one in attendance if one.channel in WHO_STAYS)
        return in_turn + sum(self.asks(item, attendee) for attendee in staying)

    def split(self, question: LiveQuestion, by: Item, splitters: Sequence[Item]) -> Split | None:
        """`splitters`: see `earlier_splitters`."""
        name = question.item.name
        if not question.was_asked or by.name == name:
            return None
        answers = {person: dict(given) for person, given in self.earlier.items()}
        others = []
        for person, choice in question.by_person.items():
            if isinstance(person, UUID):
                answers.setdefault(person, {})[name] = choice
            else:
                others.append(choice)
        return split(question.item, by, answers, others, splitters)


def _texts(item: Item, choices: Iterable[Choice]) -> Iterator[str]:
    for choice in choices:
        written = choice.text or ""
        yield from written.split("\n") if item.kind is ItemKind.WORDS else [written]


def read_live(
    repos: Repositories, event: Event, room: Room, attendance: Attendance, rude: RudeWords,
    closing: Collection[str] = (),
) -> LiveQuestions:  # fmt: skip
    """The questions on the wall and open now, as the store has them; and those that are `closing`:
    their answers are not sealed, and decide who is asked what follows from them."""
    wanted = {question.item: question for question in room.open_questions}
    wanted |= {name: room.question(name) for name in closing}
    if room.beside is not None:
        wanted[room.beside.item] = room.beside
    if room.on_wall is not None:
        wanted[room.on_wall.item] = room.on_wall
    tied = repos.rooms.ballots(event.id) if event.answers_tied and wanted else ()
    questions = [_read_one(repos, event, question, attendance) for question in wanted.values()]
    for question in questions:
        question.hold_rude(question.by_person.values(), rude)
    return LiveQuestions(questions, answers_by_respondent(tied))


def _read_one(
    repos: Repositories, event: Event, question: Question, attendance: Attendance
) -> LiveQuestion:
    key = (event.id, question.item, question.round)
    votes = dict(repos.rooms.votes(*key))
    ballots = repos.rooms.ballots(*key)
    item = event.instrument.item(question.item)
    is_settled = question.state in _SETTLED
    question_key = (question.item, question.round)
    return LiveQuestion(
        item=item,
        question=question,
        asked_at=repos.rooms.asked_at(*key),
        asked_when_closed=repos.rooms.asked(*key) if is_settled else None,
        votes=votes,
        in_box=repos.rooms.in_box(*key),
        by_person=_by_person(ballots, votes, attendance),
        ways=_ways(ballots, votes, attendance),
        before=_read_before(repos, event, item, question) if is_settled else None,
        edits=repos.rooms.text_edits(event.id, item.name) if item.kind in WRITTEN else TextEdits(),
        board=read_board(repos, event, question_key) if item.kind in OF_POSTS else None,
    )


def _read_before(
    repos: Repositories, event: Event, item: Item, question: Question
) -> Before | None:
    if not can_shift(item):
        return None
    if question.before:
        of, round_ = item.name, question.before[-1]
    elif item.repeats is not None:
        of, round_ = item.repeats, repos.rooms.load(event.id).question(item.repeats).round
    else:
        return None
    ballots = repos.rooms.ballots(event.id, of, round_)
    if not ballots:
        return None
    choices: dict[Hashable, Choice] = {b.respondent_id or b.id: b.choice for b in ballots}
    return Before(of, repos.rooms.asked(event.id, of, round_) or len(choices), choices)


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


def _ways(
    ballots: Iterable[Ballot], votes: Mapping[bytes, StoredVote], attendance: Attendance
) -> dict[UUID | bytes, Channel]:
    ways: dict[UUID | bytes, Channel] = {
        ballot.respondent_id or ballot.id: ballot.channel for ballot in ballots
    }
    for token_hash in votes:
        attendee = attendance.get(token_hash)
        if attendee is not None:
            ways[attendee.person] = attendee.channel
    return {person: way for person, way in ways.items() if way is not Channel.PHONE}
