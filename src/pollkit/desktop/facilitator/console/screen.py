"""The facilitator's console: the room's state, the questions, the private chart, the next step."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QSplitter, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.console.board_panel import BoardPanel
from pollkit.desktop.facilitator.console.clock_bar import MORE_S, ClockBar
from pollkit.desktop.facilitator.console.head_line import HeadLine
from pollkit.desktop.facilitator.console.notes_panel import NotesPanel
from pollkit.desktop.facilitator.console.people_panel import PeoplePanel, RemotePanel
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.progress_panel import ProgressPanel
from pollkit.desktop.facilitator.console.question_list import QuestionList, state_words
from pollkit.desktop.facilitator.console.quick_panel import QuickPanel
from pollkit.desktop.facilitator.console.result_view import ResultView
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.console.step_bar import MORE_KEYS, StepBar
from pollkit.desktop.facilitator.console.texts_panel import TextsPanel
from pollkit.desktop.facilitator.console.wall_panel import WallPanel
from pollkit.desktop.facilitator.wall.board_words import board_count
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.facilitator.wall.words import base_in_words, stem, title
from pollkit.desktop.facilitator.ways.panel import WaysPanel
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import NoticeBar, ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.boards import PostVerb
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, ItemKind
from pollkit.domain.rooms import Move, Pace, QuestionState
from pollkit.domain.text_edits import TextVerb
from pollkit.domain.views import BoardPicture, JoinAddress
from pollkit.domain.wifi import Wifi
from pollkit.i18n import _, ngettext
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
        self.title = label("", "title", wraps=True)
        self.state_line = label("", "muted", wraps=True)
        self.results = ResultView(wall.album)
        self.table = Button(_("Table"), "quiet", "ph.table")
        self.table.setCheckable(True)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table.setToolTip(_("Shows the figures as a table, and back (T)"))
        self.clock = ClockBar()
        self.palette_of_questions = QuickPanel()
        self.texts = TextsPanel()
        self.board = BoardPanel()
        self.notes = NotesPanel()
        self.ways = None if ways is None else WaysPanel(ways, hub)
        self.ways_in = Button(_("Other ways in"), "quiet", "ph.hand-palm")
        self.ways_in.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.ways_in.setCheckable(True)
        self.ways_in.setToolTip(_("Hands, paper cards, this computer, phones that go round (I)"))
        self.progress = ProgressPanel()
        self.wall_panel = WallPanel()
        self.people, self.remote = PeoplePanel(), RemotePanel()
        self.wall_panel.preview.use_album(wall.album)
        self.steps = StepBar()
        self.leaving: QMessageBox | None = None
        self._place_parts()
        self._connect_parts(hub)
        self._add_shortcuts()
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
        if len(self.wall.screen().virtualSiblings()) > 1:
            self.wall.open_beside(self.window())
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
        if not self.is_live:
            self._part_with(self._presenter.leave)
            return
        self._presenter.calm()  # an end that was asked for once must not wait behind the question
        self.leaving = _leaving_question(self, self._presenter.state)
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
        if state.wall is not None:
            self.wall.show_picture(state.wall, state.event)
        self.head.render_state(state)
        self.questions.show_rows(state.rows)
        self.edit.setVisible(not state.has_ended)
        self._render_question(state)
        self.clock.render_state(state)
        self.texts.render_state(state)
        self.board.render_state(state)
        self.notes.render_state(state)
        self.progress.render_state(state)
        self._render_palette(state)
        self._render_ways(state)
        self._render_notices(state)
        self.wall_panel.render_state(state, self.wall)
        self.people.render_state(state)
        self.remote.render_state(state)
        self.steps.render_state(state)
        self._lead_focus(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.isAutoRepeat():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_PageDown):
            self._presenter.take_step()
        elif event.key() == Qt.Key.Key_PageUp:
            self._presenter.go_back()
        else:
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
        self.question_card.setHidden(ways.is_open)

    def _toggle_ways(self) -> None:
        assert self.ways is not None
        self.ways.presenter.toggle()
        self.render_state()
        if not self.ways.presenter.state.is_open:
            self.steps.step.setFocus()

    def _render_question(self, state: ConsoleState) -> None:
        if state.item is None or state.question is None:
            self.title.setText(title(state.event))
            self.state_line.setText(_between_words(state))
        else:
            self.title.setText(stem(state.item, state.event))
            self.state_line.setText(_question_words(state))
        self.results.show_result(state.event, state.item, state.result, state.split, state.shift)
        # Texts stand in the panel below, where something can be done with them.
        is_text = state.item is not None and state.item.kind is ItemKind.TEXT
        is_board = state.item is not None and state.item.kind in OF_POSTS
        is_listed = (is_text or is_board) and state.result is not None
        self.results.setVisible(not (is_listed or state.progress))
        self.table.setVisible(state.result is not None and not is_listed)
        self.table.setChecked(self.results.shows_table)

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
        said = row(self.state_line, self.table)
        said.setStretch(0, 1)
        inside = column(
            self.title,
            said,
            row(self.clock, None),
            self.results,
            self.progress,
            self.texts,
            self.board,
            self.notes,
            gap=theme.S,
        )
        for stretched in (3, 4, 5, 6):
            inside.setStretch(stretched, 1)
        inside.addStretch()
        middle = QWidget()
        self.question_card = card(inside)
        centre = column(self.palette_of_questions, self.question_card, gap=theme.M)
        if self.ways is not None:
            centre.addWidget(self.ways, 1)
        middle.setLayout(centre)
        left = column(self.questions, self.edit, self.ways_in, gap=theme.S)
        left.setContentsMargins(0, 0, theme.M, 0)
        questions = QWidget()
        questions.setLayout(left)
        beside = column(self.wall_panel, self.people, self.remote, gap=theme.M)
        beside.setContentsMargins(theme.M, 0, 0, 0)
        side = ScrolledColumn(beside)
        side.setFixedWidth(304)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for part in (questions, middle, side):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 650, 304])
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
        self.clock.time_added.connect(self._on_time_added)
        self.clock.clock_stopped.connect(self._on_clock_stopped)
        self.palette_of_questions.asked.connect(self._on_quick_question_asked)
        self.palette_of_questions.closed.connect(self._on_palette_toggled)
        self.texts.edit_wanted.connect(self._on_text_edit_wanted)
        self.board.edit_wanted.connect(self._on_post_edit_wanted)
        self.board.question_wanted.connect(self._on_posts_question_wanted)
        self.steps.shift_toggled.connect(self._on_shift_toggled)
        self.steps.palette_toggled.connect(self._on_palette_toggled)
        self.steps.step_taken.connect(self._on_step_taken)
        self.steps.move_wanted.connect(self._on_move_wanted)
        self.steps.split_wanted.connect(self._on_split_wanted)
        self.steps.room_closed.connect(self._on_room_closed)
        self.wall_panel.wall_toggled.connect(self._on_wall_toggled)
        self.wall_panel.card_size_toggled.connect(self._on_card_size_toggled)
        self.wall_panel.languages_chosen.connect(self._on_languages_chosen)
        self.wall_panel.screen_chosen.connect(self._on_screen_chosen)
        self.table.clicked.connect(self._on_table_clicked)
        self.wall_panel.network_wanted.connect(self.network_wanted)
        self.wall_panel.address_chosen.connect(self._on_address_chosen)
        self.people.scores_toggled.connect(self._on_scores_toggled)
        self.remote.switched.connect(self._on_remote_switched)
        self.remote.new_code_wanted.connect(self._on_remote_renewed)
        self.trouble.action_taken.connect(self._on_reopen_wanted)
        self.set_aside.action_taken.connect(self._on_restore_wanted)
        self.wall.next_asked.connect(self._on_step_taken)
        self.wall.back_asked.connect(self._on_back_asked)
        self.wall.blank_asked.connect(self._on_blank_asked)
        self.wall.closed.connect(self._on_wall_closed)

    def _add_shortcuts(self) -> None:
        for keys, button in (
            ("B", self.steps.blank),
            (".", self.steps.blank),
            ("R", self.steps.read),
            ("O", self.steps.reopen),
            ("C", self.steps.clear),
            ("2", self.steps.second),
            ("N", self.steps.skip),
            ("M", self.steps.shift),
            ("Q", self.steps.quick),
            ("K", self.clock.stop),
            ("Ctrl+E", self.steps.end),
            ("W", self.wall_panel.toggle),
            ("J", self.wall_panel.card_size),
            ("T", self.table),
            ("I", self.ways_in),
        ):
            self._add_shortcut(keys, button.click)
        for move, keys in MORE_KEYS.items():
            self._add_shortcut(keys, self.steps.actions_of[move].trigger)
        self._add_shortcut("S", self._on_split_asked)
        self._add_shortcut("Shift+S", self.steps.split.showMenu)
        self._add_shortcut("F10", self.steps.more.showMenu)
        for keys in ("+", "Shift++"):
            self._add_shortcut(keys, self._on_more_time_asked)
        self._add_shortcut("F5", self._on_full_screen_wanted)
        self._add_shortcut("F11", self._on_full_screen_wanted)

    def _add_shortcut(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)

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

    def _turn_wall(self) -> None:
        if self.wall.isVisible():
            self.wall.close()
        else:
            self.wall.open_beside(self.window())
        self.render_state()

    @Slot()
    def _on_ways_toggled(self) -> None:
        self._toggle_ways()

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

    @Slot(float)
    def _on_time_added(self, seconds: float) -> None:
        self._presenter.add_time(seconds)

    @Slot()
    def _on_more_time_asked(self) -> None:
        self._presenter.add_time(MORE_S)

    @Slot()
    def _on_clock_stopped(self) -> None:
        self._presenter.stop_clock()

    @Slot(QuickKind, str)
    def _on_quick_question_asked(self, kind: QuickKind, typed: str) -> None:
        self._presenter.ask_on_the_spot(kind, typed)

    @Slot()
    def _on_palette_toggled(self) -> None:
        self._presenter.toggle_palette()

    @Slot(TextVerb, tuple, str)
    def _on_text_edit_wanted(self, verb: TextVerb, texts: tuple[str, ...], into: str) -> None:
        self._presenter.edit_texts(verb, texts, into)

    @Slot(PostVerb, tuple, object)
    def _on_post_edit_wanted(
        self, verb: PostVerb, posts: tuple[UUID, ...], into: UUID | None
    ) -> None:
        self._presenter.moderate(verb, posts, into)

    @Slot(tuple, ItemKind)
    def _on_posts_question_wanted(self, posts: tuple[UUID, ...], kind: ItemKind) -> None:
        self._presenter.ask_posts(posts, kind)

    @Slot()
    def _on_shift_toggled(self) -> None:
        self._presenter.toggle_shift()

    @Slot()
    def _on_split_asked(self) -> None:
        self._presenter.split_by_next()

    @Slot()
    def _on_back_asked(self) -> None:
        self._presenter.go_back()

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

    @Slot()
    def _on_wall_toggled(self) -> None:
        self._turn_wall()

    @Slot(bool)
    def _on_card_size_toggled(self, is_large: bool) -> None:
        self.wall.choose_card(is_large)
        self.render_state()

    @Slot()
    def _on_table_clicked(self) -> None:
        self.results.turn()
        self.render_state()

    @Slot(str)
    def _on_screen_chosen(self, name: str) -> None:
        self.wall.choose_screen(name)
        self.wall_screen_chosen.emit(name)
        self.render_state()

    @Slot(tuple)
    def _on_languages_chosen(self, languages: tuple[str, ...]) -> None:
        self.wall.speak(languages)
        self.wall_languages_chosen.emit(self.event_shown.id, languages)
        self.render_state()

    @Slot(object)
    def _on_address_chosen(self, address: JoinAddress) -> None:
        self._presenter.choose_address(address)

    @Slot(bool)
    def _on_scores_toggled(self, is_shown: bool) -> None:
        self._presenter.show_scores(is_shown)

    @Slot(bool)
    def _on_remote_switched(self, is_on: bool) -> None:
        self._presenter.switch_remote(is_on)

    @Slot()
    def _on_remote_renewed(self) -> None:
        self._presenter.switch_remote(True)

    @Slot()
    def _on_reopen_wanted(self) -> None:
        self._presenter.open()

    @Slot()
    def _on_restore_wanted(self) -> None:
        self._presenter.restore()

    @Slot()
    def _on_blank_asked(self) -> None:
        self._presenter.toggle_blank()

    @Slot()
    def _on_wall_closed(self) -> None:
        self.render_state()

    @Slot()
    def _on_full_screen_wanted(self) -> None:
        self.wall.turn_full_screen()

    @Slot(int)
    def _on_leaving_finished(self, _result: int) -> None:
        self._answer_leaving()

    def _answer_leaving(self) -> None:
        question, self.leaving = self.leaving, None
        assert question is not None
        role = question.buttonRole(question.clickedButton())
        question.deleteLater()
        if role is QMessageBox.ButtonRole.AcceptRole:
            self._part_with(self._presenter.leave)
        elif role is QMessageBox.ButtonRole.DestructiveRole:
            self._part_with(self._presenter.shut)
        else:
            self.stayed.emit()


def _leaving_question(parent: QWidget, state: ConsoleState) -> QMessageBox:
    question = QMessageBox(parent)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setWindowTitle(_("The room is open"))
    joined = state.heads.joined
    question.setText(
        ngettext(
            "The room is open, with {n} person in it.",
            "The room is open, with {n} people in it.",
            joined,
        ).format(n=joined)
    )
    question.setInformativeText(
        _(
            "It can go on without this window, and you can come back to it. If you close it, all "
            "answers so far are kept and the phones are told to wait."
        )
    )
    stay = question.addButton(_("Stay here"), QMessageBox.ButtonRole.RejectRole)
    question.addButton(_("Leave it running"), QMessageBox.ButtonRole.AcceptRole)
    question.addButton(_("Close the room"), QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(stay)
    question.setEscapeButton(stay)
    return question


def _between_words(state: ConsoleState) -> str:
    if state.has_ended:
        return _("The event has ended. Close the room when the phones are no longer needed.")
    if state.pace is Pace.SELF:
        return _("Everyone answers at their own pace. No result shows until you take this back.")
    if state.line is Line.LIVE:
        return _(
            "Phones can join now. Try the code with one phone first: if it does not reach this "
            "computer, choose another network on the right, or join the same Wi-Fi with both."
        )
    return ""


def _question_words(state: ConsoleState) -> str:
    assert state.question is not None
    words = [state_words(state.question)]
    if state.item is not None and state.item.kind in OF_POSTS:
        if state.is_voting and state.question is QuestionState.OPEN:
            words = [_("voting")]
        if state.wall is not None and state.wall.board is not None and state.result is not None:
            shown = BoardPicture(state.result.posts, shows_numbers=True)
            words.append(board_count(state.item, shown, state.event.languages[0]))
        sentence = " · ".join(words)
        return sentence[:1].upper() + sentence[1:]
    if state.result is not None:
        words.append(base_in_words(state.result, state.event, state.heads))
    if state.question in (QuestionState.OPEN, QuestionState.CLOSED):
        words.append(_("only you see this chart until you reveal it"))
    sentence = " · ".join(words)
    return sentence[:1].upper() + sentence[1:]
