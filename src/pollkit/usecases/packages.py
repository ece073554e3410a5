"""Project packages: the evaluator writes one, the caseworker opens it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from pollkit.domain.packages import Change, Difference, Part, ProjectPackage, differences
from pollkit.domain.programmes import Activity
from pollkit.domain.versions.steps import renames_between
from pollkit.domain.waves import Wave
from pollkit.errors import FolderNotWritable, NotFound, PackageRefused
from pollkit.formats.packages import SUFFIX, pictures_of, read_package, write_package
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace
from pollkit.usecases.instrument_changes import go_over

__all__ = [
    "SUFFIX",
    "ExaminedPackage",
    "examine_package",
    "in_words",
    "open_package",
    "save_package",
]


@dataclass(frozen=True)
class ExaminedPackage:
    """What is in a package, and what opening it would change here; none = it is known already.

    `answered` is how many responses the project's waves have here: what changes a questionnaire
    then is for the rehearsal of a change.
    """

    package: ProjectPackage
    differences: tuple[Difference, ...]
    answered: int


def save_package(workspace: Workspace, project_id: UUID, path: Path) -> Path:
    """Writes a project's package; `path` gets the ending of packages if it has none.

    Raises:
        FolderNotWritable
    """
    with workspace.read() as repos:
        package = _package_of(repos, workspace, project_id)
    target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    try:
        write_package(package, target)
    except OSError as error:
        raise FolderNotWritable(
            _("The package cannot be written there. Choose another folder.")
        ) from error
    return target


def examine_package(workspace: Workspace, path: Path) -> ExaminedPackage:
    """Reads a package and changes nothing.

    Raises:
        PackageRefused: it is damaged, hostile or of a newer PollKit.
        NotFound: the file is not there, or cannot be read.
    """
    try:
        package = read_package(path)
    except OSError as error:
        raise NotFound(_("This file cannot be read. Choose the package once more.")) from error
    with workspace.read() as repos:
        known = _known(repos, workspace, package.project.id)
        answered = 0
        if known is not None:
            answered = sum(len(repos.responses.bare(wave.id)) for wave in known.waves)
    return ExaminedPackage(package, differences(known, package), answered)


def open_package(workspace: Workspace, package: ProjectPackage) -> Future[None]:
    """Makes the project what the package says. Opened again it changes nothing; waves and
    activities that a newer one has no more stay, with their answers.

    The future fails with PackageRefused where the package names what another project has.
    """
    for content in package.pictures.values():
        workspace.attachments.add(content)
    return workspace.write(lambda repos: _open(repos, workspace, package))


def _open(repos: Repositories, workspace: Workspace, package: ProjectPackage) -> None:
    _check_owner(repos, package)
    known = _known(repos, workspace, package.project.id)
    if package.programme is not None and (known is None or known.programme != package.programme):
        repos.programmes.save_programme(package.programme)
    if package.call is not None and (known is None or known.call != package.call):
        repos.programmes.save_call(package.call)
    if known is None:
        # Before what belongs to it.
        repos.programmes.save_project(package.project)
    if package.consent is not None:
        repos.consents.save_text(package.project.id, package.consent)
    if known is not None and known.project != package.project:
        repos.programmes.save_project(package.project)
    for activity in package.activities:
        if known is None or activity not in known.activities:
            repos.programmes.save_activity(activity)
    for instrument in package.instruments.values():
        repos.instruments.save(instrument)
    _take_steps(repos, package, known)
    for wave in package.waves:
        if known is None or wave not in known.waves:
            _take_wave(repos, package, wave, known)


def _take_steps(repos: Repositories, package: ProjectPackage, known: ProjectPackage | None) -> None:
    for step in package.steps:
        if known is None or step not in known.steps:
            repos.version_steps.save(package.project.id, step)


def _take_wave(
    repos: Repositories, package: ProjectPackage, wave: Wave, known: ProjectPackage | None
) -> None:
    """Where it asks another version now, its drafts go over to that."""
    was = next((one for one in known.waves if one.id == wave.id), None) if known else None
    if was is not None and was.instrument_version != wave.instrument_version:
        renames = renames_between(package.steps, was.instrument_version, wave.instrument_version)
        new = package.instruments[wave.instrument_version]
        go_over(repos, wave.id, new, wave.instrument_version, renames, "")
    repos.waves.save(wave)


def _check_owner(repos: Repositories, package: ProjectPackage) -> None:
    """A package must not take away what belongs to another project."""
    found: list[Wave | Activity] = []
    for wave in package.waves:
        with suppress(NotFound):
            found.append(repos.waves.get(wave.id))
    for activity in package.activities:
        with suppress(NotFound):
            found.append(repos.programmes.get_activity(activity.id))
    if any(one.project_id != package.project.id for one in found):
        raise PackageRefused(_("This package would change another project. It was not opened."))


def _known(repos: Repositories, workspace: Workspace, project_id: UUID) -> ProjectPackage | None:
    try:
        return _package_of(repos, workspace, project_id)
    except NotFound:
        return None


def _package_of(repos: Repositories, workspace: Workspace, project_id: UUID) -> ProjectPackage:
    project = repos.programmes.get_project(project_id)
    waves = repos.waves.list(project_id)
    versions = dict.fromkeys(wave.instrument_version for wave in waves)
    instruments = {version: repos.instruments.get(version) for version in versions}
    call = None if project.call_id is None else repos.programmes.get_call(project.call_id)
    version = project.consent_version
    shown = [image for one in instruments.values() for image in pictures_of(one)]
    return ProjectPackage(
        project=project,
        waves=waves,
        instruments=instruments,
        consent=None if version is None else repos.consents.text(project_id, version),
        activities=repos.programmes.list_activities(project_id),
        programme=None if call is None else repos.programmes.get_programme(call.programme_id),
        call=call,
        steps=repos.version_steps.list(project_id),
        pictures={
            image.sha256: workspace.attachments.path(image.sha256).read_bytes() for image in shown
        },
    )


def in_words(difference: Difference) -> str:
    """One line for a person who decides whether to open the package."""
    return _WORDS[difference.part, difference.change]().format(title=difference.title)


_WORDS: dict[tuple[Part, Change], Callable[[], str]] = {
    (Part.PROJECT, Change.NEW): lambda: _("“{title}” is a new project."),
    (Part.PROJECT, Change.CHANGED): lambda: _("The title, fund or languages of “{title}” change."),
    (Part.OUTCOMES, Change.NEW): lambda: _("Outcomes are named."),
    (Part.OUTCOMES, Change.CHANGED): lambda: _("The outcomes change."),
    (Part.OUTCOMES, Change.GONE): lambda: _("No outcomes are named any more."),
    (Part.CONSENT, Change.NEW): lambda: _("From now on everyone is asked for consent first."),
    (Part.CONSENT, Change.CHANGED): lambda: _("The consent text changes."),
    (Part.CONSENT, Change.GONE): lambda: _("Nobody is asked for consent any more."),
    (Part.EVALUATOR_KEY, Change.NEW): lambda: _("Answers can be sealed for the evaluator."),
    (Part.EVALUATOR_KEY, Change.CHANGED): lambda: _(
        "Answers would be sealed for another evaluator. Ask whether that is right."
    ),
    (Part.EVALUATOR_KEY, Change.GONE): lambda: _("Answers are sealed for no evaluator any more."),
    (Part.ACTIVITY, Change.NEW): lambda: _("The activity “{title}” is new."),
    (Part.ACTIVITY, Change.CHANGED): lambda: _("The activity “{title}” changes."),
    (Part.ACTIVITY, Change.GONE): lambda: _("The activity “{title}” is no longer in it; it stays."),
    (Part.WAVE, Change.NEW): lambda: _("The wave “{title}” is new."),
    (Part.WAVE, Change.CHANGED): lambda: _("The wave “{title}” is planned differently."),
    (Part.WAVE, Change.GONE): lambda: _("The wave “{title}” is no longer in it; it stays."),
    (Part.INSTRUMENT, Change.CHANGED): lambda: _("The questionnaire “{title}” changes."),
}
