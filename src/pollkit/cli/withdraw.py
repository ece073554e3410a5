"""`pollkit withdraw`: erases all that a person has answered, by the code that they kept."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_project
from pollkit.i18n import _, ngettext
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.domain.withdrawals import Withdrawal


def summary() -> str:
    return _("erase all that a person has answered, by the code of their card")


def description() -> str:
    return _(
        "Tells what a person with this code has answered, and erases it with --yes: answers of\n"
        "every wave, drafts, history, consent and links, in the log and the backups too.\n"
        "Exported files and paper are not reached. It cannot be undone."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "project",
        metavar=_("PROJECT"),
        help=_("id of the project, the start of it, or part of the title"),
    )
    parser.add_argument("code", metavar=_("CODE"), help=_("the code of the person’s card"))
    parser.add_argument("--yes", action="store_true", help=_("erase it, not only show"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.withdrawal import what_would_go, withdraw

    role = Role.WINDOW if arguments.yes else Role.READER
    with Workspace.open(workspace_of(arguments), role) as workspace:
        with workspace.read() as repos:
            project = choose_project(repos.programmes.list_projects(), arguments.project)
        would_go = what_would_go(workspace, project.id, arguments.code)
        done = withdraw(workspace, project.id, arguments.code) if arguments.yes else None
    if arguments.json:
        say_json(
            {
                "project": str(project.id),
                "waves": [wave.title for wave, _response in would_go.responses],
                "erased": done is not None,
                "copies": 0 if done is None else done.copies,
                "copies_left": [] if done is None else list(done.left_copies),
            }
        )
        return ExitCode.OK
    for wave, response in would_go.responses:
        day = "" if response.started_on is None else response.started_on.isoformat()
        say(f"{wave.title}  {day}")
    if done is None:
        say(_("Nothing was erased yet. Say --yes to erase it; it cannot be undone."))
    else:
        _say_done(done)
    return ExitCode.OK


def _say_done(done: Withdrawal) -> None:
    count = done.responses
    say(ngettext("{n} response was erased.", "{n} responses were erased.", count).format(n=count))
    for name in done.left_copies:
        remark(_("The backup {name} could not be changed. Delete it.").format(name=name))
    say(_("Look after exported files and paper yourself."))
