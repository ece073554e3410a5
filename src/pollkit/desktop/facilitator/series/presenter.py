"""Events side by side: which of them, which question, and what it brought each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from pollkit.domain.series import Series
from pollkit.domain.texts import in_language, on_one_line
from pollkit.errors import PollKitError
from pollkit.i18n import _, current_language, ngettext, speaking
from pollkit.store import Workspace
from pollkit.usecases.series import (
    HeldEvent,
    common_questions,
    export_series,
    held_events,
    series_lines,
    series_results,
)

T = TypeVar("T")

# Of the picture; it is shown smaller, and stays sharp on a dense screen.
_DPI = 220


class Runner(Protocol):
    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class Stage(StrEnum):
    READING = "reading"
    NOTHING = "nothing"  # fewer than two events could be compared
    CHOOSING = "choosing"  # fewer than two are chosen
    NOTHING_SHARED = "nothing shared"
    COUNTING = "counting"
    SHOWN = "shown"
    FAILED = "failed"


@dataclass(frozen=True)
class SeriesPicture:
    """`png` without a ground of its own; `rows` begin with the answer, `heading` with its name."""

    png: bytes
    span: str
    words: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SeriesState:
    """`questions`: (name, words) of those that all chosen events asked."""

    stage: Stage = Stage.READING
    events: tuple[HeldEvent, ...] = ()
    chosen: frozenset[UUID] = frozenset()
    questions: tuple[tuple[str, str], ...] = ()
    question: str | None = None
    picture: SeriesPicture | None = None
    said: str = ""
    is_trouble: bool = False
    folder: Path | None = None


class SeriesPresenter:
    def __init__(self, workspace: Workspace, runner: Runner, first: UUID | None) -> None:
        """`first`: an event that is chosen from the start, if it can be compared."""
        self._workspace = workspace
        self._runner = runner
        self._first = first
        self._is_dark = False
        self._series: Series | None = None
        self._turn = 0
        self.on_changed: Callable[[], None] = lambda: None
        self.state = SeriesState()

    def open(self, is_dark: bool) -> None:
        self._is_dark = is_dark
        self._runner.run(lambda _task: self._read_events(), self._on_events_read)

    def choose_event(self, event_id: UUID, is_chosen: bool) -> None:
        chosen = self.state.chosen - {event_id} | ({event_id} if is_chosen else set())
        if chosen != self.state.chosen:
            self._set(chosen=frozenset(chosen), said="", folder=None)
            self._offer_questions()

    def choose_question(self, name: str) -> None:
        if name != self.state.question:
            self._set(question=name, said="", folder=None)
            self._count()

    def take_darkness(self, is_dark: bool) -> None:
        """The picture is drawn anew in the colours of the theme."""
        if is_dark != self._is_dark:
            self._is_dark = is_dark
            if self.state.question is not None:
                self._count()

    def export(self, out: Path) -> None:
        series, language = self._series, current_language()
        if series is None or self.state.stage is not Stage.SHOWN:
            return

        def tell(paths: tuple[Path, ...]) -> None:
            words = ngettext("{n} file written.", "{n} files written.", len(paths))
            self._set(said=words.format(n=len(paths)), is_trouble=False, folder=out)

        self._runner.run(
            lambda _task: export_series(series, out, language), tell, self._on_export_failed
        )

    def _read_events(self) -> tuple[HeldEvent, ...]:
        with self._workspace.read() as repos:
            return held_events(repos)

    def _on_events_read(self, events: tuple[HeldEvent, ...]) -> None:
        ids = {held.event.id for held in events}
        chosen = frozenset({self._first} & ids) if self._first else frozenset[UUID]()
        self._set(events=events, chosen=chosen)
        self._offer_questions()

    def _offer_questions(self) -> None:
        state = self.state
        chosen = [held for held in state.events if held.event.id in state.chosen]
        shared = common_questions(chosen) if len(chosen) > 1 else ()
        language = current_language()
        questions = tuple(
            (item.name, on_one_line(in_language(item.texts, language)) or item.name)
            for item in shared
        )
        names = [name for name, _words in questions]
        question = state.question if state.question in names else next(iter(names), None)
        self._set(questions=questions, question=question)
        if question is not None:
            self._count()
            return
        self._turn += 1  # what is still being counted is not wanted any more
        self._series = None
        if len(state.events) < 2:
            stage = Stage.NOTHING
        else:
            stage = Stage.NOTHING_SHARED if len(chosen) > 1 else Stage.CHOOSING
        self._set(stage=stage, picture=None)

    def _count(self) -> None:
        self._turn += 1
        turn, chosen, question = self._turn, tuple(self.state.chosen), self.state.question
        assert question is not None
        language, is_dark = current_language(), self._is_dark

        def work(_task: object) -> tuple[Series, SeriesPicture]:
            with self._workspace.read() as repos:
                series = series_results(repos, chosen, question)
            return series, _picture(series, language, is_dark)

        def show(made: tuple[Series, SeriesPicture]) -> None:
            if turn == self._turn:
                self._series = made[0]
                self._set(stage=Stage.SHOWN, picture=made[1])

        def fail(error: BaseException) -> None:
            if not isinstance(error, PollKitError):
                raise error
            if turn == self._turn:
                self._series = None
                self._set(stage=Stage.FAILED, picture=None, said=str(error), is_trouble=True)

        self._set(stage=Stage.COUNTING)
        self._runner.run(work, show, fail)

    def _on_export_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(said=str(error), is_trouble=True, folder=None)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _picture(series: Series, language: str, is_dark: bool) -> SeriesPicture:
    from pollkit.charts.series import event_words, series_chart, series_span, threads

    file = io.BytesIO()
    figure = series_chart(series, language, is_dark)
    figure.savefig(file, format="png", dpi=_DPI, facecolor="none")
    with speaking(language):
        heading = (_("Answer"), *(event_words(point, language) for point in series.points))
        rows = tuple(
            (on_one_line(thread.label), *(figure.words for figure in thread.figures))
            for thread in threads(series, language)
        )
        return SeriesPicture(
            file.getvalue(),
            series_span(series, language),
            "\n".join(series_lines(series, language)),
            heading,
            rows,
        )
