"""`pollkit responses`: what a project's people answered, out to files and in from files."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_project, choose_wave
from pollkit.cli.shared_options import add_shared
from pollkit.i18n import _, ngettext
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.usecases.earlier_answers import EarlierAnswers, Imported

FORMATS = ("csv", "xlsx", "sav", "dta")


def summary() -> str:
    return _("write a project’s responses to files, or take in earlier ones")


def description() -> str:
    does = _(
        "`export` writes every response of a project as CSV, XLSX, SPSS (.sav) and Stata\n"
        "(.dta), with labels and a codebook. `import` takes in answers that were gathered\n"
        "before: it shows what it would take each column for, and takes them in with --yes."
    )
    care = _("The files have a row for each person: keep them as carefully as the answers.")
    return f"{does}\n\n{care}"


def add_arguments(parser: ArgumentParser) -> None:
    moves = parser.add_subparsers(dest="move", required=True, metavar=_("MOVE"))
    out = moves.add_parser("export", help=_("write the responses of a project"))
    _add_project(out)
    out.add_argument(
        "--out", metavar=_("DIR"), type=Path, required=True, help=_("folder for the files")
    )
    out.add_argument(
        "--formats",
        metavar=_("LIST"),
        type=_formats,
        default=FORMATS,
        help=_("which files: {formats}; all if not given").format(formats=",".join(FORMATS)),
    )
    out.add_argument("--drafts", action="store_true", help=_("what was begun and not finished too"))
    _add_general(out)
    into = moves.add_parser("import", help=_("take in answers that were gathered before"))
    _add_project(into)
    into.add_argument("file", metavar=_("FILE"), type=Path, help=_("CSV, XLSX, .sav or .dta"))
    into.add_argument(
        "--wave",
        metavar=_("WAVE"),
        action="append",
        required=True,
        help=_(
            "the wave that the rows belong to; where a column names several, give each as NAME=WAVE"
        ),
    )
    into.add_argument("--yes", action="store_true", help=_("take them in, not only show"))
    _add_general(into)


def run(arguments: Namespace, wiring: Wiring) -> int:
    return _export(arguments) if arguments.move == "export" else _import(arguments)


def _export(arguments: Namespace) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.export_responses import ResponseFormat, export_responses

    with (
        Workspace.open(workspace_of(arguments), Role.READER) as workspace,
        workspace.read() as repos,
    ):
        project = choose_project(repos.programmes.list_projects(), arguments.project)
        files = export_responses(
            repos,
            project.id,
            arguments.out,
            language=arguments.language or next(iter(project.languages), "en"),
            formats=[ResponseFormat(name) for name in arguments.formats],
            with_drafts=arguments.drafts,
        )
    if arguments.json:
        say_json({"project": str(project.id), "files": [str(path) for path in files]})
    else:
        for path in files:
            say(str(path))
    return ExitCode.OK


def _import(arguments: Namespace) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.earlier_answers import import_earlier, open_earlier

    role = Role.WINDOW if arguments.yes else Role.READER
    with Workspace.open(workspace_of(arguments), role) as workspace:
        with workspace.read() as repos:
            project = choose_project(repos.programmes.list_projects(), arguments.project)
            waves = repos.waves.list(project.id)
            targets = {
                name if equals else "": choose_wave(waves, wave if equals else name).id
                for name, equals, wave in (given.partition("=") for given in arguments.wave)
            }
            earlier = open_earlier(repos, arguments.file, next(iter(targets.values())))
        seen = earlier.preview()
        if not arguments.json:
            _say_uses(earlier)
        for problem in seen.problems:
            remark(
                _("Row {row}, column “{column}”: {message}").format(
                    row=problem.row, column=problem.column, message=problem.message
                )
            )
        if seen.problems:
            return ExitCode.USER_ERROR
        done = None
        if arguments.yes:
            done = import_earlier(workspace, earlier, targets).result()
    _say_done(arguments, len(seen.rows), done)
    return ExitCode.OK


def _say_uses(earlier: EarlierAnswers) -> None:
    for use in earlier.uses:
        taken_for = use.use.value if use.variable is None else use.variable.label
        say(f"{use.column} -> {taken_for}")


def _say_done(arguments: Namespace, rows: int, done: Imported | None) -> None:
    if arguments.json:
        facts: dict[str, Any] = {"rows": rows, "imported": 0 if done is None else done.responses}
        if done is not None:
            facts |= {"known": list(done.known), "elsewhere": list(done.elsewhere)}
        say_json(facts)
    elif done is None:
        say(
            ngettext(
                "{n} row can be taken in. Say --yes to do it.",
                "{n} rows can be taken in. Say --yes to do it.",
                rows,
            ).format(n=rows)
        )
    else:
        say(
            ngettext(
                "{n} response was taken in.", "{n} responses were taken in.", done.responses
            ).format(n=done.responses)
        )
        if done.known:
            rows_known = ", ".join(map(str, done.known))
            say(_("Taken in before, and left as they are: rows {rows}.").format(rows=rows_known))
        if done.elsewhere:
            others = ", ".join(map(str, done.elsewhere))
            say(_("Of a wave that was not named, and left out: rows {rows}.").format(rows=others))


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


def _formats(listed: str) -> tuple[str, ...]:
    wanted = [name.strip().lower() for name in listed.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise ArgumentTypeError(
            _("“{kind}” is not one of {kinds}").format(
                kind=", ".join(unknown) or listed, kinds=", ".join(FORMATS)
            )
        )
    return tuple(name for name in FORMATS if name in wanted)
