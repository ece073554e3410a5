"""The points of a scale, from the first to the last, and the words at its ends."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import WITH_POINTS, Item
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _

# (lowest, points), as most questionnaires have them.
_USUAL = ((1, 5), (1, 7), (0, 11))
_MOST_POINTS = 11


class ScaleForm(FormPart):
    kinds = WITH_POINTS

    def __init__(self) -> None:
        super().__init__()
        self.usual = [Button(_range_words(*points), "chip") for points in _USUAL]
        self.first = ChoiceField(_("First point"))
        self.last = NumberField(_("Last point"), 2, _MOST_POINTS)
        self.low = self.take_pair("low", TextPair(_("Words at the first point"), TextField))
        self.high = self.take_pair("high", TextPair(_("Words at the last point"), TextField))
        self._low_words, self._high_words = label("", "label"), label("", "label")
        self.take_fields(self.last)
        self.first.committed.connect(self.committed)
        for chip, (lowest, points) in zip(self.usual, _USUAL, strict=True):
            chip.setCheckable(True)
            chip.setAccessibleName(_("Scale {points}").format(points=chip.text()))
            chip.clicked.connect(
                lambda _checked, lowest=lowest, points=points: self._take(lowest, points)
            )
        self._place_parts()

    def show_item(self, item: Item, state: EditorState) -> None:
        last = item.lowest + item.points - 1
        self.first.offer([(0, "0"), (1, "1")], item.lowest)
        self.last.set_limits(item.lowest + 1, item.lowest + _MOST_POINTS - 1)
        self.last.show_value(last)
        for chip, points in zip(self.usual, _USUAL, strict=True):
            chip.setChecked((item.lowest, item.points) == points)
            chip.setEnabled(not state.is_locked)
        self.first.setEnabled(not state.is_locked)
        self.last.setEnabled(not state.is_locked)
        for pair, words, point in (
            (self.low, self._low_words, item.lowest),
            (self.high, self._high_words, last),
        ):
            words.setText(_("Words at {point}").format(point=point))
            pair.rename(words.text())
        self.low.show_part("low", item.low_label, state)
        self.high.show_part("high", item.high_label, state)

    def read(self, item: Item) -> Item:
        lowest = 0 if self.first.chosen() == 0 else 1
        return replace(
            item,
            lowest=lowest,
            # A scale that begins one earlier keeps its last point.
            points=min(max(self.last.value() - lowest + 1, 2), _MOST_POINTS),
            low_label=self.low.texts(),
            high_label=self.high.texts(),
        )

    def field_for(self, part: ItemPart) -> QWidget | None:
        return {ItemPart.POINTS: self.last, ItemPart.ENDS: self.low.main}.get(part)

    def _take(self, lowest: int, points: int) -> None:
        self.first.offer([(0, "0"), (1, "1")], lowest)
        self.last.set_limits(lowest + 1, lowest + _MOST_POINTS - 1)
        self.last.show_value(lowest + points - 1)
        self.committed.emit()

    def _place_parts(self) -> None:
        first = column(field_label(_("First point"), self.first), self.first, gap=theme.XS)
        last = column(field_label(_("Last point"), self.last), self.last, gap=theme.XS)
        self.first.setMinimumContentsLength(3)
        usual = column(label(_("Points"), "label"), row(*self.usual, None), gap=theme.S)
        self.setLayout(
            column(
                usual,
                row(first, last, None, gap=theme.L),
                column(self._low_words, self.low, gap=theme.XS),
                column(self._high_words, self.high, gap=theme.XS),
                gap=theme.M,
            )
        )


def _range_words(lowest: int, points: int) -> str:
    return _("{first} to {last}").format(first=lowest, last=lowest + points - 1)
