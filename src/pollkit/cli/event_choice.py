"""Finds the event that a person means on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from pollkit.cli.choosing import choose
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
    """The one event whose id, title, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not events:
        raise NotFound(_("There are no events here yet."))
    return choose(events, meant)
