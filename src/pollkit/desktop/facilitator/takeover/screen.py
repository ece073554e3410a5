"""Take over a room: the copy, its code, and one button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from pollkit.desktop import theme
from pollkit.desktop.facilitator.takeover.presenter import TakeoverPresenter
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _
from pollkit.usecases.takeover import SUFFIX


class TakeoverScreen(Screen):
    closed = Signal()
    live_wanted = Signal(object)  # Event

    def __init__(self, presenter: TakeoverPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.take = Button(_("Take over"), "primary", "ph.arrows-left-right")
        self.live = Button(_("Open the room here"), "primary", "ph.broadcast")
        self.choose = Button(_("Choose the copy …"), "secondary", "ph.floppy-disk")
        self.copy = label("", "muted", wraps=True)
        self.code = TextField(_("Code of the first laptop"), 20)
        self.said = label("", wraps=True)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.choose)
        presenter.on_changed = self.render_state
        self.render_state()

    def render_state(self) -> None:
        state = self._presenter.state
        is_done = state.event is not None
        self.copy.setText("" if state.copy is None else str(state.copy))
        self.copy.setVisible(state.copy is not None)
        self.take.setEnabled(state.copy is not None and not state.is_busy)
        self.take.setVisible(not is_done)
        self.live.setVisible(is_done)
        self.choose.setEnabled(not is_done)
        self.code.setEnabled(not is_done)
        self.said.setText(state.trouble or state.loss)
        self.said.setVisible(bool(state.trouble or state.loss))

    def put_away(self) -> None:
        """What was typed here is not kept."""
        self._presenter.on_changed = lambda: None

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        title = label(_("Take over a room"), "title")
        words = label(
            _(
                "The first laptop has failed: go on with its room from the copy on its stick. "
                "Phones come back by themselves if this laptop has the first one’s address, else "
                "by the new code on the wall."
            ),
            "muted",
            wraps=True,
        )
        head.addLayout(column(title, words, gap=theme.XS), 1)
        main = column(self.take, self.live)
        main.setAlignment(Qt.AlignmentFlag.AlignTop)
        head.addLayout(main)
        advice = label(
            _(
                "At a new address each phone is a new phone: if a question is open, set its "
                "answers aside and ask it again, so that everyone answers once."
            ),
            "muted",
            wraps=True,
        )
        inside = column(
            row(self.choose, None),
            self.copy,
            field_label(_("Code of the first laptop"), self.code),
            self.code,
            self.said,
            advice,
            gap=theme.S,
        )
        self.code.setMaximumWidth(320)
        whole = column(row(self.back, None), head, card(inside), gap=theme.L)
        whole.addStretch(1)
        whole.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.take.clicked.connect(self._on_take_clicked)
        self.code.returnPressed.connect(self._on_take_clicked)
        self.live.clicked.connect(self._on_live_clicked)

    def _choose_copy(self) -> None:
        kinds = _("Copies of rooms") + f" (*{SUFFIX})"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose the copy"), "", kinds)
        if path:
            self._presenter.choose(Path(path))

    @Slot()
    def _on_choose_clicked(self) -> None:
        self._choose_copy()

    @Slot()
    def _on_take_clicked(self) -> None:
        self._presenter.take_over(self.code.text())

    @Slot()
    def _on_live_clicked(self) -> None:
        self.live_wanted.emit(self._presenter.state.event)
