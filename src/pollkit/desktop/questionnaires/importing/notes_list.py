"""The list beside the sheet: where, what, and the button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import ElidedLabel, label, plain_tool_tip
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.formats.xlsform import Note, Severity
from pollkit.i18n import _, ngettext

_MOST = 200


class NotesList(ScrolledColumn):
    note_chosen = Signal(object)  # Note
    repair_wanted = Signal(object)  # Repair

    def __init__(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.S)
        self._lines.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        self._lines.addStretch(1)
        super().__init__(self._lines)
        self.cards: list[NoteCard] = []
        self._shown: tuple[Note, ...] = ()
        self.more = label("", "small", wraps=True)

    def show_notes(self, notes: Sequence[Note]) -> None:
        shown = tuple(notes[:_MOST])
        if shown == self._shown and len(self.cards) == len(shown):
            return
        self._shown = shown
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, note in enumerate(shown):
            card = NoteCard(note)
            card.go.clicked.connect(lambda _checked, note=note: self.note_chosen.emit(note))
            card.clicked.connect(lambda note=note: self.note_chosen.emit(note))
            card.mend.clicked.connect(
                lambda _checked, note=note: self.repair_wanted.emit(note.repair)
            )
            self.cards.append(card)
            self._lines.insertWidget(place, card)
        left = len(notes) - len(shown)
        self.more.setText(ngettext("… and {n} more", "… and {n} more", left).format(n=left))
        self.more.setVisible(left > 0)
        self._lines.insertWidget(len(self.cards), self.more)


class NoteCard(QFrame):
    clicked = Signal()

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.setProperty("card", True)
        sign, tone, weight = _SIGNS[note.severity]
        self.go = icon_button("ph.crosshair-simple", _("Show the place"))
        self.go.setAccessibleName(f"{weight()}: {note.place}. {note.message}")
        place = note.place or _("The whole file")
        mark = ElidedLabel(f"{sign}  {place}", tone)
        mark.setToolTip(weight())
        self.words = label(note.message, wraps=True)
        has_repair = note.repair is not None
        self.mend = Button("" if note.repair is None else note.repair.words, "secondary")
        self.mend.set_icon("ph.wrench")
        self.mend.setVisible(has_repair)
        self.mend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.mend.setToolTip(plain_tool_tip("" if note.repair is None else note.repair.words))
        head = row(mark, self.go)
        head.setStretch(0, 1)
        whole = column(head, self.words, self.mend, gap=theme.XS)
        whole.setContentsMargins(theme.M, theme.XS, theme.S, theme.S)
        self.setLayout(whole)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        self.clicked.emit()


_SIGNS: Mapping[Severity, tuple[str, str, Callable[[], str]]] = {
    Severity.REFUSED: ("✕", "danger", lambda: _("Must be mended")),
    Severity.DIFFERENT: ("⚠", "caution", lambda: _("Not quite as in the sheet")),
    Severity.KEPT: ("•", "muted", lambda: _("Kept, not used")),
}
