"""Buttons with a role (primary, secondary, quiet, icon, danger, chip ...) and an icon that follows
the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QMenu, QPushButton

from pollkit.desktop.widgets.icons import free_room, icons_are_loaded, tinted_icon

_TINTS = {"primary": QPalette.ColorRole.HighlightedText, "danger": QPalette.ColorRole.BrightText}


class Button(QPushButton):
    """A push button that also answers to Return, as people expect it to."""

    def __init__(self, text: str = "", role: str = "secondary", icon: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._role = role
        self._icon = icon
        self._has_free_room = False
        self._tint()

    def set_icon(self, name: str) -> None:
        if name != self._icon:
            self._icon = name
            self._tint()

    def set_role(self, role: str) -> None:
        if role != self._role:
            self._role = role
            self.setProperty("role", role)
            self.style().polish(self)
            self._tint()

    def attach_menu(self, menu: QMenu) -> None:
        self.setProperty("has_menu", True)
        self.setMenu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._has_free_room:
            self._has_free_room = False
            QTimer.singleShot(0, self, self._fill_room)

    def _tint(self) -> None:
        if not self._icon:
            return
        self.setIconSize(QSize(18, 18))
        if icons_are_loaded():
            self._fill_room()
        else:
            self._has_free_room = True
            self.setIcon(free_room())

    def _fill_room(self) -> None:
        role = _TINTS.get(self._role, QPalette.ColorRole.ButtonText)
        self.setIcon(tinted_icon(self._icon, role))


def icon_button(icon: str, name: str) -> Button:
    """A button without words on it: the name is told to screen readers and shown as a tool tip."""
    button = Button("", "icon", icon)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
