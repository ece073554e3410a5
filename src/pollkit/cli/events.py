"""`pollkit events`: lists what can be served and exported."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring


def summary() -> str:
    return _("list the events of a workspace")


def description() -> str:
    return _(
        "Lists the events, newest first: the start of the id, the day, the title.\n"
        "Each of these names an event to `serve` and `export`."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--archived", action="store_true", help=_("list archived events too"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line, one for each event")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    with (
        Workspace.open(workspace_of(arguments), Role.READER) as workspace,
        workspace.read() as repos,
    ):
        events = repos.events.list(include_archived=arguments.archived)
    for event in events:
        day = event.starts_at.astimezone()
        if arguments.json:
            say_json(
                {
                    "id": str(event.id),
                    "title": event.title,
                    "place": event.place,
                    "starts_at": event.starts_at.isoformat(),
                    "questions": [item.name for item in event.instrument.items],
                    "languages": list(event.languages),
                    "archived": event.is_archived,
                }
            )
        else:
            say(f"{str(event.id)[:13]}  {day:%Y-%m-%d %H:%M}  {event.title}")
    if not events and not arguments.json:
        say(_("There are no events here yet."))
    return ExitCode.OK
