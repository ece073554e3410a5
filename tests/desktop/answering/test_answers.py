"""What each kind of question hands over, by key and by click, against `read_choice`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from questions import view

from pollkit.desktop.answering.answer_widget import AT_THE_DESK, FOR_ONESELF, Surface
from pollkit.desktop.answering.card import QuestionCard
from pollkit.desktop.answering.pictures import NO_PICTURES
from pollkit.desktop.answering.view import Keeping, QuestionView
from pollkit.desktop.theme import Theme
from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import ItemKind

Show = Callable[[QuestionView], "Shown"]


class Shown:
    """A card on the screen, which keeps what it hands over as the program would."""

    def __init__(self, shown: QuestionView, is_large: bool) -> None:
        look = FOR_ONESELF if is_large else AT_THE_DESK
        self.view = shown
        self.card = QuestionCard(Surface(look, NO_PICTURES), shown)
        self.sent: list[tuple[str, ...]] = []
        self.went_on = 0
        self.card.answered.connect(self._take)
        self.card.went_on.connect(self._go_on)
        self.card.resize(700, 400)
        self.card.show()
        self.card.focus()

    def _take(self, _address: str, words: tuple[str, ...]) -> None:
        self.sent.append(words)
        choice = read_choice(self.view.item, words) if words else None
        self.view = replace(self.view, choice=choice, keeping=Keeping.SAVED)
        self.card.show_view(self.view)

    def _go_on(self, _address: str) -> None:
        self.went_on += 1

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        QTest.keyClick(on or self.card.focusWidget() or self.card, key)


@pytest.fixture(params=[False, True], ids=["at the desk", "for oneself"])
def show(request: pytest.FixtureRequest, theme: Theme) -> Iterator[Show]:
    made: list[Shown] = []

    def show(shown: QuestionView) -> Shown:
        made.append(Shown(shown, request.param))
        made[-1].card.activateWindow()
        QTest.qWaitForWindowActive(made[-1].card)
        made[-1].card.focus()
        return made[-1]

    yield show
    for one in made:
        one.card.close()
        one.card.deleteLater()


def test_a_digit_chooses_an_option_and_return_goes_on(show: Show) -> None:
    shown = show(view(ItemKind.SINGLE))
    shown.press(Qt.Key.Key_2)
    shown.press(Qt.Key.Key_4)
    shown.press(Qt.Key.Key_9)
    assert shown.sent == [("b",), ("d",)]
    shown.press(Qt.Key.Key_Return)
    assert shown.went_on == 1


def test_a_chosen_option_can_be_taken_back(show: Show) -> None:
    shown = show(view(ItemKind.SINGLE, choice=Choice(("b",))))
    shown.press(Qt.Key.Key_Delete)
    assert shown.sent == [()]


def test_a_digit_chooses_and_takes_back_one_of_several(show: Show) -> None:
    shown = show(view(ItemKind.MULTIPLE))
    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_3):
        shown.press(key)
    assert shown.sent == [("c",), ("a", "c"), ("a",)]


def test_where_two_are_asked_for_the_first_stays_chosen_until_the_second_comes(
    show: Show,
) -> None:
    shown = show(view(ItemKind.MULTIPLE, least_choices=2))
    shown.card.answered.disconnect()
    told: list[tuple[str, ...]] = []
    shown.card.answered.connect(lambda _address, words: told.append(words))
    shown.press(Qt.Key.Key_1)
    shown.card.show_view(replace(shown.view, written=told[-1], problem="At least two."))
    shown.press(Qt.Key.Key_3)
    assert told == [("a",), ("a", "c")]


def test_a_rating_that_could_not_be_kept_stays_to_be_mended(show: Show) -> None:
    shown = show(view(ItemKind.MATRIX, "q", "Apple", "Banana", written=("a=5",), problem="No."))
    shown.press(Qt.Key.Key_2)
    assert shown.sent == [("a=5", "b=2")]


def test_options_that_are_filtered_leave_the_others_their_codes(show: Show) -> None:
    shown = show(view(ItemKind.SINGLE))
    shown.view = replace(shown.view, options=shown.view.options[2:])
    shown.card.show_view(shown.view)
    shown.card.focus()
    shown.press(Qt.Key.Key_1)
    assert shown.sent == [("c",)]


def test_a_scale_takes_its_own_numbers(show: Show) -> None:
    shown = show(view(ItemKind.SCALE, lowest=0, points=11))
    for key in (Qt.Key.Key_7, Qt.Key.Key_0):
        shown.press(key)
    assert shown.sent == [("7",), ("0",)]
    eleven = show(view(ItemKind.SCALE, lowest=1, points=10))
    eleven.press(Qt.Key.Key_0)
    assert eleven.sent == [("10",)]


def test_a_digit_rates_a_statement_and_goes_on_to_the_next(show: Show) -> None:
    shown = show(view(ItemKind.MATRIX, "q", "Apple", "Banana"))
    shown.press(Qt.Key.Key_5)
    shown.press(Qt.Key.Key_2)
    assert shown.sent == [("a=5",), ("a=5", "b=2")]
    assert shown.view.choice == Choice(values=(("a", "5"), ("b", "2")))


def test_options_take_their_places_in_the_order_in_which_they_are_chosen(show: Show) -> None:
    shown = show(view(ItemKind.RANKING))
    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1):
        shown.press(key)
    assert shown.sent[2:] == [("c=1", "a=2", "b=3"), ("c=1", "b=2")]


def test_words_are_handed_over_once_they_are_finished(show: Show) -> None:
    shown = show(view(ItemKind.TEXT))
    field = shown.card.answer.first_control()
    QTest.keyClicks(field, "At 3 o'clock")
    assert shown.sent == []
    shown.press(Qt.Key.Key_Return)
    assert (shown.sent, shown.went_on) == ([("At 3 o'clock",)], 1)


def test_a_text_of_several_lines_goes_on_with_ctrl_and_return(show: Show) -> None:
    shown = show(view(ItemKind.TEXT, appearance="multiline"))
    field = shown.card.answer.first_control()
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    assert (shown.sent, shown.went_on) == ([], 0)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (shown.sent, shown.went_on) == ([("one\ntwo",)], 1)


def test_an_emptied_field_is_no_answer(show: Show) -> None:
    shown = show(view(ItemKind.TEXT, choice=Choice(text="x")))
    field = shown.card.answer.first_control()
    field.clear()
    shown.press(Qt.Key.Key_Return)
    assert shown.sent == [()]


def test_a_number_that_could_not_be_read_stays_in_its_field(show: Show) -> None:
    shown = show(view(ItemKind.NUMBER, written=("1O",), problem="Please write one number."))
    assert shown.card.answer.first_control().text() == "1O"
    assert shown.card.problem.isVisible()


@pytest.mark.parametrize(
    ("kind", "typed", "sent"),
    [
        (ItemKind.DATE, "24.11.2026", "2026-11-24"),
        (ItemKind.DATE, "soon", "soon"),
        (ItemKind.TIME, "2:30 pm", "14:30:00"),
        (ItemKind.TIME, "late", "late"),
    ],
)
def test_days_and_times_are_handed_over_as_read_choice_takes_them(
    show: Show, kind: ItemKind, typed: str, sent: str
) -> None:
    shown = show(view(kind))
    shown.card.answered.disconnect()
    told: list[tuple[str, ...]] = []
    shown.card.answered.connect(lambda _address, words: told.append(words))
    QTest.keyClicks(shown.card.answer.first_control(), typed)
    shown.press(Qt.Key.Key_Return)
    assert told == [(sent,)]


def test_an_option_is_found_among_many_by_typing(show: Show) -> None:
    texts = [f"{chr(97 + n)} town {n}" for n in range(20)]
    shown = show(view(ItemKind.SINGLE, "q", *texts))
    field = shown.card.answer.first_control()
    QTest.keyClicks(field, "town 13")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown.sent == [("n",)]


def test_what_is_read_only_takes_nothing(show: Show) -> None:
    shown = show(view(ItemKind.SINGLE, choice=Choice(("a",)), is_read_only=True))
    shown.card.setFocus()
    shown.press(Qt.Key.Key_2, on=shown.card)
    shown.press(Qt.Key.Key_Delete, on=shown.card.answer)
    assert shown.sent == []


def test_typed_markup_stays_text(show: Show) -> None:
    shown = show(replace(view(ItemKind.SINGLE), text="<b>bold</b> & more", hint="<i>x</i>"))
    assert shown.card.text.textFormat() is Qt.TextFormat.PlainText
    assert shown.card.hint.textFormat() is Qt.TextFormat.PlainText
