"""Frames that hold a screen's parts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.i18n import _


def column(*parts: QWidget | QLayout, margin: int = 0, gap: int = theme.M) -> QVBoxLayout:
    box = QVBoxLayout()
    _fill(box, parts, margin, gap)
    return box


def row(*parts: QWidget | QLayout | None, margin: int = 0, gap: int = theme.S) -> QHBoxLayout:
    """None stands for the stretch that pushes what follows to the end."""
    box = QHBoxLayout()
    _fill(box, parts, margin, gap)
    return box


def middle(content: QVBoxLayout, widest: int) -> QHBoxLayout:
    """A column in the middle of the page: lines that are too long are hard to read."""
    content.addStretch(1)
    inside = QWidget()
    inside.setMaximumWidth(widest)
    inside.setLayout(content)
    centred = row()
    centred.addStretch(1)
    centred.addWidget(inside, 1000)
    centred.addStretch(1)
    return centred


def card(content: QLayout, margin: int = theme.L) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    content.setContentsMargins(margin, margin, margin, margin)
    frame.setLayout(content)
    return frame


class ScrolledColumn(QScrollArea):
    """A column that scrolls up and down, never sideways."""

    def __init__(self, content: QLayout) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(content)
        self.setWidget(inside)


class EmptyState(QWidget):
    """Says what will be here, and offers the first step."""

    step_taken = Signal(int)  # which of the buttons, from 0

    def __init__(self, icon: str, title: str, words: str, *steps: Button) -> None:
        super().__init__()
        picture = row(None, Picture(icon, 48), None)
        heading = label(title, "title", wraps=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text = label(words, "muted", wraps=True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        inside.setMaximumWidth(560)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside.setLayout(column(picture, heading, text, gap=theme.M))
        for place, step in enumerate(steps):
            step.clicked.connect(lambda _checked, place=place: self.step_taken.emit(place))
        outer = column(margin=theme.XL)
        outer.addStretch(2)
        outer.addLayout(_centred(inside))
        if steps:
            # Wider than the words if need be: no button's name is cut.
            outer.addLayout(row(None, *steps, None, gap=theme.M))
        outer.addStretch(3)
        self.setLayout(outer)


class NoticeBar(QFrame):
    """One sentence at the foot of the window, with a way back where there is one. It stays until
    it is answered, closed or overtaken: nobody is hurried."""

    action_taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", True)
        self._words = label("", wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = Button("", "secondary")
        self._close = icon_button("ph.x", _("Close this notice"))
        self.setLayout(row(self._words, self._action, self._close, margin=theme.S, gap=theme.M))
        self._action.clicked.connect(self._on_action_clicked)
        self._close.clicked.connect(self.hide)
        self.hide()

    def say(self, words: str, action: str = "", is_trouble: bool = False) -> None:
        self._words.setText(words)
        self._words.setProperty("text_role", "danger" if is_trouble else "")
        self._words.style().polish(self._words)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(words)
        self.show()

    def focus_action(self) -> None:
        self._action.setFocus()

    @property
    def words(self) -> str:
        """What is said now; "" while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _on_action_clicked(self) -> None:
        self.hide()
        self.action_taken.emit()


def _fill(
    box: QVBoxLayout | QHBoxLayout,
    parts: tuple[QWidget | QLayout | None, ...],
    margin: int,
    gap: int,
) -> None:
    box.setContentsMargins(margin, margin, margin, margin)
    box.setSpacing(gap)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


def _centred(widget: QWidget) -> QHBoxLayout:
    box = QHBoxLayout()
    box.addStretch(1)
    box.addWidget(widget, 10)
    box.addStretch(1)
    return box
