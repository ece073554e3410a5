"""What the facilitator's console may see of a running room, and by what it is compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import Split, earlier_splitters
from pollkit.domain.ballots import Channel
from pollkit.domain.people import AsksFor
from pollkit.domain.text_edits import TextEdits
from pollkit.domain.views import HeadCount, OtherWays, RemoteLine, RoomStatus
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.live_question import LiveQuestion
from pollkit.live.live_room import LiveRoom
from pollkit.live.named_people import people_of, scores_of
from pollkit.live.own_pace import heads, progress_of


class ConsoleView:
    """A result is split by another question or set beside an earlier one, never both at once."""

    def __init__(self, room: LiveRoom) -> None:
        self._room = room
        self._split_by: str | None = None
        # The question on the wall while the wish holds; the next one is shown by itself.
        self._shift_of: str | None = None
        self._reckoned: tuple[LiveQuestion, Shift | None] | None = None

    def split_by(self, item: str | None) -> None:
        if item is not None:
            self._room.event.instrument.item(item)
            if not self._room.event.answers_tied:
                raise IllegalMove(
                    _("Answers can only be split where the event keeps each person's together.")
                )
            self._shift_of = None
        self._split_by = item
        self._room.on_news()

    def show_shift(self, is_wanted: bool) -> None:
        """Who moved since the earlier round, or since the question that this one repeats."""
        self._shift_of = self._room.room.current if is_wanted else None
        if is_wanted:
            self._split_by = None
        self._room.on_news()

    def status(self) -> RoomStatus:
        room = self._room
        question = self._on_wall
        board = None if question is None else question.board
        aside = room.live.beside
        beside = None if aside is None else aside.board
        is_own = room.is_at_own_pace
        return RoomStatus(
            room=room.room,
            heads=self._heads(),
            addresses=room.addresses,
            pin=room.pin,
            result=room.result(),
            split=self._split(),
            shift=self._shift(),
            edits=TextEdits() if question is None else question.edits,
            progress=progress_of(room.live, room.attendance) if is_own else (),
            asked_at=room.asked_at,
            opened_at=room.opened_at,
            has_more_time=len(room.clock.with_more_time()),
            ways=self._ways(),
            posts=() if board is None else tuple(board.posts.values()),
            beside_posts=() if beside is None else tuple(beside.posts.values()),
            large_post=room.boards.large_post,
            people=people_of(room),
            remote=None
            if room.remote is None
            else RemoteLine(room.remote.key, room.remote.owner is not None),
            scores=scores_of(room) if room.event.asks_for.is_named else (),
            shows_scores=room.shows_scores,
        )

    @property
    def _on_wall(self) -> LiveQuestion | None:
        return self._room.live.get(self._room.room.current)

    def _heads(self) -> HeadCount:
        room, question = self._room, self._on_wall
        joined, connected = room.joined, room.attendance.connected()
        if room.is_at_own_pace:
            return replace(heads(room.live, room.attendance, joined), turned_away=room.turned_away)
        if question is None:
            return HeadCount(joined, connected, turned_away=room.turned_away)
        asked = room.live.asked_count(question, room.attendance)
        answered, channels = question.answered, question.channels()
        return HeadCount(joined, connected, asked, answered, channels, room.turned_away)

    def _ways(self) -> OtherWays:
        room, question = self._room, self._on_wall
        is_of_codes = room.event.asks_for is AsksFor.CODE
        return OtherWays(
            hands={} if question is None or not question.is_open else _hands(room, question),
            cards=room.attendance.of_channel(Channel.CARD),
            kiosk_url="" if room.room.has_ended or is_of_codes else room.kiosk_url,
            may_pass_on=room.turns.may_pass_on,
            passed_on=room.attendance.of_channel(Channel.SHARED),
        )

    def _split(self) -> Split | None:
        question, instrument = self._on_wall, self._room.event.instrument
        if question is None or self._split_by is None:
            return None
        by = instrument.item(self._split_by)
        return self._room.live.split(question, by, earlier_splitters(instrument, question.item, by))

    def _shift(self) -> Shift | None:
        """Reckoned once for each reading of the store: a settled question does not change."""
        question = self._on_wall
        if question is None or self._shift_of != question.item.name:
            return None
        if self._reckoned is None or self._reckoned[0] is not question:
            asked = self._room.live.asked_count(question, self._room.attendance)
            is_tied = self._room.event.answers_tied
            self._reckoned = question, question.shift(asked, is_tied=is_tied)
        return self._reckoned[1]


def _hands(room: LiveRoom, question: LiveQuestion) -> dict[str, int]:
    """Option -> hands."""
    if not room.attendance.of_channel(Channel.HANDS):
        return {}
    hands = room.attendance.tokens_of(Channel.HANDS)
    raised = Counter(v.choice.codes[0] for token, v in question.votes.items() if token in hands)
    return dict(raised)
