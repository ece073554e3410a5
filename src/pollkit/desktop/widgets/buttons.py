"""Buttons with a role (primary, secondary, quiet, icon, danger, chip ...) and an icon that follows
the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

_TINTS = {"primary": QPalette.ColorRole.HighlightedText, "danger": QPalette.ColorRole.BrightText}


def tinted_icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """One icon of the Phosphor set, such as "ph.plus", in a colour of the theme."""
    import qtawesome  # 0.2 s with its fonts: not before the first icon is drawn

    palette = QApplication.palette()
    icon: QIcon = qtawesome.icon(
        name,
        color=palette.color(role),
        color_disabled=palette.color(QPalette.ColorRole.PlaceholderText),
    )
    return icon


class Button(QPushButton):
    """A push button that also answers to Return, as people expect it to."""

    def __init__(self, text: str = "", role: str = "secondary", icon: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._role = role
        self._icon = icon
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

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint()

    def _tint(self) -> None:
        if self._icon:
            role = _TINTS.get(self._role, QPalette.ColorRole.ButtonText)
            self.setIcon(tinted_icon(self._icon, role))
            self.setIconSize(QSize(18, 18))


def icon_button(icon: str, name: str) -> Button:
    """A button without words on it: the name is told to screen readers and shown as a tool tip."""
    button = Button("", "icon", icon)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
