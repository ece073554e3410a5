"""What the console shows, whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from pollkit.desktop.facilitator.splits import SplitChoice
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import Split
from pollkit.domain.boards import Post, PostState
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.people import Person, Standing
from pollkit.domain.rooms import Move, Pace, QuestionState
from pollkit.domain.text_edits import TextEdits
from pollkit.domain.views import (
    HeadCount,
    JoinAddress,
    OtherWays,
    Progress,
    RemoteLine,
    WallPicture,
)

NOBODY = HeadCount()


class Line(StrEnum):
    """How things stand between this window and the room's process."""

    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"  # the process does not answer; its votes are on disk
    SHUT = "shut"  # ended from here, or never opened


@dataclass(frozen=True)
class QuestionRow:
    item: str
    number: int
    text: str
    state: QuestionState
    is_current: bool
    can_move: bool = False


@dataclass(frozen=True)
class Step:
    """What the largest button and the space bar do."""

    move: Move
    words: str


@dataclass(frozen=True)
class AsideState:
    """The board that stays open beside the other questions. `is_on_wall` now; `posts` are told
    while it is open or on the wall."""

    item: Item
    is_open: bool
    is_on_wall: bool = False
    posts: tuple[Post, ...] = ()

    @property
    def waiting(self) -> int:
        """How many posts wait to be released."""
        return sum(post.state is PostState.HELD for post in self.posts)


@dataclass(frozen=True)
class Trouble:
    """One calm sentence; `can_reopen` offers to bring the room back."""

    words: str
    can_reopen: bool = False


@dataclass(frozen=True)
class ConsoleState:
    """The facilitator's view.

    Attributes:
        item: the question on the wall, None before the first one and at the end.
        result: what has come in, for the facilitator alone until it is revealed.
        step: None while there is nothing to do next.
        busy: the move that is under way.
        can_restore: answers were set aside and can be taken back.
        split_by: the name of the item that splits the result now.
        address: the one in the QR code.
        round: of the question on the wall.
        ways: the ways in besides everyone's own phone.
        begun: names of the questions that the room has seen.
        is_ending: the next press of "end" ends the event for good, for a few seconds.
        can_shift: the result can be compared with an earlier round or question; `shift` is that
            comparison while it is wanted.
        pace: who decides when the next question comes; `progress` at everyone's own.
        next_text: the question that comes next.
        open_s: for how many seconds the question on the wall has taken answers.
        seconds_left: until it closes by itself, None without a clock.
        live_min: for how many minutes the room has been live.
        has_more_time: how many phones are waited for beyond that.
        shows_live: the wall shows the result while it comes in.
        edits: what was done to the texts of the question; `held` are those that wait for release.
        is_asking: the palette of quick questions is open.
        posts: of the board on the wall, in every state; `large_post` stands large on the wall.
        aside: the board that stays open; None where the event has none. Its list stands in place
            of the question while `shows_aside`.
        is_voting: its ideas are voted on.
        is_locked: no new phone is let in.
        people: who is here, where names are asked for; `scores` are the best of a quiz.
        remote: of the remote control, None while it is off.
    """

    event: Event
    line: Line = Line.OPENING
    rows: tuple[QuestionRow, ...] = ()
    begun: frozenset[str] = frozenset()
    item: Item | None = None
    question: QuestionState | None = None
    heads: HeadCount = NOBODY
    result: Tally | None = None
    split: Split | None = None
    step: Step | None = None
    busy: Move | None = None
    allowed: frozenset[Move] = frozenset()
    can_restore: bool = False
    split_choices: tuple[SplitChoice, ...] = ()
    split_by: str | None = None
    addresses: tuple[JoinAddress, ...] = ()
    address: JoinAddress | None = None
    pin: str = ""
    round: int = 1
    ways: OtherWays = field(default_factory=OtherWays)
    is_blank: bool = False
    has_ended: bool = False
    is_ending: bool = False
    trouble: Trouble | None = None
    wall: WallPicture | None = None
    can_shift: bool = False
    shift: Shift | None = None
    pace: Pace = Pace.PRESENTER
    progress: tuple[Progress, ...] = ()
    next_text: str = ""
    open_s: int | None = None
    seconds_left: int | None = None
    live_min: int | None = None
    has_more_time: int = 0
    shows_live: bool = False
    edits: TextEdits = field(default_factory=TextEdits)
    held: tuple[str, ...] = ()
    is_asking: bool = False
    posts: tuple[Post, ...] = ()
    large_post: UUID | None = None
    aside: AsideState | None = None
    shows_aside: bool = False
    is_voting: bool = False
    is_locked: bool = False
    people: tuple[Person, ...] = ()
    scores: tuple[Standing, ...] = ()
    shows_scores: bool = False
    remote: RemoteLine | None = None
