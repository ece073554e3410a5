"""`pollkit project`: set up projects and waves, hand them on, and look over how they stand."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli import project_reports, project_setup
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import add_project_argument, choose_project
from pollkit.cli.shared_options import add_general
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.store import Workspace


def summary() -> str:
    return _("set up projects and their waves, hand them on, see who came")


def description() -> str:
    return _(
        "`new`, `wave`, `activity` and `outcome` set up a project; `package` writes it to one\n"
        "file, and `open` takes such a file in: it shows what would change, and does it with\n"
        "--yes. `show` tells who was expected, who came and who is missing, `check` what is\n"
        "doubtful in a wave."
    )


def add_arguments(parser: ArgumentParser) -> None:
    moves = parser.add_subparsers(dest="move", required=True, metavar=_("MOVE"))
    add_general(moves.add_parser("list", help=_("list the projects")))
    for name, words, add in (
        ("new", _("set up a project"), project_setup.add_set_up),
        ("wave", _("plan a wave of a project"), project_setup.add_wave_arguments),
        ("activity", _("add an activity of a project"), project_setup.add_activity_arguments),
        ("outcome", _("name what a project hopes to change"), project_setup.add_outcome_arguments),
    ):
        add(moves.add_parser(name, help=words))
    package = moves.add_parser("package", help=_("write a project to one file"))
    add_project_argument(package)
    package.add_argument("--out", metavar=_("FILE"), type=Path, required=True, help=_("the file"))
    add_general(package)
    opening = moves.add_parser("open", help=_("take in a project from such a file"))
    opening.add_argument("file", metavar=_("FILE"), type=Path, help=_("the project package"))
    opening.add_argument("--yes", action="store_true", help=_("take it in, not only show"))
    add_general(opening)
    show = moves.add_parser("show", help=_("tell who was expected, who came and who is missing"))
    add_project_argument(show)
    add_general(show)
    check = moves.add_parser("check", help=_("tell what is doubtful or missing in a wave"))
    add_project_argument(check)
    check.add_argument("wave", metavar=_("WAVE"), help=_("the wave"))
    add_general(check)


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    moves = {
        "list": project_reports.list_all,
        "show": project_reports.show,
        "check": project_reports.check,
        "new": project_setup.set_up,
        "wave": project_setup.plan_wave,
        "activity": project_setup.add_activity,
        "outcome": project_setup.name_outcome,
        "package": _package,
        "open": _open,
    }
    folder = workspace_of(arguments)
    writes = arguments.move in ("new", "wave", "activity", "outcome") or (
        # The first package of a laptop is looked at before there is a workspace.
        arguments.move == "open" and (arguments.yes or not folder.exists())
    )
    with Workspace.open(folder, Role.WINDOW if writes else Role.READER) as workspace:
        moves[arguments.move](arguments, workspace)
    return ExitCode.OK


def _package(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.packages import save_package

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
    path = save_package(workspace, project.id, arguments.out)
    if arguments.json:
        say_json({"project": str(project.id), "file": str(path)})
    else:
        say(str(path))


def _open(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.packages import examine_package, in_words, open_package

    examined = examine_package(workspace, arguments.file)
    if arguments.yes and examined.differences:
        open_package(workspace, examined.package).result()
    if arguments.json:
        say_json(
            {
                "project": str(examined.package.project.id),
                "differences": [
                    {"in": one.part.value, "is": one.change.value, "title": one.title}
                    for one in examined.differences
                ],
                "answered": examined.answered,
                "opened": arguments.yes,
            }
        )
        return
    for one in examined.differences:
        say(in_words(one))
    if not examined.differences:
        say(_("All of it is here already."))
    elif not arguments.yes:
        say(_("Nothing was changed yet. Say --yes to take it in."))
    else:
        say(_("It is taken in."))
