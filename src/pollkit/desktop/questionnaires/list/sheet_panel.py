"""What the chosen questionnaire is: its size, languages and time, what to mend, its questions."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.about_form import minutes_in_words, mode_names
from pollkit.desktop.questionnaires.list.presenter import OutlineLine, Sheet
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.domain.waves import Mode
from pollkit.i18n import _, ngettext

_MOST_LINES = 300


class SheetPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel("", "title")
        self.facts = label("", "muted", wraps=True)
        self.state = label("", wraps=True)
        self.edit = Button(_("Edit"), "primary", "ph.pencil-simple")
        self.duplicate = Button(_("Duplicate"), "secondary", "ph.copy")
        self.export = Button(_("Export"), "secondary", "ph.export")
        self.archive = Button("", "quiet", "ph.archive")
        self.times: dict[Mode, QLabel] = {}
        self._lines: list[QLabel] = []
        self._shown: tuple[OutlineLine, ...] = ()
        self._place_parts()

    def render_state(self, sheet: Sheet) -> None:
        self.title.setText(sheet.title)
        words = ngettext("{n} question", "{n} questions", sheet.questions)
        self.facts.setText(f"{words.format(n=sheet.questions)} · {sheet.languages}")
        self._say_state(sheet)
        is_archived = sheet.questionnaire.is_archived
        self.archive.setText(_("Take out of the archive") if is_archived else _("Archive"))
        for mode, line in self.times.items():
            line.setText(minutes_in_words(sheet.times[mode]))
        self._show_lines(sheet.lines)

    def _say_state(self, sheet: Sheet) -> None:
        if sheet.to_mend:
            words = ngettext(
                "{n} thing must be mended before it can be asked.",
                "{n} things must be mended before it can be asked.",
                sheet.to_mend,
            ).format(n=sheet.to_mend)
            role = "danger"
        elif sheet.doubtful:
            words = ngettext(
                "It can be asked. {n} thing is worth a look.",
                "It can be asked. {n} things are worth a look.",
                sheet.doubtful,
            ).format(n=sheet.doubtful)
            role = "caution"
        else:
            words, role = _("It can be asked."), "good"
        self.state.setText(words)
        if self.state.property("text_role") != role:
            self.state.setProperty("text_role", role)
            self.state.style().polish(self.state)

    def _show_lines(self, lines: tuple[OutlineLine, ...]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for line in lines[:_MOST_LINES]:
            words = f"{line.number}  {line.text}" if line.number else line.text
            shown = label(words, "strong" if line.is_section else "", wraps=True)
            shown.setContentsMargins(line.depth * theme.L, 0, 0, 0)
            self._lines.append(shown)
            self._questions.addWidget(shown)

    def _place_parts(self) -> None:
        head = row(self.title, self.edit, gap=theme.M)
        head.setStretch(0, 1)
        tools = row(self.duplicate, self.export, self.archive, None)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        for place, (mode, name) in enumerate(mode_names().items()):
            self.times[mode] = label("", "strong")
            grid.addWidget(label(name), place, 0)
            grid.addWidget(self.times[mode], place, 1)
        grid.setColumnStretch(2, 1)
        long = card(column(label(_("How long it takes one person"), "lead"), grid, gap=theme.S))
        self._questions = column(gap=theme.S)
        inside = column(
            self.facts, self.state, tools, long, label(_("Questions"), "lead"), self._questions,
            gap=theme.M,
        )  # fmt: skip
        inside.addStretch(1)
        self.setLayout(column(head, ScrolledColumn(inside), margin=theme.XL, gap=theme.M))
