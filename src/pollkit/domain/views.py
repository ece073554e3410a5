"""What a phone, the wall and the console may know in each state of the room.

Decided here, on the server's side: no distribution reaches a phone or the wall before the
facilitator has revealed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.splits import Split
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import Question, QuestionState, Room


@dataclass(frozen=True)
class HeadCount:
    """People in the room: who ever joined, whose phone is connected now, who could answer the
    question on the wall and who did."""

    joined: int = 0
    connected: int = 0
    asked: int = 0
    answered: int = 0


@dataclass(frozen=True)
class JoinAddress:
    """One way in: `url` goes into the QR code, `spoken` is what a person types."""

    url: str
    spoken: str
    interface: str


@dataclass(frozen=True)
class RoomStatus:
    """All that the console knows, sent whole at most ten times a second.

    `result` is the facilitator's private view while the question is not revealed; it is for open
    questions too.
    """

    room: Room
    heads: HeadCount
    addresses: tuple[JoinAddress, ...]
    pin: str
    result: Tally | None = None
    split: Split | None = None


class Scene(StrEnum):
    """What fills the wall."""

    JOIN = "join"  # before the first question
    QUESTION = "question"  # stem and options, with the count while open
    RESULT = "result"  # the chart
    BLANK = "blank"
    END = "end"


@dataclass(frozen=True)
class WallPicture:
    """`result` is None unless the facilitator has revealed it; `split` likewise."""

    scene: Scene
    item: Item | None
    state: QuestionState | None
    heads: HeadCount
    addresses: tuple[JoinAddress, ...]
    pin: str = ""
    result: Tally | None = None
    split: Split | None = None


def wall_picture(status: RoomStatus, item: Item | None) -> WallPicture:
    """What the projector shows; `item` is the one on the wall."""
    question = status.room.on_wall
    revealed = question is not None and question.state is QuestionState.REVEALED
    return WallPicture(
        scene=_scene(status.room, question),
        item=item,
        state=None if question is None else question.state,
        heads=status.heads,
        addresses=status.addresses,
        pin=status.pin,
        result=status.result if revealed else None,
        split=status.split if revealed else None,
    )


def _scene(room: Room, question: Question | None) -> Scene:
    if room.has_ended:
        return Scene.END
    if room.is_blank:
        return Scene.BLANK
    if question is None:
        return Scene.JOIN
    return Scene.RESULT if question.state is QuestionState.REVEALED else Scene.QUESTION


class PhoneScene(StrEnum):
    WELCOME = "welcome"  # joined, nothing asked yet
    READING = "reading"
    ANSWER = "answer"  # the form, with the own answer filled in
    NOT_ASKED = "not_asked"  # a follow-up for others
    CLOSED = "closed"  # answers are no longer taken
    RESULT = "result"
    END = "end"


def phone_scene(room: Room, is_asked: bool) -> PhoneScene:
    """What a phone shows; `is_asked` says whether its owner is asked the question on the wall."""
    question = room.on_wall
    if room.has_ended:
        return PhoneScene.END
    if question is None or question.state is QuestionState.WAITING:
        return PhoneScene.WELCOME
    if question.state is QuestionState.REVEALED:
        return PhoneScene.RESULT
    if not is_asked:
        return PhoneScene.NOT_ASKED
    return {
        QuestionState.READING: PhoneScene.READING,
        QuestionState.OPEN: PhoneScene.ANSWER,
        QuestionState.CLOSED: PhoneScene.CLOSED,
    }[question.state]


@dataclass(frozen=True)
class PhoneView:
    """All that a phone's page is made from.

    Attributes:
        version: of the room; a phone that shows an older one fetches again.
        mine: the own answer to the question on the wall, if the device still has it.
        is_in_box: the own answer is in the ballot box and can no longer be told apart or changed.
        notice: one sentence in the phone's language, such as why an answer was not taken.
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
