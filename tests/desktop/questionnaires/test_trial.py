"""Trying a questionnaire out: asked as it will be, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QSignalSpy

from pollkit.desktop.answering.pictures import NO_PICTURES
from pollkit.desktop.answering.view import HeadingView, MoreView, QuestionView
from pollkit.desktop.questionnaires.trial.presenter import TrialPresenter
from pollkit.desktop.questionnaires.trial.screen import TrialScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Section

YES_NO = (Option("yes", {"en": "Yes", "de": "Ja"}), Option("no", {"en": "No", "de": "Nein"}))
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def instrument() -> Instrument:
    number = {"smallest": "0", "largest": "20", "whole": True}
    items = (
        Item("came", ItemKind.SINGLE, {"en": "Did you come?", "de": "Waren Sie da?"}, YES_NO),
        Item(
            "times",
            ItemKind.NUMBER,
            {"en": "How often?"},
            rules=Rules(relevant="selected(${came}, 'yes')", required="yes"),
            **number,  # type: ignore[arg-type]
        ),
        Item("double", ItemKind.HIDDEN, {}, rules=Rules(calculation="${times} * 2")),
        Item("said", ItemKind.NOTE, {"en": "That is ${double} in two months."}),
        Item("child/age", ItemKind.NUMBER, {"en": "How old?"}),
    )
    child = Section("child", {"en": "Child"}, repeats=True)
    return Instrument({"en": "Meals"}, ("en", "de"), items, (child,))


@pytest.fixture
def presenter() -> TrialPresenter:
    return TrialPresenter(instrument(), "en", lambda: NOON)


def asked(presenter: TrialPresenter) -> list[str]:
    return [line.address for line in presenter.state.lines if isinstance(line, QuestionView)]


def question(presenter: TrialPresenter, address: str) -> QuestionView:
    lines = (line for line in presenter.state.lines if isinstance(line, QuestionView))
    return next(line for line in lines if line.address == address)


def test_a_condition_asks_what_follows_once_it_is_met(presenter: TrialPresenter) -> None:
    assert "times" not in asked(presenter)
    presenter.answer("came", ["yes"])
    assert "times" in asked(presenter)
    presenter.answer("came", ["no"])
    assert "times" not in asked(presenter)


def test_what_is_calculated_is_told_in_the_words_and_among_the_values(
    presenter: TrialPresenter,
) -> None:
    presenter.answer("came", ["yes"])
    presenter.answer("times", ["4"])
    assert question(presenter, "said").text == "That is 8 in two months."
    assert ("double", "8") in presenter.state.values


def test_an_answer_that_does_not_fit_is_told_and_not_taken(presenter: TrialPresenter) -> None:
    presenter.answer("came", ["yes"])
    presenter.answer("times", ["99"])
    assert question(presenter, "times").problem
    assert question(presenter, "times").written == ("99",)
    assert "times" not in dict(presenter.state.values)


def test_finishing_says_what_is_in_the_way_unless_somebody_would_rather_not_say(
    presenter: TrialPresenter,
) -> None:
    presenter.answer("came", ["yes"])
    presenter.finish()
    assert presenter.state.in_the_way == ("times",)
    assert question(presenter, "times").problem
    presenter.decline("times", True)
    presenter.finish()
    assert presenter.state.in_the_way == ()


def test_a_part_that_repeats_grows_and_shrinks(presenter: TrialPresenter) -> None:
    more = next(line for line in presenter.state.lines if isinstance(line, MoreView))
    before = more.count
    presenter.add_one(more.section)
    presenter.add_one(more.section)
    headings = [line for line in presenter.state.lines if isinstance(line, HeadingView)]
    assert headings[-1].text == f"Child {before + 2}"
    presenter.remove_one(headings[-1].section)
    headings = [line for line in presenter.state.lines if isinstance(line, HeadingView)]
    assert headings[-1].text == f"Child {before + 1}"


def test_the_language_changes_and_the_answers_stay(presenter: TrialPresenter) -> None:
    presenter.answer("came", ["yes"])
    presenter.speak("de")
    assert question(presenter, "came").text == "Waren Sie da?"
    assert question(presenter, "came").codes == ("yes",)
    presenter.begin()
    assert presenter.state.values == ()
    assert presenter.state.language == "de"


def test_one_that_cannot_be_asked_says_why() -> None:
    whole = instrument()
    broken = replace(whole.items[1], rules=Rules(relevant="${nobody} = 1"))
    wrong = replace(whole, items=(whole.items[0], broken))
    assert "nobody" in TrialPresenter(wrong, "en", lambda: NOON).state.trouble


@pytest.fixture
def screen(theme: Theme, presenter: TrialPresenter) -> Iterator[TrialScreen]:
    made = TrialScreen(presenter, NO_PICTURES._path_of)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_page_asks_and_the_side_tells_what_would_be_kept(screen: TrialScreen) -> None:
    screen.page.answered.emit("came", ("yes",))
    screen.page.answered.emit("times", ("4",))
    shown = [cell.text() for cell in screen._values if not cell.isHidden()]
    assert shown[:4] == ["came", "yes", "times", "4"]
    screen.finish.click()
    assert screen.said.text().startswith("✓")
    closed = QSignalSpy(screen.closed)
    screen.back.click()
    assert closed.count() == 1
