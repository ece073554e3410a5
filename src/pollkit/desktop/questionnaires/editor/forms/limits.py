"""How many may be chosen, what a number may be, how long a text; and the points of a scale."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.decimal_field import DecimalField
from pollkit.desktop.widgets.fields import NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.findings import Part
from pollkit.domain.instruments import WITH_POINTS, Item, ItemKind
from pollkit.i18n import _


class ChoicesForm(FormPart):
    kinds = frozenset({ItemKind.MULTIPLE, ItemKind.RANKING})

    def __init__(self) -> None:
        super().__init__()
        self.least = NumberField(_("Choose at least"), 0, 99)
        self.most = NumberField(_("Choose at most"), 0, 99)
        self.least.setSpecialValueText(_("One"))
        self.most.setSpecialValueText(_("As many as they like"))
        self.take_fields(self.least, self.most)
        least = column(field_label(_("Choose at least"), self.least), self.least, gap=theme.XS)
        most = column(field_label(_("Choose at most"), self.most), self.most, gap=theme.XS)
        self.setLayout(row(least, most, None, gap=theme.L))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.least.show_value(item.least_choices or 0)
        self.most.show_value(item.most_choices or 0)

    def read(self, item: Item) -> Item:
        least, most = self.least.value() or None, self.most.value() or None
        return replace(item, least_choices=None if least == 1 else least, most_choices=most)

    def field_for(self, part: Part) -> QWidget | None:
        return self.most if part is Part.LIMITS else None


class NumberForm(FormPart):
    kinds = frozenset({ItemKind.NUMBER})

    def __init__(self) -> None:
        super().__init__()
        self.smallest = DecimalField(_("Smallest"))
        self.largest = DecimalField(_("Largest"))
        self.whole = QCheckBox(_("Whole numbers only"))
        self.unit = self.take_pair("unit", TextPair(_("Unit"), lambda name: TextField(name, 40)))
        self.take_fields(self.smallest, self.largest)
        self.whole.clicked.connect(self.committed)
        limits = row(self.smallest, self.largest, None, gap=theme.L)
        unit = column(label(_("Unit, such as years or €"), "label"), self.unit, gap=theme.XS)
        self.setLayout(column(limits, self.whole, unit, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.smallest.show_number(item.smallest)
        self.largest.show_number(item.largest)
        self.whole.setChecked(item.whole)
        self.unit.show_part("unit", item.unit, state)

    def read(self, item: Item) -> Item:
        return replace(
            item,
            smallest=self.smallest.number(),
            largest=self.largest.number(),
            whole=self.whole.isChecked(),
            unit=self.unit.texts(),
        )

    def field_for(self, part: Part) -> QWidget | None:
        return self.largest.field if part is Part.LIMITS else None


class PointsForm(FormPart):
    """The points of a scale or a matrix and the words at their ends."""

    kinds = WITH_POINTS

    def __init__(self) -> None:
        super().__init__()
        self.first = NumberField(_("First point"), 0, 1)
        self.last = NumberField(_("Last point"), 1, 11)
        new_field = lambda name: TextField(name, 120)  # noqa: E731
        self.low = self.take_pair("low", TextPair(_("At the low end"), new_field))
        self.high = self.take_pair("high", TextPair(_("At the high end"), new_field))
        self.take_fields(self.first, self.last)
        first = column(field_label(_("First point"), self.first), self.first, gap=theme.XS)
        last = column(field_label(_("Last point"), self.last), self.last, gap=theme.XS)
        low = column(label(_("At the low end"), "label"), self.low, gap=theme.XS)
        high = column(label(_("At the high end"), "label"), self.high, gap=theme.XS)
        self.setLayout(column(row(first, last, None, gap=theme.L), low, high, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.first.show_value(item.lowest)
        self.last.set_limits(item.lowest + 1, item.lowest + 10)
        self.last.show_value(item.lowest + item.points - 1)
        self.low.show_part("low", item.low_label, state)
        self.high.show_part("high", item.high_label, state)

    def read(self, item: Item) -> Item:
        lowest = self.first.value()
        # Moving the first point keeps the last one where it is.
        points = min(max(self.last.value() - lowest + 1, 2), 11)
        return replace(
            item,
            lowest=lowest,
            points=points,
            low_label=self.low.texts(),
            high_label=self.high.texts(),
        )

    def field_for(self, part: Part) -> QWidget | None:
        return self.low.main if part is Part.POINTS else None


class TextForm(FormPart):
    kinds = frozenset({ItemKind.TEXT})

    def __init__(self) -> None:
        super().__init__()
        self.longest = NumberField(_("Longest answer"), 1, 10_000)
        self.longest.setSuffix(_(" characters"))
        self.take_fields(self.longest)
        longest = field_label(_("Longest answer"), self.longest)
        self.setLayout(row(column(longest, self.longest, gap=theme.XS), None))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.longest.show_value(item.longest_text)

    def read(self, item: Item) -> Item:
        return replace(item, longest_text=self.longest.value())
