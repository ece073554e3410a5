"""What stands in a questionnaire without taking an answer here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _


class Quiet(AnswerWidget):
    """A note has no more than its words; a value that only the program fills in is shown; what a
    laptop cannot gather says so."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self.words = label("", "muted", wraps=True)
        self.setLayout(column(self.words))

    def show_view(self, view: QuestionView) -> None:
        self.words.setText(_words_of(view))
        self.words.setVisible(bool(self.words.text()))

    def first_control(self) -> QWidget:
        return self


def _words_of(view: QuestionView) -> str:
    if view.item.kind is ItemKind.NOTE:
        return ""
    if view.item.kind is ItemKind.HIDDEN:
        return "".join(view.words)
    return _("This is not collected on this computer; go on to the next question.")
