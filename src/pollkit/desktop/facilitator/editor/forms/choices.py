"""How many options one person may choose, or put in order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import NumberField
from pollkit.desktop.widgets.labels import field_label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _


class ChoicesForm(FormPart):
    kinds = frozenset({ItemKind.MULTIPLE, ItemKind.RANKING})

    def __init__(self) -> None:
        super().__init__()
        self.least = NumberField("", 0, MOST_OPTIONS_ON_A_WALL)
        self.most = NumberField("", 0, MOST_OPTIONS_ON_A_WALL)
        self._least_words = field_label("", self.least)
        self._most_words = field_label("", self.most)
        self.take_fields(self.least, self.most)
        least = column(self._least_words, self.least, gap=theme.XS)
        most = column(self._most_words, self.most, gap=theme.XS)
        self.setLayout(row(least, most, None, gap=theme.L))

    def show_item(self, item: Item, state: EditorState) -> None:
        is_ranking = item.kind is ItemKind.RANKING
        self._name(self.least, _("Rank at least") if is_ranking else _("Choose at least"))
        self._name(self.most, _("Rank at most") if is_ranking else _("Choose at most"))
        self._least_words.setText(self.least.accessibleName())
        self._most_words.setText(self.most.accessibleName())
        self.least.setSpecialValueText(_("One"))
        self.most.setSpecialValueText(_("All of them") if is_ranking else _("As many as they like"))
        self.least.show_value(item.least_choices or 0)
        self.most.show_value(item.most_choices or 0)
        for field in (self.least, self.most):
            field.setEnabled(not state.is_locked)

    def read(self, item: Item) -> Item:
        least, most = self.least.value() or None, self.most.value() or None
        return replace(item, least_choices=None if least == 1 else least, most_choices=most)

    def field_for(self, part: ItemPart) -> QWidget | None:
        return {ItemPart.LEAST_CHOICES: self.least, ItemPart.MOST_CHOICES: self.most}.get(part)

    def _name(self, field: NumberField, words: str) -> None:
        field.setAccessibleName(words)
