"""Taking in earlier answers: the file's columns on the left, what is in the way on the right."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.files.take_presenter import ColumnLine, TakePresenter, TakeState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _, ngettext


class TakeScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: TakePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._lines: dict[str, _ColumnRow] = {}
        self._waves: dict[str, ChoiceField] = {}
        self._wave_rows: list[QWidget] = []
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.open = Button(_("Open a file…"), "secondary", "ph.folder-open")
        self.file = label("", "strong")
        self.take_in = Button(_("Take them in"), "primary", "ph.check")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(_("Under way"))
        self.count = label("", wraps=True)
        self.said = label("", wraps=True)
        self.problems = label("", "danger", wraps=True)
        self._columns = column(gap=theme.S)
        self._placing = column(gap=theme.S)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.open)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        title = _("Earlier answers for “{project}”").format(project=state.project_title)
        self.title.setText(title)
        self.file.setText(state.file)
        self.progress.setVisible(state.is_busy)
        self.take_in.setEnabled(state.can_take_in)
        self.count.setText(
            ngettext("{n} row can be taken in.", "{n} rows can be taken in.", state.rows).format(
                n=state.rows
            )
            if state.columns and not state.problems
            else ""
        )
        self.said.setText(state.said)
        self.said.setProperty("text_role", "danger" if state.is_trouble else "good")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(state.said))
        self.problems.setText("\n".join(_problem_lines(state)))
        self.problems.setVisible(bool(state.problems))
        self._body.setVisible(bool(state.columns))
        self._render_columns(state)
        self._render_waves(state)

    def _render_columns(self, state: TakeState) -> None:
        wanted = [line.column for line in state.columns]
        if wanted != list(self._lines):
            for old in self._lines.values():
                self._columns.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._lines = {line.column: _ColumnRow(line.column) for line in state.columns}
            for place, one in enumerate(self._lines.values()):
                self._columns.insertWidget(place, one)
                one.used.connect(self._presenter.use_column)
        for line in state.columns:
            self._lines[line.column].show_line(line, state.choices)

    def _render_waves(self, state: TakeState) -> None:
        placed = dict(state.placed)
        if list(placed) != list(self._waves):
            for old in self._wave_rows:
                self._placing.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._wave_rows, self._waves = [], {}
            for named in placed:
                self._add_wave(named)
        for named, field in self._waves.items():
            field.offer(list(state.waves), placed[named])

    def _add_wave(self, named: str) -> None:
        words = _("“{wave}” in the file is").format(wave=named) if named else _("The rows are of")
        field = ChoiceField(words)
        field.committed.connect(lambda: self._place_wave(named, field))
        line = QWidget()
        line.setLayout(column(label(words, wraps=True), field, gap=theme.XS))
        self._waves[named] = field
        self._wave_rows.append(line)
        self._placing.addWidget(line)

    def _place_wave(self, named: str, field: ChoiceField) -> None:
        chosen = field.chosen()
        assert isinstance(chosen, UUID)
        self._presenter.place_wave(named, chosen)

    def _place_parts(self) -> None:
        self._columns.addStretch(1)
        head = label(_("What each column is"), "strong")
        left = ScrolledColumn(column(card(column(head, self._columns, gap=theme.M)), gap=0))
        side = column(
            label(_("Which wave"), "strong"),
            self._placing,
            self.take_in,
            self.count,
            self.problems,
            gap=theme.M,
        )
        side.addStretch(1)
        right = ScrolledColumn(side)
        right.setFixedWidth(400)
        self._body = QWidget()
        body = row(left, right, gap=theme.L)
        body.setStretch(0, 1)
        self._body.setLayout(body)
        says = label(
            _(
                "From CSV, Excel, SPSS or Stata. All rows are taken in, or none; the same file "
                "twice changes nothing. Names, addresses and telephone numbers have no place here."
            ),
            "muted",
            wraps=True,
        )
        page = column(
            row(self.back, None),
            self.title,
            says,
            row(self.open, self.file, None, gap=theme.M),
            self.progress,
            self.said,
            self._body,
            margin=theme.L,
            gap=theme.S,
        )
        page.setStretch(6, 1)
        page.addStretch(0)
        self.setLayout(page)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.open.clicked.connect(self._on_open_clicked)
        self.take_in.clicked.connect(self._on_take_in_clicked)

    @Slot()
    def _on_open_clicked(self) -> None:
        kinds = _("Tables of answers") + " (*.csv *.tsv *.txt *.xlsx *.sav *.zsav *.dta)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Open a file of answers"), "", kinds)
        if path:
            self._presenter.open_file(path)

    @Slot()
    def _on_take_in_clicked(self) -> None:
        self._presenter.take_in()


class _ColumnRow(QFrame):
    used = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.name = label(name, "strong", wraps=True)
        self.examples = label("", "small", wraps=True)
        self.use = ChoiceField(name)
        self.use.setMinimumWidth(300)
        words = column(self.name, self.examples, gap=0)
        parts = row(words, self.use, gap=theme.M)
        parts.setStretch(0, 1)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self.use.committed.connect(self._on_committed)

    def show_line(self, line: ColumnLine, choices: tuple[tuple[str, str], ...]) -> None:
        self.examples.setText(line.examples)
        self.use.offer(list(choices), line.key)

    @Slot()
    def _on_committed(self) -> None:
        self.used.emit(self._name, str(self.use.chosen()))


def _problem_lines(state: TakeState) -> list[str]:
    lines = [
        _("Row {row}, column “{column}”: {message}").format(
            row=one.row, column=one.column, message=one.message
        )
        for one in state.problems[:20]
    ]
    more = len(state.problems) - len(lines)
    if more > 0:
        lines.append(ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    return lines
