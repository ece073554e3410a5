"""The speaker's notes, large enough to be read while standing, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import ScrolledColumn, column
from pollkit.domain.rooms import Pace
from pollkit.domain.texts import on_one_line
from pollkit.i18n import _

_MOST_HEIGHT = 150


class NotesPanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = label("", "lead", wraps=True)
        self.notes.setStyleSheet("font-weight: 400;")
        self.notes.setAccessibleName(_("Notes"))
        self.next = ElidedLabel("", "muted")
        inside = column(self.notes)
        inside.addStretch(1)
        self._scrolled = ScrolledColumn(inside)
        self._scrolled.setMaximumHeight(_MOST_HEIGHT)
        self._head = label(_("Notes, for you alone"), "label")
        self.setLayout(column(self._head, self._scrolled, self.next, gap=theme.XS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def render_state(self, state: ConsoleState) -> None:
        notes = "" if state.item is None else state.item.notes.strip()
        self.notes.setText(notes)
        self._head.setVisible(bool(notes))
        self._scrolled.setVisible(bool(notes))
        # As high as the notes are, up to a limit from which they are scrolled.
        width = max(self.width() - theme.L, 200)
        height = min(self.notes.heightForWidth(width) + theme.S, _MOST_HEIGHT)
        self._scrolled.setFixedHeight(max(height, theme.XL))
        has_next = bool(state.next_text) and state.pace is Pace.PRESENTER and not state.has_ended
        words = _("Next: {question}").format(question=on_one_line(state.next_text))
        self.next.setText(words if has_next else "")
        self.setVisible((bool(notes) or has_next) and not state.is_asking)
