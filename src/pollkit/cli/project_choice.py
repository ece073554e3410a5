"""Finds the project and the wave that a person means on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from pollkit.domain.programmes import Activity, Project
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.waves import Wave
from pollkit.errors import NotFound
from pollkit.i18n import _

T = TypeVar("T")


def add_project_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "project",
        metavar=_("PROJECT"),
        help=_("id of the project, the start of it, or part of the title"),
    )


def choose_project(projects: Sequence[Project], meant: str) -> Project:
    """The one project whose id, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not projects:
        raise NotFound(_("There are no projects here yet."))
    return _choose(projects, meant, lambda one: (one.id, one.title))


def choose_wave(waves: Sequence[Wave], meant: str) -> Wave:
    """The one wave whose id, start of the id, kind or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not waves:
        raise NotFound(_("The project has no waves yet."))
    of_kind = [wave for wave in waves if wave.kind.value == meant.strip().casefold()]
    if len(of_kind) == 1:
        return of_kind[0]
    return _choose(waves, meant, lambda one: (one.id, one.title))


def choose_activity(activities: Sequence[Activity], meant: str) -> Activity:
    """The one activity of a project whose id, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not activities:
        raise NotFound(_("The project has no activities yet."))
    return _choose(activities, meant, lambda one: (one.id, one.title))


def choose_questionnaire(questionnaires: Sequence[Questionnaire], meant: str) -> Questionnaire:
    """The one questionnaire of the workspace whose id, start of the id or part of the title is
    `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not questionnaires:
        raise NotFound(_("There are no questionnaires here yet."))
    return _choose(questionnaires, meant, lambda one: (one.id, one.title))


def _choose(those: Sequence[T], meant: str, named: Callable[[T], tuple[UUID, str]]) -> T:
    wanted = meant.strip().casefold()
    fitting = [one for one in those if str(named(one)[0]) == wanted]
    fitting = fitting or [one for one in those if named(one)[1].casefold() == wanted]
    if not fitting and wanted:
        fitting = [
            one
            for one in those
            if str(named(one)[0]).startswith(wanted) or wanted in named(one)[1].casefold()
        ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        say = _("Several fit “{meant}”. Use the start of an id:").format(meant=meant)
    else:
        say = _("Nothing fits “{meant}”. There are:").format(meant=meant)
    lines = [f"  {named(one)[0]}  {named(one)[1]}" for one in fitting or those]
    raise NotFound("\n".join([say, *lines]))
