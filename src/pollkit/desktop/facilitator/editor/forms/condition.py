"""Whom a question is for: everyone, or those who gave certain answers before."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import field_label, label, plain_tool_tip
from pollkit.desktop.widgets.panels import column
from pollkit.domain.instruments import OF_CODES, Condition, Item
from pollkit.domain.problems import ItemPart
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONGEST_WORDS = 44


class ConditionForm(FormPart):
    def __init__(self) -> None:
        super().__init__()
        self.question = ChoiceField(_("Who is asked"))
        self.answers: dict[str, QCheckBox] = {}
        self._shown: tuple[Item, str] | None = None
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(theme.XS)
        self._boxes.setContentsMargins(theme.M, 0, 0, 0)
        self._lead = label(_("… and answered one of these:"), "small")
        self.note = label("", "small", wraps=True)
        heading = field_label(_("Who is asked"), self.question)
        self._first = ""
        self.setLayout(
            column(heading, self.question, self._lead, self._boxes, self.note, gap=theme.XS)
        )
        self.question.committed.connect(self.committed)

    def show_item(self, item: Item, state: EditorState) -> None:
        self.show_condition(item.asked_if, state.earlier, state.main)
        self.show_limits(state.is_locked, state.may_follow_up)
        places = {e.name: place for place, e in enumerate(state.earlier, start=1)}
        self._first = str(places.get(item.asked_if.item if item.asked_if else "", "?"))

    def read(self, item: Item) -> Item:
        return replace(item, asked_if=self.condition())

    def summary(self, item: Item) -> str:
        if item.asked_if is None:
            return ""
        return _("follow-up to question {n}").format(n=self._first)

    def field_for(self, part: ItemPart) -> QWidget | None:
        return self.question if part is ItemPart.CONDITION else None

    def show_condition(
        self, condition: Condition | None, earlier: tuple[Item, ...], main: str
    ) -> None:
        """`earlier` are the questions before this one, with their places from 0."""
        choices: list[tuple[object, str]] = [(None, _("Everyone"))]
        for place, item in enumerate(earlier, start=1):
            if item.kind in OF_CODES:
                words = _short(in_language(item.texts, main) or _("Question without words"))
                choices.append(
                    (item.name, _("Who answered {n}: {words}").format(n=place, words=words))
                )
        source = next((i for i in earlier if condition and i.name == condition.item), None)
        if condition is not None and source is None:
            choices.append((condition.item, _("A question that does not come before this one")))
        self.question.offer(choices, None if condition is None else condition.item)
        self._show_answers(source, main)
        for code, box in self.answers.items():
            box.setChecked(condition is not None and code in condition.any_of)
        self._lead.setVisible(bool(self.answers))

    def show_limits(self, is_locked: bool, may_follow_up: bool) -> None:
        """After `show_condition`: what can still be chosen, and why not."""
        self.question.setEnabled(not is_locked and may_follow_up)
        for box in self.answers.values():
            box.setEnabled(not is_locked)
        self.note.setText(_note_words(may_follow_up))
        self.note.setVisible(not may_follow_up or bool(self.answers))

    def condition(self) -> Condition | None:
        """As it now stands."""
        item = self.question.chosen()
        if not isinstance(item, str):
            return None
        is_same = self._shown is not None and self._shown[0].name == item
        codes = [code for code, box in self.answers.items() if box.isChecked()] if is_same else []
        return Condition(item, tuple(codes))

    def _show_answers(self, source: Item | None, main: str) -> None:
        wanted = None if source is None else (source, main)
        if wanted == self._shown:
            return
        self._shown = wanted
        for box in self.answers.values():
            box.hide()
            box.deleteLater()
        self.answers = {}
        for code in () if source is None else source.codes:
            assert source is not None
            words = source.label(code, main) or _("Option without words")
            box = QCheckBox(_short(words).replace("&", "&&"))
            box.setToolTip(plain_tool_tip(words))
            box.clicked.connect(self._on_answer_clicked)
            self.answers[code] = box
            self._boxes.addWidget(box)

    @Slot()
    def _on_answer_clicked(self) -> None:
        self.committed.emit()


def _note_words(may_follow_up: bool) -> str:
    if may_follow_up:
        return _("Follow-ups need answers to stay together, without a name. The phones say so.")
    return _(
        "People have answered here on the promise that nobody can tell whose answer is whose. A "
        "follow-up would break it: duplicate the event to ask one."
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
