"""Fields that hand over what was typed when the person is done with it, never while being filled.

`committed`: the person has finished (Return, or the focus has gone) and the text differs from what
was shown. `drafted`: a keystroke, for previews only.
"""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
)

from pollkit.desktop.widgets.icons import tinted_icon
from pollkit.desktop.widgets.labels import plain_tool_tip
from pollkit.i18n import direction


class TextField(QLineEdit):
    committed = Signal()
    drafted = Signal()

    def __init__(self, name: str, longest: int = 300) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(longest)
        self._shown = ""
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(self.drafted)
        self.textChanged.connect(self._tell_whole)

    def show_text(self, text: str) -> None:
        self._shown = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def write(self, text: str) -> None:
        """As if it were typed; `commit` hands it over."""
        self.setText(text)

    def commit(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.committed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        # editingFinished stays silent where a menu takes the focus: commit in any case.
        super().focusOutEvent(event)
        self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        """What does not fit can be read in the tool tip."""
        is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 24
        self.setToolTip(plain_tool_tip(self.text()) if is_cut else "")

    def speak(self, language: str) -> None:
        """Lays the field out for a language that is written from the right."""
        self.setLayoutDirection(_qt_direction(language))


class SearchField(QLineEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self._glass.setIcon(tinted_icon("ph.magnifying-glass"))


class ParagraphField(QPlainTextEdit):
    """A text of a few lines that grows with what is typed. Return finishes: a question is one
    paragraph."""

    committed = Signal()
    drafted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self._is_showing = False
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def text(self) -> str:
        # toPlainText() makes a plain blank of the no-break one that French puts before "?".
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        if text != self.text():
            self._is_showing = True
            self.setPlainText(text)
            self._is_showing = False
        self._shown = self.text()

    def write(self, text: str) -> None:
        self.setPlainText(text)

    def commit(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.committed.emit()

    def speak(self, language: str) -> None:
        self.setLayoutDirection(_qt_direction(language))
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(_qt_direction(language))
        # Left out, it is turned twice in a window that reads from the right itself (Qt 6.11).
        is_rtl = direction(language) == "rtl"
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers():
                event.ignore()
            else:
                self.commit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        lines = min(max(int(self.document().size().height()), 2), 6)
        return QSize(120, lines * self.fontMetrics().lineSpacing() + 22)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(80, self.sizeHint().height())

    def _grow(self) -> None:
        self.updateGeometry()

    def _on_text_changed(self) -> None:
        if not self._is_showing:
            self.drafted.emit()


class LinesField(ParagraphField):
    """A text of several lines: Return begins another one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        QPlainTextEdit.keyPressEvent(self, event)


class NumberField(QSpinBox):
    """A whole number; the wheel only turns it where the focus is."""

    committed = Signal()

    def __init__(self, name: str, least: int, most: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGroupSeparatorShown(True)
        # A style sheet's padding does not reach the text of a spin box (Qt 6.11).
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self._is_showing = False
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: int) -> None:
        self._is_showing = True
        self.setValue(value)
        self._is_showing = False

    def set_limits(self, least: int, most: int) -> None:
        """Without a word about a value that has to give way."""
        self._is_showing = True
        self.setRange(least, most)
        self._is_showing = False

    def commit(self) -> None:
        self.interpretText()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        _wheel_if_focused(self, event, super().wheelEvent)

    def _on_value_changed(self) -> None:
        if not self._is_showing:
            self.committed.emit()


class MomentField(QDateTimeEdit):
    """Day and time, with a calendar."""

    committed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_showing = False
        self.dateTimeChanged.connect(self._on_changed)

    def show_moment(self, moment: QDateTime) -> None:
        self._is_showing = True
        self.setDateTime(moment)
        self._is_showing = False

    def commit(self) -> None:
        self.interpretText()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        _wheel_if_focused(self, event, super().wheelEvent)

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.committed.emit()


class ChoiceField(QComboBox):
    """One of a few; only a choice by hand or key is told."""

    committed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._offered: list[tuple[object, str]] = []
        self.activated.connect(self._on_activated)

    def offer(self, choices: list[tuple[object, str]], chosen: object) -> None:
        if choices != self._offered:
            self._offered = list(choices)
            self.clear()
            for _key, words in choices:
                self.addItem(words)
        keys = [key for key, _words in choices]
        self.setCurrentIndex(keys.index(chosen) if chosen in keys else -1)

    def chosen(self) -> object:
        place = self.currentIndex()
        return None if place < 0 else self._offered[place][0]

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        _wheel_if_focused(self, event, super().wheelEvent)

    def _on_activated(self) -> None:
        self.committed.emit()


def _qt_direction(language: str) -> Qt.LayoutDirection:
    is_rtl = direction(language) == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight


def _wheel_if_focused(
    field: NumberField | MomentField | ChoiceField, event: QWheelEvent, turn: object
) -> None:
    # A form is scrolled with the wheel: a field under the pointer must not change by it.
    if field.hasFocus() and callable(turn):
        turn(event)
    else:
        event.ignore()
