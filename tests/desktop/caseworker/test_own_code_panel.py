"""The seven questions of a code of one's own, before a person."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from pollkit.desktop.caseworker.own_code_panel import OwnCodePanel
from pollkit.domain.linking.schemes import UNSAID
from pollkit.usecases.linking_schemes import standard_scheme


@pytest.fixture
def panel(theme: object) -> Any:
    made = OwnCodePanel(standard_scheme())
    made.show_words("en")
    yield made
    made.deleteLater()


def choose(panel: OwnCodePanel, **chosen: str) -> None:
    for name, code in chosen.items():
        picks = panel.lists[name]
        picks.setCurrentIndex(picks.findData(code))
        picks.activated.emit(picks.currentIndex())


def test_a_code_is_made_once_all_seven_are_chosen_and_is_forgotten_here(
    panel: OwnCodePanel,
) -> None:
    told: list[dict[str, str]] = []
    panel.made.connect(told.append)
    names = list(panel.lists)
    wanted = {**dict.fromkeys(names, "none"), "older_siblings": "2", "birth_day": "14"}
    for name in names[:-1]:
        choose(panel, **{name: wanted[name]})
    assert not panel.done.isEnabled()
    choose(panel, **{names[-1]: wanted[names[-1]]})
    panel.done.click()
    assert told == [wanted]
    assert {picks.currentData() for picks in panel.lists.values()} == {None}
    assert not panel.done.isEnabled()


def test_who_says_little_is_told_what_that_means_and_may_go_on(panel: OwnCodePanel) -> None:
    assert panel.caution.isHidden()
    choose(panel, **dict.fromkeys(panel.lists, UNSAID))
    assert "nobody can be found again" in panel.caution.text()
    assert panel.done.isEnabled()


def test_another_language_keeps_what_was_chosen(panel: OwnCodePanel) -> None:
    choose(panel, own_letter="u0645")
    panel.show_words("ar")
    assert panel.lists["own_letter"].currentText() == "م"
    assert panel.layoutDirection() is Qt.LayoutDirection.RightToLeft
