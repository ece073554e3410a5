"""One or two of the event's languages for the wall."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.wall.tongues import spoken
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.events import Event
from pollkit.i18n import LANGUAGE_NAMES, _


class WallLanguages(QWidget):
    """Hidden where the event has one language only."""

    chosen = Signal(tuple)  # of language tags, the leading one first

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[str, ...] = ()
        self.first = QComboBox()
        self.second = QComboBox()
        self.note = label("", "small", wraps=True)
        self.setLayout(
            column(
                field_label(_("Language on the wall"), self.first),
                self.first,
                field_label(_("Second language on the wall"), self.second),
                self.second,
                self.note,
                gap=theme.XS,
            )
        )
        self.first.activated.connect(self._on_first_activated)
        self.second.activated.connect(self._on_second_activated)

    def show_choice(self, event: Event, languages: tuple[str, ...], shown: tuple[str, ...]) -> None:
        """`shown` are those that there is room for now."""
        self.setVisible(len(event.languages) > 1)
        if event.languages != self._offered:
            self._offered = event.languages
            self.first.clear()
            self.second.clear()
            self.second.addItem(_("None"), "")
            for language in event.languages:
                for box in (self.first, self.second):
                    box.addItem(LANGUAGE_NAMES.get(language, language), language)
        first, *rest = spoken(event, languages)
        self.first.setCurrentIndex(self.first.findData(first))
        self.second.setCurrentIndex(self.second.findData(rest[0] if rest else ""))
        lacks_room = bool(rest) and bool(shown) and len(shown) < 2
        self.note.setText(
            _("There is no room for the second language beside this question.")
            if lacks_room
            else ""
        )
        self.note.setVisible(lacks_room)

    @property
    def choice(self) -> tuple[str, ...]:
        first, second = self.first.currentData(), self.second.currentData()
        return (first,) if second in ("", first) else (first, second)

    @Slot(int)
    def _on_first_activated(self, _place: int) -> None:
        self.chosen.emit(self.choice)

    @Slot(int)
    def _on_second_activated(self, _place: int) -> None:
        self.chosen.emit(self.choice)
