"""A page of questions that come and go while it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from questions import view

from pollkit.desktop.answering.answer_widget import AT_THE_DESK, Surface
from pollkit.desktop.answering.page import QuestionPage
from pollkit.desktop.answering.pictures import NO_PICTURES
from pollkit.desktop.answering.view import HeadingView, MoreView
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import ItemKind

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def page(theme: Theme) -> Iterator[QuestionPage]:
    page = QuestionPage(Surface(AT_THE_DESK, NO_PICTURES))
    page.resize(800, 600)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    yield page
    page.close()
    page.deleteLater()


def test_return_leads_past_notes_to_the_end_of_the_page(page: QuestionPage) -> None:
    ended: list[bool] = []
    page.went_past_end.connect(lambda: ended.append(True))
    lines = [view(ItemKind.SINGLE, "a"), view(ItemKind.NOTE, "b"), view(ItemKind.TEXT, "c")]
    page.show_lines(lines, "en")
    page.focus_question()
    assert page.address == "a"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.address == "c"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert ended == [True]


def test_a_question_that_appears_leaves_the_field_with_the_keys_alone(page: QuestionPage) -> None:
    text, after = view(ItemKind.TEXT, "a"), view(ItemKind.SINGLE, "c")
    page.show_lines([text, after], "en")
    page.focus_question("a")
    QTest.keyClicks(QApplication.focusWidget(), "half a wo")
    before = page.cards["a"]
    page.show_lines([text, view(ItemKind.SINGLE, "b"), after], "en")
    assert page.cards["a"] is before
    assert page.address == "a"
    assert before.answer.first_control().text() == "half a wo"
    assert [card.address for card in page._in_order()] == ["a", "b", "c"]
    page.show_lines([text, after], "en")
    assert [card.address for card in page._in_order()] == ["a", "c"]


def test_headings_and_offers_name_their_section(page: QuestionPage) -> None:
    told: list[tuple[str, str]] = []
    page.less_wanted.connect(lambda section: told.append(("less", section)))
    page.more_wanted.connect(lambda section: told.append(("more", section)))
    page.show_lines(
        [
            HeadingView("member[1]", "Member 1", can_remove=True),
            view(ItemKind.TEXT, "member[1]/name"),
            MoreView("member", "Member", 1),
        ],
        "en",
    )
    for button in page.findChildren(type(page._others["more", "member"].add)):
        if button.isVisible() and button.property("role") != "chip":
            button.click()
    assert told == [("less", "member[1]"), ("more", "member")]


def test_a_page_in_arabic_reads_from_the_right(page: QuestionPage, until: Until) -> None:
    page.show_lines([view(ItemKind.SINGLE, "a")], "ar")
    assert page.cards["a"].layoutDirection() is Qt.LayoutDirection.RightToLeft
