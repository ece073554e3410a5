"""Runs a room: what the facilitator does, and what the console then shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from pollkit.desktop.facilitator.console.readings import (
    can_compare,
    earlier_splits,
    item_named,
    rows_of,
    seconds_since,
    step_of,
    text_of,
    without_unknown,
)
from pollkit.desktop.facilitator.console.state import ConsoleState, Line, Trouble
from pollkit.domain.boards import PostEdit, PostVerb
from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move, QuestionState, seconds_until
from pollkit.domain.running_order import with_item_after, with_item_moved
from pollkit.domain.text_edits import TextEdit, TextVerb, held_texts
from pollkit.domain.views import JoinAddress, RoomStatus, wall_picture
from pollkit.domain.wifi import Wifi
from pollkit.errors import PollKitError, RoomUnreachable
from pollkit.i18n import _
from pollkit.usecases.board_questions import question_from_posts
from pollkit.usecases.ports import RoomLink
from pollkit.usecases.quick_questions import QuickKind, quick_question

T = TypeVar("T")

# A clicker that bounces, or a nervous thumb, must not reveal what was only to be closed.
_BOUNCE_S = 0.4
# So long a first press of "end" waits for the second.
_ENDING_S = 5.0
# Darkness and the door need not wait for another move to end.
_NEVER_WAITS = frozenset({Move.BLANK, Move.LOCK})
_NOT_ASKED = frozenset({QuestionState.WAITING, QuestionState.READING})


class Runner(Protocol):
    """Runs work off the window's thread and calls back in it (`pollkit.desktop.tasks`)."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class ConsolePresenter:
    """Verbs return at once; `on_changed` is called in the window's thread when the state is new."""

    def __init__(
        self,
        event: Event,
        open_room: Callable[[], RoomLink],
        runner: Runner,
        on_news: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        save: Callable[[Event], None] = lambda event: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """
        Args:
            open_room: opens the event's room or takes up the running one; may take seconds.
            on_news: called from any thread when `refresh` has something to read.
            save: keeps the event with a question that was added or moved; may take a moment, and
                is called from any thread.
        """
        self._clock = clock
        self._save = save
        self._now = now
        self._ending_since_s = -_ENDING_S
        self._step_ended_s = -1.0
        self._open_room = open_room
        self._runner = runner
        self._on_news = on_news
        self._link: RoomLink | None = None
        self._stop_watching: Callable[[], None] = lambda: None
        self._farewell: Callable[[RoomLink | None], None] | None = None
        self._chosen: JoinAddress | None = None
        self._wifi: Wifi | None = None
        self.on_changed: Callable[[], None] = lambda: None
        self.state = ConsoleState(event)

    def open(self) -> None:
        """Opens the room, or brings it back after it was lost."""
        self._set(line=Line.OPENING, trouble=None)
        lost, self._link = self._link, None
        self._stop_watching()

        def work(_task: object) -> RoomLink:
            if lost is not None:
                lost.leave()
            return self._open_room()

        self._runner.run(work, self._on_opened, self._on_not_opened)

    def refresh(self) -> None:
        """Reads the newest status. Never waits."""
        if self._link is None:
            return
        self._take(self._link.status)
        if not self._link.is_up and self.state.line is Line.LIVE:
            self._lose()
        self.on_changed()

    def take_wifi(self, wifi: Wifi | None) -> None:
        """What the wall's first step shows; None or one that is not for the wall: no such step."""
        self._wifi = wifi if wifi is not None and wifi.is_on_wall else None
        self.refresh()

    def take_event(self, event: Event) -> None:
        """The event was edited while it runs: its room takes the change up at once."""
        is_new = event != self.state.event
        self.state = replace(self.state, event=event)
        self.refresh()
        if is_new and self._link is not None:
            self._run(None, lambda link: link.look_again())

    def tick(self) -> None:
        """Once a second: the clock goes on, and what was half asked for lapses."""
        state = self.state
        if state.is_ending and not self._is_ending:
            state = replace(state, is_ending=False)
        if self._link is not None and state.wall is not None:
            status = self._link.status
            left = seconds_until(status.room.ends_at, self._now())
            is_open = state.question is QuestionState.OPEN or bool(state.progress)
            state = replace(
                state,
                open_s=seconds_since(status.asked_at, self._now()) if is_open else None,
                seconds_left=left,
                wall=replace(state.wall, seconds_left=left),
            )
        if state != self.state:
            self.state = state
            self.on_changed()

    def take_step(self) -> None:
        """The next step; a second press that follows at once is taken for a bounce."""
        if self.state.step is not None and not self.is_bounce:
            self.make(self.state.step.move)

    @property
    def is_bounce(self) -> bool:
        """Whether a press now follows the last step so soon that it was not meant."""
        return self._clock() - self._step_ended_s < _BOUNCE_S

    def make(self, move: Move, item: str | None = None) -> None:
        """One move at a time, but for those that never wait. The event's end
        has to be asked for twice."""
        if self._link is None or (self.state.busy is not None and move not in _NEVER_WAITS):
            return
        if move is Move.END and not self._is_ending:
            self._step_ended_s = self._ending_since_s = self._clock()
            self._set(is_ending=True)
            return
        self._run(move, lambda link: self._move(link, move, item))

    @property
    def _is_ending(self) -> bool:
        return self.state.is_ending and self._clock() - self._ending_since_s < _ENDING_S

    def ask(self, item: str) -> None:
        """Puts a question on the wall and asks it, or shows it alone where it is to be read first;
        one that was asked before is shown as it stands."""
        states = {row.item: row.state for row in self.state.rows}
        if states[item] not in _NOT_ASKED:
            self.make(Move.SHOW, item)
            return
        asked = item_named(self.state.event, item)
        reads = asked is not None and asked.reads_first and states[item] is QuestionState.WAITING
        self.make(Move.READ if reads else Move.ASK, item)

    def go_back(self) -> None:
        """Shows the question before as it stands."""
        names = [row.item for row in self.state.rows]
        item = self.state.item
        if item is not None and item.name in names[1:] and not self.is_bounce:
            self.make(Move.SHOW, names[names.index(item.name) - 1])

    def add_time(self, seconds: float) -> None:
        """Moves the end of the clock; where none runs, one begins."""
        self._do(lambda link: link.add_time(seconds))

    def stop_clock(self) -> None:
        self._do(lambda link: link.move(Move.CLOCK))

    def toggle_shift(self) -> None:
        """Who moved since the earlier round or question: on the wall once the result is."""
        is_wanted = self.state.shift is None
        if self.state.can_shift or not is_wanted:
            self._do(lambda link: link.show_shift(is_wanted))

    def count_in(
        self,
        work: Callable[[RoomLink], RoomStatus],
        on_ended: Callable[[BaseException | None], None],
    ) -> None:
        """Answers that come by another way in. `on_ended` follows in the window's thread, with what
        is wrong or None."""
        link = self._link
        if link is None or self.state.line is not Line.LIVE:
            on_ended(RoomUnreachable(_lost_words()))
            return

        def done(status: RoomStatus) -> None:
            self._take(status)
            on_ended(None)
            self.on_changed()

        def failed(error: BaseException) -> None:
            if not isinstance(error, PollKitError):
                raise error
            if isinstance(error, RoomUnreachable):
                self._lose()
            on_ended(error)
            self.on_changed()

        self._runner.run(lambda _task: work(link), done, failed)

    def edit_texts(self, verb: TextVerb, texts: tuple[str, ...] = (), into: str = "") -> None:
        """Releases, hides or merges what people wrote; see `TextVerb`."""
        self._do(lambda link: link.edit_texts(TextEdit(verb, texts, into)))

    def moderate(self, verb: PostVerb, posts: tuple[UUID, ...], into: UUID | None = None) -> None:
        """Releases, answers, puts away, merges or enlarges what the room wrote; see `PostVerb`."""
        self._do(lambda link: link.moderate(PostEdit(verb, posts, into)))

    def ask_posts(self, posts: tuple[UUID, ...], kind: ItemKind) -> None:
        """Puts a question of this kind behind the current one, with these posts as its options."""
        board = self.state.item
        if self._link is None or self.state.busy is not None or board is None:
            return
        chosen = [post for post in self.state.posts if post.id in posts]
        chosen.sort(key=lambda post: posts.index(post.id))
        try:
            item = question_from_posts(board, chosen, kind, self.state.event.languages)
        except PollKitError as unfit:
            self._set(trouble=Trouble(str(unfit)))
            return
        event = with_item_after(self.state.event, item, board.name)
        self._run(None, lambda link: self._keep(link, event), event)

    def show_scores(self, is_shown: bool) -> None:
        """The best of a quiz on the wall, until the next step."""
        self._do(lambda link: link.show_scores(is_shown))

    def switch_remote(self, is_on: bool) -> None:
        """To switch on what is on makes a new code."""
        self._do(lambda link: link.switch_remote(is_on))

    def toggle_palette(self) -> None:
        """The palette of questions that need no preparation."""
        self._set(is_asking=not self.state.is_asking and self.state.line is Line.LIVE)

    def ask_on_the_spot(self, kind: QuickKind, typed: str = "") -> None:
        """Puts a question behind the current one and asks it at once."""
        if self._link is None or self.state.busy is not None:
            return
        if self._link.status.room.open_questions:
            self._set(trouble=Trouble(_("Close the open question first.")), is_asking=False)
            return
        current = None if self.state.item is None else self.state.item.name
        item = quick_question(kind, self.state.event.languages, typed)
        event = with_item_after(self.state.event, item, current)
        added = next(
            one.name for one in event.instrument.items
            if one.name not in {old.name for old in self.state.event.instrument.items}
        )  # fmt: skip
        self._set(is_asking=False)
        self._run(Move.ASK, lambda link: self._ask_new(link, event, added), event)

    def move_question(self, item: str, place: int) -> None:
        """Gives a question that was not asked yet another place, counted from 0 among the rest."""
        if self._link is None or self.state.busy is not None:
            return
        try:
            event = with_item_moved(self.state.event, item, place, self.state.begun)
        except PollKitError as unfit:
            self._set(trouble=Trouble(str(unfit)))
            return
        if event != self.state.event:
            self._run(None, lambda link: self._keep(link, event), event)

    def move_question_by(self, item: str, steps: int) -> None:
        """One place up or down."""
        names = [one.name for one in self.state.event.instrument.items]
        if item in names:
            self.move_question(item, names.index(item) + steps)

    def toggle_blank(self) -> None:
        self.make(Move.BLANK)

    def restore(self) -> None:
        self.make(Move.RESTORE)

    def split_by_next(self) -> None:
        """By one earlier question after the other, and then by none again."""
        choices = [None, *(choice.item for choice in self.state.split_choices)]
        if len(choices) > 1:
            here = choices.index(self.state.split_by) if self.state.split_by in choices else 0
            self.split_by(choices[(here + 1) % len(choices)])

    def split_by(self, item: str | None) -> None:
        """Splits result and wall by an earlier question; None takes the split away."""
        if self._link is not None and self.state.busy is None:
            self._set(split_by=item)
            self._run(None, lambda link: link.split_by(item))

    def choose_address(self, address: JoinAddress) -> None:
        """The interface whose address goes into the QR code."""
        self._chosen = address
        self.refresh()

    def calm(self) -> None:
        """Takes back what was only half asked for, and what was said about the last failure."""
        trouble = self.state.trouble
        kept = trouble if trouble is not None and trouble.can_reopen else None
        self._set(is_ending=False, trouble=kept, is_asking=False)

    def leave(self, on_left: Callable[[], None]) -> None:
        """Hangs up; the room goes on."""
        self._part(lambda link: link.leave(), on_left)

    def shut(self, on_shut: Callable[[], None]) -> None:
        """Ends the room's process; every acknowledged vote is on disk."""
        self._part(lambda link: link.shut(), on_shut)

    def _move(self, link: RoomLink, move: Move, item: str | None) -> RoomStatus:
        if move is Move.NEXT or item not in (None, link.status.room.current):
            # The next result is revealed whole; to split it is a choice of its own.
            link.split_by(None)
        return link.move(move, item)

    def _keep(self, link: RoomLink, event: Event) -> RoomStatus:
        self._save(event)
        return link.look_again()

    def _ask_new(self, link: RoomLink, event: Event, item: str) -> RoomStatus:
        self._keep(link, event)
        return self._move(link, Move.ASK, item)

    def _do(self, work: Callable[[RoomLink], RoomStatus]) -> None:
        """What is no step on the way and need not wait for one."""
        if self._link is not None and self.state.line is Line.LIVE:
            self._run(None, work)

    def _run(
        self,
        move: Move | None,
        work: Callable[[RoomLink], RoomStatus],
        event: Event | None = None,
    ) -> None:
        """`event` is what the work makes of it; if it fails, the event is as it was."""
        link, before = self._link, self.state.event
        assert link is not None
        changed = before if event is None else event
        self._set(busy=self.state.busy or move, trouble=None, is_ending=False, event=changed)

        def failed(error: BaseException) -> None:
            self.state = replace(self.state, event=before if event else self.state.event)
            self._on_not_moved(move, error)

        self._runner.run(
            lambda _task: work(link), lambda status: self._on_moved(move, status), failed
        )

    def _part(self, work: Callable[[RoomLink], None], on_parted: Callable[[], None]) -> None:
        """Once; a room that is still being opened is parted with as soon as it is there."""
        if self._farewell is None:
            self._farewell = lambda link: self._part_from(link, work, on_parted)
            if self.state.line is not Line.OPENING:
                self._farewell(self._link)

    def _part_from(
        self,
        link: RoomLink | None,
        work: Callable[[RoomLink], None],
        on_parted: Callable[[], None],
    ) -> None:
        self._link = None
        self._stop_watching()

        def parted(_nothing: object) -> None:
            self._set(line=Line.SHUT, busy=None)
            on_parted()

        def failed(error: BaseException) -> None:
            # A room that does not answer has ended or goes on by itself: nobody is kept waiting.
            if not isinstance(error, PollKitError):
                raise error
            parted(None)

        self._runner.run(lambda _task: None if link is None else work(link), parted, failed)

    def _on_opened(self, link: RoomLink) -> None:
        if self._farewell is not None:
            self._farewell(link)
            return
        self._link = link
        self._stop_watching = link.watch(lambda _status: self._on_news())
        self.state = replace(self.state, line=Line.LIVE, trouble=None, busy=None)
        self.refresh()

    def _on_not_opened(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(line=Line.LOST, busy=None, trouble=Trouble(str(error), can_reopen=True))
        if self._farewell is not None:
            self._farewell(None)

    def _on_moved(self, move: Move | None, status: RoomStatus) -> None:
        self._end_busy(move)
        self._take(status)
        self.on_changed()

    def _on_not_moved(self, move: Move | None, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._end_busy(move)
        if isinstance(error, RoomUnreachable):
            self._lose()
        else:
            self.state = replace(self.state, trouble=Trouble(str(error)))
        self.refresh()

    def _end_busy(self, move: Move | None) -> None:
        if self.state.busy is move:
            self.state = replace(self.state, busy=None)
            self._step_ended_s = self._clock()

    def _lose(self) -> None:
        trouble = Trouble(_lost_words(), can_reopen=True)
        self.state = replace(self.state, line=Line.LOST, busy=None, trouble=trouble)

    def _take(self, status: RoomStatus) -> None:
        event, room = self.state.event, status.room
        item = item_named(event, room.current)
        addresses, address = status.addresses, self._address_of(status)
        if address is not None:
            status = replace(status, addresses=(address,))
        current = room.on_wall
        now = self._now()
        is_open = bool(room.open_questions)
        self.state = replace(
            self.state,
            rows=rows_of(event, room),
            begun=begun_items(room),
            item=item,
            question=None if current is None else current.state,
            heads=status.heads,
            result=status.result,
            split=status.split,
            step=step_of(room, event, status.has_more_time),
            allowed=room.allowed_moves(),
            can_restore=Move.RESTORE in room.allowed_moves(),
            split_choices=earlier_splits(event, room, item),
            split_by=None if status.split is None else status.split.by,
            addresses=addresses,
            address=address,
            pin=status.pin,
            round=1 if current is None else current.round,
            ways=status.ways,
            is_blank=room.is_blank,
            is_locked=room.is_locked,
            people=status.people,
            scores=status.scores,
            shows_scores=status.shows_scores,
            remote=status.remote,
            has_ended=room.has_ended,
            wall=replace(wall_picture(without_unknown(status, item), item, now), wifi=self._wifi),
            can_shift=can_compare(room, item),
            shift=status.shift,
            pace=room.pace,
            progress=status.progress,
            next_text=text_of(item_named(event, room.next_item), event),
            open_s=seconds_since(status.asked_at, now) if is_open else None,
            seconds_left=seconds_until(room.ends_at, now),
            has_more_time=status.has_more_time,
            shows_live=current is not None and current.shows_live,
            edits=status.edits,
            posts=status.posts,
            large_post=status.large_post,
            is_voting=current is not None and current.is_voting,
            held=()
            if item is None or status.result is None
            else held_texts(item, status.result, status.edits),
        )

    def _address_of(self, status: RoomStatus) -> JoinAddress | None:
        """The chosen one, else the same interface under a new address, else the first."""
        if self._chosen in status.addresses:
            return self._chosen
        chosen = None if self._chosen is None else self._chosen.interface
        same = (address for address in status.addresses if address.interface == chosen)
        return next(same, next(iter(status.addresses), None))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _lost_words() -> str:
    return _("The room does not answer. All answers so far are safe on this computer.")
