"""Finds the project and the wave that a person means on the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from pollkit.cli.choosing import choose
from pollkit.domain.programmes import Activity, Project
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.waves import Wave
from pollkit.errors import NotFound
from pollkit.i18n import _


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
    return choose(projects, meant)


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
    return choose(waves, meant)


def choose_activity(activities: Sequence[Activity], meant: str) -> Activity:
    """The one activity of a project whose id, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not activities:
        raise NotFound(_("The project has no activities yet."))
    return choose(activities, meant)


def choose_questionnaire(questionnaires: Sequence[Questionnaire], meant: str) -> Questionnaire:
    """The one questionnaire of the workspace whose id, start of the id or part of the title is
    `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    if not questionnaires:
        raise NotFound(_("There are no questionnaires here yet."))
    return choose(questionnaires, meant)
