"""A screen: one of the pages that the window leads to."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """Hands the keys on to the control with which its work begins.

    A focus proxy would do the same, but then the Tab key skips whatever stands before the proxy's
    target (seen in Qt 6.11): search, lists and the wall's buttons could not be reached.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._first: QWidget | None = None

    def begin_at(self, control: QWidget) -> None:
        self._first = control

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self._first is not None:
            self._first.setFocus(event.reason())
