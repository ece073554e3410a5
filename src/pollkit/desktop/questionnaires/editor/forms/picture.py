"""The picture of an item: what the question is about, or says it to those who do not read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.picture_field import PictureField
from pollkit.domain.findings import Part
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _

_PART = "image"


class PictureForm(FormPart):
    picture_chosen = Signal(str, object)  # part, Path or bytes
    picture_removed = Signal(str)

    kinds = frozenset(ItemKind) - {ItemKind.HIDDEN, ItemKind.OTHER}

    def __init__(self) -> None:
        super().__init__()
        self.picture = PictureField(_("Picture of the question"), 160)
        self.take_pair(_PART, self.picture.alt)
        self.setLayout(column(self.picture))
        self.picture.source_chosen.connect(lambda source: self.picture_chosen.emit(_PART, source))
        self.picture.removed.connect(lambda: self.picture_removed.emit(_PART))

    def show_item(self, item: Item, state: EditorState) -> None:
        texts = {} if item.image is None else item.image.texts
        self.picture.alt.show_part(_PART, texts, state)
        self.picture.show_picture(_PART, item.image, state)

    def read(self, item: Item) -> Item:
        if item.image is None:
            return item
        return replace(item, image=replace(item.image, texts=self.picture.alt.texts()))

    def field_for(self, part: Part) -> QWidget | None:
        return self.picture.alt.main if part is Part.PICTURE else None

    def summary(self, item: Item, state: EditorState) -> str:
        return "" if item.image is None else _("there is one")
