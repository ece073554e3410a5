"""The page on which a person makes a code of their own, in their language."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from pollkit.desktop import theme
from pollkit.desktop.caseworker.own_code_panel import OwnCodePanel
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import field_label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.linking.schemes import Scheme
from pollkit.i18n import LANGUAGE_NAMES, _, speaking


class OwnCodePage(Screen):
    closed = Signal()

    def __init__(self, scheme: Scheme, language: str) -> None:
        super().__init__()
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.language = QComboBox()
        for one in scheme.languages:
            self.language.addItem(LANGUAGE_NAMES.get(one, one), one)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.panel = OwnCodePanel(scheme)
        head = row(self.back, None, field_label(_("Language"), self.language), self.language)
        page = column(head, self.panel, margin=theme.L, gap=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        self.back.clicked.connect(self.closed)
        self.language.activated.connect(self._on_language_chosen)
        self.begin_at(next(iter(self.panel.lists.values())))
        self._speak()

    def put_away(self) -> None:
        """Nothing is kept of what was chosen."""

    def _speak(self) -> None:
        language = self.language.currentData()
        with speaking(language):
            self.panel.show_words(language)

    @Slot()
    def _on_language_chosen(self) -> None:
        self._speak()
