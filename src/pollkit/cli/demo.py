"""`pollkit demo`: the demo event, held without a window."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.i18n import _, ngettext
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.usecases.demo import DemoOutcome


def summary() -> str:
    return _("hold the demo event in a real room and write its results")


def description() -> str:
    return _(
        "Opens a real room, lets 42 made-up people answer over HTTP, opens the stored\n"
        "answers again, counts them, and writes charts, tables and pages.\n"
        "Your own workspace is not touched: the demo keeps its answers in DIR/workspace."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar=_("DIR"), type=Path, required=True, help=_("folder for the results")
    )
    parser.add_argument(
        "--port", type=int, default=0, help=_("port of the room; any free one if not given")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from datetime import datetime

    from pollkit.usecases.demo import run_demo

    outcome = run_demo(
        arguments.workspace or arguments.out / "workspace",
        arguments.out,
        wiring.start_room,
        wiring.new_attendees,
        now=datetime.now().astimezone(),
        language=arguments.language or "en",
        port=arguments.port,
        on_progress=remark,
    )
    if arguments.json:
        say_json(_facts(outcome))
    else:
        say(_in_words(outcome, arguments.out))
    return ExitCode.OK if outcome.is_complete else ExitCode.CHECK_FAILED


def _facts(outcome: DemoOutcome) -> dict[str, object]:
    return {
        "attendees": outcome.attendees,
        "stored": outcome.stored,
        "yes": outcome.yes,
        "no": outcome.no,
        "dont_know": outcome.dont_know,
        "answers_sent": outcome.answers_sent,
        "answers_saved": outcome.answers_saved,
        "answers_stored": outcome.answers_stored,
        "figures_match": outcome.figures_match,
        "complete": outcome.is_complete,
        "event": str(outcome.event_id),
        "seconds": outcome.seconds,
        "files": [str(path) for path in outcome.files],
    }


def _in_words(outcome: DemoOutcome, out: Path) -> str:
    written = ngettext(
        "{n} file written to {folder}.", "{n} files written to {folder}.", len(outcome.files)
    ).format(n=len(outcome.files), folder=out)
    if outcome.is_complete:
        verdict = _(
            "All {attendees} people’s answers were stored: {yes} of {stored} said yes ({percent}%)."
        )
    else:
        verdict = _(
            "NOT COMPLETE: {stored} of {attendees} people’s answers were stored, and "
            "{found} of {sent} answers in all; {yes} said yes ({percent}%)."
        )
    return f"{written}\n" + verdict.format(
        attendees=outcome.attendees,
        stored=outcome.stored,
        yes=outcome.yes,
        percent=round(100 * outcome.yes / outcome.stored) if outcome.stored else 0,
        found=outcome.answers_stored,
        sent=outcome.answers_sent,
    )
