"""From the welcome page over the seven questions to the interview, and to the links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from field_samples import Field
from PySide6.QtWidgets import QStackedWidget

from pollkit.desktop.caseworker.interview.screen import InterviewScreen
from pollkit.desktop.caseworker.links.screen import LinksScreen
from pollkit.desktop.caseworker.own_code_page import OwnCodePage
from pollkit.desktop.caseworker.welcome.screen import WelcomeScreen
from pollkit.desktop.collect_door import CollectDoor
from pollkit.desktop.surroundings import Surroundings
from pollkit.desktop.tasks import Tasks
from pollkit.domain.waves import Mode
from pollkit.store import Workspace
from pollkit.usecases.linking import forget_link_key, keep_code


@pytest.fixture
def door(workspace: Workspace, field: Field, hub: Any, theme: Any) -> Iterator[CollectDoor]:
    failed: list[BaseException] = []
    tasks = Tasks(hub, failed.append)
    window = QStackedWidget()
    made = CollectDoor(workspace, around(tasks, hub, theme), window, window)
    made.projects.select(field.project.id)
    yield made
    made.put_away()
    tasks.close()
    window.close()
    window.deleteLater()
    assert failed == []


def around(tasks: Tasks, hub: Any, theme: Any) -> Surroundings:
    def unwanted(*_given: object) -> Any:
        raise AssertionError("nothing of a room is wanted here")

    return Surroundings(hub, tasks, theme, unwanted, unwanted, unwanted)


def choose_all(page: OwnCodePage) -> None:
    for picks in page.panel.lists.values():
        picks.setCurrentIndex(picks.findData("none"))
        picks.activated.emit(picks.currentIndex())
    page.panel.done.click()


def test_seven_answers_become_a_code_and_the_interview_begins(
    workspace: Workspace, field: Field, door: CollectDoor, until: Any
) -> None:
    door.collect(field.before.id, Mode.INTERVIEW)
    assert isinstance(door.page, WelcomeScreen)
    door.page.own.click()
    page = door.page
    assert isinstance(page, OwnCodePage)
    page.language.setCurrentIndex(page.language.findData("de"))
    page.language.activated.emit(page.language.currentIndex())
    assert page.panel.title.text() == "Sieben Fragen für einen eigenen Code"
    choose_all(page)
    until(lambda: isinstance(door.page, InterviewScreen))
    with workspace.read() as repos:
        (response,) = repos.responses.list(field.before.id)
        assert list(repos.links.codes(field.before.id)) == [response.respondent_id]
        assert repos.respondents.get(response.respondent_id).code is None


def test_nobody_answers_seven_questions_in_vain(
    workspace: Workspace, field: Field, door: CollectDoor
) -> None:
    """Where the key is on another laptop, it is said before, and nothing is begun."""
    door.collect(field.before.id, Mode.INTERVIEW)
    assert isinstance(door.page, WelcomeScreen)
    door.page.without.click()
    with workspace.read() as repos:
        (first,) = repos.responses.list(field.before.id)
    keep_code(workspace, field.before.id, first.respondent_id, {}).result(10)
    forget_link_key(workspace, field.project.id)
    door.collect(field.before.id, Mode.INTERVIEW)
    assert isinstance(door.page, WelcomeScreen)
    door.page.own.click()
    assert door.page is None
    with workspace.read() as repos:
        assert len(repos.responses.list(field.before.id)) == 1


def test_the_links_of_the_project_are_one_click_away(door: CollectDoor, until: Any) -> None:
    door.projects.sheet.links.click()
    page = door.page
    assert isinstance(page, LinksScreen)
    until(lambda: "0 people before" in page.figures.text())
