"""The same question before and after: which earlier one this asks again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import Item
from pollkit.domain.problems import ItemPart
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONGEST_WORDS = 44


class AgainForm(FormPart):
    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first = ""
        self.question = ChoiceField(_("Asks again"))
        self.copy = Button(_("Make a copy to ask again later"), "secondary", "ph.repeat")
        self.note = label("", "small", wraps=True)
        self._heading = field_label(_("Asks again"), self.question)
        self.question.committed.connect(self.committed)
        self.copy.clicked.connect(self.copy_wanted)
        choose = column(self._heading, self.question, gap=theme.XS)
        self.setLayout(column(choose, row(self.copy, None), self.note, gap=theme.S))

    def show_item(self, item: Item, state: EditorState) -> None:
        choices: list[tuple[object, str]] = [(None, _("No earlier question"))]
        for place, earlier in enumerate(state.earlier, start=1):
            if earlier.kind is item.kind and earlier.codes == item.codes:
                choices.append((earlier.name, _place_words(place, earlier, state.main)))
        known = [name for name, _words in choices]
        if item.repeats not in known:
            choices.append((item.repeats, _("A question that cannot be compared with this one")))
        self.question.offer(choices, item.repeats)
        has_choice = len(choices) > 1
        self.question.setVisible(has_choice)
        self._heading.setVisible(has_choice)
        self.note.setText(_note(has_choice, state.event.answers_tied))
        places = {e.name: place for place, e in enumerate(state.earlier, start=1)}
        self._first = str(places.get(item.repeats or "", "?"))

    def read(self, item: Item) -> Item:
        chosen = self.question.chosen()
        return replace(item, repeats=chosen if isinstance(chosen, str) else None)

    def summary(self, item: Item) -> str:
        return "" if item.repeats is None else _("asks question {n} again").format(n=self._first)

    def field_for(self, part: ItemPart) -> QWidget | None:
        return self.question if part is ItemPart.REPEATS else None


def _place_words(place: int, item: Item, main: str) -> str:
    words = in_language(item.texts, main) or _("Question without words")
    words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
    return f"{place}  {words}"


def _note(has_choice: bool, is_tied: bool) -> str:
    words = _("Ask the same before and after a talk, and the wall shows what has changed.")
    if not has_choice or is_tied:
        return words
    return " ".join(
        (
            words,
            _(
                "Who moved where can only be shown if one person’s answers stay together; see "
                "“About the event”."
            ),
        )
    )
