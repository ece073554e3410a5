"""Runs a room: what the facilitator does, and what the console then shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pollkit.desktop.facilitator.console.state import (
    ConsoleState,
    Line,
    QuestionRow,
    Step,
    Trouble,
)
from pollkit.desktop.facilitator.splits import SplitChoice, split_choices
from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move, QuestionState, Room
from pollkit.domain.texts import in_language
from pollkit.domain.views import JoinAddress, RoomStatus, wall_picture
from pollkit.errors import PollKitError, RoomUnreachable
from pollkit.i18n import _
from pollkit.usecases.ports import RoomLink

T = TypeVar("T")

# A clicker that bounces, or a nervous thumb, must not reveal what was only to be closed.
_BOUNCE_S = 0.4
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
    ) -> None:
        """
        Args:
            open_room: opens the event's room or takes up the running one; may take seconds.
            on_news: called from any thread when `refresh` has something to read.
        """
        self._clock = clock
        self._step_ended_s = -1.0
        self._open_room = open_room
        self._runner = runner
        self._on_news = on_news
        self._link: RoomLink | None = None
        self._stop_watching: Callable[[], None] = lambda: None
        self._farewell: Callable[[RoomLink | None], None] | None = None
        self._chosen: JoinAddress | None = None
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

    def take_event(self, event: Event) -> None:
        """The event was edited while it runs; its room takes the change up within seconds."""
        self.state = replace(self.state, event=event)
        self.refresh()

    def take_step(self) -> None:
        """The next step; a second press that follows at once is taken for a bounce."""
        if self.state.step is not None and not self.is_bounce:
            self.make(self.state.step.move)

    @property
    def is_bounce(self) -> bool:
        """Whether a press now follows the last step so soon that it was not meant."""
        return self._clock() - self._step_ended_s < _BOUNCE_S

    def make(self, move: Move, item: str | None = None) -> None:
        """One move at a time; only darkness need not wait for another move to end. The event's end
        has to be asked for twice."""
        if self._link is None or (self.state.busy is not None and move is not Move.BLANK):
            return
        if move is Move.END and not self.state.is_ending:
            self._step_ended_s = self._clock()
            self._set(is_ending=True)
            return
        self._run(move, lambda link: self._move(link, move, item))

    def ask(self, item: str) -> None:
        """Puts a question on the wall and asks it; one that was asked before is shown as it
        stands."""
        states = {row.item: row.state for row in self.state.rows}
        is_new = states[item] in _NOT_ASKED
        self.make(Move.ASK if is_new else Move.SHOW, item)

    def toggle_blank(self) -> None:
        self.make(Move.BLANK)

    def restore(self) -> None:
        self.make(Move.RESTORE)

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
        self._set(is_ending=False, trouble=kept)

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

    def _run(self, move: Move | None, work: Callable[[RoomLink], RoomStatus]) -> None:
        link = self._link
        assert link is not None
        self._set(busy=self.state.busy or move, trouble=None, is_ending=False)
        self._runner.run(
            lambda _task: work(link),
            lambda status: self._on_moved(move, status),
            lambda error: self._on_not_moved(move, error),
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
        words = _("The room does not answer. All answers so far are safe on this computer.")
        self.state = replace(
            self.state, line=Line.LOST, busy=None, trouble=Trouble(words, can_reopen=True)
        )

    def _take(self, status: RoomStatus) -> None:
        event, room = self.state.event, status.room
        item = _item(event, room.current)
        addresses, address = status.addresses, self._address_of(status)
        if address is not None:
            status = replace(status, addresses=(address,))
        current = room.on_wall
        self.state = replace(
            self.state,
            rows=_rows(event, room),
            begun=begun_items(room),
            item=item,
            question=None if current is None else current.state,
            heads=status.heads,
            result=status.result,
            split=status.split,
            step=_step(room),
            allowed=room.allowed_moves(),
            can_restore=Move.RESTORE in room.allowed_moves(),
            split_choices=_earlier_splits(event, room, item),
            split_by=None if status.split is None else status.split.by,
            addresses=addresses,
            address=address,
            pin=status.pin,
            is_blank=room.is_blank,
            has_ended=room.has_ended,
            wall=wall_picture(_without_unknown(status, item), item),
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


def _without_unknown(status: RoomStatus, item: Item | None) -> RoomStatus:
    """For a moment after a question was removed the room may still have it on the wall."""
    return status if item is not None else replace(status, room=replace(status.room, current=None))


def _item(event: Event, name: str | None) -> Item | None:
    return next((item for item in event.instrument.items if item.name == name), None)


def _text(item: Item, event: Event) -> str:
    return in_language(item.texts, event.languages[0])


def _rows(event: Event, room: Room) -> tuple[QuestionRow, ...]:
    states = {question.item: question.state for question in room.questions}
    return tuple(
        QuestionRow(
            item.name,
            number,
            _text(item, event),
            states.get(item.name, QuestionState.WAITING),
            item.name == room.current,
        )
        for number, item in enumerate(event.instrument.items, start=1)
    )


def _step(room: Room) -> Step | None:
    if room.has_ended:
        return None
    question = room.on_wall
    if question is None:
        return Step(Move.NEXT, _("First question")) if room.next_item else None
    if question.state is QuestionState.REVEALED and room.next_item is None:
        return Step(Move.END, _("End the event"))
    return {
        QuestionState.WAITING: Step(Move.ASK, _("Ask")),
        QuestionState.READING: Step(Move.ASK, _("Ask")),
        QuestionState.OPEN: Step(Move.CLOSE, _("Close")),
        QuestionState.CLOSED: Step(Move.REVEAL, _("Reveal")),
        QuestionState.REVEALED: Step(Move.NEXT, _("Next question")),
    }[question.state]


def _earlier_splits(event: Event, room: Room, item: Item | None) -> tuple[SplitChoice, ...]:
    if item is None or item.kind is ItemKind.TEXT:
        return ()
    items = event.instrument.items
    earlier = {one.name for one in items[: items.index(item)]}
    return tuple(choice for choice in split_choices(event, room) if choice.item in earlier)
