"""The question on the wall: how it stands, its private result, and what is done with that."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.board_panel import BoardPanel
from pollkit.desktop.facilitator.console.clock_bar import ClockBar
from pollkit.desktop.facilitator.console.notes_panel import NotesPanel
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.progress_panel import ProgressPanel
from pollkit.desktop.facilitator.console.question_list import state_words
from pollkit.desktop.facilitator.console.result_view import ResultView
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.console.texts_panel import TextsPanel
from pollkit.desktop.facilitator.wall.album import Album
from pollkit.desktop.facilitator.wall.board_words import board_count
from pollkit.desktop.facilitator.wall.words import base_in_words, stem, title
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.boards import PostVerb
from pollkit.domain.instruments import OF_POSTS, ItemKind
from pollkit.domain.rooms import Pace, QuestionState
from pollkit.domain.text_edits import TextVerb
from pollkit.i18n import _


class QuestionCard(QFrame):
    """For the facilitator alone. Its panels ask the presenter; the screen renders it."""

    def __init__(self, presenter: ConsolePresenter, album: Album) -> None:
        super().__init__()
        self._presenter = presenter
        self.setProperty("card", True)
        self.title = label("", "title", wraps=True)
        self.state_line = label("", "muted", wraps=True)
        self.table = Button(_("Table"), "quiet", "ph.table")
        self.table.setCheckable(True)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table.setToolTip(_("Shows the figures as a table, and back (T)"))
        self.clock = ClockBar()
        self.results = ResultView(album)
        self.progress = ProgressPanel()
        self.texts = TextsPanel()
        self.board = BoardPanel()
        self.notes = NotesPanel()
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: ConsoleState) -> None:
        self._render_head(state)
        self._render_results(state)
        self.clock.render_state(state)
        self.texts.render_state(state)
        self.board.render_state(state)
        self.notes.render_state(state)
        self.progress.render_state(state)

    def _render_head(self, state: ConsoleState) -> None:
        if state.item is None or state.question is None:
            self.title.setText(title(state.event))
            self.state_line.setText(_between_words(state))
        else:
            self.title.setText(stem(state.item, state.event))
            self.state_line.setText(_question_words(state))

    def _render_results(self, state: ConsoleState) -> None:
        self.results.show_result(state.event, state.item, state.result, state.split, state.shift)
        # Texts stand in the panel below, where something can be done with them.
        is_text = state.item is not None and state.item.kind is ItemKind.TEXT
        is_board = state.item is not None and state.item.kind in OF_POSTS
        is_listed = (is_text or is_board) and state.result is not None
        self.results.setVisible(not (is_listed or state.progress))
        self.table.setVisible(state.result is not None and not is_listed)
        self.table.setChecked(self.results.shows_table)

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
        inside.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        self.setLayout(inside)

    def _connect_parts(self) -> None:
        self.table.clicked.connect(self._on_table_clicked)
        self.clock.time_added.connect(self._on_time_added)
        self.clock.clock_stopped.connect(self._on_clock_stopped)
        self.texts.edit_wanted.connect(self._on_text_edit_wanted)
        self.board.edit_wanted.connect(self._on_post_edit_wanted)
        self.board.question_wanted.connect(self._on_posts_question_wanted)

    @Slot()
    def _on_table_clicked(self) -> None:
        self.results.turn()
        self.render_state(self._presenter.state)

    @Slot(float)
    def _on_time_added(self, seconds: float) -> None:
        self._presenter.add_time(seconds)

    @Slot()
    def _on_clock_stopped(self) -> None:
        self._presenter.stop_clock()

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


def _between_words(state: ConsoleState) -> str:
    if state.has_ended:
        return _("The event has ended. Close the room when the phones are no longer needed.")
    if state.pace is Pace.SELF:
        return _("Everyone answers at their own pace. No result shows until you take this back.")
    if state.line is Line.LIVE and state.is_locked:
        return _(
            "The door is locked: no new phone can join. To let phones in again, press L, or choose "
            "it under More."
        )
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
