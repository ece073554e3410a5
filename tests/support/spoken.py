"""What a screen reader is told of a window's controls."""

from __future__ import annotations

from facilitator import pump
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

NO_CONTROL = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


def nameless(screen: QWidget) -> list[str]:
    """Controls that Tab leads to and of which a screen reader could not say what they are."""
    pump()
    wrong = []
    for widget in screen.findChildren(QWidget):
        has_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not (widget.isVisible() and has_keys):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip() or spoken.role() in NO_CONTROL:
            wrong.append(f"{type(widget).__name__} {widget.objectName()} {spoken.role()}")
    return wrong
