"""`pollkit collect`: an interview of a wave in the terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_project, choose_wave
from pollkit.domain.waves import OF_WAVES, Mode, ResponseState
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.store import Workspace
    from pollkit.usecases.collect import Sitting


def summary() -> str:
    return _("ask one person the questions of a wave, in the terminal")


def description() -> str:
    does = _(
        "Puts one question after the other and reads a line for each answer. Each answer is on\n"
        "disk before the next question comes; what is left is a draft that --resume takes up."
    )
    orders = _(
        "  -         would rather not say\n"
        "  (empty)   skip a question that may be skipped\n"
        "  /back     the question before\n"
        "  /leave    leave it as a draft\n"
        "  /refuse   the person does not want to answer: what was said is erased"
    )
    return f"{does}\n\n{orders}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "project",
        metavar=_("PROJECT"),
        help=_("id of the project, the start of it, or part of the title"),
    )
    parser.add_argument(
        "wave", metavar=_("WAVE"), help=_("id, kind or part of the title of the wave")
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--code", metavar=_("CODE"), help=_("the code of the person’s card"))
    who.add_argument(
        "--new-code", action="store_true", help=_("make a code for the person and tell it")
    )
    who.add_argument(
        "--resume", metavar=_("RESPONSE"), help=_("go on with a draft: its id or the start of it")
    )
    who.add_argument("--drafts", action="store_true", help=_("only list the drafts of the wave"))
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in OF_WAVES],
        default=Mode.INTERVIEW.value,
        help=_("the way in that is kept with the answers; an interview if not given"),
    )
    parser.add_argument(
        "--asked-in",
        metavar=_("LANGUAGE"),
        help=_("the language of the questions; the project’s first if not given"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    role = Role.READER if arguments.drafts else Role.WINDOW
    with Workspace.open(workspace_of(arguments), role) as workspace:
        with workspace.read() as repos:
            project = choose_project(repos.programmes.list_projects(), arguments.project)
            wave = choose_wave(repos.waves.list(project.id), arguments.wave)
            languages = (
                project.languages or repos.instruments.get(wave.instrument_version).languages
            )
        if arguments.drafts:
            _list_drafts(arguments, workspace, wave.id)
            return ExitCode.OK
        language = arguments.asked_in or languages[0]
        sitting = _sitting(arguments, workspace, project.id, wave.id, language)
        _hold(arguments, sitting)
    return ExitCode.OK


def _sitting(
    arguments: Namespace, workspace: Workspace, project_id: UUID, wave_id: UUID, language: str
) -> Sitting:
    from pollkit.domain.codes import new_code, read_code
    from pollkit.usecases.collect import drafts, resume, start

    if arguments.resume:
        wanted = arguments.resume.strip().casefold()
        found = [one for one in drafts(workspace, wave_id) if str(one.id).startswith(wanted)]
        if len(found) != 1:
            raise NotFound(_("No draft, or more than one, begins like this. See --drafts."))
        return resume(workspace, found[0].id)
    code = read_code(arguments.code) if arguments.code else None
    if arguments.new_code:
        with workspace.read() as repos:
            taken = {one.code for one in repos.respondents.list(project_id) if one.code}
        code = new_code(taken)
    return start(workspace, wave_id, Mode(arguments.mode), language, code=code)


def _hold(arguments: Namespace, sitting: Sitting) -> None:
    from pollkit.cli.interview import Interview
    from pollkit.domain.codes import spaced

    def ask() -> str | None:
        line = sys.stdin.readline()
        return line if line else None

    tell = remark if arguments.json else say
    code = sitting.respondent.code
    if arguments.new_code and code:
        tell(_("The person’s code: {code}").format(code=spaced(code)))
    state = Interview(sitting, ask, tell).hold()
    if arguments.json:
        say_json({"response": str(sitting.response.id), "state": state.value, "code": code})
    elif state is ResponseState.FINISHED:
        say(_("Finished. Thank you."))
    elif state is ResponseState.REFUSED:
        say(_("Refused. What was said is erased."))
    else:
        say(_("Left as a draft: {id}").format(id=str(sitting.response.id)))


def _list_drafts(arguments: Namespace, workspace: Workspace, wave_id: UUID) -> None:
    from pollkit.usecases.collect import drafts

    found = drafts(workspace, wave_id)
    with workspace.read() as repos:
        codes = {one.id: repos.respondents.get(one.respondent_id).code for one in found}
    for one in found:
        day = "" if one.started_on is None else one.started_on.isoformat()
        if arguments.json:
            facts = {"response": str(one.id), "code": codes[one.id], "started_on": day}
            say_json({**facts, "mode": one.mode.value, "answers": len(one.answers)})
        else:
            say(f"{one.id}  {day}  {one.mode.value}  {codes[one.id] or '–'}")
    if not found and not arguments.json:
        say(_("There are no drafts in this wave."))
