"""Who is asked: picked from lists where lists can say it, and always as the expression it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.condition_builder import ConditionBuilder
from pollkit.desktop.questionnaires.editor.expression_field import ExpressionField
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.editing.conditions import (
    PickedCondition,
    as_choices,
    expression_of,
    picked_from,
)
from pollkit.domain.findings import Part
from pollkit.i18n import _


class ConditionEditor(QWidget):
    committed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._written = ""
        self._picked: PickedCondition | None = None
        self.builder = ConditionBuilder()
        self.by_hand = label(
            _("This condition says more than the lists can show. Change it as an expression."),
            "small",
            wraps=True,
        )
        self.expression = ExpressionField(_("As an expression"), "selected(${city}, 'paris')")
        self.setLayout(column(self.builder, self.by_hand, self.expression, gap=theme.S))
        self.builder.committed.connect(self._on_picked)
        self.expression.committed.connect(self.committed)

    def show_condition(self, written: str, state: EditorState) -> None:
        picked = picked_from(written)
        if picked is not None:
            picked = as_choices(picked, state.instrument)
        self.builder.setVisible(picked is not None)
        self.by_hand.setVisible(picked is None)
        # What is half picked stays while the expression does not change.
        is_same = written == self._written and picked == self._picked
        if picked is not None and not is_same:
            self.builder.show_condition(picked, state.earlier, state.main)
        self._written, self._picked = written, picked
        self.expression.show_expression(
            written,
            lambda text: state.trouble_of(Part.CONDITION, text),
            state.earlier,
            state.main,
        )

    def forget(self) -> None:
        """What was half picked for another item is not for this one."""
        self._written, self._picked = "", None

    def written(self) -> str:
        return self.expression.expression()

    def commit(self) -> None:
        self.expression.commit()

    @Slot()
    def _on_picked(self) -> None:
        condition = self.builder.condition()
        if condition != self._picked:
            self._picked = condition
            self._written = expression_of(condition)
            self.expression.write(self._written)
            self.expression.commit()
