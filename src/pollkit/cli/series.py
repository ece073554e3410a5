"""`pollkit series`: the same question followed through several events."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pollkit.cli.event_choice import choose_event
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.i18n import _, speaking
from pollkit.usecases.ports import Wiring


def summary() -> str:
    return _("follow one question through several events")


def description() -> str:
    return _(
        "Writes a chart and a table of one question at several events, in the order of their\n"
        "dates. It must have the same name, kind and options at each of them."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "events",
        metavar=_("EVENT"),
        nargs="+",
        help=_("id of the event, the start of it, or part of the title"),
    )
    parser.add_argument(
        "--question", metavar=_("NAME"), required=True, help=_("the question’s name")
    )
    parser.add_argument(
        "--out", metavar=_("DIR"), type=Path, required=True, help=_("folder for the results")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.series import export_series, series_lines, series_results

    with (
        Workspace.open(workspace_of(arguments), Role.READER) as workspace,
        workspace.read() as repos,
    ):
        events = repos.events.list(include_archived=True)
        chosen = [choose_event(events, meant) for meant in arguments.events]
        series = series_results(repos, [event.id for event in chosen], arguments.question)
    language = arguments.language or series.points[-1].event.languages[0]
    files = export_series(series, arguments.out, language)
    if arguments.json:
        say_json(
            {
                "question": arguments.question,
                "events": [str(point.event.id) for point in series.points],
                "language": language,
                "files": [str(path) for path in files],
            }
        )
        return ExitCode.OK
    with speaking(language):
        for line in series_lines(series, language):
            say(line)
    for path in files:
        say(str(path))
    return ExitCode.OK
