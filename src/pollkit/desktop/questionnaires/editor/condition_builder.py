"""A condition picked from lists: whose answer, how it compares, with what; and several joined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.fields import ChoiceField, TextField
from pollkit.desktop.widgets.labels import label, plain_tool_tip
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.answers import number_text, read_number
from pollkit.domain.editing.conditions import (
    WITHOUT_VALUE,
    PickedCondition,
    Relation,
    Test,
    relations_for,
)
from pollkit.domain.instruments import OF_CODES, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONGEST_WORDS = 60
_MOST_BOXES = 12


class ConditionBuilder(QWidget):
    """`committed` once what is picked says something whole."""

    committed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sources: tuple[Item, ...] = ()
        self._language = "en"
        self.lines: list[TestLine] = []
        self._shown = 0
        self.joiner = ChoiceField(_("How the conditions are joined"))
        self.joiner.offer(_joiners(), True)
        self.add = Button(_("Add a condition"), "quiet", "ph.plus")
        self._rows = column(gap=theme.S)
        self._joined = row(label(_("Asked where"), "small"), self.joiner, None)
        self.joined = QWidget()
        self.joined.setLayout(self._joined)
        self._joined.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(self.joined, self._rows, row(self.add, None), gap=theme.S))
        self.joiner.committed.connect(self._on_changed)
        self.add.clicked.connect(self._on_add_clicked)

    def show_condition(
        self, condition: PickedCondition, sources: Sequence[Item], language: str
    ) -> None:
        self._sources, self._language = tuple(sources), language
        self.joiner.offer(_joiners(), condition.needs_all)
        self._show(condition.tests)

    def condition(self) -> PickedCondition:
        """What is whole of what stands here."""
        tests = [line.test() for line in self.lines[: self._shown]]
        whole = tuple(test for test in tests if test is not None)
        return PickedCondition(whole, bool(self.joiner.chosen()) or len(whole) < 2)

    def _show(self, tests: Sequence[Test]) -> None:
        self._shown = len(tests)
        while len(self.lines) < len(tests):
            self._add_line()
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(tests))
            if place < len(tests):
                line.show_test(tests[place], self._sources, self._language)
        self.joined.setVisible(len(tests) > 1)
        self.add.setEnabled(bool(self._sources))

    def _add_line(self) -> None:
        line = TestLine()
        place = len(self.lines)
        self.lines.append(line)
        self._rows.addWidget(line)
        line.committed.connect(self._on_changed)
        line.removed.connect(lambda: self._on_line_removed(place))

    @Slot()
    def _on_add_clicked(self) -> None:
        while len(self.lines) < self._shown + 1:
            self._add_line()
        line = self.lines[self._shown]
        self._shown += 1
        line.show_test(None, self._sources, self._language)
        line.show()
        self.joined.setVisible(self._shown > 1)
        line.source.setFocus()

    def _on_line_removed(self, gone: int) -> None:
        tests = [line.test() for line in self.lines[: self._shown]]
        left = [test for place, test in enumerate(tests) if place != gone and test is not None]
        self._show(left)
        self.committed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.committed.emit()


class TestLine(QWidget):
    """One of the conditions."""

    __test__ = False

    committed = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, Item] = {}
        self._language = "en"
        self.source = ChoiceField(_("Whose answer"))
        self.relation = ChoiceField(_("How it compares"))
        self.value = TextField(_("With what"), 80)
        self.value.setMaximumWidth(160)
        self.boxes: dict[str, QCheckBox] = {}
        self.remove = icon_button("ph.x", _("Remove the condition"))
        self._boxes = column(gap=0)
        self._boxes.setContentsMargins(theme.M, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(self.source, 3)
        head.addWidget(self.relation, 2)
        head.addWidget(self.value, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self._boxes, gap=theme.XS))
        self.source.committed.connect(self._on_source_committed)
        self.relation.committed.connect(self._on_relation_committed)
        self.value.committed.connect(self._on_changed)
        self.remove.clicked.connect(self.removed)

    def show_test(self, test: Test | None, sources: Sequence[Item], language: str) -> None:
        """None = nothing is picked yet."""
        self._sources = {item.leaf: item for item in sources}
        self._language = language
        choices: list[tuple[object, str]] = [
            (item.leaf, _short(in_language(item.texts, language) or item.leaf)) for item in sources
        ]
        if test is not None and test.item not in self._sources:
            choices.append((test.item, _("“{name}”, not before this").format(name=test.item)))
        self.source.offer(choices, None if test is None else test.item)
        self._show_relations(test)
        self._show_values(test)

    def test(self) -> Test | None:
        """What is picked; None where something is still missing."""
        name, relation = self.source.chosen(), self.relation.chosen()
        if not isinstance(name, str) or not isinstance(relation, Relation):
            return None
        if relation in WITHOUT_VALUE:
            return Test(name, relation)
        if self.boxes:
            codes = tuple(code for code, box in self.boxes.items() if box.isChecked())
            return Test(name, relation, codes) if codes else None
        value = self._typed()
        return Test(name, relation, (value,)) if value else None

    def _typed(self) -> str:
        number = read_number(self.value.text())
        return number_text(number) if number is not None else self.value.text().strip()

    def _show_relations(self, test: Test | None) -> None:
        item = self._chosen_item()
        relations: Sequence[Relation] = () if item is None else relations_for(item)
        if test is not None and test.relation not in relations:
            relations = (*relations, test.relation)
        first = relations[0] if relations else None
        self.relation.offer(
            [(one, _relation_words(one, item)) for one in relations],
            first if test is None else test.relation,
        )
        self.relation.setVisible(bool(relations))

    def _show_values(self, test: Test | None) -> None:
        item, relation = self._chosen_item(), self.relation.chosen()
        takes_codes = relation in (Relation.ANY_OF, Relation.NONE_OF)
        values = () if test is None else test.values
        self._show_boxes(item if takes_codes else None, values)
        has_value = not takes_codes and relation not in (None, *WITHOUT_VALUE)
        self.value.setVisible(has_value)
        self.value.show_text(values[0] if values and has_value else "")

    def _show_boxes(self, item: Item | None, chosen: Sequence[str]) -> None:
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes = {}
        codes = () if item is None or item.kind not in OF_CODES else item.codes
        offered = [*codes[:_MOST_BOXES], *(c for c in codes[_MOST_BOXES:] if c in chosen)]
        offered += [code for code in chosen if code not in offered]
        for code in offered if item is not None else chosen:
            words = code
            if item is not None and code in codes:
                words = item.label(code, self._language) or code
            box = QCheckBox(_short(words).replace("&", "&&"))
            box.setToolTip(plain_tool_tip(f"{code}: {words}"))
            box.setChecked(code in chosen)
            box.clicked.connect(self._on_changed)
            self.boxes[code] = box
            self._boxes.addWidget(box)

    def _chosen_item(self) -> Item | None:
        name = self.source.chosen()
        return self._sources.get(name) if isinstance(name, str) else None

    @Slot()
    def _on_source_committed(self) -> None:
        self._show_relations(None)
        self._show_values(None)
        self.committed.emit()

    @Slot()
    def _on_relation_committed(self) -> None:
        self._show_values(self.test())
        self.committed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.committed.emit()


def _joiners() -> list[tuple[object, str]]:
    return [(True, _("all of these are true")), (False, _("one of these is true"))]


def _relation_words(relation: Relation, item: Item | None) -> str:
    several = item is not None and item.kind is ItemKind.MULTIPLE
    return {
        Relation.ANY_OF: _("includes one of") if several else _("is one of"),
        Relation.NONE_OF: _("includes none of") if several else _("is none of"),
        Relation.EQUAL: _("is"),
        Relation.UNEQUAL: _("is not"),
        Relation.AT_LEAST: _("is at least"),
        Relation.AT_MOST: _("is at most"),
        Relation.MORE: _("is more than"),
        Relation.LESS: _("is less than"),
        Relation.ANSWERED: _("was answered"),
        Relation.UNANSWERED: _("was not answered"),
    }[relation]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
