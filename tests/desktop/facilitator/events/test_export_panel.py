from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_samples import NO, YES, event, token, told_event, vote

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.events.export_panel import ExportPanel
from pollkit.desktop.facilitator.splits import split_choices
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.store import Repositories, Role, Workspace

SAID = "Ms Novak runs it alone."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        yield workspace


@pytest.fixture
def panel(hub: ChangeHub, theme: Theme, workspace: Workspace) -> Iterator[ExportPanel]:
    errors: list[BaseException] = []
    tasks = Tasks(hub, errors.append)
    panel = ExportPanel(workspace, tasks)
    yield panel
    tasks.close()
    panel.deleteLater()
    assert not errors


def tied(workspace: Workspace) -> Event:
    """An event of kept-together answers: six say yes, five no, and all are sure to some degree."""
    held = event(tied=True)

    def hold(repos: Repositories) -> None:
        repos.events.save(held)
        for phone in range(11):
            repos.rooms.join(held.id, token(phone), "en")
        for item in ("evaluates", "sure"):
            room = repos.rooms.load(held.id).make(Move.ASK, item)
            repos.rooms.save(room, Move.ASK, asked=11)
            choices = [YES if phone < 6 else NO for phone in range(11)]
            if item == "sure":
                choices = [Choice(("4",))] * 11
            votes = [vote(phone, choice, item) for phone, choice in enumerate(choices)]
            repos.rooms.cast(held.id, votes)
            room = repos.rooms.load(held.id).make(Move.CLOSE)
            repos.rooms.save(room, Move.CLOSE)
            repos.rooms.seal(held.id, item, 1)
            repos.rooms.save(room.make(Move.REVEAL), Move.REVEAL)

    workspace.write(hold).result(10)
    return held


def offer(panel: ExportPanel, workspace: Workspace, held: Event) -> None:
    panel.show_event(held)
    with workspace.read() as repos:
        panel.offer_splits(split_choices(held, repos.rooms.load(held.id)))


def page_of(panel: ExportPanel, out: Path, until: Callable[[Callable[[], object]], None]) -> str:
    panel.folder.setText(str(out))
    panel.write.click()
    until(lambda: panel.write.isEnabled())
    return (out / "results.html").read_text(encoding="utf-8")


def test_the_words_of_people_are_written_unless_the_box_is_cleared(
    panel: ExportPanel, workspace: Workspace, tmp_path: Path, until
) -> None:
    panel.show_event(told_event(workspace, SAID))
    assert SAID in page_of(panel, tmp_path / "with", until)
    panel.own_words.click()
    page = page_of(panel, tmp_path / "without", until)
    assert SAID not in page
    assert "6 people answered in their own words." in page


def test_the_box_says_aloud_that_words_should_be_read_first(panel: ExportPanel) -> None:
    assert "Read them before" in panel.own_words.accessibleDescription()


def test_another_event_starts_with_its_words_in_the_files(panel: ExportPanel) -> None:
    panel.show_event(event())
    panel.own_words.click()
    panel.show_event(event())
    assert panel.own_words.isChecked()


def test_the_files_are_split_only_by_the_question_that_was_chosen(
    panel: ExportPanel, workspace: Workspace, tmp_path: Path, until
) -> None:
    offer(panel, workspace, tied(workspace))
    choices = [panel.split_by.itemText(place) for place in range(panel.split_by.count())]
    assert choices == ["No split", "Does your city evaluate?", "How sure?"]
    page_of(panel, tmp_path / "whole", until)
    assert not list((tmp_path / "whole").glob("*by-evaluates*"))
    panel.split_by.setCurrentIndex(1)
    page_of(panel, tmp_path / "split", until)
    assert list((tmp_path / "split").glob("*by-evaluates*"))


def test_a_split_that_was_chosen_outlasts_news_but_not_another_event(
    panel: ExportPanel, workspace: Workspace
) -> None:
    held = tied(workspace)
    offer(panel, workspace, held)
    panel.split_by.setCurrentIndex(2)
    offer(panel, workspace, held)
    assert panel.split_by.currentData() == "sure"
    offer(panel, workspace, tied(workspace))
    assert panel.split_by.currentData() is None


def test_nothing_is_split_where_answers_are_not_kept_together(
    panel: ExportPanel, workspace: Workspace
) -> None:
    offer(panel, workspace, told_event(workspace, SAID))
    panel.open()
    assert not panel.split_by.isVisible()


def test_receipts_are_listed_unless_the_box_is_cleared(
    panel: ExportPanel, workspace: Workspace, tmp_path: Path, until
) -> None:
    panel.show_event(tied(workspace))
    assert "Find your own answer" in page_of(panel, tmp_path / "with", until)
    panel.receipts.click()
    assert "Find your own answer" not in page_of(panel, tmp_path / "without", until)
    assert not (tmp_path / "without" / "answers.xlsx").exists()


def test_rows_of_people_are_written_only_where_they_were_wanted(
    panel: ExportPanel, workspace: Workspace, tmp_path: Path, until
) -> None:
    panel.show_event(tied(workspace))
    page_of(panel, tmp_path / "without", until)
    assert not (tmp_path / "without" / "people.csv").exists()
    panel.people.click()
    panel.receipts.click()  # a file of its own, which lists no receipts
    page_of(panel, tmp_path / "with", until)
    table = (tmp_path / "with" / "people.csv").read_text(encoding="utf-8-sig")
    assert len(table.splitlines()) == 1 + 11


def test_rows_of_people_are_offered_only_where_answers_are_kept_together(
    panel: ExportPanel, workspace: Workspace
) -> None:
    panel.show_event(told_event(workspace, SAID))
    panel.open()
    assert not panel.people.isVisible()
    panel.show_event(tied(workspace))
    panel.open()
    assert panel.people.isVisible()
    assert not panel.people.isChecked()


def test_each_switch_says_aloud_what_it_means(panel: ExportPanel) -> None:
    assert "names nobody" in panel.receipts.accessibleDescription()
    assert "who it was" in panel.people.accessibleDescription()


def test_another_event_starts_without_rows_of_people(
    panel: ExportPanel, workspace: Workspace
) -> None:
    panel.show_event(tied(workspace))
    panel.people.click()
    panel.receipts.click()
    panel.show_event(tied(workspace))
    assert (panel.people.isChecked(), panel.receipts.isChecked()) == (False, True)
