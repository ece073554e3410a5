"""The picture that people put a pin on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.picture_field import PictureField
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _

_PART = "image"


class PinForm(FormPart):
    picture_chosen = Signal(str, object)  # part, source
    picture_removed = Signal(str)

    kinds = frozenset({ItemKind.PIN})

    def __init__(self) -> None:
        super().__init__()
        self._has_image = False
        self.picture = PictureField(_("Picture"), 240)
        self.take_pair(_PART, self.picture.alt)
        self.setLayout(column(label(_("Picture"), "label"), self.picture, gap=theme.XS))
        self.picture.source_chosen.connect(lambda source: self.picture_chosen.emit(_PART, source))
        self.picture.removed.connect(lambda: self.picture_removed.emit(_PART))

    def show_item(self, item: Item, state: EditorState) -> None:
        self._has_image = item.image is not None
        texts = {} if item.image is None else item.image.texts
        self.picture.alt.show_part(_PART, texts, state)
        self.picture.show_picture(_PART, item.image, state)

    def read(self, item: Item) -> Item:
        if item.image is None:
            return item
        return replace(item, image=replace(item.image, texts=self.picture.alt.texts()))

    def pairs(self) -> dict[str, TextPair]:
        return super().pairs() if self._has_image else {}

    def field_for(self, part: ItemPart) -> QWidget | None:
        if part is not ItemPart.IMAGE:
            return None
        return self.picture.alt.main if self._has_image else self.picture.choose
