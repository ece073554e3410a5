"""A questionnaire tried out: asked on the left, and on the right what would be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AT_THE_DESK, Surface
from pollkit.desktop.answering.page import QuestionPage
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.questionnaires.trial.presenter import TrialPresenter
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.texts import in_language
from pollkit.i18n import _, language_name, ngettext

_MOST_VALUES = 300


class TrialScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: TrialPresenter, path_of: Callable[[str], Path]) -> None:
        super().__init__()
        self._presenter = presenter
        self.title = ElidedLabel("", "lead")
        self.said = label("", "small")
        self.language = ChoiceField(_("Language"))
        self.again = Button(_("From the beginning"), "secondary", "ph.arrow-counter-clockwise")
        self.finish = Button(_("Finish"), "secondary", "ph.flag")
        self.back = Button(_("Back to writing"), "primary", "ph.arrow-left")
        self.page = QuestionPage(Surface(AT_THE_DESK, Pictures(path_of)))
        self.trouble = label("", "danger", wraps=True)
        self._values: list[QLabel] = []
        self._grid = QGridLayout()
        self._place_parts()
        self._connect_parts()
        self.render_state()
        self.begin_at(self.page)

    def render_state(self) -> None:
        state, instrument = self._presenter.state, self._presenter.instrument
        title = in_language(instrument.title, state.language)
        self.title.setText(_("Trying out: {title}").format(title=title or "…"))
        tags = [(tag, language_name(tag)) for tag in instrument.languages]
        self.language.offer(list(tags), state.language)
        self.language.setVisible(len(tags) > 1)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self.page.setVisible(not state.trouble)
        self.finish.setEnabled(not state.trouble)
        self.page.show_lines(state.lines, state.language)
        self.said.setText(_outcome(state.in_the_way))
        self._show_values(state.values[:_MOST_VALUES])

    def _show_values(self, values: tuple[tuple[str, str], ...]) -> None:
        cells = [cell for pair in values for cell in pair]
        while len(self._values) < len(cells):
            place = len(self._values)
            made = label("", "small" if place % 2 == 0 else "", wraps=True)
            self._values.append(made)
            self._grid.addWidget(made, place // 2, place % 2)
        for place, cell in enumerate(self._values):
            cell.setText(cells[place] if place < len(cells) else "")
            cell.setVisible(place < len(cells))

    def _place_parts(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        bar = row(
            self.title, self.said, self.language, self.again, self.finish, self.back, gap=theme.M
        )
        bar.setStretch(0, 1)
        bar.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        head.setLayout(bar)
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(340)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(theme.M)
        inside = QVBoxLayout()
        inside.addLayout(self._grid)
        inside.addStretch(1)
        words = label(_("What would be kept"), "lead")
        note = label(_("Nothing is: this is only a trial."), "small", wraps=True)
        side.setLayout(column(words, note, ScrolledColumn(inside), margin=theme.M, gap=theme.S))
        body = QHBoxLayout()
        body.setSpacing(0)
        left = column(self.trouble, self.page, margin=theme.M, gap=theme.S)
        body.addLayout(left, 1)
        body.addWidget(side)
        self.setLayout(column(head, body, gap=0))

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.again.clicked.connect(self._on_again_clicked)
        self.finish.clicked.connect(self._on_finish_clicked)
        self.language.committed.connect(self._on_language_committed)
        self.page.answered.connect(self._on_answered)
        self.page.declined.connect(self._on_declined)
        self.page.more_wanted.connect(self._on_more_wanted)
        self.page.less_wanted.connect(self._on_less_wanted)
        self.page.went_past_end.connect(self.finish.setFocus)

    @Slot()
    def _on_again_clicked(self) -> None:
        self._presenter.begin()
        self.page.clear()
        self.render_state()

    @Slot()
    def _on_finish_clicked(self) -> None:
        self.page.commit()
        self._presenter.finish()
        self.render_state()
        if self._presenter.state.in_the_way:
            self.page.focus_question(self._presenter.state.in_the_way[0])

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.speak(str(self.language.chosen()))
        self.render_state()

    @Slot(str, tuple)
    def _on_answered(self, address: str, words: tuple[str, ...]) -> None:
        self._presenter.answer(address, words)
        self.render_state()

    @Slot(str, bool)
    def _on_declined(self, address: str, is_declined: bool) -> None:
        self._presenter.decline(address, is_declined)
        self.render_state()

    @Slot(str)
    def _on_more_wanted(self, section: str) -> None:
        self._presenter.add_one(section)
        self.render_state()

    @Slot(str)
    def _on_less_wanted(self, section: str) -> None:
        self._presenter.remove_one(section)
        self.render_state()


def _outcome(in_the_way: tuple[str, ...] | None) -> str:
    if in_the_way is None:
        return ""
    if not in_the_way:
        return _("✓ It could be finished.")
    count = len(in_the_way)
    words = ngettext("{n} answer is still in the way.", "{n} answers are still in the way.", count)
    return words.format(n=count)
