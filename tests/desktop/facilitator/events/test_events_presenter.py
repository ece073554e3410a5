from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from meeting import meeting

from pollkit.desktop.facilitator.events.presenter import EventsPresenter
from pollkit.domain.rooms import Move
from pollkit.store import Role, Workspace
from pollkit.usecases.events import new_event, save_event

NOON = datetime(2026, 11, 24, 12, 10, 5, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield workspace


@pytest.fixture
def presenter(workspace: Workspace) -> EventsPresenter:
    def follow(written: Future[None]) -> None:
        written.result(10)

    return EventsPresenter(workspace, follow, lambda: NOON)


def put(workspace: Workspace, title: str, place: str, days: int) -> None:
    event = new_event(title, place, NOON + timedelta(days=days), ["en"])
    save_event(workspace, event).result()


def titles(presenter: EventsPresenter) -> list[str]:
    return [row.title for row in presenter.state.rows]


def test_an_empty_workspace_has_nothing_to_show(presenter: EventsPresenter) -> None:
    presenter.refresh()
    assert (presenter.state.rows, presenter.state.sheet, presenter.state.total) == ((), None, 0)


def test_the_newest_event_is_first_and_chosen(
    presenter: EventsPresenter, workspace: Workspace
) -> None:
    put(workspace, "Old", "", -3)
    put(workspace, "New", "", 3)
    presenter.refresh()
    assert titles(presenter) == ["New", "Old"]
    assert presenter.state.sheet is not None
    assert presenter.state.sheet.title == "New"


def test_search_looks_at_titles_and_places_in_any_order_and_case(
    presenter: EventsPresenter, workspace: Workspace
) -> None:
    put(workspace, "Straßenfest", "Essen", 1)
    put(workspace, "Spring meeting", "Town hall, Essen", 2)
    presenter.refresh()
    presenter.search("ESSEN spring")
    assert titles(presenter) == ["Spring meeting"]
    presenter.search("strassen")
    assert titles(presenter) == ["Straßenfest"]
    presenter.search("nowhere")
    assert presenter.state.sheet is None
    assert presenter.state.total == 2


def test_what_is_chosen_stays_chosen_when_the_list_changes(
    presenter: EventsPresenter, workspace: Workspace
) -> None:
    put(workspace, "Mine", "", 1)
    presenter.refresh()
    put(workspace, "Later", "", 5)
    presenter.refresh()
    assert presenter.state.sheet is not None
    assert presenter.state.sheet.title == "Mine"


def test_archiving_has_a_way_back(presenter: EventsPresenter, workspace: Workspace) -> None:
    put(workspace, "Meeting", "", 1)
    presenter.refresh()
    assert presenter.state.sheet is not None
    event_id = presenter.state.sheet.event.id
    presenter.archive()
    presenter.refresh()
    assert (presenter.state.rows, presenter.state.archived) == ((), 1)
    presenter.show_archived(True)
    assert titles(presenter) == ["Meeting"]
    presenter.restore(event_id)
    presenter.show_archived(False)
    presenter.refresh()
    assert titles(presenter) == ["Meeting"]


def test_a_new_event_begins_at_the_full_hour_and_is_kept_at_once(
    presenter: EventsPresenter, workspace: Workspace
) -> None:
    event = presenter.create()
    presenter.refresh()
    assert event.starts_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert [row.id for row in presenter.state.rows] == [event.id]
    assert presenter.state.sheet is not None
    assert not presenter.state.sheet.can_go_live


def test_a_ready_event_can_go_live_until_it_has_ended(
    presenter: EventsPresenter, workspace: Workspace
) -> None:
    event = meeting()
    save_event(workspace, event).result()
    presenter.refresh()
    sheet = presenter.state.sheet
    assert sheet is not None
    assert (sheet.can_go_live, sheet.is_under_way, sheet.to_mend) == (True, False, 0)
    with workspace.read() as repos:
        room = repos.rooms.load(event.id)
    for move in (Move.NEXT, Move.ASK):
        room = room.make(move)
        workspace.write(lambda repos, r=room, m=move: repos.rooms.save(r, m)).result()
    presenter.refresh()
    sheet = presenter.state.sheet
    assert sheet is not None
    assert (sheet.is_under_way, [line.was_asked for line in sheet.questions][:2]) == (
        True,
        [True, False],
    )
    ended = room.make(Move.CLOSE).make(Move.END)
    workspace.write(lambda repos: repos.rooms.save(ended, Move.END)).result()
    presenter.refresh()
    sheet = presenter.state.sheet
    assert sheet is not None
    assert (sheet.can_go_live, sheet.has_ended) == (False, True)
