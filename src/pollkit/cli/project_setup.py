"""How `pollkit project` sets projects up: the project, its waves, activities and outcomes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli.output import say, say_json
from pollkit.cli.project_choice import (
    add_project_argument,
    choose_activity,
    choose_project,
    choose_questionnaire,
)
from pollkit.cli.shared_options import add_general
from pollkit.domain.waves import OF_WAVES, Mode, WaveKind
from pollkit.errors import UserError
from pollkit.i18n import _

if TYPE_CHECKING:
    from pollkit.store import Workspace


def set_up(arguments: Namespace, workspace: Workspace) -> None:
    from dataclasses import replace

    from pollkit.domain.packages import is_age_recipient
    from pollkit.usecases.programmes import place_in_fund
    from pollkit.usecases.projects import ask_for_consent, new_project, save_project

    key = arguments.evaluator_key
    if key is not None and not is_age_recipient(key):
        raise UserError(_("This is no public key as age writes it: it begins with “age1”."))
    if (arguments.programme is None) != (arguments.call is None):
        raise UserError(_("--programme and --call belong together."))
    texts = {language: _text_in(path) for language, path in arguments.consent}
    project = new_project(workspace, arguments.title, arguments.languages).result()
    if key is not None:
        save_project(workspace, replace(project, evaluator_key=key)).result()
    if arguments.call is not None:
        place_in_fund(workspace, project.id, arguments.programme, arguments.call).result()
    if texts:
        ask_for_consent(workspace, project.id, texts).result()
    if arguments.json:
        say_json({"project": str(project.id)})
    else:
        say(f"{project.id}  {project.title}")


def plan_wave(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.projects import add_wave
    from pollkit.usecases.questionnaires import save_version

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
        questionnaire = choose_questionnaire(repos.questionnaires.list(), arguments.questionnaire)
        activity = None
        if arguments.activity is not None:
            activities = repos.programmes.list_activities(project.id)
            activity = choose_activity(activities, arguments.activity)
    save_version(workspace, questionnaire).result()
    wave = add_wave(
        workspace,
        project.id,
        WaveKind(arguments.kind),
        arguments.title,
        questionnaire.instrument,
        modes=arguments.modes,
        activity_id=None if activity is None else activity.id,
        opens_on=arguments.opens,
        closes_on=arguments.closes,
        due_on=arguments.due,
        expected=arguments.expected,
    ).result()
    if arguments.json:
        say_json({"project": str(project.id), "wave": str(wave.id)})
    else:
        say(f"{wave.id}  {wave.title}")


def add_activity(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.programmes import add_activity as add

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
    activity = add(
        workspace, project.id, arguments.title, arguments.place, arguments.starts
    ).result()
    if arguments.json:
        say_json({"project": str(project.id), "activity": str(activity.id)})
    else:
        say(f"{activity.id}  {activity.title}")


def name_outcome(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.domain.programmes import Outcome
    from pollkit.usecases.programmes import name_outcome as name

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
    language = next(iter(project.languages), "en")
    outcome = Outcome(
        arguments.name,
        {language: arguments.title},
        arguments.measured_by,
        is_primary=arguments.primary,
    )
    named = name(workspace, project.id, outcome).result()
    if arguments.json:
        say_json({"project": str(project.id), "outcomes": [one.name for one in named.outcomes]})
        return
    for one in named.outcomes:
        mark = "*" if one.is_primary else " "
        say(f"{mark} {one.name}  {', '.join(one.scales)}")


def _text_in(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        words = _("The file “{name}” cannot be read as text.")
        raise UserError(words.format(name=path.name)) from error


def add_set_up(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar=_("TITLE"), help=_("the title of the project"))
    parser.add_argument(
        "--languages",
        metavar=_("LIST"),
        type=_names,
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
    for name, words in (
        ("--programme", _("the programme that pays for it; with --call")),
        ("--call", _("the call of the programme")),
    ):
        parser.add_argument(name, metavar=_("TITLE"), help=words)
    parser.add_argument(
        "--evaluator-key",
        metavar=_("KEY"),
        help=_("the public key for which answers can be sealed, as age writes it"),
    )
    add_general(parser)


def add_wave_arguments(parser: ArgumentParser) -> None:
    add_project_argument(parser)
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
    parser.add_argument(
        "--activity",
        metavar=_("ACTIVITY"),
        help=_("where it is asked: id or part of the title; the whole project if not given"),
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
    add_general(parser)


def add_activity_arguments(parser: ArgumentParser) -> None:
    add_project_argument(parser)
    parser.add_argument("title", metavar=_("TITLE"), help=_("the title of the activity"))
    parser.add_argument("--place", metavar=_("PLACE"), default="", help=_("where it takes place"))
    parser.add_argument(
        "--starts",
        metavar=_("TIME"),
        type=_time,
        required=True,
        help=_("when it begins, such as 2026-12-01T10:00"),
    )
    add_general(parser)


def add_outcome_arguments(parser: ArgumentParser) -> None:
    add_project_argument(parser)
    parser.add_argument("name", metavar=_("NAME"), help=_("a short name, such as trust"))
    parser.add_argument("title", metavar=_("TITLE"), help=_("what is hoped to change, in words"))
    parser.add_argument(
        "--measured-by",
        metavar=_("LIST"),
        type=_names,
        default=(),
        help=_("names of scales or questions that measure it"),
    )
    parser.add_argument(
        "--primary", action="store_true", help=_("the one that was fixed beforehand")
    )
    add_general(parser)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _language_and_file(given: str) -> tuple[str, Path]:
    language, equals, path = given.partition("=")
    if not (language and equals and path):
        raise ArgumentTypeError(_("“{given}” is not LANGUAGE=FILE").format(given=given))
    return language.strip(), Path(path)


def _modes(listed: str) -> tuple[Mode, ...]:
    wanted = _names(listed.lower())
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


def _time(given: str) -> datetime:
    """In the time zone of this machine, if none is said."""
    try:
        return datetime.fromisoformat(given).astimezone()
    except ValueError as error:
        words = _("“{given}” is no time; write it as 2026-12-01T10:00").format(given=given)
        raise ArgumentTypeError(words) from error
