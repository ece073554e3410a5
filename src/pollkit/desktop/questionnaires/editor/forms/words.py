"""The words of an item: the question and what helps to answer it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.fields import LinesField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.findings import Part
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _


class WordsForm(FormPart):
    kinds = frozenset(ItemKind) - {ItemKind.HIDDEN}

    def __init__(self) -> None:
        super().__init__()
        self.text = self.take_pair("text", TextPair(_("Question"), LinesField, longest=4000))
        self.hint = self.take_pair("hint", TextPair(_("Hint"), LinesField, longest=2000))
        self.heading = label("", "label")
        hint = column(label(_("Hint, below the question"), "label"), self.hint, gap=theme.XS)
        self.setLayout(column(column(self.heading, self.text, gap=theme.XS), hint, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        name = _("Words") if item.kind is ItemKind.NOTE else _("Question")
        self.heading.setText(name)
        self.text.rename(name)
        self.text.show_part("text", item.texts, state)
        self.hint.show_part("hint", item.hint, state)

    def read(self, item: Item) -> Item:
        return replace(item, texts=self.text.texts(), hint=self.hint.texts())

    def field_for(self, part: Part) -> QWidget | None:
        return self.text.main if part is Part.TEXT else None
