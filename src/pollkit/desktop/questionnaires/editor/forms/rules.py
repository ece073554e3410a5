"""When an item is asked, what may be answered, and what is filled in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.condition_editor import ConditionEditor
from pollkit.desktop.questionnaires.editor.expression_field import ExpressionField
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.fields import ChoiceField, LinesField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.editing.conditions import picked_from
from pollkit.domain.findings import Part
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, ngettext

_ALWAYS = frozenset({"yes", "true", "true()"})
_NEVER = frozenset({"", "no", "false", "false()"})
_ANSWERED = frozenset(ItemKind) - {ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER}


class ConditionForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self._shown_of = ""
        self.condition = ConditionEditor()
        self.setLayout(column(self.condition))
        self.take_fields(self.condition)

    def show_item(self, item: Item, state: EditorState) -> None:
        if item.name != self._shown_of:
            self._shown_of = item.name
            self.condition.forget()
        self.condition.show_condition(item.rules.relevant, state)

    def read(self, item: Item) -> Item:
        return replace(item, rules=replace(item.rules, relevant=self.condition.written()))

    def summary(self, item: Item, state: EditorState) -> str:
        return condition_in_short(item.rules.relevant)

    def field_for(self, part: Part) -> QWidget | None:
        return self.condition.expression.field if part is Part.CONDITION else None


def condition_in_short(written: str) -> str:
    if not written:
        return _("everyone")
    picked = picked_from(written)
    if picked is None:
        return written
    count = len(picked.tests)
    return ngettext("{n} condition", "{n} conditions", count).format(n=count)


class RequiredForm(FormPart):
    kinds = _ANSWERED

    def __init__(self) -> None:
        super().__init__()
        self.when = ChoiceField(_("Must it be answered?"))
        self.expression = ExpressionField(_("It must be answered where"), "${age} > 17")
        self.message = self.take_pair(
            "required", TextPair(_("What is said where it is left out"), LinesField)
        )
        self._name = ""
        self._where_for = ""  # the item whose expression is still to be typed
        self.take_fields(self.expression)
        self.when.committed.connect(self._on_when_committed)
        when = column(field_label(_("Must it be answered?"), self.when), self.when, gap=theme.XS)
        self.said = QWidget()
        words = label(_("What is said where it is left out"), "label")
        self.said.setLayout(column(words, self.message, gap=theme.XS))
        note = label(_("“I would rather not say” is offered in any case."), "small", wraps=True)
        self.setLayout(column(when, self.expression, self.said, note, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        written = item.rules.required.strip()
        kind = _need(written)
        self._name = item.name
        if kind == "no" and self._where_for == item.name:
            kind = "where"
        self.when.offer(
            [
                ("no", _("No, it may be left out")),
                ("yes", _("Yes")),
                ("where", _("Only where something is true")),
            ],
            kind,
        )
        self.expression.setVisible(kind == "where")
        self.expression.show_expression(
            written if kind == "where" else "",
            lambda text: state.trouble_of(Part.REQUIRED, text),
            state.earlier,
            state.main,
        )
        self.said.setVisible(kind != "no")
        self.message.show_part("required", item.rules.required_message, state)

    def _on_when_committed(self) -> None:
        self._where_for = self._name if self.when.chosen() == "where" else ""
        self.committed.emit()

    def read(self, item: Item) -> Item:
        chosen = self.when.chosen()
        written = item.rules.required
        if chosen == "where":
            written = self.expression.expression()
        elif chosen != _need(written.strip()):
            written = "yes" if chosen == "yes" else ""
        rules = replace(item.rules, required=written, required_message=self.message.texts())
        return replace(item, rules=rules)

    def summary(self, item: Item, state: EditorState) -> str:
        written = item.rules.required
        return {"no": "", "yes": _("yes"), "where": written}[_need(written)]

    def field_for(self, part: Part) -> QWidget | None:
        return self.expression.field if part is Part.REQUIRED else None


def _need(written: str) -> str:
    if written.casefold() in _NEVER:
        return "no"
    return "yes" if written.casefold() in _ALWAYS else "where"


class ConstraintForm(FormPart):
    kinds = _ANSWERED

    def __init__(self) -> None:
        super().__init__()
        self.expression = ExpressionField(
            _("What is true of every answer; “.” is the answer"), ". >= 0 and . <= 120"
        )
        self.message = self.take_pair(
            "constraint", TextPair(_("What is said of other answers"), LinesField)
        )
        self.take_fields(self.expression)
        words = label(_("What is said of other answers"), "label")
        said = column(words, self.message, gap=theme.XS)
        self.setLayout(column(self.expression, said, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        self.expression.show_expression(
            item.rules.constraint,
            lambda text: state.trouble_of(Part.CONSTRAINT, text),
            state.earlier,
            state.main,
        )
        self.message.show_part("constraint", item.rules.constraint_message, state)

    def read(self, item: Item) -> Item:
        rules = replace(
            item.rules,
            constraint=self.expression.expression(),
            constraint_message=self.message.texts(),
        )
        return replace(item, rules=rules)

    def summary(self, item: Item, state: EditorState) -> str:
        return item.rules.constraint

    def field_for(self, part: Part) -> QWidget | None:
        return self.expression.field if part is Part.CONSTRAINT else None


class OneExpression(FormPart):
    """A part with one expression; `rule` is its field of the rules."""

    rule = ""
    part = Part.CALCULATION

    def __init__(self, name: str, example: str, words: str = "") -> None:
        super().__init__()
        self.expression = ExpressionField(name, example)
        self.take_fields(self.expression)
        note = label(words, "small", wraps=True)
        self.setLayout(column(self.expression, note, gap=theme.XS))
        note.setVisible(bool(words))  # once it has a place: before, it would be a window

    def show_item(self, item: Item, state: EditorState) -> None:
        self.expression.show_expression(
            getattr(item.rules, self.rule),
            lambda text: state.trouble_of(self.part, text),
            state.earlier,
            state.main,
        )

    def read(self, item: Item) -> Item:
        changed = {self.rule: self.expression.expression()}
        return replace(item, rules=replace(item.rules, **changed))  # type: ignore[arg-type]

    def summary(self, item: Item, state: EditorState) -> str:
        return str(getattr(item.rules, self.rule))

    def field_for(self, part: Part) -> QWidget | None:
        return self.expression.field if part is self.part else None


class CalculationForm(OneExpression):
    rule = "calculation"
    part = Part.CALCULATION

    def __init__(self) -> None:
        super().__init__(_("Its value"), "${children} + ${adults}")


class DefaultForm(OneExpression):
    rule = "default"
    part = Part.DEFAULT
    kinds = _ANSWERED

    def __init__(self) -> None:
        super().__init__(
            _("The first value"),
            "0",
            _("A word, a number, the code of an option, or an expression such as today()."),
        )
