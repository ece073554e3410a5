"""What a number may be, and what it counts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.decimal_field import DecimalField
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _


class NumberForm(FormPart):
    kinds = frozenset({ItemKind.NUMBER})

    def __init__(self) -> None:
        super().__init__()
        self.smallest = DecimalField(_("Smallest number (optional)"))
        self.largest = DecimalField(_("Largest number (optional)"))
        self.unit = self.take_pair("unit", TextPair(_("Unit"), TextField))
        self.take_fields(self.smallest, self.largest)
        limits = row(self.smallest, self.largest, None, gap=theme.L)
        for field in (self.smallest, self.largest):
            limits.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        words = label(_("Unit, such as % or people (optional)"), "label")
        self.setLayout(column(limits, column(words, self.unit, gap=theme.XS), gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.smallest.show_number(item.smallest)
        self.largest.show_number(item.largest)
        self.unit.show_part("unit", item.unit, state)

    def read(self, item: Item) -> Item:
        return replace(
            item,
            smallest=self.smallest.number(),
            largest=self.largest.number(),
            unit=self.unit.texts(),
        )

    def field_for(self, part: ItemPart) -> QWidget | None:
        return self.largest.field if part is ItemPart.LIMITS else None
