"""Projects on the left, one project on the right: its waves, who is missing, what was begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.desktop.caseworker.naming import answered_count, kind_words
from pollkit.domain.codes import spaced
from pollkit.domain.packages import ProjectPackage
from pollkit.domain.programmes import Project
from pollkit.domain.tallies import WaveTally
from pollkit.domain.waves import Mode, Response, Wave
from pollkit.errors import PollKitError
from pollkit.i18n import _, language_name, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.usecases.collect import drafts
from pollkit.usecases.packages import (
    ExaminedPackage,
    examine_package,
    in_words,
    open_package,
    save_package,
)
from pollkit.usecases.projects import ProjectOverview, list_projects, project_overview

Follow = Callable[..., None]


@dataclass(frozen=True)
class ProjectRow:
    id: UUID
    title: str
    second: str


@dataclass(frozen=True)
class DraftLine:
    """Something that was begun: its code, or nothing that tells people apart, and how far it is."""

    response_id: UUID
    words: str
    started_on: date | None


@dataclass(frozen=True)
class WaveSheet:
    """
    Attributes:
        is_open: today lies within its days.
        missing: codes as they are printed; who has none is only counted.
        missing_unnamed: how many of those who are missing have no code.
        doubts: what is worth a look; it is worked out elsewhere and comes later.
    """

    wave: Wave
    tally: WaveTally
    kind: str
    is_open: bool
    missing: tuple[str, ...]
    missing_unnamed: int
    drafts: tuple[DraftLine, ...]
    doubts: tuple[str, ...] = ()

    @property
    def modes(self) -> tuple[Mode, ...]:
        return self.wave.modes


@dataclass(frozen=True)
class ProjectSheet:
    """
    Attributes:
        state: one sentence on how far it is.
        current: the wave that is to be collected now; None = there is none yet.
        today: what was done today in all waves.
    """

    project: Project
    title: str
    state: str
    waves: tuple[WaveSheet, ...]
    current: UUID | None
    today: str
    has_consent: bool


@dataclass(frozen=True)
class PackageQuestion:
    """A package that was read and not opened yet: what it is and what it would change."""

    path: Path
    title: str
    changes: tuple[str, ...]
    is_new: bool
    answered: int


@dataclass(frozen=True)
class ProjectsState:
    """
    Attributes:
        said: what was done last, or what went wrong.
    """

    rows: tuple[ProjectRow, ...] = ()
    sheet: ProjectSheet | None = None
    package: PackageQuestion | None = None
    said: str = ""
    is_trouble: bool = False


class ProjectsPresenter:
    """Reads anew when the store says that something has changed; verbs write through `follow`."""

    def __init__(self, workspace: Workspace, follow: Follow) -> None:
        self._workspace = workspace
        self._follow = follow
        self._selected: UUID | None = None
        self._examined: ExaminedPackage | None = None
        self._doubts: dict[UUID, tuple[str, ...]] = {}
        self.on_changed: Callable[[], None] = lambda: None
        self.state = ProjectsState()

    @property
    def selected(self) -> UUID | None:
        sheet = self.state.sheet
        return None if sheet is None else sheet.project.id

    def refresh(self) -> None:
        projects = list_projects(self._workspace)
        known = [project.id for project in projects]
        if self._selected not in known:
            self._selected = known[0] if known else None
        today = self._workspace.today()
        with self._workspace.read() as repos:
            rows = tuple(self._row(repos, project, today) for project in projects)
            sheet = None
            if self._selected is not None:
                sheet = self._sheet(project_overview(repos, self._selected, today), today)
        self._set(rows=rows, sheet=sheet)

    def select(self, project_id: UUID) -> None:
        self._selected = project_id
        self._set(said="", is_trouble=False)
        self.refresh()

    def take_doubts(self, doubts: dict[UUID, tuple[str, ...]]) -> None:
        """Wave -> what is worth a look (`doubts_in`)."""
        self._doubts = doubts
        sheet = self.state.sheet
        if sheet is not None:
            waves = tuple(replace(w, doubts=doubts.get(w.wave.id, ())) for w in sheet.waves)
            self._set(sheet=replace(sheet, waves=waves))

    def examine(self, path: Path) -> None:
        """Reads a package and shows what opening it would do; nothing is changed."""
        try:
            self._examined = examine_package(self._workspace, path)
        except PollKitError as wrong:
            self._set(said=str(wrong), is_trouble=True, package=None)
            return
        found = self._examined
        known = {project.id for project in list_projects(self._workspace)}
        is_new = found.package.project.id not in known
        changes = tuple(in_words(one) for one in found.differences)
        question = PackageQuestion(
            path,
            found.package.project.title,
            _content_words(found.package) if is_new else changes,
            is_new,
            found.answered,
        )
        self._set(package=question, said="", is_trouble=False)

    def open_examined(self) -> None:
        examined, self._examined = self._examined, None
        if examined is None:
            return
        project = examined.package.project
        self._selected = project.id

        def opened(_done: None) -> None:
            words = _("“{title}” is here. Its waves are ready to be collected.")
            self._set(said=words.format(title=project.title), is_trouble=False)
            self.refresh()

        self._set(package=None)
        self._follow(open_package(self._workspace, examined.package), opened, self._on_failed)

    def forget_examined(self) -> None:
        self._examined = None
        self._set(package=None)

    def save_package(self, path: Path) -> None:
        """Writes the chosen project's package, for somebody who collects too."""
        sheet = self.state.sheet
        assert sheet is not None
        try:
            written = save_package(self._workspace, sheet.project.id, path)
        except PollKitError as wrong:
            self._set(said=str(wrong), is_trouble=True)
            return
        self._set(said=_("Written: {file}").format(file=written.name), is_trouble=False)

    def say(self, words: str, is_trouble: bool = False) -> None:
        self._set(said=words, is_trouble=is_trouble)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(said=str(error), is_trouble=True)

    def _row(self, repos: Repositories, project: Project, today: date) -> ProjectRow:
        overview = project_overview(repos, project.id, today)
        waves = len(overview.waves)
        finished = sum(one.tally.finished for one in overview.waves)
        parts = [
            ngettext("{n} wave", "{n} waves", waves).format(n=waves),
            ngettext("{n} finished", "{n} finished", finished).format(n=finished),
        ]
        return ProjectRow(project.id, _title(project), " · ".join(parts))

    def _sheet(self, overview: ProjectOverview, today: date) -> ProjectSheet:
        waves = tuple(self._wave(one.wave, one.tally, today) for one in overview.waves)
        return ProjectSheet(
            project=overview.project,
            title=_title(overview.project),
            state=_state_words(overview),
            waves=waves,
            current=_current(waves),
            today=_today_words(waves),
            has_consent=overview.project.consent_version is not None,
        )

    def _wave(self, wave: Wave, tally: WaveTally, today: date) -> WaveSheet:
        begun = drafts(self._workspace, wave.id) if tally.started else ()
        codes = sorted(person.code for person in tally.missing if person.code)
        return WaveSheet(
            wave=wave,
            tally=tally,
            kind=kind_words(wave.kind),
            is_open=wave.is_open(today),
            missing=tuple(spaced(code) for code in codes),
            missing_unnamed=len(tally.missing) - len(codes),
            drafts=tuple(self._draft(one) for one in begun),
            doubts=self._doubts.get(wave.id, ()),
        )

    def _draft(self, response: Response) -> DraftLine:
        with self._workspace.read() as repos:
            person = repos.respondents.get(response.respondent_id)
        who = spaced(person.code) if person.code else _("Without a code")
        count = answered_count(response)
        answers = ngettext("{n} answer", "{n} answers", count).format(n=count)
        return DraftLine(response.id, f"{who} · {answers}", response.started_on)

    def _set(self, **changes: Any) -> None:
        following = replace(self.state, **changes)
        if following != self.state:
            self.state = following
            self.on_changed()


def _content_words(package: ProjectPackage) -> tuple[str, ...]:
    """What a package that nobody has opened here brings."""
    lines = []
    for wave in package.waves:
        kind = kind_words(wave.kind)
        lines.append(wave.title if wave.title == kind else f"{wave.title} ({kind})")
    if package.project.languages:
        names = ", ".join(language_name(tag) for tag in package.project.languages)
        lines.append(_("Languages: {names}").format(names=names))
    lines.append(
        _("Every person is asked for consent.")
        if package.consent is not None
        else _("Nobody is asked for consent.")
    )
    return tuple(lines)


def _title(project: Project) -> str:
    return project.title or _("Untitled project")


def _state_words(overview: ProjectOverview) -> str:
    people = len(overview.respondents)
    parts = [ngettext("{n} person known", "{n} people known", people).format(n=people)]
    if overview.withdrawn:
        n = overview.withdrawn
        parts.append(ngettext("{n} withdrawn", "{n} withdrawn", n).format(n=n))
    if overview.project.consent_version is None:
        parts.append(_("nobody is asked for consent"))
    return " · ".join(parts)


def _current(waves: tuple[WaveSheet, ...]) -> UUID | None:
    """The first open wave in which somebody is missing, else the last open one."""
    open_ones = [one for one in waves if one.is_open]
    incomplete = [one for one in open_ones if one.tally.missing or not one.tally.finished]
    chosen = (*incomplete[:1], *open_ones[-1:], *waves[-1:])
    return chosen[0].wave.id if chosen else None


def _today_words(waves: tuple[WaveSheet, ...]) -> str:
    days = [one.tally.today for one in waves]
    finished, refused = sum(d.finished for d in days), sum(d.refused for d in days)
    started = sum(d.started for d in days)
    if not started and not finished and not refused:
        return _("Nothing yet today")
    parts = [
        ngettext("{n} begun", "{n} begun", started).format(n=started),
        ngettext("{n} finished", "{n} finished", finished).format(n=finished),
    ]
    if refused:
        parts.append(ngettext("{n} refused", "{n} refused", refused).format(n=refused))
    return _("Today: {what}").format(what=", ".join(parts))
