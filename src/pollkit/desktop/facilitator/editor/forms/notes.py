"""What the facilitator wants to say with a question; nobody else sees it."""

from __future__ import annotations

from dataclasses import replace

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import LinesField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.instruments import Item
from pollkit.domain.texts import clean_text, on_one_line
from pollkit.i18n import _

_LONGEST = 4_000


class NotesForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self.notes = LinesField(_("Notes for me"))
        self.take_fields(self.notes)
        words = label(_("Only the console shows them, beside the question."), "small", wraps=True)
        self.setLayout(column(self.notes, words, gap=theme.XS))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.notes.speak(state.main)
        self.notes.show_text(item.notes)

    def read(self, item: Item) -> Item:
        return replace(item, notes=clean_text(self.notes.text(), _LONGEST))

    def summary(self, item: Item) -> str:
        return on_one_line(item.notes)
