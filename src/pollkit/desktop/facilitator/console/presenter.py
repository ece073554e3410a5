"""Runs a room: what the facilitator does, and what the console then shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pollkit.desktop.facilitator.console.presses import Presses
from pollkit.desktop.facilitator.console.readings import (
    added_item,
    move_to,
    next_split,
    posts_in_order,
    read_clock,
    read_status,
    why_no_split,
)
from pollkit.desktop.facilitator.console.room_line import RoomLine, Runner
from pollkit.desktop.facilitator.console.state import ConsoleState, Line, Trouble
from pollkit.domain.boards import PostEdit, PostVerb
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move
from pollkit.domain.running_order import with_item_after, with_item_moved
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.domain.views import JoinAddress, RoomStatus
from pollkit.domain.wifi import Wifi
from pollkit.errors import PollKitError, RoomUnreachable
from pollkit.i18n import _
from pollkit.usecases.board_questions import question_from_posts
from pollkit.usecases.ports import RoomLink
from pollkit.usecases.quick_questions import QuickKind, quick_question

# Darkness, the door and the board beside need not wait for another move to end.
_NEVER_WAITS = frozenset({Move.BLANK, Move.LOCK, Move.ASIDE})


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
        self._save = save
        self._now = now
        self._presses = Presses(clock)
        self._line = RoomLine(open_room, runner, on_news)
        self._chosen: JoinAddress | None = None
        self._wifi: Wifi | None = None
        self.on_changed: Callable[[], None] = lambda: None
        self.state = ConsoleState(event)

    def open(self) -> None:
        """Opens the room, or brings it back after it was lost."""
        self._set(line=Line.OPENING, trouble=None)
        self._line.open(self._on_opened, self._on_not_opened)

    def refresh(self) -> None:
        """Reads the newest status. Never waits."""
        link = self._line.link
        if link is None:
            return
        self._take(link.status)
        if not link.is_up and self.state.line is Line.LIVE:
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
        if is_new and self._line.link is not None:
            self._run(None, lambda link: link.look_again())

    def tick(self) -> None:
        """Once a second: the clock goes on, and what was half asked for lapses."""
        state, link = self.state, self._line.link
        if state.is_ending and not self._presses.is_end_awaited:
            state = replace(state, is_ending=False)
        if link is not None:
            state = read_clock(state, link.status, self._now())
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
        return self._presses.is_bounce

    def make(self, move: Move, item: str | None = None) -> None:
        """One move at a time, but for those that never wait. The event's end
        has to be asked for twice."""
        if self._line.link is None or not (self._is_free or move in _NEVER_WAITS):
            return
        if move is Move.END and not (self.state.is_ending and self._presses.is_end_awaited):
            self._presses.note_end()
            self._set(is_ending=True)
            return
        self._run(move, lambda link: self._move(link, move, item))

    def ask(self, item: str) -> None:
        """Puts a question on the wall and asks it, or shows it alone where it is to be read first;
        one that was asked before is shown as it stands."""
        self.make(move_to(self.state, item), item)

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
        if self._line.link is None or self.state.line is not Line.LIVE:
            on_ended(RoomUnreachable(_lost_words()))
            return

        def done(status: RoomStatus) -> None:
            self._take(status)
            on_ended(None)
            self.on_changed()

        def failed(error: PollKitError) -> None:
            if isinstance(error, RoomUnreachable):
                self._lose()
            on_ended(error)
            self.on_changed()

        self._line.run(work, done, failed)

    def edit_texts(self, verb: TextVerb, texts: tuple[str, ...] = (), into: str = "") -> None:
        """Releases, hides or merges what people wrote; see `TextVerb`."""
        self._do(lambda link: link.edit_texts(TextEdit(verb, texts, into)))

    def moderate(
        self,
        verb: PostVerb,
        posts: tuple[UUID, ...],
        into: UUID | None = None,
        item: str | None = None,
    ) -> None:
        """Releases, answers, puts away, merges or enlarges what the room wrote; see `PostEdit`."""
        self._do(lambda link: link.moderate(PostEdit(verb, posts, into, item)))

    def ask_posts(self, posts: tuple[UUID, ...], kind: ItemKind) -> None:
        """Puts a question of this kind behind the current one, with these posts as its options."""
        board = self.state.item
        if board is None:
            return
        chosen = posts_in_order(self.state.posts, posts)

        def with_question(event: Event) -> Event:
            item = question_from_posts(board, chosen, kind, event.languages)
            return with_item_after(event, item, board.name)

        self._change_order(with_question)

    def show_scores(self, is_shown: bool) -> None:
        """The best of a quiz on the wall, until the next step."""
        self._do(lambda link: link.show_scores(is_shown))

    def name_person(self, key: str, name: str = "") -> None:
        """Lets a name be shown that looked rude, or gives somebody another one."""
        self._do(lambda link: link.name_person(key, name))

    def switch_remote(self, is_on: bool) -> None:
        """To switch on what is on makes a new code."""
        self._do(lambda link: link.switch_remote(is_on))

    def toggle_palette(self) -> None:
        """The palette of questions that need no preparation."""
        self._set(is_asking=not self.state.is_asking and self.state.line is Line.LIVE)

    def ask_on_the_spot(self, kind: QuickKind, typed: str = "") -> None:
        """Puts a question behind the current one and asks it at once."""
        link = self._line.link
        if link is None or not self._is_free:
            return
        if link.status.room.open_questions:
            self._set(trouble=Trouble(_("Close the open question first.")), is_asking=False)
            return
        current = None if self.state.item is None else self.state.item.name
        item = quick_question(kind, self.state.event.languages, typed)
        event = with_item_after(self.state.event, item, current)
        added = added_item(self.state.event, event)
        self._set(is_asking=False)
        self._run(Move.ASK, lambda link: self._ask_new(link, event, added), event)

    def move_question(self, item: str, place: int) -> None:
        """Gives a question that was not asked yet another place, counted from 0 among the rest."""
        begun = self.state.begun
        self._change_order(lambda event: with_item_moved(event, item, place, begun))

    def move_question_by(self, item: str, steps: int) -> None:
        """One place up or down."""
        names = [one.name for one in self.state.event.instrument.items]
        if item in names:
            self.move_question(item, names.index(item) + steps)

    def toggle_aside(self) -> None:
        """Takes questions for the speaker beside what else is asked, or no longer."""
        self.make(Move.ASIDE)

    def toggle_aside_list(self) -> None:
        """What was written there, in place of the question on the wall."""
        self._set(shows_aside=self.state.aside is not None and not self.state.shows_aside)

    def show_aside(self) -> None:
        """Puts the board that stays open on the wall, and off it again by the next step."""
        if self.state.aside is not None:
            self.make(Move.SHOW, self.state.aside.item.name)

    def toggle_blank(self) -> None:
        self.make(Move.BLANK)

    def restore(self) -> None:
        self.make(Move.RESTORE)

    def split_by_next(self) -> None:
        """By one earlier question after the other, and then by none again."""
        if self.state.split_choices:
            self.split_by(next_split(self.state))
        elif words := why_no_split(self.state):
            self._set(trouble=Trouble(words))

    def split_by(self, item: str | None) -> None:
        """Splits result and wall by an earlier question; None takes the split away."""
        if self._is_free:
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

    @property
    def _is_free(self) -> bool:
        return self._line.link is not None and self.state.busy is None

    def _change_order(self, change: Callable[[Event], Event]) -> None:
        if not self._is_free:
            return
        try:
            event = change(self.state.event)
        except PollKitError as unfit:
            self._set(trouble=Trouble(str(unfit)))
            return
        if event != self.state.event:
            self._run(None, lambda link: self._keep(link, event), event)

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
        if self._line.link is not None and self.state.line is Line.LIVE:
            self._run(None, work)

    def _run(
        self,
        move: Move | None,
        work: Callable[[RoomLink], RoomStatus],
        event: Event | None = None,
    ) -> None:
        """`event` is what the work makes of it; if it fails, the event is as it was."""
        before = self.state.event
        changed = before if event is None else event
        self._set(busy=self.state.busy or move, trouble=None, is_ending=False, event=changed)

        def failed(error: PollKitError) -> None:
            self.state = replace(self.state, event=before if event else self.state.event)
            self._on_not_moved(move, error)

        self._line.run(work, lambda status: self._on_moved(move, status), failed)

    def _part(self, work: Callable[[RoomLink], None], on_parted: Callable[[], None]) -> None:
        def parted() -> None:
            self._set(line=Line.SHUT, busy=None)
            on_parted()

        self._line.part(work, parted)

    def _on_opened(self) -> None:
        self.state = replace(self.state, line=Line.LIVE, trouble=None, busy=None)
        self.refresh()

    def _on_not_opened(self, error: PollKitError) -> None:
        self._set(line=Line.LOST, busy=None, trouble=Trouble(str(error), can_reopen=True))

    def _on_moved(self, move: Move | None, status: RoomStatus) -> None:
        self._end_busy(move)
        self._take(status)
        self.on_changed()

    def _on_not_moved(self, move: Move | None, error: PollKitError) -> None:
        self._end_busy(move)
        if isinstance(error, RoomUnreachable):
            self._lose()
        else:
            self.state = replace(self.state, trouble=Trouble(str(error)))
        self.refresh()

    def _end_busy(self, move: Move | None) -> None:
        if self.state.busy is move:
            self.state = replace(self.state, busy=None)
            self._presses.note_step()

    def _lose(self) -> None:
        trouble = Trouble(_lost_words(), can_reopen=True)
        self.state = replace(self.state, line=Line.LOST, busy=None, trouble=trouble)

    def _take(self, status: RoomStatus) -> None:
        self.state = read_status(self.state, status, self._now(), self._wifi, self._chosen)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _lost_words() -> str:
    return _("The room does not answer. All answers so far are safe on this computer.")
