"""`pollkit rehearse`: an event with made-up people, of which nothing stays."""

from __future__ import annotations

import threading
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli.event_choice import add_event_argument, choose_event
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.cli.places import workspace_of
from pollkit.i18n import _, current_language
from pollkit.usecases.ports import RoomLink, Wiring

if TYPE_CHECKING:
    from pollkit.domain.events import Event

_PEOPLE = 40
_LOOK_AGAIN_S = 0.5


def summary() -> str:
    return _("try an event with made-up people; nothing of it is kept")


def description() -> str:
    return _(
        "Copies the event's questions to a folder of its own, opens a real room there, lets\n"
        "made-up people join and answer over HTTP, and deletes the folder in the end.\n"
        "With --window you lead the room yourself; without it, every question is played."
    )


def add_arguments(parser: ArgumentParser) -> None:
    add_event_argument(parser)
    parser.add_argument(
        "--people",
        metavar="N",
        type=_people,
        default=_PEOPLE,
        help=_("how many made-up people come, 5 to 300 (40 if not given)"),
    )
    parser.add_argument("--window", action="store_true", help=_("lead the room in the window"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.events import list_events
    from pollkit.usecases.rehearsal import rehearsal_of

    workspace = workspace_of(arguments)
    with Workspace.open(workspace, Role.READER) as opened:
        event = choose_event(list_events(opened), arguments.event)
    with rehearsal_of(workspace, event.id) as (folder, copy):
        if arguments.window:
            return _in_window(folder, copy, arguments, wiring)
        return _by_itself(folder, copy, arguments, wiring)


def _by_itself(folder: Path, event: Event, arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.usecases.rehearsal import Audience, rehearse

    figures: list[dict[str, object]] = []

    def note(link: RoomLink, item: str) -> None:
        heads = link.status.heads
        figures.append({"item": item, "answered": heads.answered, "asked": heads.asked})
        remark(
            _("{answered} of {asked} answered: {question}").format(
                answered=heads.answered, asked=heads.asked, question=_words(event, item)
            )
        )

    link = wiring.start_room(folder, event.id)
    audience = Audience(link, wiring.new_attendees(), event, arguments.people, answer_within_s=0.0)
    try:
        audience.enter()
        rehearse(link, audience, event, note)
    finally:
        audience.leave()
        link.shut()
    if arguments.json:
        say_json({"people": arguments.people, "questions": figures})
    else:
        say(_("The rehearsal is over. Nothing of it was kept."))
    return ExitCode.OK


def _in_window(folder: Path, event: Event, arguments: Namespace, wiring: Wiring) -> int:
    """The window is the facilitator's; the people come as soon as it has opened the room."""
    is_closed = threading.Event()
    people = threading.Thread(
        target=_send_people, args=(folder, event, arguments.people, wiring, is_closed)
    )
    people.start()
    try:
        return wiring.open_window(folder, arguments.language)
    finally:
        is_closed.set()
        people.join()
        # The window may have left the room open; a rehearsal has no later.
        if wiring.find_room(folder) is not None:
            wiring.start_room(folder, event.id).shut()


def _send_people(
    folder: Path, event: Event, people: int, wiring: Wiring, is_closed: threading.Event
) -> None:
    from pollkit.errors import PollKitError
    from pollkit.usecases.rehearsal import Audience

    while wiring.find_room(folder) is None:
        if is_closed.wait(_LOOK_AGAIN_S):
            return
    link = wiring.start_room(folder, event.id)
    audience = Audience(link, wiring.new_attendees(), event, people)
    try:
        audience.enter()
        while not is_closed.wait(_LOOK_AGAIN_S):
            if audience.fault is not None or not link.is_up:
                break
    except PollKitError as fault:
        remark(str(fault))
    finally:
        audience.leave()
        link.leave()


def _people(text: str) -> int:
    from pollkit.usecases.rehearsal import FEWEST_PEOPLE, MOST_PEOPLE

    if not text.isdecimal() or not FEWEST_PEOPLE <= int(text) <= MOST_PEOPLE:
        raise ArgumentTypeError(
            _("{given} is no number from {least} to {most}").format(
                given=text, least=FEWEST_PEOPLE, most=MOST_PEOPLE
            )
        )
    return int(text)


def _words(event: Event, item: str) -> str:
    from pollkit.domain.texts import in_language

    return in_language(event.instrument.item(item).texts, current_language(), event.languages)
