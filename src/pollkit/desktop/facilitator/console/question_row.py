"""Draws a question of the console's list: number and sign, and beside them its words on one line
or two."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pollkit.desktop.widgets.two_line_list import in_lines
from pollkit.domain.rooms import QuestionState

LEAD = Qt.ItemDataRole.UserRole + 1  # number and sign; the words follow them in the whole text
MARGIN = 6

SIGNS = {
    QuestionState.WAITING: "\N{EN SPACE}",  # about as wide as the others
    QuestionState.READING: "○",
    QuestionState.OPEN: "●",
    QuestionState.CLOSED: "■",
    QuestionState.REVEALED: "✓",
}


def words_left(font: QFont, questions: int) -> int:
    """Where the words begin, from the row's edge: the same in all rows, bold or not."""
    return _sign_left(font, questions) + max(
        _bold(font).horizontalAdvance(f"{sign}  ") for sign in SIGNS.values()
    )


def _sign_left(font: QFont, questions: int) -> int:
    digits = "0" * len(str(questions))
    return MARGIN + _bold(font).horizontalAdvance(f"{digits}  ")


def _bold(font: QFont) -> QFontMetrics:
    bold = QFont(font)
    bold.setBold(True)
    return QFontMetrics(bold)


class QuestionPainter(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        lead, whole = index.data(LEAD), option.text
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(role))
        frame = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        questions = index.model().rowCount()
        number, sign = lead.split("  ")[:2]
        left = words_left(option.font, questions) - MARGIN
        lines = in_lines(whole[len(lead) :], option.font, frame.width() - left)
        pitch = option.fontMetrics.lineSpacing()
        top = frame.y() + (frame.height() - pitch * len(lines)) // 2
        for place, words in enumerate(lines):
            line = QRect(frame.x(), top + pitch * place, frame.width(), pitch)
            if place == 0:
                _draw(painter, option, line, number)
                sign_left = _sign_left(option.font, questions) - MARGIN
                _draw(painter, option, line.adjusted(sign_left, 0, 0, 0), sign)
            _draw(painter, option, line.adjusted(left, 0, 0, 0), words)
        painter.restore()


def _draw(painter: QPainter, option: QStyleOptionViewItem, line: QRect, words: str) -> None:
    spot = QStyle.visualRect(option.direction, option.rect, line)
    align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
    painter.drawText(spot, int(align | Qt.AlignmentFlag.AlignVCenter), words)
