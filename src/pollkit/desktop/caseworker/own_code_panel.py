"""The questions of a code of one's own, each answered from a list."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import qt_direction
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.domain.linking.schemes import FEWEST_SAID, UNSAID, Scheme
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_WIDEST = 760


class OwnCodePanel(QWidget):
    """Nothing is chosen beforehand, and what is chosen is forgotten when it is handed on."""

    made = Signal(object)  # element -> option
    skipped = Signal()

    def __init__(self, scheme: Scheme, is_large: bool = False) -> None:
        super().__init__()
        self._scheme = scheme
        self.title = label("", "display_plain" if is_large else "title", wraps=True)
        self.intro = label("", "plain_lead" if is_large else "", wraps=True)
        role = "plain_lead" if is_large else "strong"
        self.questions = {one.name: label("", role, wraps=True) for one in scheme.elements}
        self.hints = {one.name: label("", "small", wraps=True) for one in scheme.elements}
        self.lists = {one.name: _PickList() for one in scheme.elements}
        self.caution = label("", "caution", wraps=True)
        size = "large" if is_large else "primary"
        self.done = Button("", size, "ph.check")
        self.skip = Button("", "large" if is_large else "quiet")
        self._place_parts()
        for chosen in self.lists.values():
            chosen.activated.connect(self._on_chosen)
        self.done.clicked.connect(self._on_done_clicked)
        self.skip.clicked.connect(self._on_skip_clicked)

    def show_words(self, language: str) -> None:
        """In the person's language; what was chosen stays."""
        self.setLayoutDirection(qt_direction(language))
        self.title.setText(in_language(self._scheme.title, language))
        self.intro.setText(in_language(self._scheme.intro, language))
        for item in self._scheme.elements:
            words = in_language(item.texts, language)
            self.questions[item.name].setText(words)
            self.hints[item.name].setText(in_language(item.hint, language))
            self.lists[item.name].setAccessibleName(words)
            self.lists[item.name].offer(
                [(o.code, item.label(o.code, language)) for o in item.options]
            )
        self.done.setText(_("Make the code"))
        self.skip.setText(_("Skip these questions"))
        self._render()

    def _render(self) -> None:
        chosen = self._chosen()
        is_whole = len(chosen) == len(self.lists)
        self.done.setEnabled(is_whole)
        is_thin = is_whole and sum(code != UNSAID for code in chosen.values()) < FEWEST_SAID
        words = _("With so few answers nobody can be found again. You may go on all the same.")
        self.caution.setText(words if is_thin else "")
        self.caution.setVisible(is_thin)

    def _chosen(self) -> dict[str, str]:
        return {name: one.currentData() for name, one in self.lists.items() if one.currentData()}

    def _forget(self) -> None:
        for one in self.lists.values():
            one.setCurrentIndex(0)
        self._render()

    def _place_parts(self) -> None:
        questions = column(self.intro, gap=theme.L)
        for name, question in self.questions.items():
            questions.addLayout(column(question, self.hints[name], self.lists[name], gap=theme.XS))
        questions.addWidget(self.caution)
        questions.addLayout(row(self.done, self.skip, None, gap=theme.M))
        questions.addStretch(1)
        questions.setContentsMargins(0, 0, theme.L, 0)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        inside.setLayout(column(self.title, ScrolledColumn(questions), gap=theme.L))
        whole = row(margin=theme.XL)
        whole.addStretch(1)
        whole.addWidget(inside, 1000)
        whole.addStretch(1)
        self.setLayout(whole)

    @Slot()
    def _on_chosen(self) -> None:
        self._render()

    @Slot()
    def _on_done_clicked(self) -> None:
        chosen = self._chosen()
        self._forget()
        self.made.emit(chosen)

    @Slot()
    def _on_skip_clicked(self) -> None:
        self._forget()
        self.skipped.emit()


class _PickList(QComboBox):
    """Typing a letter or a number goes to it; the wheel over it changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(420)

    def offer(self, options: list[tuple[str, str]]) -> None:
        chosen = self.currentData()
        self.clear()
        self.addItem("–", None)
        for code, words in options:
            self.addItem(words, code)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()
