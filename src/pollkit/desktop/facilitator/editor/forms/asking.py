"""How a question is put to the room: on its own first, against the clock, with sureness."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.kind_fields import WITH_SURENESS
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import NumberField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import Item
from pollkit.i18n import _, ngettext

_LONGEST_S = 3_600


class AskingForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self.reads = QCheckBox(_("Show the question alone first, and take answers when I say so"))
        self.seconds = NumberField(_("Timer"), 0, _LONGEST_S)
        self.seconds.setSpecialValueText(_("No timer"))
        self.seconds.setSuffix(_(" s"))
        self.seconds.setSingleStep(5)
        self.sure = QCheckBox(_("Ask how sure they are"))
        self.sure_words = label(
            _("Four steps from “I guessed” to “I am certain”, beside the answer."), "small", True
        )
        self.take_fields(self.seconds)
        for box in (self.reads, self.sure):
            box.clicked.connect(self.committed)
        seconds = column(
            field_label(_("Timer"), self.seconds),
            row(self.seconds, None),
            label(_("Whoever needs longer can be given more time."), "small", wraps=True),
            gap=theme.XS,
        )
        sure = column(self.sure, self.sure_words, gap=theme.XS)
        self.setLayout(column(self.reads, seconds, sure, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.reads.setChecked(item.reads_first)
        self.seconds.show_value(item.seconds or 0)
        has_sureness = item.kind in WITH_SURENESS
        self.sure.setVisible(has_sureness)
        self.sure_words.setVisible(has_sureness)
        self.sure.setChecked(item.asks_sureness)
        self.sure.setEnabled(not state.is_locked)

    def read(self, item: Item) -> Item:
        return replace(
            item,
            reads_first=self.reads.isChecked(),
            seconds=self.seconds.value() or None,
            asks_sureness=self.sure.isChecked() and item.kind in WITH_SURENESS,
        )

    def summary(self, item: Item) -> str:
        said = []
        if item.reads_first:
            said.append(_("the question alone first"))
        if item.seconds:
            words = ngettext("{n} second", "{n} seconds", item.seconds)
            said.append(words.format(n=item.seconds))
        if item.asks_sureness:
            said.append(_("how sure"))
        return " · ".join(said)
