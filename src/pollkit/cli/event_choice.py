"""Finds the event that a person means on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from pollkit.domain.events import Event
from pollkit.errors import NotFound
from pollkit.i18n import _


def add_event_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "event",
        metavar=_("EVENT"),
        help=_("id of the event, the start of it, or part of the title"),
    )


def choose_event(events: Sequence[Event], meant: str) -> Event:
    """The one event whose id, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not events:
        raise NotFound(_("There are no events here yet."))
    wanted = meant.strip().casefold()
    fitting = [event for event in events if str(event.id) == wanted]
    if not fitting and wanted:
        fitting = [
            event
            for event in events
            if str(event.id).startswith(wanted) or wanted in event.title.casefold()
        ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        say = _("Several events fit “{meant}”. Use the start of an id:").format(meant=meant)
    else:
        say = _("No event fits “{meant}”. There are:").format(meant=meant)
    lines = [f"  {event.id}  {event.title}" for event in fitting or events]
    raise NotFound("\n".join([say, *lines]))
