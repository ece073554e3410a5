"""`pollkit export`: the results of an event as charts, tables and pages."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from pollkit.cli.event_choice import add_event_argument, choose_event
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

KINDS = ("png", "svg", "xlsx", "csv", "html", "pdf", "answers")
# Not written unless it is named.
ASKED_FOR = ("people",)


def summary() -> str:
    return _("write an event’s results as charts, tables and pages")


def description() -> str:
    does = _(
        "Writes the results of every question that was asked. It only reads: the window\n"
        "or a room may be at work in the same workspace meanwhile."
    )
    care = _("Read answers in people’s own words before you publish them: they may name somebody.")
    return f"{does}\n\n{care}"


def add_arguments(parser: ArgumentParser) -> None:
    add_event_argument(parser)
    parser.add_argument(
        "--out", metavar=_("DIR"), type=Path, required=True, help=_("folder for the results")
    )
    parser.add_argument(
        "--kinds",
        metavar=_("LIST"),
        type=_kinds,
        default=KINDS,
        help=_(
            "which kinds of files: {kinds}; all if not given. “people” is written only if it is"
            " named: all answers of a person in one row, where the event kept them together"
        ).format(kinds=",".join(KINDS)),
    )
    parser.add_argument(
        "--split-by",
        metavar=_("QUESTION"),
        help=_("also split the results by the answers to this question (its name)"),
    )
    parser.add_argument(
        "--without-words",
        action="store_true",
        help=_("leave out answers in people’s own words; only their number is told"),
    )
    parser.add_argument(
        "--without-receipts",
        action="store_true",
        help=_("leave out the list in which each voter finds their own answer"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.export_results import export_event

    with (
        Workspace.open(workspace_of(arguments), Role.READER) as workspace,
        workspace.read() as repos,
    ):
        events = repos.events.list(include_archived=True)
        event = choose_event(events, arguments.event)
        language = arguments.language or event.languages[0]
        files = export_event(
            repos,
            event.id,
            arguments.out,
            language=language,
            kinds=arguments.kinds,
            split_by=arguments.split_by,
            with_own_words=not arguments.without_words,
            attachments=workspace.attachments,
            with_receipts=not arguments.without_receipts,
        )
    if arguments.json:
        say_json({"event": str(event.id), "language": language, "files": [str(f) for f in files]})
    else:
        for path in files:
            say(str(path))
    return ExitCode.OK


def _kinds(listed: str) -> tuple[str, ...]:
    wanted = [kind.strip().lower() for kind in listed.split(",") if kind.strip()]
    unknown = [kind for kind in wanted if kind not in KINDS + ASKED_FOR]
    if unknown or not wanted:
        raise ArgumentTypeError(
            _("“{kind}” is not one of {kinds}").format(
                kind=", ".join(unknown) or listed, kinds=", ".join(KINDS + ASKED_FOR)
            )
        )
    return tuple(kind for kind in KINDS + ASKED_FOR if kind in wanted)
