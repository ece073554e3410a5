from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from meeting import meeting, one, people
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QWidget
from room_stand_in import CABLE, RoomStandIn

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.question_row import words_left
from pollkit.desktop.facilitator.console.screen import ConsoleScreen, status_topic
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.tasks import Tasks
from pollkit.desktop.theme import Theme
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor, Person, Standing
from pollkit.domain.rooms import Move, QuestionState
from pollkit.domain.views import Scene, wall_picture

Until = Callable[[Callable[[], object]], None]


class Stage:
    """The console in a window, on a room in memory, with the real hub and the real pool."""

    def __init__(self, hub: ChangeHub, event: Event) -> None:
        self.event = event
        self.room = RoomStandIn(event, 42)
        self.errors: list[BaseException] = []
        self.tasks = Tasks(hub, self.errors.append)
        self.now_s = 0.0
        self.presenter = ConsolePresenter(
            event,
            lambda: self.room,
            self.tasks,
            lambda: hub.announce(frozenset({status_topic(event)})),
            self._clock,
            lambda changed: setattr(self.room, "edited", changed),
        )
        self.wall = WallWindow(event, wants_less_motion=True)
        self.screen = ConsoleScreen(self.presenter, hub, self.wall)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.screen)
        self.window.resize(1280, 800)

    def _clock(self) -> float:
        self.now_s += 1
        return self.now_s

    def close(self) -> None:
        self.wall.close()
        self.wall.deleteLater()
        self.window.close()
        self.window.deleteLater()
        self.tasks.close()


@pytest.fixture
def new_stage(
    application: QApplication, theme: Theme, hub: ChangeHub
) -> Iterator[Callable[[Event], Stage]]:
    made: list[Stage] = []

    def new(event: Event) -> Stage:
        made.append(Stage(hub, event))
        made[-1].window.show()
        return made[-1]

    yield new
    for stage in made:
        stage.close()
        assert not stage.errors


@pytest.fixture
def stage(new_stage: Callable[[Event], Stage], until: Until) -> Stage:
    stage = new_stage(meeting())
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")
    return stage


def press(stage: Stage, key: Qt.Key) -> None:
    target = stage.window.focusWidget() or stage.screen
    QTest.keyClick(target, key)


def at(stage: Stage, state: QuestionState) -> Callable[[], bool]:
    return lambda: (stage.presenter.state.question, stage.presenter.state.busy) == (state, None)


def test_the_space_bar_leads_from_question_to_result(stage: Stage, until: Until) -> None:
    assert stage.screen.steps.step.text() == "First question"
    for words, state in (
        ("Ask", QuestionState.WAITING),
        ("Close", QuestionState.OPEN),
        ("Reveal", QuestionState.CLOSED),
        ("Next question", QuestionState.REVEALED),
    ):
        press(stage, Qt.Key.Key_Space)
        until(at(stage, state))
        assert stage.screen.steps.step.text() == words


def test_the_next_step_is_the_largest_button(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    steps = stage.screen.steps
    sizes = [
        button.width() * button.height()
        for button in (steps.clear, steps.blank, steps.end, stage.screen.side.wall_panel.toggle)
    ]
    assert steps.step.width() * steps.step.height() > max(sizes)


def test_a_click_elsewhere_leaves_the_space_bar_to_the_next_step(
    stage: Stage, until: Until
) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    QTest.mouseClick(stage.screen.steps.blank, Qt.MouseButton.LeftButton)
    until(lambda: stage.presenter.state.is_blank)
    press(stage, Qt.Key.Key_Space)
    until(at(stage, QuestionState.CLOSED))


def test_space_on_the_list_is_the_next_step_and_return_asks_the_chosen_question(
    stage: Stage, until: Until
) -> None:
    stage.screen.questions.setFocus()
    press(stage, Qt.Key.Key_Space)
    until(at(stage, QuestionState.WAITING))
    stage.screen.questions.setCurrentRow(3)
    press(stage, Qt.Key.Key_Return)
    until(at(stage, QuestionState.OPEN))
    assert stage.screen.question_card.title.text() == "What would help your city most?"


def test_the_chart_and_the_counts_follow_the_answers(stage: Stage, until: Until) -> None:
    stage.presenter.ask("evaluates")
    until(at(stage, QuestionState.OPEN))
    stage.room.answer("evaluates", {n: p["evaluates"] for n, p in enumerate(people())})
    until(lambda: stage.screen.head.heads.text() == "42 answered · 42 connected · 42 joined")
    assert "Yes: 29 · 69%" in stage.screen.question_card.results.chart.accessibleDescription()
    assert "only you see this chart" in stage.screen.question_card.state_line.text()
    assert "29" not in stage.wall.accessibleDescription()


def test_the_head_counts_answers_only_while_there_is_something_to_answer(
    stage: Stage, until: Until
) -> None:
    heads = stage.screen.head.heads
    assert heads.text() == "42 connected · 42 joined"
    stage.presenter.ask("country")
    until(lambda: heads.text() == "0 answered · 42 connected · 42 joined")
    for _press in range(2):
        stage.presenter.make(Move.END)
    until(lambda: stage.presenter.state.has_ended)
    assert heads.text() == "42 connected · 42 joined"
    assert stage.screen.head.way_in.text() == ""


def test_many_answers_at_once_reach_the_window_as_few_refreshes(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    renders: list[int] = []
    render = stage.presenter.on_changed
    stage.presenter.on_changed = lambda: (renders.append(1), render())  # type: ignore[func-returns-value]
    for person in range(500):
        stage.room.answer("country", {person % 42: one("uk")})
    until(lambda: stage.presenter.state.heads.answered == 42)
    assert len(renders) <= 3


def test_the_letter_b_makes_the_wall_dark_and_light(stage: Stage, until: Until) -> None:
    press(stage, Qt.Key.Key_B)
    until(lambda: stage.presenter.state.is_blank)
    assert stage.wall.accessibleDescription() == "The wall is dark."
    press(stage, Qt.Key.Key_B)
    until(lambda: not stage.presenter.state.is_blank)


def test_a_clicker_on_the_wall_does_the_same_as_the_console(stage: Stage, until: Until) -> None:
    stage.wall.next_asked.emit()
    until(at(stage, QuestionState.WAITING))
    stage.wall.blank_asked.emit()
    until(lambda: stage.presenter.state.is_blank)


def test_cleared_answers_are_offered_back_without_a_dialog(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    press(stage, Qt.Key.Key_C)
    until(at(stage, QuestionState.WAITING))
    assert stage.screen.set_aside.words == "The answers are set aside."
    stage.screen.set_aside.action_taken.emit()
    until(at(stage, QuestionState.CLOSED))
    assert stage.screen.set_aside.words == ""


def test_a_dead_room_is_told_calmly_and_brought_back(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    stage.room.die()
    until(lambda: stage.screen.trouble.words)
    assert "safe" in stage.screen.trouble.words
    assert not stage.screen.steps.step.isEnabled()
    stage.room = RoomStandIn(stage.event, 42)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.screen.head.line.text() == "● Live")
    assert stage.screen.trouble.words == ""
    assert stage.screen.steps.step.hasFocus()


def test_a_split_is_offered_by_the_earlier_questions(stage: Stage, until: Until) -> None:
    crowd = people()
    for name in ("country", "evaluates"):
        stage.presenter.ask(name)
        until(at(stage, QuestionState.OPEN))
        stage.room.answer(name, {n: person[name] for n, person in enumerate(crowd)})
        stage.presenter.take_step()
        until(at(stage, QuestionState.CLOSED))
    actions = stage.screen.steps.split.menu().actions()
    assert [action.text() for action in actions] == ["No split", "Which country is your city in?"]
    actions[1].trigger()
    until(lambda: stage.presenter.state.split is not None)
    assert stage.screen.steps.split.menu().actions()[1].isChecked()


def test_the_network_in_the_code_can_be_chosen(stage: Stage) -> None:
    address = stage.screen.side.wall_panel.address
    assert [address.itemText(n) for n in range(address.count())] == [
        "192.168.178.120:8123 · wlan0",
        "10.0.0.7:8123 · eth0",
    ]
    address.setCurrentIndex(1)
    address.activated.emit(1)
    assert stage.wall.picture is not None and stage.wall.picture.addresses == (CABLE,)
    assert "10.0.0.7:8123" in stage.screen.head.way_in.text()


@pytest.mark.parametrize(
    ("answer", "calls"),
    [("Leave it running", ["leave"]), ("Close the room", ["shut"]), ("Stay here", [])],
)
def test_leaving_a_live_room_asks_what_shall_become_of_it(
    stage: Stage, until: Until, answer: str, calls: list[str]
) -> None:
    left = QSignalSpy(stage.screen.left)
    assert stage.screen.is_live
    stage.screen.ask_to_leave()
    question = stage.screen.leaving
    assert isinstance(question, QMessageBox) and "42 people" in question.text()
    next(b for b in question.buttons() if b.text() == answer).click()
    until(lambda: left.count() == len(calls))
    assert stage.room.calls == calls
    assert stage.screen.is_live == (answer == "Stay here")


def test_an_event_that_has_ended_offers_to_close_the_room(stage: Stage, until: Until) -> None:
    stage.presenter.make(Move.END)
    assert stage.screen.steps.end.text() == "Press again to end"
    stage.presenter.make(Move.END)
    until(lambda: stage.presenter.state.has_ended)
    left = QSignalSpy(stage.screen.left)
    assert stage.screen.steps.close_room.isVisible()
    assert not stage.screen.edit.isVisible()
    stage.screen.steps.close_room.click()
    until(lambda: left.count() == 1)
    assert stage.room.calls == ["shut"]


def test_an_end_that_was_asked_for_once_is_forgotten_when_one_would_rather_leave(
    stage: Stage,
) -> None:
    stage.presenter.make(Move.END)
    stage.screen.ask_to_leave()
    question = stage.screen.leaving
    assert isinstance(question, QMessageBox)
    next(b for b in question.buttons() if b.text() == "Stay here").click()
    assert stage.screen.steps.end.text() == "End"
    stage.presenter.make(Move.END)
    assert not stage.presenter.state.has_ended and stage.room.calls == []


def test_every_control_has_a_name_for_those_who_hear_it(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    steps, panel = stage.screen.steps, stage.screen.side.wall_panel
    controls: list[QWidget] = [
        steps.step, steps.clear, steps.blank, steps.end, panel.toggle, panel.card_size,
        panel.address, panel.preview, stage.screen.questions,
        stage.screen.question_card.results.chart,
    ]  # fmt: skip
    for control in controls:
        assert control.accessibleName() or control.property("text")
    row = stage.screen.questions.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row == "Question 1: Which country is your city in?, open"


def test_markup_in_a_question_stays_text(new_stage: Callable[[Event], Stage], until: Until) -> None:
    event = meeting(title="<h1>Big</h1>")
    item = replace(event.instrument.items[0], texts={"en": "<b>bold</b> & <img src=x>"})
    event = replace(event, instrument=replace(event.instrument, items=(item,)))
    stage = new_stage(event)
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")
    assert stage.screen.question_card.title.text() == "<h1>Big</h1>"
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    assert stage.screen.question_card.title.text() == "<b>bold</b> & <img src=x>"
    assert stage.screen.question_card.title.textFormat() is Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in stage.screen.questions.item(0).toolTip()


def test_the_wall_opens_and_closes_by_the_letter_w(stage: Stage) -> None:
    press(stage, Qt.Key.Key_W)
    assert stage.wall.isVisible()
    assert stage.screen.side.wall_panel.toggle.text() == "Close the wall"
    press(stage, Qt.Key.Key_W)
    assert not stage.wall.isVisible()


def test_the_second_line_of_a_question_begins_under_its_words(stage: Stage, until: Until) -> None:
    """Left of the words there is ink at number and sign only, in the upper half of the row."""
    stage.presenter.ask("evaluates")
    until(at(stage, QuestionState.OPEN))
    stage.window.show()
    questions = stage.screen.questions
    questions.setCurrentRow(0)  # so that the row is drawn on plain ground
    row = questions.visualItemRect(questions.item(1))
    assert row.height() > questions.visualItemRect(questions.item(0)).height()
    words = words_left(questions.font(), questions.count())
    image = questions.viewport().grab(row).toImage()
    inked = {
        (x < words - 2, y < row.height() / 2)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 128  # the list itself is clear
    }
    assert inked == {(True, True), (False, True), (False, False)}


def test_t_turns_to_the_figures_and_back(stage: Stage, until: Until) -> None:
    stage.presenter.ask("evaluates")
    until(at(stage, QuestionState.OPEN))
    press(stage, Qt.Key.Key_T)
    assert (
        stage.screen.question_card.results.shows_table
        and stage.screen.question_card.table.isChecked()
    )
    press(stage, Qt.Key.Key_T)
    assert (
        not stage.screen.question_card.results.shows_table
        and not stage.screen.question_card.table.isChecked()
    )


def test_the_wall_speaks_the_languages_that_are_chosen_for_it(stage: Stage, until: Until) -> None:
    stage.presenter.ask("evaluates")
    until(at(stage, QuestionState.OPEN))
    told = QSignalSpy(stage.screen.wall_languages_chosen)
    stage.screen.side.wall_panel.languages.chosen.emit(("de", "ar"))
    assert stage.wall.languages_shown == ("de", "ar")
    assert told.at(0) == [stage.event.id, ("de", "ar")]


def type_keys(stage: Stage, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        target = stage.window.focusWidget() or stage.screen
        if modifier is None:
            QTest.keyClick(target, key)
        else:
            QTest.keyClick(target, key, modifier)


def test_q_and_a_digit_ask_something_on_the_spot(stage: Stage, until: Until) -> None:
    type_keys(stage, Qt.Key.Key_Q)
    assert stage.screen.palette_of_questions.isVisible()
    type_keys(stage, Qt.Key.Key_2)
    until(at(stage, QuestionState.OPEN))
    assert not stage.screen.palette_of_questions.isVisible()
    assert stage.presenter.state.item.kind == "single"
    assert [option.code for option in stage.presenter.state.item.options] == ["up", "level", "down"]


def test_digits_that_are_typed_into_a_question_ask_nothing(stage: Stage) -> None:
    type_keys(stage, Qt.Key.Key_Q)
    palette = stage.screen.palette_of_questions
    palette.typed.setFocus()
    QTest.keyClicks(palette.typed, "Is 2 enough?")
    assert palette.typed.text() == "Is 2 enough?"
    assert stage.presenter.state.question is None


def test_escape_puts_the_palette_away_and_the_space_bar_leads_on(
    stage: Stage, until: Until
) -> None:
    type_keys(stage, Qt.Key.Key_Q, Qt.Key.Key_Escape)
    assert not stage.screen.palette_of_questions.isVisible()
    press(stage, Qt.Key.Key_Space)
    until(at(stage, QuestionState.WAITING))


def test_a_clicker_goes_on_and_back(stage: Stage, until: Until) -> None:
    for state in (QuestionState.WAITING, QuestionState.OPEN, QuestionState.CLOSED):
        press(stage, Qt.Key.Key_PageDown)
        until(at(stage, state))
    press(stage, Qt.Key.Key_PageDown)
    until(at(stage, QuestionState.REVEALED))
    press(stage, Qt.Key.Key_PageDown)
    until(at(stage, QuestionState.WAITING))
    press(stage, Qt.Key.Key_PageUp)
    until(at(stage, QuestionState.REVEALED))
    stage.wall.show()
    QTest.keyClick(stage.wall, Qt.Key.Key_Period)
    until(lambda: stage.presenter.state.is_blank)


def test_the_clock_is_set_and_stopped_by_keys(stage: Stage, until: Until) -> None:
    stage.presenter.ask("country")
    until(at(stage, QuestionState.OPEN))
    assert not stage.screen.question_card.clock.isHidden()
    QTest.keyClick(stage.screen, Qt.Key.Key_Plus)
    until(lambda: stage.room.room.ends_at is not None)
    until(lambda: stage.screen.question_card.clock.stop.isVisible())
    QTest.keyClick(stage.screen, Qt.Key.Key_K)
    until(lambda: stage.room.room.ends_at is None)


def test_questions_change_places_by_key(stage: Stage, until: Until) -> None:
    names = [row.item for row in stage.presenter.state.rows]
    stage.screen.questions.setCurrentRow(len(names) - 1)
    stage.screen.questions.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(stage.screen.questions, Qt.Key.Key_Up, alt)
    until(lambda: [r.item for r in stage.presenter.state.rows][-1] == names[-2])
    assert stage.screen.questions.currentRow() == len(names) - 2, "the selection goes with it"


def test_s_splits_by_one_earlier_question_after_the_other(stage: Stage, until: Until) -> None:
    for name in ("country", "evaluates"):
        stage.presenter.ask(name)
        until(at(stage, QuestionState.OPEN))
        stage.room.answer(name, {n: p[name] for n, p in enumerate(people())})
        for state in (QuestionState.CLOSED, QuestionState.REVEALED):
            stage.now_s += 1
            press(stage, Qt.Key.Key_Space)
            until(at(stage, state))
    type_keys(stage, Qt.Key.Key_S)
    until(lambda: stage.presenter.state.split_by == "country")
    type_keys(stage, Qt.Key.Key_S)
    until(lambda: stage.presenter.state.split_by is None)


def test_notes_and_the_next_question_are_in_sight(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    first = meeting().instrument.items[0]
    items = (replace(first, notes="Smile <b>first</b>"), *meeting().instrument.items[1:])
    event = replace(meeting(), instrument=replace(meeting().instrument, items=items))
    stage = new_stage(event)
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")
    press(stage, Qt.Key.Key_Space)
    until(at(stage, QuestionState.WAITING))
    assert stage.screen.question_card.notes.notes.text() == "Smile <b>first</b>"
    assert stage.screen.question_card.notes.notes.textFormat() is Qt.TextFormat.PlainText
    assert stage.screen.question_card.notes.next.text().startswith("Next: ")


def test_written_answers_are_released_one_by_one_or_all(stage: Stage, until: Until) -> None:
    stage.presenter.ask("how")
    until(at(stage, QuestionState.OPEN))
    stage.room.answer("how", {1: Choice(text="So"), 2: Choice(text="Rude"), 3: Choice(text="Well")})
    panel = stage.screen.question_card.texts
    until(lambda: panel.texts.count() == 3)
    assert "3 texts wait" in panel.head.text()
    panel.texts.item(1).setSelected(True)
    panel.release.click()
    until(lambda: stage.presenter.state.held == ("Rude", "Well"))
    panel.texts.clearSelection()
    panel.texts.item(0).setSelected(True)
    panel.hide_text.click()
    until(lambda: stage.presenter.state.held == ("Well",))
    panel.release_all.click()
    until(lambda: stage.room.edits.released >= {"well", "so"})


def test_the_wall_s_screen_is_chosen_where_there_are_several(stage: Stage) -> None:
    screens = stage.screen.side.wall_panel.screens
    assert screens.isHidden(), "one screen leaves no choice"
    screens.offer(["laptop", "hall"], "")
    wanted = QSignalSpy(stage.screen.wall_screen_chosen)
    place = screens.screens.findText("hall")
    screens.screens.setCurrentIndex(place)
    screens.screens.activated.emit(place)
    assert wanted.count() == 1 and wanted.at(0) == ["hall"]
    assert stage.wall.screen_wanted == "hall"


def test_the_door_is_locked_by_one_key_and_the_head_line_says_so(
    stage: Stage, until: Until
) -> None:
    press(stage, Qt.Key.Key_L)
    until(lambda: "door locked" in stage.screen.head.heads.text())
    assert stage.room.room.is_locked
    press(stage, Qt.Key.Key_L)
    until(lambda: "door locked" not in stage.screen.head.heads.text())


def test_a_text_that_may_be_rude_waits_and_is_marked(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    event = meeting()
    items = event.instrument.items
    how = replace(event.instrument.item("how"), holds_texts=False)
    instrument = replace(
        event.instrument, items=tuple(how if one.name == "how" else one for one in items)
    )
    stage = new_stage(replace(event, instrument=instrument))
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")
    stage.presenter.ask("how")
    until(at(stage, QuestionState.OPEN))
    stage.room.edits = stage.room.edits.suspecting(["damned"])
    stage.room.answer("how", {1: Choice(text="damned"), 2: Choice(text="well")})
    panel = stage.screen.question_card.texts
    until(lambda: panel.texts.count() == 2)
    assert [panel.texts.item(row).text() for row in range(2)] == [
        "⚠ damned (perhaps rude)",
        "✓ well",
    ]
    assert panel.release.isVisible()


def _open_asking(new_stage: Callable[[Event], Stage], until: Until, asks_for: AsksFor) -> Stage:
    stage = new_stage(replace(meeting(), asks_for=asks_for))
    stage.screen.open()
    until(lambda: stage.screen.head.line.text() == "● Live")
    return stage


def test_an_anonymous_event_has_no_list_of_names(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    stage = _open_asking(new_stage, until, AsksFor.NOTHING)
    assert not stage.screen.side.people.isVisible()
    assert stage.screen.side.remote.isVisible()


def test_names_are_listed_and_the_best_go_on_the_wall(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    stage = _open_asking(new_stage, until, AsksFor.NICKNAME)
    stage.room.named = (Person("Ada", True), Person("Bad", False, may_be_shown=False))
    stage.room.scores = (Standing(1, "Ada", 3), Standing(1, "", 3))
    stage.room.switch_remote(False)
    panel = stage.screen.side.people
    until(lambda: panel.names.count() == 2)
    assert panel.head.text() == "Who is here: 1"
    assert [panel.names.item(row).text() for row in range(2)] == [
        "Ada",
        "⚠ Bad (away) (perhaps rude, not on the wall)",
    ]
    panel.scores.click()
    until(lambda: stage.presenter.state.shows_scores)
    picture = wall_picture(stage.room.status, None)
    assert picture.scene is Scene.SCORES
    assert "Ada" in stage.wall.accessibleDescription()


def test_the_remote_control_is_off_and_a_new_code_replaces_the_old(
    new_stage: Callable[[Event], Stage],
    until: Until,
) -> None:
    stage = _open_asking(new_stage, until, AsksFor.NOTHING)
    panel = stage.screen.side.remote
    assert not panel.switch.isChecked()
    assert not panel.code.isVisible()
    panel.switch.click()
    until(panel.code.isVisible)
    panel.renew.click()
    until(lambda: stage.room.keys == 2)
    assert stage.room.remote is not None
    stage.room.remote = replace(stage.room.remote, is_taken=True)
    stage.room.move(Move.BLANK)
    until(lambda: not panel.code.isVisible())
    assert "One phone has it" in panel.said.text()
    panel.switch.click()
    until(lambda: stage.room.remote is None)


def test_a_name_that_looked_rude_is_shown_or_another_given(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    stage = _open_asking(new_stage, until, AsksFor.NICKNAME)
    stage.room.named = (Person("Ada", True, key="a"), Person("Dick", True, False, key="d"))
    stage.room.switch_remote(False)
    panel = stage.screen.side.people
    until(lambda: panel.names.count() == 2)
    panel.names.setCurrentRow(0)
    assert panel.release.isHidden()
    panel.names.setCurrentRow(1)
    panel.release.click()
    until(lambda: stage.room.named[1].may_be_shown)
    until(lambda: panel.release.isHidden())
    panel.rename.click()
    assert panel.renaming is not None
    panel.renaming.setTextValue("Richard")
    panel.renaming.accept()
    until(lambda: panel.names.item(1).text() == "Richard")


def test_a_locked_door_is_said_where_phones_were_told_to_join(
    new_stage: Callable[[Event], Stage], until: Until
) -> None:
    stage = _open_asking(new_stage, until, AsksFor.NOTHING)
    until(lambda: "Phones can join now" in stage.screen.question_card.state_line.text())
    stage.presenter.make(Move.LOCK)
    until(lambda: "The door is locked" in stage.screen.question_card.state_line.text())
