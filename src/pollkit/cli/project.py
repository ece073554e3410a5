"""`pollkit project`: set up projects and waves, hand them on, and look over how they stand."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli import project_reports
from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_project, choose_questionnaire
from pollkit.cli.shared_options import add_shared
from pollkit.domain.waves import OF_WAVES, Mode, WaveKind
from pollkit.errors import UserError
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.store import Workspace


def summary() -> str:
    return _("set up projects and their waves, hand them on, see who came")


def description() -> str:
    return _(
        "`new` and `wave` set up a project; `package` writes it to one file, and `open` takes\n"
        "such a file in: it shows what would change, and does it with --yes. `show` tells who\n"
        "was expected, who came and who is missing, `check` what is doubtful in a wave."
    )


def add_arguments(parser: ArgumentParser) -> None:
    moves = parser.add_subparsers(dest="move", required=True, metavar=_("MOVE"))
    _add_general(moves.add_parser("list", help=_("list the projects")))
    _add_new(moves.add_parser("new", help=_("set up a project")))
    _add_wave(moves.add_parser("wave", help=_("plan a wave of a project")))
    package = moves.add_parser("package", help=_("write a project to one file"))
    _add_project(package)
    package.add_argument("--out", metavar=_("FILE"), type=Path, required=True, help=_("the file"))
    _add_general(package)
    opening = moves.add_parser("open", help=_("take in a project from such a file"))
    opening.add_argument("file", metavar=_("FILE"), type=Path, help=_("the project package"))
    opening.add_argument("--yes", action="store_true", help=_("take it in, not only show"))
    _add_general(opening)
    show = moves.add_parser("show", help=_("tell who was expected, who came and who is missing"))
    _add_project(show)
    _add_general(show)
    check = moves.add_parser("check", help=_("tell what is doubtful or missing in a wave"))
    _add_project(check)
    check.add_argument("wave", metavar=_("WAVE"), help=_("the wave"))
    _add_general(check)


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    moves = {
        "list": project_reports.list_all,
        "show": project_reports.show,
        "check": project_reports.check,
        "new": _new,
        "wave": _plan_wave,
        "package": _package,
        "open": _open,
    }
    folder = workspace_of(arguments)
    writes = arguments.move in ("new", "wave") or (
        # The first package of a laptop is looked at before there is a workspace.
        arguments.move == "open" and (arguments.yes or not folder.exists())
    )
    with Workspace.open(folder, Role.WINDOW if writes else Role.READER) as workspace:
        moves[arguments.move](arguments, workspace)
    return ExitCode.OK


def _new(arguments: Namespace, workspace: Workspace) -> None:
    from dataclasses import replace

    from pollkit.domain.packages import is_age_recipient
    from pollkit.usecases.projects import ask_for_consent, new_project, save_project

    key = arguments.evaluator_key
    if key is not None and not is_age_recipient(key):
        raise UserError(_("This is no public key as age writes it: it begins with “age1”."))
    texts = {language: _text_in(path) for language, path in arguments.consent}
    project = new_project(workspace, arguments.title, arguments.languages).result()
    if key is not None:
        save_project(workspace, replace(project, evaluator_key=key)).result()
    if texts:
        ask_for_consent(workspace, project.id, texts).result()
    if arguments.json:
        say_json({"project": str(project.id)})
    else:
        say(f"{project.id}  {project.title}")


def _plan_wave(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.projects import add_wave
    from pollkit.usecases.questionnaires import save_version

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
        questionnaire = choose_questionnaire(repos.questionnaires.list(), arguments.questionnaire)
    save_version(workspace, questionnaire).result()
    wave = add_wave(
        workspace,
        project.id,
        WaveKind(arguments.kind),
        arguments.title,
        questionnaire.instrument,
        modes=arguments.modes,
        opens_on=arguments.opens,
        closes_on=arguments.closes,
        due_on=arguments.due,
        expected=arguments.expected,
    ).result()
    if arguments.json:
        say_json({"project": str(project.id), "wave": str(wave.id)})
    else:
        say(f"{wave.id}  {wave.title}")


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


def _text_in(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        words = _("The file “{name}” cannot be read as text.")
        raise UserError(words.format(name=path.name)) from error


def _add_new(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar=_("TITLE"), help=_("the title of the project"))
    parser.add_argument(
        "--languages",
        metavar=_("LIST"),
        type=_languages,
        default=(),
        help=_(
            "in which people are asked, such as en,de; those of each questionnaire if not given"
        ),
    )
    parser.add_argument(
        "--consent",
        metavar=_("LANGUAGE=FILE"),
        type=_language_and_file,
        action="append",
        default=[],
        help=_("what everybody is asked to agree to first, in one language; once for each"),
    )
    parser.add_argument(
        "--evaluator-key",
        metavar=_("KEY"),
        help=_("the public key for which answers can be sealed, as age writes it"),
    )
    _add_general(parser)


def _add_wave(parser: ArgumentParser) -> None:
    _add_project(parser)
    parser.add_argument("title", metavar=_("TITLE"), help=_("the title of the wave"))
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in WaveKind],
        required=True,
        help=_("where it stands in the project"),
    )
    parser.add_argument(
        "--questionnaire",
        metavar=_("QUESTIONNAIRE"),
        required=True,
        help=_("what is asked: id or part of the title of a questionnaire"),
    )
    parser.add_argument(
        "--modes",
        metavar=_("LIST"),
        type=_modes,
        default=OF_WAVES,
        help=_("the ways in, of {modes}; all if not given").format(modes=",".join(OF_WAVES)),
    )
    for name, words in (
        ("--opens", _("the first day, such as 2026-11-24")),
        ("--closes", _("the last day")),
        ("--due", _("the day by which everybody should have answered")),
    ):
        parser.add_argument(name, metavar=_("DAY"), type=_day, help=words)
    parser.add_argument(
        "--expected", metavar=_("N"), type=_count, help=_("how many people are expected")
    )
    _add_general(parser)


def _add_project(parser: ArgumentParser) -> None:
    parser.add_argument(
        "project",
        metavar=_("PROJECT"),
        help=_("id of the project, the start of it, or part of the title"),
    )


def _add_general(parser: ArgumentParser) -> None:
    add_shared(parser)
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def _languages(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _language_and_file(given: str) -> tuple[str, Path]:
    language, equals, path = given.partition("=")
    if not (language and equals and path):
        raise ArgumentTypeError(_("“{given}” is not LANGUAGE=FILE").format(given=given))
    return language.strip(), Path(path)


def _modes(listed: str) -> tuple[Mode, ...]:
    wanted = _languages(listed.lower())
    unknown = [name for name in wanted if name not in OF_WAVES]
    if unknown or not wanted:
        raise ArgumentTypeError(
            _("“{kind}” is not one of {kinds}").format(
                kind=", ".join(unknown) or listed, kinds=", ".join(OF_WAVES)
            )
        )
    return tuple(Mode(name) for name in wanted)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        words = _("“{given}” is no day; write it as 2026-11-24").format(given=given)
        raise ArgumentTypeError(words) from error


def _count(given: str) -> int:
    if not given.isdecimal():
        raise ArgumentTypeError(_("“{given}” is no number").format(given=given))
    return int(given)
