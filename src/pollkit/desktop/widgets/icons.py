"""Icons of one set (Phosphor), in the colours of the theme."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget


def tinted_icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """One icon, such as "ph.plus", in a colour of the theme."""
    import qtawesome

    palette = QApplication.palette()
    icon: QIcon = qtawesome.icon(
        name,
        color=palette.color(role),
        color_disabled=palette.color(QPalette.ColorRole.PlaceholderText),
    )
    return icon


def icons_are_loaded() -> bool:
    """Loading takes 0.1 to 0.2 s with its fonts: the window's first picture does not wait for it,
    whoever shows an icon before then leaves its room free and fills it after the first painting."""
    return "qtawesome" in sys.modules


def free_room() -> QIcon:
    """An icon's room, without an icon."""
    empty = QPixmap(18, 18)
    empty.fill(0)
    return QIcon(empty)


class Picture(QWidget):
    """An icon that stands for itself; it has no words and no focus."""

    def __init__(self, name: str, side: int) -> None:
        super().__init__()
        self._name = name
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not icons_are_loaded():
            QTimer.singleShot(0, self, self._load)
            return
        painter = QPainter(self)
        tinted_icon(self._name, QPalette.ColorRole.Highlight).paint(painter, self.rect())
        painter.end()

    def _load(self) -> None:
        import qtawesome  # noqa: F401

        self.update()
