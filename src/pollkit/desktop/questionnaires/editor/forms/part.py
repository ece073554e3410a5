"""One part of the form of an item: it shows its fields of the item, and reads them back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.findings import Part
from pollkit.domain.instruments import Item, ItemKind


class Field(Protocol):
    """A field that says when it was changed by hand, and hands over what is half typed."""

    @property
    def committed(self) -> SignalInstance: ...

    def commit(self) -> None: ...


class FormPart(QWidget):
    """Shown for items of its `kinds` only, and read only then."""

    committed = Signal()
    drafted = Signal()
    looked_at = Signal(str)  # the part of the item whose translation still fits

    kinds: Collection[ItemKind] = frozenset(ItemKind)

    def __init__(self) -> None:
        super().__init__()
        self._pairs: dict[str, TextPair] = {}
        self._fields: list[Field] = []

    def show_item(self, item: Item, state: EditorState) -> None:
        raise NotImplementedError

    def read(self, item: Item) -> Item:
        """The item with what now stands in this part's fields."""
        raise NotImplementedError

    def summary(self, item: Item, state: EditorState) -> str:
        """What is set here, in a few words; "" if nothing."""
        return ""

    def field_for(self, part: Part) -> QWidget | None:
        """The field in which such a finding is mended, if it is here."""
        return None

    def pairs(self) -> dict[str, TextPair]:
        """Part of the item -> its text in two languages, for those that are shown."""
        return self._pairs

    def commit(self) -> None:
        for field in (*self.pairs().values(), *self._fields):
            field.commit()

    def take_pair(self, part: str, pair: TextPair) -> TextPair:
        self._pairs[part] = pair
        pair.committed.connect(self.committed)
        pair.drafted.connect(self.drafted)
        pair.looked_at.connect(lambda: self.looked_at.emit(part))
        return pair

    def take_fields(self, *fields: Field) -> None:
        for field in fields:
            self._fields.append(field)
            field.committed.connect(self.committed)
