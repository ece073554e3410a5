"""A room in memory, at the port `RoomLink`: the console's tests need no process and no phones.

`tests/desktop/console/test_room_link.py` holds it and the real room to the same contract.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.shifts import Shift, shift
from pollkit.domain.analysis.splits import split
from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.boards import STATE_AFTER, Post, PostEdit, PostState, PostVerb
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item
from pollkit.domain.people import Person, Standing
from pollkit.domain.rooms import Move, Question, QuestionState, Room, new_room
from pollkit.domain.text_edits import TextEdit, TextEdits, TextVerb
from pollkit.domain.views import HeadCount, JoinAddress, OtherWays, RemoteLine, RoomStatus
from pollkit.domain.ways_in import choices_of_cards, choices_of_hands
from pollkit.errors import IllegalMove, RoomUnreachable

WIFI = JoinAddress("http://192.168.178.120:8123/483920", "192.168.178.120:8123", "wlan0")
CABLE = JoinAddress("http://10.0.0.7:8123/483920", "10.0.0.7:8123", "eth0")


# The stand-in's clock stands still.
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class RoomStandIn:
    """`answers` is what each person (by number) has ever answered: item name -> choice."""

    def __init__(self, event: Event, people: int = 0) -> None:
        self.event = event
        self.room: Room = new_room(event.id, event.instrument)
        self.people = people
        self.answers: dict[int, dict[str, Choice]] = {}
        self.addresses = (WIFI, CABLE)
        self.split_item: str | None = None
        self.wants_shift = False
        self.edits = TextEdits()
        self.posts: dict[UUID, Post] = {}
        self.large_post: UUID | None = None
        self.moderated: list[PostEdit] = []
        self.edited: Event | None = None
        self.hands: dict[str, int] = {}
        self.hands_of: str | None = None
        self.cards: set[int] = set()
        self.channels: dict[int, Channel] = {}
        self.may_pass_on = False
        self.asked_at: datetime | None = None
        self.opened_at: datetime | None = None
        self.has_more_time = 0
        self.rounds: dict[str, dict[int, Choice]] = {}
        self.named: tuple[Person, ...] = ()
        self.scores: tuple[Standing, ...] = ()
        self.shows_scores = False
        self.remote: RemoteLine | None = None
        self.keys = 0
        self.moves: list[tuple[Move, str | None]] = []
        self.calls: list[str] = []
        self._is_up = True
        self._watchers: list[Callable[[RoomStatus], None]] = []

    @property
    def status(self) -> RoomStatus:
        item = None if self.room.current is None else self.event.instrument.item(self.room.current)
        given = self._given()
        heads = HeadCount(
            joined=self.people,
            connected=self.people,
            asked=0 if item is None else self.people,
            answered=0 if item is None else sum(item.name in a for a in given.values()),
            channels=self._channels_of(item),
        )
        result: Tally | None = None
        parts = None
        was_asked = self.room.on_wall is not None and self.room.on_wall.state not in (
            QuestionState.WAITING,
            QuestionState.READING,
        )
        if item is not None and was_asked:
            choices = [a[item.name] for a in given.values() if item.name in a]
            result = tally(item, choices, self.people)
            if self.split_item is not None and self.split_item != item.name:
                by = self.event.instrument.item(self.split_item)
                parts = split(item, by, {UUID(int=n): a for n, a in given.items()})
        return RoomStatus(
            self.room, heads, self.addresses, "483920", result, parts,
            shift=self._shift(item), edits=self.edits, asked_at=self.asked_at,
            opened_at=self.opened_at,
            has_more_time=self.has_more_time, people=self.named, scores=self.scores,
            shows_scores=self.shows_scores, remote=self.remote, posts=self._posts(item),
            beside_posts=self._beside_posts(), large_post=self.large_post, ways=self._ways(),
        )  # fmt: skip

    def _posts(self, item: Item | None) -> tuple[Post, ...]:
        return tuple(self.posts.values()) if item is not None and item.kind in OF_POSTS else ()

    def _beside_posts(self) -> tuple[Post, ...]:
        return tuple(self.posts.values()) if self.room.beside is not None else ()

    def _ways(self) -> OtherWays:
        url = "http://127.0.0.1:8123/483920/kiosk?key=1"
        hands = self.hands if self.hands_of == self.room.current else {}
        return OtherWays(hands, len(self.cards), url, self.may_pass_on)

    @property
    def is_up(self) -> bool:
        return self._is_up

    def move(self, move: Move, item: str | None = None, seconds: float | None = None) -> RoomStatus:
        self._must_be_up()
        self.moves.append((move, item))
        ends_at = None if seconds is None else NOON + timedelta(seconds=seconds)
        before = self.room
        self.room = self.room.make(move, item, ends_at)
        if self.room.current != before.current:
            self.wants_shift = False
        if move is Move.SECOND_ROUND:
            name = str(self.room.current)
            self.rounds[name] = {n: a.pop(name) for n, a in self.answers.items() if name in a}
        self.asked_at = NOON if self.room.open_questions else None
        self._tell()
        return self.status

    def add_time(self, seconds: float) -> RoomStatus:
        before = self.room.ends_at or NOON
        return self.move(Move.CLOCK, seconds=(before - NOON).total_seconds() + seconds)

    def show_shift(self, is_wanted: bool) -> RoomStatus:
        self._must_be_up()
        self.wants_shift = is_wanted
        self._tell()
        return self.status

    def edit_texts(self, edit: TextEdit) -> RoomStatus:
        self._must_be_up()
        result = self.status.result
        if edit.verb in (TextVerb.RELEASE, TextVerb.FREEZE) and not edit.texts and result:
            texts = (*result.texts, *(word.text for word in result.words))
            edit = replace(edit, texts=texts)
        self.edits = self.edits.after(edit)
        self._tell()
        return self.status

    def moderate(self, edit: PostEdit) -> RoomStatus:
        self._must_be_up()
        self.moderated.append(edit)
        if edit.verb is PostVerb.ENLARGE:
            self.large_post = next(iter(edit.posts), None)
        held = tuple(p.id for p in self.posts.values() if p.state is PostState.HELD)
        for one in edit.posts or (held if edit.verb is PostVerb.RELEASE else ()):
            state = STATE_AFTER.get(edit.verb, PostState.MERGED)
            if edit.verb is not PostVerb.ENLARGE:
                self.posts[one] = replace(self.posts[one], state=state)
        self._tell()
        return self.status

    def set_hands(self, item: str, counts: Mapping[str, int]) -> RoomStatus:
        """Hands are people beyond a thousand, so that what a test answers stays apart."""
        choices = choices_of_hands(self.event.id, self.event.instrument.item(item), 1, counts)
        self._count(item, Channel.HANDS, dict(enumerate(choices.values(), start=1_000)))
        self.hands, self.hands_of = {code: n for code, n in counts.items() if n}, item
        return self.status

    def set_cards(self, item: str, cards: Mapping[int, str]) -> RoomStatus:
        choices_of_cards(self.event.id, self.event.instrument.item(item), cards)
        self.cards |= {2_000 + number for number in cards}
        known = {n: a[item] for n, a in self.answers.items() if n in self.cards and item in a}
        read = {2_000 + number: Choice((code,)) for number, code in cards.items()}
        self._count(item, Channel.CARD, known | read)
        return self.status

    def let_phones_go_round(self, is_allowed: bool) -> RoomStatus:
        self._must_be_up()
        self.may_pass_on = is_allowed
        self._tell()
        return self.status

    def show_scores(self, is_shown: bool) -> RoomStatus:
        self._must_be_up()
        self.shows_scores = is_shown
        self._tell()
        return self.status

    def switch_remote(self, is_on: bool) -> RoomStatus:
        self._must_be_up()
        self.keys += is_on
        self.remote = RemoteLine(f"key-{self.keys}") if is_on else None
        self._tell()
        return self.status

    def name_person(self, key: str, name: str = "") -> RoomStatus:
        self._must_be_up()
        self.named = tuple(
            replace(one, name=name or one.name, may_be_shown=True) if one.key == key else one
            for one in self.named
        )
        self._tell()
        return self.status

    def look_again(self) -> RoomStatus:
        """Takes up the event that the test has put into `edited`."""
        self._must_be_up()
        self.calls.append("look")
        if self.edited is not None:
            self.event = self.edited
            known = {question.item: question for question in self.room.questions}
            items = [item.name for item in self.event.instrument.items]
            questions = tuple(known.get(name, Question(name)) for name in items)
            self.room = replace(self.room, questions=questions)
        self._tell()
        return self.status

    def split_by(self, item: str | None) -> RoomStatus:
        self._must_be_up()
        if item is not None and not self.event.answers_tied:
            raise IllegalMove("not tied")
        self.split_item = item
        self._tell()
        return self.status

    def watch(self, on_status: Callable[[RoomStatus], None]) -> Callable[[], None]:
        self._watchers.append(on_status)
        return lambda: self._watchers.remove(on_status)

    def leave(self) -> None:
        self.calls.append("leave")
        self._is_up = False

    def shut(self) -> None:
        self.calls.append("shut")
        self._is_up = False

    # What the test does to it

    def answer(self, item: str, choices: Mapping[int, Choice]) -> None:
        for person, choice in choices.items():
            self.answers.setdefault(person, {})[item] = choice
        self._tell()

    def die(self) -> None:
        """As a killed process does: the line breaks, and watchers are called once more."""
        self._is_up = False
        self._tell()

    def taken_up(self) -> RoomStandIn:
        """The room with all that it has, for a console that opens it again."""
        self._is_up = True
        return self

    def _count(self, item: str, channel: Channel, choices: Mapping[int, Choice]) -> None:
        self._must_be_up()
        if self.room.question(item).state is not QuestionState.OPEN:
            raise IllegalMove("closed")
        for person, answers in self.answers.items():
            if self.channels.get(person) is channel:
                answers.pop(item, None)
        for person, choice in choices.items():
            self.answers.setdefault(person, {})[item] = choice
            self.channels[person] = channel
        self._tell()

    def _channels_of(self, item: Item | None) -> dict[Channel, int]:
        if item is None:
            return {}
        answered = (person for person, given in self._given().items() if item.name in given)
        return dict(Counter(self.channels.get(person, Channel.PHONE) for person in answered))

    def _given(self) -> dict[int, dict[str, Choice]]:
        cleared = {q.item for q in self.room.questions if q.cleared}
        return {
            person: {name: choice for name, choice in given.items() if name not in cleared}
            for person, given in self.answers.items()
        }

    def _shift(self, item: Item | None) -> Shift | None:
        if item is None or not self.wants_shift or self.room.open_questions:
            return None
        after = {n: a[item.name] for n, a in self._given().items() if item.name in a}
        before = self.rounds.get(item.name, {})
        if item.repeats is not None:
            of = item.repeats
            before = {n: a[of] for n, a in self._given().items() if of in a}
        tied = self.event.answers_tied
        return shift(item, item.repeats or item.name, {**before}, {**after}, is_tied=tied)

    def _must_be_up(self) -> None:
        if not self._is_up:
            raise RoomUnreachable("gone")

    def _tell(self) -> None:
        for on_status in list(self._watchers):
            on_status(self.status)


def with_question_states(room: Room, **states: QuestionState) -> Room:
    """The room with these questions in these states, by name."""
    questions = tuple(
        replace(question, state=states.get(question.item, question.state))
        for question in room.questions
    )
    return replace(room, questions=questions)
