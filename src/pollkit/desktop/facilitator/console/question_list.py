"""The event's questions with their states; Return or a double click puts one on the wall."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from pollkit.desktop.facilitator.console.question_row import (
    LEAD,
    MARGIN,
    SIGNS,
    QuestionPainter,
    words_left,
)
from pollkit.desktop.facilitator.console.state import QuestionRow
from pollkit.desktop.widgets.labels import plain_tool_tip
from pollkit.desktop.widgets.two_line_list import in_lines
from pollkit.domain.rooms import QuestionState
from pollkit.domain.texts import on_one_line
from pollkit.i18n import _

_NAME = Qt.ItemDataRole.UserRole
_ONE_LINE, _TWO_LINES = 40, 58


def state_words(state: QuestionState) -> str:
    return {
        QuestionState.WAITING: _("not asked yet"),
        QuestionState.READING: _("shown, not open yet"),
        QuestionState.OPEN: _("open"),
        QuestionState.CLOSED: _("closed, not revealed"),
        QuestionState.REVEALED: _("revealed"),
    }[state]


class QuestionList(QListWidget):
    question_chosen = Signal(str)
    question_shifted = Signal(str, int)  # by so many places
    question_dropped = Signal(str, int)  # at this place among the others, from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QuestionRow, ...] = ()
        self.setAccessibleName(_("Questions"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(QuestionPainter(self))
        self.itemActivated.connect(self._on_item_activated)

    def show_rows(self, rows: tuple[QuestionRow, ...]) -> None:
        """Keeps the selection on the question on the wall when that changes."""
        if rows == self._rows:
            return
        moved = [row.is_current for row in rows] != [row.is_current for row in self._rows]
        names = [row.item for row in rows]
        chosen = None if self.currentItem() is None else self.currentItem().data(_NAME)
        order_changed = names != [row.item for row in self._rows]
        self._rows = rows
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for place, row in enumerate(rows):
            self._fill(place, row)
            if moved and row.is_current:
                self.setCurrentRow(place)
        if order_changed and not moved and chosen in names:
            self.setCurrentRow(names.index(chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        for place in range(self.count()):
            self._size(self.item(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        # Space is the next step everywhere in the console, and the clicker's keys are too.
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        chosen = self.currentItem()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            event.ignore()
        elif steps and chosen and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.question_shifted.emit(chosen.data(_NAME), steps)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The rows stay as they are until the room has the new order."""
        chosen = self.currentItem()
        here, onto = self.currentRow(), self.indexAt(event.position().toPoint()).row()
        place = onto if onto >= 0 else self.count()
        if self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem:
            place += 1
        event.ignore()
        if chosen is not None:
            place -= 1 if place > here else 0
            self.question_dropped.emit(chosen.data(_NAME), place)

    def _fill(self, place: int, row: QuestionRow) -> None:
        item = self.item(place)
        if item is None:
            item = QListWidgetItem()
            self.addItem(item)
        lead = f"{row.number}  {SIGNS[row.state]}  "
        item.setText(lead + on_one_line(row.text))
        item.setData(LEAD, lead)
        item.setData(_NAME, row.item)
        item.setToolTip(plain_tool_tip(row.text))
        words = _("Question {number}: {text}, {state}").format(
            number=row.number, text=row.text, state=state_words(row.state)
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        can_drag = Qt.ItemFlag.ItemIsDragEnabled
        flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags | can_drag if row.can_move else flags & ~can_drag)
        font = item.font()
        font.setBold(row.is_current)
        item.setFont(font)
        self._size(item)

    def _size(self, item: QListWidgetItem) -> None:
        """Two lines where the question needs them."""
        lead: str = item.data(LEAD)
        words = item.text()[len(lead) :]
        # As the list's style sheet has made it, where the row only adds its weight.
        font = QFont(self.font())
        font.setBold(item.font().bold())
        room = self.viewport().width() - words_left(font, self.count()) - MARGIN
        needs_two = len(in_lines(words, font, room)) > 1
        item.setSizeHint(QSize(0, _TWO_LINES if needs_two else _ONE_LINE))

    @Slot(QListWidgetItem)
    def _on_item_activated(self, item: QListWidgetItem) -> None:
        self.question_chosen.emit(item.data(_NAME))
