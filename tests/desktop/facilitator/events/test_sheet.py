"""The sheet of an event with every kind of question, asked and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from every_kind import ANSWERS, EVERY_KIND
from PySide6.QtWidgets import QLabel

from pollkit.desktop.facilitator.console.pictures import ResultChart
from pollkit.desktop.facilitator.events.presenter import EventsPresenter
from pollkit.desktop.facilitator.events.sheet import EventSheetPanel
from pollkit.desktop.theme import Theme
from pollkit.desktop.widgets.result_bars import ResultBars
from pollkit.domain.analysis.counts import tally
from pollkit.domain.answers import read_choice
from pollkit.domain.events import Event
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.errors import NotFound
from pollkit.store import Role, Workspace
from pollkit.usecases.events import new_event, save_event

NOON = datetime(2026, 11, 24, 12, 10, tzinfo=UTC)


def no_picture(sha256: str) -> Path:
    raise NotFound(sha256)


@pytest.fixture
def event() -> Event:
    again = replace(EVERY_KIND[0], name="again", repeats=EVERY_KIND[0].name)
    event = new_event("Meeting", "Hall", NOON, ["en", "de"])
    items = (*EVERY_KIND, again)
    return replace(event, instrument=replace(event.instrument, items=items))


def results(event: Event) -> EventResults:
    given = (
        QuestionResult(item, 1, tally(item, [read_choice(item, ANSWERS[item.name])] * 12, 14))
        for item in EVERY_KIND
    )
    return EventResults(event, 14, tuple(given))


def test_each_kind_is_named_and_its_result_is_shown(
    theme: Theme, event: Event, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        save_event(workspace, event).result()
        presenter = EventsPresenter(workspace, lambda _written: None, lambda: NOON)
        presenter.refresh()
    presenter.take_results(results(event))
    assert presenter.state.sheet is not None
    panel = EventSheetPanel(no_picture)
    panel.resize(1000, 700)
    panel.render_state(presenter.state.sheet)
    panel.show()
    said = [label.text() for label in panel.findChildren(QLabel)]
    for words in (
        "Statements on one scale · 4 statements", "Ranking · 4 options", "Two-way grid · 4 things",
        "Scale · 0 to 10", "One choice · 4 options · quiz", "question 1 asked again", "Word cloud",
    ):  # fmt: skip
        assert any(words in text for text in said), words
    assert len(panel.findChildren(ResultBars)) == 4  # two choices, a scale and the quiz
    charts = panel.findChildren(ResultChart)
    assert len(charts) == 7  # statements, ranking, points, grid, pin, number, words
    assert all(chart.accessibleDescription() for chart in charts)
    panel.close()
    panel.deleteLater()
