"""The four ends of a grid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _


class GridForm(FormPart):
    kinds = frozenset({ItemKind.GRID})

    def __init__(self) -> None:
        super().__init__()
        self.left = self._end("low", _("Left end"))
        self.right = self._end("high", _("Right end"))
        self.bottom = self._end("bottom", _("Bottom end"))
        self.top = self._end("top", _("Top end"))
        words = (_("Left end"), _("Right end"), _("Bottom end"), _("Top end"))
        whole = column(gap=theme.M)
        for pair, text in zip(self.pairs().values(), words, strict=True):
            whole.addLayout(column(label(text, "label"), pair, gap=theme.XS))
        self.setLayout(whole)

    def show_item(self, item: Item, state: EditorState) -> None:
        self.left.show_part("low", item.low_label, state)
        self.right.show_part("high", item.high_label, state)
        self.bottom.show_part("bottom", item.bottom_label, state)
        self.top.show_part("top", item.top_label, state)

    def read(self, item: Item) -> Item:
        return replace(
            item,
            low_label=self.left.texts(),
            high_label=self.right.texts(),
            bottom_label=self.bottom.texts(),
            top_label=self.top.texts(),
        )

    def field_for(self, part: ItemPart) -> QWidget | None:
        if part is not ItemPart.ENDS:
            return None
        pairs = self.pairs().values()
        return next((pair.main for pair in pairs if not pair.main.text().strip()), self.left.main)

    def _end(self, part: str, words: str) -> TextPair:
        return self.take_pair(part, TextPair(words, TextField))
