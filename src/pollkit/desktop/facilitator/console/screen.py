"""The facilitator's console: the room's state, the questions, the private chart, the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.console.aside_panel import AsidePanel, aside_words
from pollkit.desktop.facilitator.console.head_line import HeadLine
from pollkit.desktop.facilitator.console.keys import ConsoleKeys
from pollkit.desktop.facilitator.console.leaving import LeavingQuestion
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.question_card import QuestionCard
from pollkit.desktop.facilitator.console.question_list import QuestionList
from pollkit.desktop.facilitator.console.quick_panel import QuickPanel
from pollkit.desktop.facilitator.console.room_side import RoomSide
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.console.step_bar import StepBar
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.facilitator.ways.panel import WaysPanel
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import NoticeBar, column
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.domain.wifi import Wifi
from pollkit.i18n import _
from pollkit.usecases.quick_questions import QuickKind

# The clock's last second must not be seen for two.
_TICK_MS = 500


def status_topic(event: Event) -> str:
    return f"status:{event.id}"


class ConsoleScreen(Screen):
    """Owns the wall's window. `left` is emitted once the room is parted with, either way."""

    left = Signal()
    wall_languages_chosen = Signal(object, tuple)  # the event's id, language tags
    wall_screen_chosen = Signal(str)
    stayed = Signal()
    edit_wanted = Signal()
    network_wanted = Signal()
    news_shown = Signal()

    def __init__(
        self,
        presenter: ConsolePresenter,
        hub: ChangeHub,
        wall: WallWindow,
        ways: WaysPresenter | None = None,
    ) -> None:
        """`presenter` announces `status_topic(event)` to the hub when there is news; without `ways`
        there is no other way in than a phone."""
        super().__init__()
        self._presenter = presenter
        self._topic = status_topic(presenter.state.event)
        self._trouble_said = ""
        self._offers_restore = False
        self._stage_shown = (Line.OPENING, False)
        self.wall = wall
        self.head = HeadLine()
        self.trouble = NoticeBar()
        self.set_aside = NoticeBar()
        self.questions = QuestionList()
        self.edit = Button(_("Edit the questions"), "quiet", "ph.pencil-simple")
        self.edit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.question_card = QuestionCard(presenter, wall.album)
        self.aside_panel = AsidePanel(presenter)
        self.aside = Button("", "quiet", "ph.chats-circle")
        self.aside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.aside.setCheckable(True)
        self.aside.setToolTip(_("What the room asks, whatever is on the wall (U)"))
        self.palette_of_questions = QuickPanel()
        self.ways = None if ways is None else WaysPanel(ways, hub)
        self.ways_in = Button(_("Other ways in"), "quiet", "ph.hand-palm")
        self.ways_in.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.ways_in.setCheckable(True)
        self.ways_in.setToolTip(_("Hands, paper cards, this computer, phones that go round (I)"))
        self.side = RoomSide(presenter, wall)
        self.steps = StepBar()
        self.leaving: LeavingQuestion | None = None
        self._keys = ConsoleKeys(presenter, wall, self)
        self._place_parts()
        self._connect_parts(hub)
        self._keys.stand_for(self.steps, self.question_card, self.side, self.ways_in)
        self._keys.add("U", self.aside.click)
        self.begin_at(self.steps.step)
        self._seconds = QTimer(self, interval=_TICK_MS)
        self._seconds.timeout.connect(self._on_second_passed)
        self._seconds.start()
        presenter.on_changed = self.render_state
        self.render_state()

    @property
    def is_live(self) -> bool:
        """Whether leaving would leave a room running."""
        return self._presenter.state.line in (Line.LIVE, Line.OPENING)

    @property
    def event_shown(self) -> Event:
        return self._presenter.state.event

    @property
    def begun(self) -> frozenset[str]:
        """Names of the questions that the room has seen."""
        return self._presenter.state.begun

    def take_wifi(self, wifi: Wifi | None) -> None:
        """The network of the room was typed or changed."""
        self._presenter.take_wifi(wifi)

    def take_event(self, event: Event) -> None:
        self._presenter.take_event(event)

    def open(self) -> None:
        """Opens the room, and the wall where there is a second screen for it."""
        self._presenter.open()
        self.side.open_wall(self.window())
        self.steps.step.setFocus()

    def ask_to_leave(self) -> None:
        """Asks whether the room shall go on; `left` follows unless the facilitator stays. The
        first Esc puts an open palette away."""
        if self._presenter.state.is_asking:
            self._presenter.toggle_palette()
            return
        if self.ways is not None and self.ways.presenter.state.is_open:
            self._toggle_ways()
            return
        if self._presenter.state.shows_aside:
            self._toggle_aside()
            return
        if not self.is_live:
            self._part_with(self._presenter.leave)
            return
        self._presenter.calm()  # an end that was asked for once must not wait behind the question
        self.leaving = LeavingQuestion(self._presenter.state.heads.joined, self)
        self.leaving.leave_wanted.connect(self._on_leave_wanted)
        self.leaving.shut_wanted.connect(self._on_shut_wanted)
        self.leaving.stay_wanted.connect(self.stayed)
        self.leaving.finished.connect(self._on_leaving_finished)
        self.leaving.open()

    def hang_up(self) -> None:
        """Leaves without a word, because the program ends; the room goes on."""
        self._put_wall_away()
        if self.ways is not None:
            self.ways.presenter.let_go()
        self._presenter.leave(lambda: None)

    def render_state(self) -> None:
        state = self._presenter.state
        self.side.render_state()
        self.head.render_state(state)
        self.questions.show_rows(state.rows)
        self.edit.setVisible(not state.has_ended)
        self.question_card.render_state(state)
        self._render_palette(state)
        self._render_ways(state)
        self._render_aside(state)
        self._render_notices(state)
        self.steps.render_state(state)
        self._lead_focus(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._put_wall_away()
        super().closeEvent(event)

    def _render_palette(self, state: ConsoleState) -> None:
        was_open = not self.palette_of_questions.isHidden()
        self.palette_of_questions.show_palette(state.is_asking)
        if was_open and not state.is_asking:
            self.steps.step.setFocus()

    def _render_ways(self, state: ConsoleState) -> None:
        self.ways_in.setVisible(self.ways is not None and not state.has_ended)
        if self.ways is None:
            return
        self.ways.presenter.take(state)
        ways = self.ways.presenter.state
        self.ways_in.setChecked(ways.is_open)
        is_on = _("Other ways in · camera on") if ways.is_watching else _("Other ways in")
        self.ways_in.setText(is_on)

    def _render_aside(self, state: ConsoleState) -> None:
        self.aside.setVisible(state.aside is not None)
        self.aside.setChecked(state.shows_aside)
        self.aside.setText("" if state.aside is None else aside_words(state.aside))
        self.aside_panel.render_state(state)
        has_ways = self.ways is not None and self.ways.presenter.state.is_open
        self.question_card.setHidden(has_ways or not self.aside_panel.isHidden())

    def _toggle_aside(self) -> None:
        if self.ways is not None and self.ways.presenter.state.is_open:
            self.ways.presenter.toggle()
        self._presenter.toggle_aside_list()
        if not self._presenter.state.shows_aside:
            self.steps.step.setFocus()

    def _toggle_ways(self) -> None:
        assert self.ways is not None
        if self._presenter.state.shows_aside:
            self._presenter.toggle_aside_list()
        self.ways.presenter.toggle()
        self.render_state()
        if not self.ways.presenter.state.is_open:
            self.steps.step.setFocus()

    def _render_notices(self, state: ConsoleState) -> None:
        words = "" if state.trouble is None else state.trouble.words
        if words != self._trouble_said:
            self._trouble_said = words
            can_reopen = state.trouble is not None and state.trouble.can_reopen
            self.trouble.say(words, _("Open the room again") if can_reopen else "", is_trouble=True)
            self.trouble.setVisible(bool(words))
        can_restore = state.can_restore and state.line is Line.LIVE
        if can_restore and not self._offers_restore:
            self.set_aside.say(_("The answers are set aside."), _("Take them back"))
        elif not can_restore:
            self.set_aside.hide()
        self._offers_restore = can_restore

    def _lead_focus(self, state: ConsoleState) -> None:
        """To the next step once the room is there or has ended, to the way out of the trouble once
        it is not there."""
        stage = (state.line, state.has_ended)
        if stage == self._stage_shown:
            return
        self._stage_shown = stage
        step = self.steps.close_room if state.has_ended else self.steps.step
        self.begin_at(step)
        if state.line is Line.LIVE:
            step.setFocus()
        elif state.line is Line.LOST:
            self.trouble.focus_action()

    def _place_parts(self) -> None:
        middle = QWidget()
        centre = column(
            self.palette_of_questions, self.question_card, self.aside_panel, gap=theme.M
        )
        if self.ways is not None:
            centre.addWidget(self.ways, 1)
        middle.setLayout(centre)
        left = column(self.questions, self.edit, self.aside, self.ways_in, gap=theme.S)
        left.setContentsMargins(0, 0, theme.M, 0)
        questions = QWidget()
        questions.setLayout(left)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for part in (questions, middle, self.side):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 650, self.side.width()])
        self.questions.setMinimumWidth(180)
        layout = column(
            self.head, self.trouble, self.set_aside, split, self.steps, margin=theme.L, gap=theme.M
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect_parts(self, hub: ChangeHub) -> None:
        hub.changed.connect(self._on_hub_changed)
        self.questions.question_chosen.connect(self._on_question_chosen)
        self.questions.question_shifted.connect(self._on_question_shifted)
        self.questions.question_dropped.connect(self._on_question_dropped)
        self.edit.clicked.connect(self.edit_wanted)
        self.ways_in.clicked.connect(self._on_ways_toggled)
        self.aside.clicked.connect(self._on_aside_toggled)
        self.palette_of_questions.asked.connect(self._on_quick_question_asked)
        self.palette_of_questions.closed.connect(self._on_palette_toggled)
        self.steps.shift_toggled.connect(self._on_shift_toggled)
        self.steps.palette_toggled.connect(self._on_palette_toggled)
        self.steps.step_taken.connect(self._on_step_taken)
        self.steps.move_wanted.connect(self._on_move_wanted)
        self.steps.split_wanted.connect(self._on_split_wanted)
        self.steps.room_closed.connect(self._on_room_closed)
        self.side.languages_chosen.connect(self._on_languages_chosen)
        self.side.screen_chosen.connect(self.wall_screen_chosen)
        self.side.network_wanted.connect(self.network_wanted)
        self.trouble.action_taken.connect(self._on_reopen_wanted)
        self.set_aside.action_taken.connect(self._on_restore_wanted)

    def _look_at(self, topics: frozenset[str]) -> None:
        if self._topic in topics:
            self._presenter.refresh()
            self.news_shown.emit()

    def _part_with(self, part: Callable[[Callable[[], None]], None]) -> None:
        self._put_wall_away()
        if self.ways is not None:
            self.ways.presenter.stop_camera()
        part(self.left.emit)

    def _put_wall_away(self) -> None:
        self.wall.close()

    def _close_room(self) -> None:
        # The button stands where the end was confirmed a moment ago.
        if not self._presenter.is_bounce:
            self._part_with(self._presenter.shut)

    @Slot()
    def _on_ways_toggled(self) -> None:
        self._toggle_ways()

    @Slot()
    def _on_aside_toggled(self) -> None:
        self._toggle_aside()

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    @Slot(str)
    def _on_question_chosen(self, item: str) -> None:
        self._presenter.ask(item)

    @Slot()
    def _on_step_taken(self) -> None:
        self._presenter.take_step()

    @Slot(str, int)
    def _on_question_shifted(self, item: str, steps: int) -> None:
        self._presenter.move_question_by(item, steps)

    @Slot(str, int)
    def _on_question_dropped(self, item: str, place: int) -> None:
        self._presenter.move_question(item, place)

    @Slot(QuickKind, str)
    def _on_quick_question_asked(self, kind: QuickKind, typed: str) -> None:
        self._presenter.ask_on_the_spot(kind, typed)

    @Slot()
    def _on_palette_toggled(self) -> None:
        self._presenter.toggle_palette()

    @Slot()
    def _on_shift_toggled(self) -> None:
        self._presenter.toggle_shift()

    @Slot()
    def _on_second_passed(self) -> None:
        self._presenter.tick()

    @Slot(Move)
    def _on_move_wanted(self, move: Move) -> None:
        self._presenter.make(move)

    @Slot(object)
    def _on_split_wanted(self, item: str | None) -> None:
        self._presenter.split_by(item)

    @Slot()
    def _on_room_closed(self) -> None:
        self._close_room()

    @Slot(tuple)
    def _on_languages_chosen(self, languages: tuple[str, ...]) -> None:
        self.wall_languages_chosen.emit(self.event_shown.id, languages)

    @Slot()
    def _on_reopen_wanted(self) -> None:
        self._presenter.open()

    @Slot()
    def _on_restore_wanted(self) -> None:
        self._presenter.restore()

    @Slot(int)
    def _on_leaving_finished(self, _result: int) -> None:
        self.leaving = None

    @Slot()
    def _on_leave_wanted(self) -> None:
        self._part_with(self._presenter.leave)

    @Slot()
    def _on_shut_wanted(self) -> None:
        self._part_with(self._presenter.shut)
