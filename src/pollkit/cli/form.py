"""`pollkit form`: questionnaires from spreadsheets and back, in the XLSForm standard."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_questionnaire
from pollkit.cli.shared_options import add_shared
from pollkit.i18n import _, ngettext
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.formats.xlsform import Note
    from pollkit.usecases.instruments_in import FormImport


def summary() -> str:
    return _("take questionnaires from spreadsheets (XLSForm), and write them back")


def description() -> str:
    return _(
        "`check` tells what is wrong with a form, sheet by sheet and row by row, and changes\n"
        "nothing. `import` makes a questionnaire of the workspace of it. `export` writes a\n"
        "questionnaire as an XLSForm that other programs take too."
    )


def add_arguments(parser: ArgumentParser) -> None:
    moves = parser.add_subparsers(dest="move", required=True, metavar=_("MOVE"))
    for name, help_text in (
        ("check", _("tell what is wrong with a form")),
        ("import", _("make a questionnaire of a form")),
    ):
        move = moves.add_parser(name, help=help_text)
        move.add_argument(
            "file", metavar=_("FILE"), type=Path, help=_(".xlsx, .xlsm, .xls, .csv or .md")
        )
        move.add_argument(
            "--repair", action="store_true", help=_("take every repair that is offered")
        )
        move.add_argument(
            "--texts-in",
            metavar=_("LANGUAGE"),
            help=_("language of texts whose columns name none, such as fr; guessed if not given"),
        )
        _add_general(move)
    out = moves.add_parser("export", help=_("write a questionnaire as an XLSForm"))
    out.add_argument(
        "questionnaire",
        metavar=_("QUESTIONNAIRE"),
        help=_("id of the questionnaire, the start of it, or part of the title"),
    )
    out.add_argument(
        "--out", metavar=_("FILE"), type=Path, required=True, help=_("the .xlsx to write")
    )
    _add_general(out)


def _add_general(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )
    add_shared(parser)


def run(arguments: Namespace, wiring: Wiring) -> int:
    if arguments.move == "export":
        return _export(arguments)
    return _check_or_import(arguments)


def _check_or_import(arguments: Namespace) -> int:
    from pollkit.usecases.instruments_in import open_form

    form = open_form(arguments.file, arguments.texts_in)
    if arguments.repair:
        form = form.repaired_throughout()
    kept = None
    if arguments.move == "import" and form.instrument is not None:
        kept = _keep(arguments, form)
    facts = {"file": str(arguments.file), "questionnaire": kept, **_facts(form)}
    if arguments.json:
        say_json(facts)
    else:
        _tell(form, kept)
    return ExitCode.CHECK_FAILED if form.instrument is None else ExitCode.OK


def _keep(arguments: Namespace, form: FormImport) -> str:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.instruments_in import keep_form

    with Workspace.open(workspace_of(arguments), Role.WINDOW) as workspace:
        return str(keep_form(workspace, form).id)


def _facts(form: FormImport) -> dict[str, Any]:
    overview = form.overview
    return {
        "title": overview and overview.title,
        "version": form.instrument and form.instrument.version_id,
        "languages": overview and list(overview.languages),
        "questions": overview and overview.asked,
        "not_collected": overview and list(overview.not_collected),
        "repaired": list(form.done),
        "notes": [_note_facts(note) for note in form.notes],
    }


def _note_facts(note: Note) -> dict[str, Any]:
    return {
        "sheet": note.sheet,
        "row": note.row,
        "column": note.column,
        "severity": note.severity.value,
        "message": note.message,
        "repair": note.repair and note.repair.words,
    }


def _tell(form: FormImport, kept: str | None) -> None:
    for what in form.done:
        remark(_("Repaired: {what}").format(what=what))
    for note in form.notes:
        place = f"{note.place}: " if note.place else ""
        say(f"{_SIGNS[note.severity.value]} {place}{note.message}")
        if note.repair is not None:
            say("    " + _("--repair: {what}").format(what=note.repair.words))
    overview = form.overview
    if overview is None:
        count = len(form.result.refusals)
        message = ngettext(
            "{n} place has to be mended first.", "{n} places have to be mended first.", count
        )
        say(message.format(n=count))
        return
    questions = ngettext("{n} question", "{n} questions", overview.asked).format(n=overview.asked)
    say(f"{overview.title}: {questions}, {', '.join(overview.languages)}")
    if kept is not None:
        say(_("Kept as questionnaire {id}.").format(id=kept))


# Of a note that refuses the form, one that tells of a difference, one of what is only kept.
_SIGNS = {"refused": "✗", "different": "!", "kept": "·"}


def _export(arguments: Namespace) -> int:
    from pollkit.store import Role, Workspace
    from pollkit.usecases.instruments_in import export_form
    from pollkit.usecases.questionnaires import list_questionnaires

    with Workspace.open(workspace_of(arguments), Role.READER) as workspace:
        known = list_questionnaires(workspace, include_archived=True)
    questionnaire = choose_questionnaire(known, arguments.questionnaire)
    files, notes = export_form(questionnaire.instrument, arguments.out)
    if arguments.json:
        say_json(
            {
                "questionnaire": str(questionnaire.id),
                "version": questionnaire.instrument.version_id,
                "files": [str(path) for path in files],
                "notes": [_note_facts(note) for note in notes],
            }
        )
        return ExitCode.OK
    for note in notes:
        remark(f"{note.column}: {note.message}")
    for path in files:
        say(str(path))
    return ExitCode.OK
