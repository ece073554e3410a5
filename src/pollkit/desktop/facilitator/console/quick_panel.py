"""The palette of questions that need no preparation: one key or one click, and it is asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _
from pollkit.usecases.quick_questions import QuickKind, quick_words

_ICONS = {
    QuickKind.YES_NO: "ph.check-circle",
    QuickKind.THUMBS: "ph.thumbs-up",
    QuickKind.LETTERS: "ph.list-bullets",
    QuickKind.FIVE: "ph.dots-three-outline",
    QuickKind.TEN: "ph.gauge",
    QuickKind.WORD: "ph.cloud",
    QuickKind.TEXT: "ph.text-align-left",
}
_COLUMNS = 4
_OWN_KEYS = frozenset(
    {Qt.Key.Key_Escape, *(Qt.Key(Qt.Key.Key_1 + n) for n in range(len(QuickKind)))}
)


class QuickPanel(QFrame):
    asked = Signal(QuickKind, str)  # and what was typed, "" for the ready words
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(_("Ask on the spot"))
        self.typed = QLineEdit()
        self.typed.setMaxLength(200)
        self.typed.setPlaceholderText(_("May stay empty: ready words are there in every language"))
        self.close_button = icon_button("ph.x", _("Close the palette (Esc)"))
        grid = QGridLayout()
        grid.setSpacing(theme.S)
        self.kinds: dict[QuickKind, Button] = {}
        for place, kind in enumerate(QuickKind):
            button = Button(f"{place + 1}  {quick_words(kind)}", "secondary", _ICONS[kind])
            button.clicked.connect(lambda _checked, kind=kind: self._ask(kind))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self.kinds[kind] = button
        head = row(label(_("Ask on the spot"), "lead"), None, self.close_button)
        layout = column(
            head, field_label(_("Your question"), self.typed), self.typed, grid, gap=theme.S
        )
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.L)
        self.setLayout(layout)
        self.typed.returnPressed.connect(self._on_return_pressed)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def show_palette(self, is_wanted: bool) -> None:
        """Opens with the first kind under the fingers; the words can be typed before."""
        if is_wanted == (not self.isHidden()):
            return
        self.setVisible(is_wanted)
        if is_wanted:
            self.typed.clear()
            self.kinds[QuickKind.YES_NO].setFocus()

    def event(self, event: QEvent) -> bool:
        """The palette's own keys go before the console's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in _OWN_KEYS)
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        kinds = list(QuickKind)
        number = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif 0 <= number < len(kinds):
            self._ask(kinds[number])
        else:
            super().keyPressEvent(event)

    def _ask(self, kind: QuickKind) -> None:
        self.asked.emit(kind, self.typed.text())

    @Slot()
    def _on_return_pressed(self) -> None:
        self.kinds[QuickKind.YES_NO].setFocus()
