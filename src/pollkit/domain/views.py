"""What a phone, the wall and the console may know in each state of the room.

Decided here, on the server's side: no distribution reaches a phone or the wall before the
facilitator has revealed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import Split
from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.board_views import Aside, BoardPicture, PhoneBoard
from pollkit.domain.boards import Post, for_room, shows_numbers
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item
from pollkit.domain.people import Person, Standing
from pollkit.domain.rooms import Pace, Question, QuestionState, Room, seconds_until
from pollkit.domain.text_edits import TextEdits, for_wall
from pollkit.domain.wifi import Wifi


@dataclass(frozen=True)
class HeadCount:
    """Phones in the room: how many ever joined and are connected now; and people, by whatever way
    they answer: who could answer the question on the wall and who did.

    `turned_away` are phones that found the door locked and are not in.
    `channels` is by which ways those did, without the ways by which nobody did. Phones and cards
    stay in the room and are asked; whoever raises a hand or takes a turn at a phone that goes
    round or at the laptop is counted among those asked once they have answered.
    """

    joined: int = 0
    connected: int = 0
    asked: int = 0
    answered: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)
    turned_away: int = 0


@dataclass(frozen=True)
class JoinAddress:
    """One way in: `url` goes into the QR code, `spoken` is what a person types."""

    url: str
    spoken: str
    interface: str


@dataclass(frozen=True)
class Progress:
    """How far a question has come that everyone answers at their own pace."""

    item: str
    answered: int
    asked: int


@dataclass(frozen=True)
class OtherWays:
    """The ways in besides everyone's own phone.

    Attributes:
        hands: option -> the hands that count for the open question now.
        cards: cards that were read at any time in the event.
        kiosk_url: the way in for those who answer on this laptop, with the key that makes it one;
            it works on this computer only. "" where the laptop cannot be one.
        may_pass_on: whether a phone may go round, one person after the other.
        passed_on: to how many people phones went.
    """

    hands: Mapping[str, int] = field(default_factory=dict)
    cards: int = 0
    kiosk_url: str = ""
    may_pass_on: bool = False
    passed_on: int = 0


@dataclass(frozen=True)
class RemoteLine:
    """The remote control's key, for the console's code alone, and whether a phone has taken it."""

    key: str = field(repr=False)
    is_taken: bool = False


@dataclass(frozen=True)
class RoomStatus:
    """All that the console knows, sent whole at most ten times a second.

    Attributes:
        result: the facilitator's private view while the question is not revealed; it is for open
            questions too, with every text that was written and is not hidden.
        shift: who moved since the earlier round or question, while the facilitator wishes it.
        edits: what was done to the texts of the question on the wall.
        progress: of all open questions, at everyone's own pace only.
        asked_at: when the question on the wall was opened, with a time zone.
        opened_at: when the event went live, with a time zone.
        has_more_time: how many phones may answer beyond the end of the clock.
        ways: the other ways in.
        posts: all of the board on the wall, those that wait or were put away included;
            `beside_posts` of the board that stays open.
        large_post: the one that stands large on the wall.
        people: who is here, where the event asks for names.
        scores: the best of a quiz, from the questions that are revealed; on the wall while
            `shows_scores`.
        remote: of the remote control; None = it is switched off.
    """

    room: Room
    heads: HeadCount
    addresses: tuple[JoinAddress, ...]
    pin: str
    result: Tally | None = None
    split: Split | None = None
    shift: Shift | None = None
    edits: TextEdits = field(default_factory=TextEdits)
    progress: tuple[Progress, ...] = ()
    asked_at: datetime | None = None
    opened_at: datetime | None = None
    has_more_time: int = 0
    ways: OtherWays = field(default_factory=OtherWays)
    posts: tuple[Post, ...] = ()
    beside_posts: tuple[Post, ...] = ()
    large_post: UUID | None = None
    people: tuple[Person, ...] = ()
    scores: tuple[Standing, ...] = ()
    shows_scores: bool = False
    remote: RemoteLine | None = None


class Scene(StrEnum):
    """What fills the wall."""

    JOIN = "join"  # before the first question
    QUESTION = "question"  # stem and options, with the count while open
    RESULT = "result"  # the chart
    SCORES = "scores"  # the best of a quiz
    PROGRESS = "progress"  # how far everyone has come at their own pace
    BLANK = "blank"
    END = "end"


@dataclass(frozen=True)
class WallPicture:
    """What the projector shows.

    Attributes:
        result: None unless the facilitator shows it; then with the released texts only. `split`
            and `shift` likewise.
        wifi: None unless it is to be on the wall.
        progress: at everyone's own pace: of each question, how many have answered.
        seconds_left: None while no clock runs.
        board: of the room's questions and ideas, once they were opened.
        scores: the best of a quiz, while the facilitator shows them.
    """

    scene: Scene
    item: Item | None
    state: QuestionState | None
    heads: HeadCount
    addresses: tuple[JoinAddress, ...]
    pin: str = ""
    result: Tally | None = None
    split: Split | None = None
    wifi: Wifi | None = None
    shift: Shift | None = None
    progress: tuple[Progress, ...] = ()
    seconds_left: int | None = None
    board: BoardPicture | None = None
    scores: tuple[Standing, ...] = ()


def wall_picture(status: RoomStatus, item: Item | None, now: datetime | None = None) -> WallPicture:
    """What the projector shows; `item` is the one on the wall, `now` is there for the clock."""
    question = status.room.on_wall
    is_shown = question is not None and _is_shown(question)
    result = status.result if is_shown and item is not None else None
    clock = None if now is None else seconds_until(status.room.ends_at, now)
    return WallPicture(
        scene=_scene(status, question),
        item=item,
        state=None if question is None else question.state,
        heads=status.heads,
        addresses=status.addresses,
        pin=status.pin,
        result=None if item is None or result is None else for_wall(item, result, status.edits),
        split=status.split if is_shown else None,
        shift=status.shift if is_shown else None,
        progress=status.progress,
        seconds_left=clock,
        board=None if question is None or item is None else _board(item, question, status),
        scores=status.scores if status.shows_scores else (),
    )


def _board(item: Item, question: Question, status: RoomStatus) -> BoardPicture | None:
    if item.kind not in OF_POSTS or question.state in _NOT_OPENED:
        return None
    posts = for_room(item, question, status.posts)
    large = next((post for post in posts if post.id == status.large_post), None)
    return BoardPicture(posts, large, shows_numbers(item, question), question.is_voting)


def _is_shown(question: Question) -> bool:
    """Whether the room may see the result; while it comes in, only by the facilitator's choice."""
    if question.state is QuestionState.REVEALED:
        return True
    return question.shows_live and question.state in (QuestionState.OPEN, QuestionState.CLOSED)


def _scene(status: RoomStatus, question: Question | None) -> Scene:
    room = status.room
    if room.has_ended:
        return Scene.END
    if room.is_blank:
        return Scene.BLANK
    if status.shows_scores:
        return Scene.SCORES
    if room.pace is Pace.SELF:
        return Scene.PROGRESS
    if question is None:
        return Scene.JOIN
    return Scene.RESULT if _is_shown(question) else Scene.QUESTION


_NOT_OPENED = frozenset({QuestionState.WAITING, QuestionState.READING})


class PhoneScene(StrEnum):
    WELCOME = "welcome"  # joined, nothing asked yet
    READING = "reading"
    ANSWER = "answer"  # the form, with the own answer filled in
    NOT_ASKED = "not_asked"  # a follow-up for others
    CLOSED = "closed"  # answers are no longer taken
    RESULT = "result"
    THANKS = "thanks"  # on the laptop: the next person, please
    END = "end"


def phone_scene(
    room: Room, is_asked: bool, item: str | None = None, is_in_time: bool = True
) -> PhoneScene:
    """What a phone shows.

    Args:
        is_asked: whether its owner is asked the question.
        item: the question that the phone has come to, at its own pace or at the board that stays
            open; else that on the wall.
        is_in_time: False once the clock has run out for this phone, while others have more time.
    """
    question = room.on_wall if item is None else room.question(item)
    if room.has_ended:
        return PhoneScene.END
    if question is None or question.state is QuestionState.WAITING:
        return PhoneScene.WELCOME
    if question.state is QuestionState.REVEALED:
        return PhoneScene.RESULT
    if not is_asked:
        return PhoneScene.NOT_ASKED
    if question.state is QuestionState.OPEN and not is_in_time:
        return PhoneScene.CLOSED
    return {
        QuestionState.READING: PhoneScene.READING,
        QuestionState.OPEN: PhoneScene.ANSWER,
        QuestionState.CLOSED: PhoneScene.CLOSED,
    }[question.state]


@dataclass(frozen=True)
class PhoneStep:
    """Where a phone is among the questions that its owner answers at their own pace.

    Attributes:
        number, of: this is the second of five, as far as is known which of them they are asked.
        answered: how many of them have an answer.
        previous, next: names of the questions before and after; None at the ends.
    """

    number: int
    of: int
    answered: int
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True)
class Turn:
    """Whose turn it is where people answer one after the other.

    Attributes:
        is_kiosk: on the laptop; else on a phone that goes round.
        can_hand_on: whether the next person's turn may begin now.
        person: stands for whoever has the turn in what the page keeps; "" for a phone's owner.
    """

    is_kiosk: bool = False
    can_hand_on: bool = False
    person: str = ""


@dataclass(frozen=True)
class PhoneView:
    """All that a phone's page is made from.

    Attributes:
        version: of the room; a phone that shows an older one fetches again.
        mine: the own answer to the question on the wall, if the device still has it.
        is_in_box: the own answer is in the ballot box and can no longer be told apart or changed.
        notice: one sentence in the phone's language, such as why an answer was not taken.
        seconds_left: for this phone; None while no clock runs for it.
        can_have_more: whether it may ask for more time now.
        step: where it is at its own pace; None at the presenter's.
        receipt: of the own answer, for a phone whose page works without scripts; others know the
            vote's id, since they made it.
        turn: see `Turn`.
        board: of the room's questions and ideas.
        aside: the way to the board that stays open, and back; None while it is closed.
    """

    event: Event
    language: str
    version: int
    scene: PhoneScene
    item: Item | None = None
    round: int = 1
    result: Tally | None = None
    mine: Choice | None = None
    is_in_box: bool = False
    notice: str | None = None
    seconds_left: int | None = None
    can_have_more: bool = False
    step: PhoneStep | None = None
    receipt: str | None = None
    turn: Turn = Turn()
    board: PhoneBoard | None = None
    aside: Aside | None = None
