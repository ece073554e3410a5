"""The top of the window: home, the three doors, settings."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu

from pollkit.desktop import theme
from pollkit.desktop.doors import Door
from pollkit.desktop.theme import Appearance
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import row
from pollkit.i18n import LANGUAGE_NAMES, PROGRAM_LANGUAGES, _, current_language


class Header(QFrame):
    door_chosen = Signal(int)
    language_chosen = Signal(str)
    appearance_chosen = Signal(str)
    contrast_chosen = Signal(bool)
    shortcuts_wanted = Signal()

    def __init__(self, appearance: Appearance, wants_contrast: bool) -> None:
        super().__init__()
        self.setObjectName("header")
        home = Button("PollKit", "quiet", "ph.house")
        home.setAccessibleName(_("PollKit: home"))
        self._doors = QButtonGroup(self)
        self._doors.addButton(home, Door.HOME)
        home.setCheckable(True)
        for door in (Door.RUN, Door.COLLECT, Door.REVIEW):
            button = Button(door.title, "door")
            button.setCheckable(True)
            button.setToolTip(f"Alt+{door.value}")
            self._doors.addButton(button, door)
        self.settings = Button(_("Settings"), "quiet", "ph.gear-six")
        self._languages: dict[str, QAction] = {}
        self.settings.attach_menu(self._make_menu(appearance, wants_contrast))
        doors = [self._doors.button(door) for door in (Door.RUN, Door.COLLECT, Door.REVIEW)]
        self.setLayout(row(home, *doors, None, self.settings, gap=theme.XS))
        self.layout().setContentsMargins(theme.M, 0, theme.M, 0)  # type: ignore[union-attr]
        self._doors.idClicked.connect(self.door_chosen)

    def show_door(self, door: Door) -> None:
        self._doors.button(door).setChecked(True)

    def lock_language(self, is_locked: bool) -> None:
        """While a room is live the words on the console stay as they are."""
        for action in self._languages.values():
            action.setEnabled(not is_locked)

    def _make_menu(self, appearance: Appearance, wants_contrast: bool) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Settings"))
        self._add_languages(menu.addMenu(_("Language of the window")))
        self._add_appearances(menu.addMenu(_("Appearance")), appearance)
        contrast = menu.addAction(_("High contrast"))
        contrast.setCheckable(True)
        contrast.setChecked(wants_contrast)
        contrast.toggled.connect(self.contrast_chosen)
        menu.addSeparator()
        menu.addAction(_("Keyboard shortcuts") + "\tF1").triggered.connect(
            self._on_shortcuts_triggered
        )
        return menu

    def _add_languages(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for language in PROGRAM_LANGUAGES:
            action = menu.addAction(LANGUAGE_NAMES[language])
            action.setCheckable(True)
            action.setChecked(language == current_language())
            action.setData(language)
            group.addAction(action)
            self._languages[language] = action
        group.triggered.connect(self._on_language_triggered)

    def _add_appearances(self, menu: QMenu, chosen: Appearance) -> None:
        group = QActionGroup(menu)
        words = {
            Appearance.SYSTEM: _("As the system has it"),
            Appearance.LIGHT: _("Light"),
            Appearance.DARK: _("Dark"),
        }
        for appearance, text in words.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(appearance is chosen)
            action.setData(appearance.value)
            group.addAction(action)
        group.triggered.connect(self._on_appearance_triggered)

    @Slot(QAction)
    def _on_language_triggered(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())

    @Slot(QAction)
    def _on_appearance_triggered(self, action: QAction) -> None:
        self.appearance_chosen.emit(action.data())

    @Slot()
    def _on_shortcuts_triggered(self) -> None:
        self.shortcuts_wanted.emit()
