"""Any course that an event may take, against a second, much simpler account of who said what."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import event, token, vote

from pollkit.domain.ballots import Choice, StoredVote, Vote
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, QuestionState, Room
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases.results import event_results

ITEMS = ("evaluates", "topics")
CHOICES = {
    "evaluates": (Choice(("yes",)), Choice(("no",))),
    "topics": (Choice(("a",)), Choice(("b", "c")), Choice(("a", "c"))),
}
MOST_PHONES = 5
WISHES = st.tuples(st.integers(0, MOST_PHONES - 1), st.integers(0, 2))  # phone, option
SETTLED = {QuestionState.CLOSED, QuestionState.REVEALED}

Step = Move | str
# What there is to answer, and to count, comes more often.
STEPS: list[Step] = [
    *(["answer"] * 5),
    *(["send again"] * 2),
    *([Move.CLOSE] * 4),
    *([Move.REOPEN] * 2),
    *([Move.CLEAR] * 2),
    *([Move.RESTORE] * 3),
    *(move for move in Move if move is not Move.END),
    "join",
    "restart",
    "rebuild",
]

Key = tuple[str, int]  # item, round


@dataclass
class Said:
    """What one phone was told is saved, with the votes that it sent for it."""

    choice: Choice
    sent: list[Vote]


class Course:
    """Does what a room does: seals where a question closes, casts only what it takes."""

    def __init__(self, folder: Path, is_tied: bool) -> None:
        self.folder = folder
        self.workspace = Workspace.open(folder, Role.ROOM)
        self.joined: set[int] = set()
        self.said: dict[Key, dict[int, Said]] = {}
        self.boxed: set[tuple[Key, int]] = set()
        self.event: Event = event(tied=is_tied)
        self.write(lambda repos: repos.events.save(self.event))
        self.room: Room = self.read(lambda repos: repos.rooms.load(self.event.id))

    def take(self, step: Step, item: str, which: int, votes: list[tuple[int, int]]) -> None:
        match step:
            case "answer":
                self.answer(item, votes)
            case "send again":
                self.send_an_old_vote_again(item, which)
            case "join":
                self.join(which % MOST_PHONES)
            case "restart":
                self.restart()
            case "rebuild":
                self.make_the_tables_anew()
            case _:
                self.make(step, None if self.is_open or step is Move.NEXT else item)

    # --- what may happen ---

    def join(self, phone: int) -> None:
        joined = self.write(lambda repos: repos.rooms.join(self.event.id, token(phone), "en"))
        assert joined.token_hash == token(phone)
        if not self.room.has_ended:
            self.joined.add(phone)

    def answer(self, item: str, votes: list[tuple[int, int]]) -> None:
        """Votes for the open question, or for one that is then asked or opened again."""
        if self.room.has_ended:
            return
        if not self.is_open:
            is_settled = self.room.question(item).state in SETTLED
            self.make(Move.REOPEN if is_settled else Move.ASK, item)
        key = self.open_key(item)
        if key is None:
            return
        item, round_ = key
        made = []
        for phone, wish in votes:
            self.join(phone)
            choices = CHOICES[item]
            made.append((phone, vote(phone, choices[wish % len(choices)], item, round_)))
        for (phone, sent), stored in zip(made, self.cast(*(v for _, v in made)), strict=True):
            if (key, phone) in self.boxed:
                assert (stored.choice, stored.revision) == (Choice(), 0)
                continue
            assert (stored.vote_id, stored.choice) == (sent.id, sent.choice)
            mine = self.said.setdefault(key, {}).setdefault(phone, Said(sent.choice, []))
            mine.choice = sent.choice
            mine.sent.append(sent)

    def send_an_old_vote_again(self, item: str, which: int) -> None:
        """Its answer got lost on the way: it changes nothing, however old it is, and even if the
        question was closed and opened again meanwhile."""
        if not self.is_open:
            self.make(Move.REOPEN, item)
        key = self.open_key(item)
        answers = {} if key is None else self.said.get(key, {})
        old = [(phone, one) for phone, mine in answers.items() for one in mine.sent]
        if key is None or not old:
            return
        old.sort(key=lambda one: one[1].choice == answers[one[0]].choice)
        phone, again = old[which % len(old)]
        (stored,) = self.cast(again)
        if (key, phone) in self.boxed:
            assert (stored.choice, stored.revision) == (Choice(), 0)
        else:
            assert stored.choice == answers[phone].choice

    def restart(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder, Role.ROOM)

    def make_the_tables_anew(self) -> None:
        before = self.read(self.everything)
        assert self.workspace.rebuild() > 0
        assert self.read(self.everything) == before

    # --- what must hold ---

    def check(self) -> None:
        self.the_room_is_where_it_was_left()
        self.what_is_closed_holds_each_saved_answer_once()
        self.nobody_is_counted_twice_and_no_cleared_round_counts()
        self.the_log_is_whole_and_an_ended_event_knows_no_phone()

    def the_room_is_where_it_was_left(self) -> None:
        assert self.read(lambda repos: repos.rooms.load(self.event.id)) == self.room
        assert self.read(lambda repos: repos.rooms.joined(self.event.id)) == len(self.joined)

    def what_is_closed_holds_each_saved_answer_once(self) -> None:
        with self.workspace.read() as repos:
            results = event_results(repos, self.event.id)
        for result in results.questions:
            question = self.room.question(result.item.name)
            if question.state in SETTLED or self.room.has_ended:
                said = self.said.get((question.item, question.round), {})
                codes = Counter(code for mine in said.values() for code in mine.choice.codes)
                assert result.tally.answered == len(said)
                assert {o.code: o.count for o in result.tally.options if o.count} == codes

    def nobody_is_counted_twice_and_no_cleared_round_counts(self) -> None:
        with self.workspace.read() as repos:
            ballots = repos.rooms.ballots(self.event.id)
            phones = repos.rooms.phones(self.event.id)
            pseudonym = {phone.token_hash: phone.respondent_id for phone in phones}
            for item in ITEMS:
                round_ = self.room.question(item).round
                mine = [ballot for ballot in ballots if ballot.item == item]
                assert {ballot.round for ballot in mine} <= {round_}
                votes = repos.rooms.votes(self.event.id, item, round_)
                in_box = repos.rooms.in_box(self.event.id, item, round_)
                said = self.said.get((item, round_), {})
                if self.event.answers_tied:
                    persons = [ballot.respondent_id for ballot in mine]
                    assert None not in persons and len(persons) == len(set(persons))
                    voted: set[Any] = {pseudonym[who] for who in votes}
                    assert len(set(persons) | voted) == len(said)
                else:
                    assert not in_box & set(votes)
                    assert len(mine) + len(votes) == len(said)
                    assert self.room.has_ended or len(mine) == len(in_box)
                if (item, round_) in self.open_keys:
                    assert set(votes) | in_box == {token(phone) for phone in said}
                for phone, kept in said.items():
                    held = votes.get(token(phone))
                    assert held is None or held.choice == kept.choice

    def the_log_is_whole_and_an_ended_event_knows_no_phone(self) -> None:
        assert self.workspace.verify() == ()
        if self.room.has_ended:
            assert self.read(lambda repos: repos.rooms.phones(self.event.id)) == ()

    # --- how ---

    @property
    def open_keys(self) -> list[Key]:
        return [(question.item, question.round) for question in self.room.open_questions]

    @property
    def is_open(self) -> bool:
        return bool(self.open_keys)

    def open_key(self, item: str) -> Key | None:
        """The open round of this question, or of another that the course knows answers for."""
        known = [key for key in self.open_keys if key[0] in ITEMS]
        return next((key for key in known if key[0] == item), known[0] if known else None)

    def make(self, move: Move, item: str | None = None) -> None:
        wanted = self.room if item is None else replace(self.room, current=item)
        if self.room.has_ended or move not in wanted.allowed_moves():
            return
        following = self.room.make(move, item)
        if move is Move.NEXT and following.current not in (*ITEMS, None):
            return
        were_open = self.open_keys

        def work(repos: Repositories) -> None:
            if move in (Move.CLOSE, Move.TAKE_BACK):
                for key in were_open:
                    repos.rooms.seal(self.event.id, *key)
            repos.rooms.save(following, move, asked=len(self.joined))

        self.write(work)
        self.room = following
        if were_open and not self.is_open and not self.event.answers_tied:
            self.boxed |= {(key, phone) for key in were_open for phone in self.said.get(key, {})}

    def cast(self, *votes: Vote) -> list[StoredVote]:
        return self.write(lambda repos: repos.rooms.cast(self.event.id, votes))

    def everything(self, repos: Repositories) -> Any:
        rooms, whose = repos.rooms, self.event.id
        rounds = [
            (q.item, n) for q in self.room.questions for n in (*q.cleared, *q.before, q.round)
        ]
        return (
            repos.events.get(whose),
            rooms.load(whose),
            rooms.ballots(whose),
            rooms.joined(whose),
            [(rooms.asked(whose, *key), rooms.asked_at(whose, *key)) for key in rounds],
            [(rooms.votes(whose, *key), rooms.in_box(whose, *key)) for key in rounds],
            rooms.phones(whose),
        )

    def write(self, work: Any) -> Any:
        return self.workspace.write(work).result()

    def read(self, look: Any) -> Any:
        with self.workspace.read() as repos:
            return look(repos)


@pytest.fixture(scope="module")
def new_folder() -> Iterator[Callable[[], Path]]:
    """Makes copies of a fresh workspace, in memory where there is such a place: some thousand
    commits would wait for the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as around:
        fresh = Path(around) / "fresh"
        Workspace.open(fresh, Role.ROOM).close()

        def copied() -> Path:
            return shutil.copytree(fresh, Path(tempfile.mkdtemp(dir=around)) / "workspace")

        yield copied


@settings(max_examples=40, deadline=None)
@given(
    is_tied=st.booleans(),
    steps=st.lists(
        st.tuples(
            st.sampled_from(STEPS),
            st.sampled_from(ITEMS),
            st.integers(0, 20),
            st.lists(WISHES, min_size=1, max_size=5),
        ),
        min_size=25,
        max_size=40,
    ),
)
def test_no_course_of_an_event_loses_doubles_or_revives_an_answer(
    new_folder: Callable[[], Path],
    is_tied: bool,
    steps: list[tuple[Step, str, int, list[tuple[int, int]]]],
) -> None:
    course = Course(new_folder(), is_tied)
    try:
        for step in steps:
            course.take(*step)
            course.check()
        course.make(Move.END)
        course.check()
        course.restart()
        course.make_the_tables_anew()
        course.check()
    finally:
        course.workspace.close()
        shutil.rmtree(course.folder)
