"""The board that stays open, for the facilitator, while another question is on the wall."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.board_panel import BoardPanel
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.state import AsideState, ConsoleState, Line
from pollkit.desktop.facilitator.wall.words import stem
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.boards import PostVerb
from pollkit.domain.rooms import Move
from pollkit.i18n import _, ngettext


class AsidePanel(QFrame):
    """Takes the place of the question's card. It asks the presenter; the screen renders it."""

    def __init__(self, presenter: ConsolePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.setProperty("card", True)
        self.setAccessibleName(_("Questions for the speaker"))
        self.title = label("", "title", wraps=True)
        self.state_line = label("", "muted", wraps=True)
        self.close_button = icon_button("ph.x", _("Close this panel (Esc)"))
        self.turn = Button("", "secondary", "ph.chats-circle")
        self.to_wall = Button(_("Put it on the wall"), "secondary", "ph.monitor")
        self.to_wall.setToolTip(_("The next step takes it off the wall again; it stays open"))
        self.board = BoardPanel()
        head = row(self.title, self.close_button)
        head.setStretch(0, 1)
        buttons = row(self.turn, self.to_wall, None)
        inside = column(head, self.state_line, self.board, buttons, gap=theme.S)
        inside.setStretch(2, 1)
        inside.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        self.setLayout(inside)
        self.turn.clicked.connect(self._on_turned)
        self.to_wall.clicked.connect(self._on_wall_wanted)
        self.close_button.clicked.connect(self._on_closed)
        self.board.edit_wanted.connect(self._on_edit_wanted)

    def render_state(self, state: ConsoleState) -> None:
        aside = state.aside
        self.setVisible(aside is not None and state.shows_aside)
        if aside is None:
            return
        self.title.setText(stem(aside.item, state.event))
        self.state_line.setText(_state_words(aside))
        large = state.large_post if aside.is_on_wall else None
        self.board.show_board(aside.item, aside.posts, large, on_wall=aside.is_on_wall)
        self.board.setVisible(aside.is_open or aside.is_on_wall)
        self.turn.setText(
            _("Take no more questions") if aside.is_open else _("Take questions again")
        )
        self.turn.setEnabled(state.line is Line.LIVE and Move.ASIDE in state.allowed)
        is_free = state.line is Line.LIVE and not state.progress
        self.to_wall.setEnabled(
            is_free and not aside.is_on_wall and Move.CLOCK not in state.allowed
        )

    @Slot()
    def _on_turned(self) -> None:
        self._presenter.toggle_aside()

    @Slot()
    def _on_wall_wanted(self) -> None:
        self._presenter.show_aside()

    @Slot()
    def _on_closed(self) -> None:
        self._presenter.toggle_aside_list()

    @Slot(PostVerb, tuple, object)
    def _on_edit_wanted(self, verb: PostVerb, posts: tuple[UUID, ...], into: UUID | None) -> None:
        aside = self._presenter.state.aside
        if aside is not None:
            self._presenter.moderate(verb, posts, into, aside.item.name)


def aside_words(aside: AsideState) -> str:
    """On the button that leads here."""
    if not aside.is_open:
        return _("Questions for the speaker · closed")
    if not aside.waiting:
        return _("Questions for the speaker")
    return ngettext(
        "Questions for the speaker · {n} waits",
        "Questions for the speaker · {n} wait",
        aside.waiting,
    ).format(n=aside.waiting)


def _state_words(aside: AsideState) -> str:
    if not aside.is_open:
        return _("Closed: the phones take no questions for the speaker.")
    if aside.is_on_wall:
        return _("Open, and on the wall.")
    return _("Open on the phones beside whatever is asked; the wall does not show it.")
