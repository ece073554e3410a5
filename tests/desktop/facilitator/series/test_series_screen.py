from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from held_series import held

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.series.presenter import SeriesPresenter, Stage
from pollkit.desktop.facilitator.series.screen import SeriesScreen
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.store import Role, Workspace

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield workspace


@pytest.fixture
def tasks(hub: ChangeHub, theme: Theme) -> Iterator[Tasks]:
    errors: list[BaseException] = []
    tasks = Tasks(hub, errors.append)
    yield tasks
    tasks.close()
    assert not errors


def test_two_boxes_lead_to_a_picture_and_its_table(
    workspace: Workspace, tasks: Tasks, until: Until
) -> None:
    march, april = held(workspace, 3, yes=6, no=6), held(workspace, 4, yes=9, no=3)
    presenter = SeriesPresenter(workspace, tasks, march.id)
    screen = SeriesScreen(presenter)
    screen.resize(1000, 700)
    screen.show()
    until(lambda: screen.boxes)
    assert screen.boxes[march.id].isChecked()
    assert not screen.export.isVisible()
    screen.boxes[april.id].click()
    until(lambda: presenter.state.stage is Stage.SHOWN)
    assert screen.picture.has_picture
    assert "9 · 75%" in screen.picture.accessibleDescription()
    assert screen.table.item(0, 2).text() == "9 · 75%"
    assert screen.export.isVisible()
    screen.boxes[april.id].click()
    assert not screen.export.isVisible()
    assert not screen.picture.isVisible()
    screen.deleteLater()


def test_a_title_stands_in_its_box_as_it_was_typed(
    workspace: Workspace, tasks: Tasks, until: Until
) -> None:
    meeting = held(workspace, 3, yes=6, no=6)
    screen = SeriesScreen(SeriesPresenter(workspace, tasks, None))
    until(lambda: screen.boxes)
    box = screen.boxes[meeting.id]
    assert (box.text(), box.accessibleName()) == ("Meeting 3", "Meeting 3")
    assert "2026" in box.accessibleDescription()
    screen.deleteLater()
