"""`pollkit doctor`: is this machine ready to hold a room?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring


def summary() -> str:
    return _("look whether this machine is ready to hold a room")


def description() -> str:
    return _(
        "Looks at network, port, firewall, disk, workspace and versions, and changes\n"
        "nothing. The exit code is 1 if something failed; “look” alone leaves it at 0,\n"
        "because such a thing can hinder a room but need not."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help=_("look whether this port is free"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.usecases.doctor import Verdict, examine

    findings = examine(workspace_of(arguments), wiring.list_interfaces, arguments.port)
    failed = [finding for finding in findings if finding.verdict is Verdict.FAILED]
    marks = {Verdict.OK: _("ok"), Verdict.LOOK: _("look"), Verdict.FAILED: _("FAILED")}
    if arguments.json:
        say_json(
            {
                "ready": not failed,
                "findings": [
                    {
                        "subject": finding.subject,
                        "verdict": finding.verdict.value,
                        "sentence": finding.sentence,
                        "cure": finding.cure,
                        "facts": dict(finding.facts),
                    }
                    for finding in findings
                ],
            }
        )
        return ExitCode.CHECK_FAILED if failed else ExitCode.OK
    width = max(len(mark) for mark in marks.values())
    for finding in findings:
        say(f"{marks[finding.verdict]:<{width}}  {finding.sentence}")
        if finding.cure:
            say(f"{'':<{width}}  → {finding.cure}")
    say(_("This machine is ready.") if not failed else _("This machine is not ready yet."))
    return ExitCode.CHECK_FAILED if failed else ExitCode.OK
