"""How an item is shown, and what else its row in a spreadsheet said."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.instruments import Item
from pollkit.i18n import _, ngettext


class SheetForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self.appearance = TextField(_("Appearance"), 120)
        self.appearance.setPlaceholderText("minimal, likert, multiline …")
        self.take_fields(self.appearance)
        words = _("Appearance, as XLSForm names it")
        self.kept: QLabel = label("", "small", wraps=True)
        head = column(field_label(words, self.appearance), self.appearance, gap=theme.XS)
        self.setLayout(column(head, self.kept, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.appearance.show_text(item.appearance)
        kept = {**item.columns, **{f"parameters: {k}": v for k, v in item.parameters.items()}}
        lines = "\n".join(f"{name}: {text}" for name, text in kept.items())
        self.kept.setText(
            _("Kept from the spreadsheet, and written there again:\n{lines}").format(lines=lines)
        )
        self.kept.setVisible(bool(kept))

    def read(self, item: Item) -> Item:
        return replace(item, appearance=" ".join(self.appearance.text().split()))

    def summary(self, item: Item, state: EditorState) -> str:
        said = [item.appearance] if item.appearance else []
        count = len(item.columns) + len(item.parameters)
        if count:
            words = ngettext("{n} more column", "{n} more columns", count)
            said.append(words.format(n=count))
        return " · ".join(said)
