"""`pollkit serve`: the room without a window, moved by lines on stdin."""

from __future__ import annotations

import queue
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pollkit.cli.event_choice import add_event_argument, choose_event
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark
from pollkit.cli.places import workspace_of
from pollkit.cli.room_report import Report
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, QuestionState, Room
from pollkit.domain.views import RoomStatus
from pollkit.errors import IllegalMove, NotFound, RoomUnreachable, UserError
from pollkit.i18n import _
from pollkit.usecases.ports import RoomLink, Wiring

# How long a dead room may stay unnoticed while nobody types.
_LOOK_INTERVAL_S = 0.5

_LONGEST_CLOCK_S = 3600
_DONE = {QuestionState.CLOSED, QuestionState.REVEALED}


def summary() -> str:
    return _("hold an event’s room without a window")


def description() -> str:
    return _(
        "Opens the room, prints the address and the PIN, and takes one move a line:\n"
        "\n"
        "  read [Q]     show the question, take no answers yet\n"
        "  ask [Q]      take answers\n"
        "  close        take no more answers\n"
        "  reveal       show the result\n"
        "  hide         take a shown result off the wall again\n"
        "  live         show what comes in while it comes in, or no longer\n"
        "  reopen       take answers again\n"
        "  second_round ask again, and keep the first answers to compare with\n"
        "  vote         let the ideas that were gathered be voted on\n"
        "  clear        set the answers aside and start the question again\n"
        "  restore      take back what `clear` set aside\n"
        "  next         go on to the next question\n"
        "  show [Q]     put question Q on the wall again as it stands\n"
        "  clock [S]    close in S seconds; alone: stop the clock\n"
        "  hand_over    let everyone answer what is left at their own pace\n"
        "  take_back    close what was handed over\n"
        "  aside        take questions for the speaker beside the others, or no longer\n"
        "  lock         let no new phones in, or let them in again\n"
        "  blank        blank the wall, or show it again\n"
        "  split [Q]    split the result by question Q; alone: no split\n"
        "  status       tell how things stand\n"
        "  end          end the event\n"
        "  quit         shut the room and leave\n"
        "\n"
        "Q is a question’s name or number; without it, the question on the wall is meant,\n"
        "and `read` and `ask` go on to the next one if that is done.\n"
        "Ctrl+C shuts the room too; every answer that a phone was told is saved stays saved.\n"
        "When the input ends, the room stays open until it is stopped."
    )


def add_arguments(parser: ArgumentParser) -> None:
    add_event_argument(parser)
    parser.add_argument(
        "--port", type=int, default=0, help=_("port of the room; the last one if not given")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line, one for each move")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    path = workspace_of(arguments)
    with Workspace.open(path, Role.READER) as workspace, workspace.read() as repos:
        event = choose_event(repos.events.list(), arguments.event)
    return hold_room(path, event, wiring, arguments.port, as_json=arguments.json)


def hold_room(path: Path, event: Event, wiring: Wiring, port: int = 0, *, as_json: bool) -> int:
    """Opens the event's room, moves it by lines of stdin, and shuts it at the end."""
    with _termination_as_interrupt():
        link = wiring.start_room(path, event.id, port)
        report = Report(event, as_json=as_json)
        try:
            report.opened(link.status)
            _obey(link, event, report)
        except KeyboardInterrupt:
            remark(_("Shutting the room."))
        finally:
            link.shut()
    return ExitCode.OK


def _obey(link: RoomLink, event: Event, report: Report) -> None:
    for line in _lines(link):
        verb, _gap, question = line.strip().partition(" ")
        if verb == "quit":
            return
        try:
            report.moved(_made(link, event, verb, question.strip()))
        except UserError as error:  # a slip of the keyboard must not shut the room
            report.refused(str(error))


def _made(link: RoomLink, event: Event, verb: str, question: str) -> RoomStatus:
    if verb == Move.CLOCK:
        return link.move(Move.CLOCK, seconds=_seconds(question) if question else None)
    item = _item_name(event, question) if question else None
    if verb == "status":
        return link.status
    if verb == "split":
        return link.split_by(item)
    if verb not in set(Move):
        raise NotFound(
            _("“{verb}” is not a move. `pollkit serve --help` lists them.").format(verb=verb)
        )
    move = Move(verb)
    return link.move(move, item or _next_if_done(link.status.room, move))


def _seconds(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) <= _LONGEST_CLOCK_S:
        raise IllegalMove(_("A clock runs for 1 to {n} seconds.").format(n=_LONGEST_CLOCK_S))
    return int(typed)


def _next_if_done(room: Room, move: Move) -> str | None:
    if move not in {Move.READ, Move.ASK}:
        return None
    is_done = room.on_wall is None or room.on_wall.state in _DONE
    return room.next_item if is_done else None


def _item_name(event: Event, meant: str) -> str:
    """A question's name, from its name or its number on the list (from 1)."""
    names = [item.name for item in event.instrument.items]
    if meant.isdecimal() and 1 <= int(meant) <= len(names):
        return names[int(meant) - 1]
    return event.instrument.item(meant).name


def _lines(link: RoomLink) -> Iterator[str]:
    """Non-blank lines of stdin; after its end it waits, until the room has ended or is gone.

    Raises:
        RoomUnreachable: the room's process has gone.
    """
    typed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    # A thread, because a blocked read would notice neither a dead room nor, on Windows, Ctrl+C.
    threading.Thread(target=_read_stdin, args=(typed,), daemon=True).start()
    is_open = True
    while is_open or not link.status.room.has_ended:
        try:
            line = typed.get(timeout=_LOOK_INTERVAL_S)
        except queue.Empty:
            if not link.is_up:
                raise RoomUnreachable(_("The room’s process has stopped.")) from None
            continue
        if line is None:
            is_open = False
        elif line.strip():
            yield line


def _read_stdin(typed: queue.SimpleQueue[str | None]) -> None:
    try:
        for line in sys.stdin or ():
            typed.put(line)
    finally:  # a terminal that breaks ends the input, not the room
        typed.put(None)


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """The system's wish to end, and on Windows Ctrl+Break, shut the room as Ctrl+C does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    before = [(number, signal.signal(number, interrupt)) for number in numbers]
    try:
        yield
    finally:
        for number, action in before:
            signal.signal(number, action)
