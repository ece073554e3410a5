"""Keys that work wherever the focus is inside of a part of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_keys(part: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Key -> what it does, in this part and in all that stands in it."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), part)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
