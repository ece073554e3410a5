"""Wall and phone as the room will see them, while the question is being written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.phone_preview import PhonePreview
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.facilitator.editor.wall_preview import WallPreview
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import _, language_name


class PreviewPanel(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(332)
        self.wall = WallPreview()
        self.phone = PhonePreview()
        self.language = ChoiceField(_("Language of the phone"))
        self._shown: tuple[Event, Item | None] | None = None
        self._pictures: Mapping[str, Path] = {}
        inside = QVBoxLayout()
        inside.setSpacing(theme.S)
        inside.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        inside.addWidget(label(_("On the wall"), "label"))
        inside.addWidget(self.wall)
        inside.addSpacing(theme.S)
        inside.addWidget(label(_("On the phones"), "label"))
        inside.addWidget(self.language)
        inside.addWidget(self.phone, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self.setLayout(column(ScrolledColumn(inside)))
        self.language.committed.connect(self._show_phone)

    def render_state(self, state: EditorState) -> None:
        choices: list[tuple[object, str]] = [
            (tag, language_name(tag)) for tag in state.event.languages
        ]
        chosen = self.language.chosen()
        self.language.offer(choices, chosen if chosen in state.event.languages else state.main)
        self.language.setVisible(len(choices) > 1)
        self._pictures = state.pictures
        self.wall.show_pictures(state.pictures)
        self.show_draft(state.event, state.item)

    def show_draft(self, event: Event, item: Item | None) -> None:
        self._shown = (event, item)
        self.wall.show_question(event, item)
        self._show_phone()

    def _show_phone(self) -> None:
        if self._shown is not None:
            language = str(self.language.chosen())
            self.phone.show_question(*self._shown, language, self._pictures)
