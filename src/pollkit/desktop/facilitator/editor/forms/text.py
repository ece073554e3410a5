"""The question itself, in two languages."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import ParagraphField
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import Item
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _


class TextForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self.pair = self.take_pair("text", TextPair(_("Question"), ParagraphField))
        self.setLayout(column(self.pair))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.pair.show_part("text", item.texts, state)

    def read(self, item: Item) -> Item:
        return replace(item, texts=self.pair.texts())

    def field_for(self, part: ItemPart) -> QWidget | None:
        return self.pair.main if part is ItemPart.TEXT else None
