"""Who is who in two waves, decided without a window and on its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from field_samples import Field

from pollkit.desktop.caseworker.links.presenter import LinksPresenter, View
from pollkit.domain.codes import new_code, spaced
from pollkit.domain.waves import Mode
from pollkit.errors import PollKitError
from pollkit.store import Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.linking import confirm_link, keep_code

CARD = new_code()
AMA = {
    "birth_day": "14",
    "mother_letter": "m",
    "father_letter": "j",
    "own_letter": "a",
    "older_siblings": "1",
    "birth_town_letter": "l",
    "school_letter": "s",
}
NEARLY = {**AMA, "birth_day": "15", "older_siblings": "2"}


@pytest.fixture
def people(workspace: Workspace, field: Field) -> dict[str, UUID]:
    """One with a card; one whose codes are two answers off; one of each wave without anything."""
    found = {}
    for name, wave, code, own in (
        ("carded", field.before, CARD, None),
        ("carded", field.after, CARD, None),
        ("near", field.before, None, AMA),
        ("nearly", field.after, None, NEARLY),
        ("early", field.before, None, None),
        ("late", field.after, None, None),
    ):
        sitting = start(workspace, wave.id, Mode.INTERVIEW, "en", code=code)
        if own is not None:
            keep_code(workspace, wave.id, sitting.respondent.id, own).result(10)
        for item in sitting.missing():
            sitting.would_rather_not_say(item.address).saved.result(10)
        assert sitting.finish() == ()
        found[name] = sitting.respondent.id
    return found


def run_at_once(
    work: Callable[[Any], Any], on_done: Callable[[Any], None], on_failed: Callable[[Any], None]
) -> None:
    try:
        done = work(None)
    except PollKitError as error:
        on_failed(error)
        return
    on_done(done)


@pytest.fixture
def presenter(workspace: Workspace, field: Field, people: dict[str, UUID]) -> LinksPresenter:
    made = LinksPresenter(workspace, field.project.id, run_at_once)
    made.refresh()
    return made


def test_what_is_to_be_decided_comes_first(
    presenter: LinksPresenter, people: dict[str, UUID]
) -> None:
    state = presenter.state
    (row,) = state.pairs
    assert row.pair == (people["near"], people["nearly"])
    assert row.second == "two answers off"
    assert state.counts == {View.OPEN: 1, View.LINKED: 1, View.ALONE: 4}
    assert "3 people before, 3 after, 1 linked" in state.figures[0]
    assert not state.can_confirm
    presenter.choose_pair(row.pair)
    assert (presenter.state.can_confirm, presenter.state.can_take_back) == (True, False)
    assert presenter.state.told[0].startswith("Before: ")
    assert "2026-11-24" in presenter.state.told[0]


def test_a_decision_needs_a_name_and_can_be_taken_back(
    presenter: LinksPresenter, people: dict[str, UUID]
) -> None:
    pair = (people["near"], people["nearly"])
    presenter.choose_pair(pair)
    presenter.confirm(" ", "")
    assert "who decides" in presenter.state.trouble
    presenter.confirm("Maya", "she told me")
    assert presenter.state.trouble == ""
    assert presenter.state.counts[View.OPEN] == 0
    presenter.show(View.LINKED)
    (row,) = (row for row in presenter.state.pairs if row.pair == pair)
    assert row.second == "one person · Maya · 2026-11-24 · she told me"
    presenter.choose_pair(pair)
    assert presenter.state.can_take_back
    presenter.take_back("Maya", "")
    assert presenter.state.counts == {View.OPEN: 1, View.LINKED: 1, View.ALONE: 4}


def test_a_rejected_pair_stays_in_sight_until_it_is_taken_back(
    presenter: LinksPresenter, people: dict[str, UUID]
) -> None:
    presenter.choose_pair((people["near"], people["nearly"]))
    presenter.reject("Maya", "")
    (row,) = presenter.state.pairs
    assert row.second == "two people · Maya · 2026-11-24"
    assert (presenter.state.can_reject, presenter.state.can_take_back) == (False, True)


def test_two_who_are_alone_are_linked_by_hand(
    presenter: LinksPresenter, people: dict[str, UUID]
) -> None:
    presenter.show(View.ALONE)
    presenter.choose_before(people["early"])
    assert not presenter.state.can_confirm
    presenter.choose_after(people["late"])
    presenter.confirm("Maya", "")
    assert presenter.state.counts[View.LINKED] == 2
    assert presenter.state.chosen == (None, None)


def test_what_somebody_else_decided_meanwhile_is_told(
    workspace: Workspace, field: Field, presenter: LinksPresenter, people: dict[str, UUID]
) -> None:
    other = (people["near"], people["late"])
    confirm_link(workspace, field.before.id, field.after.id, other, "Tom").result(10)
    presenter.choose_pair((people["near"], people["nearly"]))
    presenter.confirm("Maya", "")
    assert "Take that back first" in presenter.state.trouble


def test_a_person_with_a_card_is_named_by_it(presenter: LinksPresenter) -> None:
    presenter.show(View.LINKED)
    assert [row.title for row in presenter.state.pairs] == [spaced(CARD)]


def test_the_page_decides_what_is_chosen_on_it(
    presenter: LinksPresenter, people: dict[str, UUID], hub: Any, theme: object
) -> None:
    from pollkit.desktop.caseworker.links.screen import LinksScreen

    page = LinksScreen(presenter, hub)
    assert page.views[View.OPEN].text() == "To decide (1)"
    page.pairs.choose(0)
    page.by.setText("Maya")
    page.confirm.click()
    assert page.views[View.OPEN].text() == "To decide (0)"
    assert not page.confirm.isEnabled()
    page.views[View.ALONE].click()
    page.why.setText("a reason for others")
    page.befores.choose(0)
    page.afters.choose(0)
    assert page.why.text() == ""
    assert page.confirm.isEnabled()
    page.put_away()
    page.deleteLater()
