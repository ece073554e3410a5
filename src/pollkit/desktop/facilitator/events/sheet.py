"""One event: what it is, how far it is, its questions with their results, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.events.presenter import EventSheet, QuestionLine
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import in_words
from pollkit.desktop.widgets.labels import label, rule
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column
from pollkit.desktop.widgets.result_bars import ResultBars, base_in_words
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _, ngettext

# A table, a workshop, a hall, and as many as a rehearsal takes.
_CROWDS = (12, 40, 120, 300)


class EventSheetPanel(QWidget):
    live_wanted = Signal()
    edit_wanted = Signal()
    network_wanted = Signal()
    people_wanted = Signal()
    rehearsal_wanted = Signal(int)  # with so many made-up people
    export_wanted = Signal()
    duplicate_wanted = Signal()
    archive_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, find_picture: Callable[[str], Path]) -> None:
        """`find_picture` gives the file of a picture by its hash, or raises NotFound."""
        super().__init__()
        self._find_picture = find_picture
        self._shown: EventSheet | None = None
        self.title = label("", "title", wraps=True)
        self.where = label("", "muted", wraps=True)
        self.state = label("", wraps=True)
        self.go_live = Button(_("Go live"), "primary", "ph.broadcast")
        self.mend = Button("", "primary", "ph.pencil-simple")
        self.restore = Button(_("Bring back"), "primary", "ph.arrow-counter-clockwise")
        self.edit = Button(_("Edit"), "secondary", "ph.pencil-simple")
        self.network = Button(_("Network…"), "secondary", "ph.wifi-high")
        self.people = Button(_("People…"), "secondary", "ph.identification-card")
        self.people.setToolTip(_("Printed codes, invitations and who came"))
        self.rehearse = Button(_("Rehearse"), "secondary", "ph.users-three")
        self.rehearse.setToolTip(_("Try the event with made-up people; nothing of it is kept."))
        self.rehearse.attach_menu(self._crowds())
        self.export = Button(_("Export…"), "secondary", "ph.export")
        self.duplicate = Button(_("Duplicate"), "quiet", "ph.copy")
        self.archive = Button(_("Archive"), "quiet", "ph.archive")
        self._facts = column(gap=theme.S)
        self._questions = column(gap=theme.M)
        self._place_parts()
        self._connect_parts()

    def render_state(self, sheet: EventSheet) -> None:
        if sheet == self._shown:
            return
        self.title.setText(sheet.title)
        self.where.setText(
            " · ".join(
                part for part in (in_words(sheet.event.starts_at), sheet.event.place) if part
            )
        )
        self.state.setText(sheet.state)
        is_archived = sheet.event.is_archived
        self.go_live.setVisible(sheet.can_go_live)
        self.go_live.setText(_("Continue live") if sheet.is_under_way else _("Go live"))
        self.mend.setText(_mend_words(sheet))
        self.mend.setVisible(sheet.to_mend > 0 and not is_archived and not sheet.has_ended)
        self.restore.setVisible(is_archived)
        self.edit.setVisible(sheet.can_go_live)
        self.network.setVisible(sheet.can_go_live)
        self.people.setVisible(sheet.can_go_live)
        self.rehearse.setVisible(sheet.to_mend == 0 and not is_archived)
        self.archive.setVisible(not is_archived)
        self.export.setVisible(bool(sheet.asked))
        self.export.set_role("primary" if sheet.has_ended and not is_archived else "secondary")
        self._show_facts(sheet)
        self._show_questions(sheet)
        self._shown = sheet

    def _crowds(self) -> QMenu:
        menu = QMenu(self)
        for people in _CROWDS:
            words = _("With {n} made-up people").format(n=people)
            menu.addAction(words).triggered.connect(
                lambda _checked, people=people: self.rehearsal_wanted.emit(people)
            )
        return menu

    def _place_parts(self) -> None:
        words = column(self.title, self.where, self.state, gap=theme.XS)
        main = column(self.go_live, self.mend, self.restore)
        main.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(theme.L)
        head.addLayout(words, 1)
        head.addLayout(main)
        others = WrappedRow(
            self.edit,
            self.rehearse,
            self.network,
            self.people,
            self.export,
            self.duplicate,
            self.archive,
        )
        inside = column(card(self._questions, theme.L), card(self._facts, theme.L), gap=theme.L)
        inside.addStretch(1)
        inside.setContentsMargins(0, 0, theme.M, theme.M)
        whole = column(head, others, ScrolledColumn(inside), gap=theme.L)
        whole.setContentsMargins(theme.XL, theme.XL, theme.M, 0)
        head.setContentsMargins(0, 0, theme.M, 0)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.go_live.clicked.connect(self.live_wanted)
        self.mend.clicked.connect(self.edit_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.network.clicked.connect(self.network_wanted)
        self.people.clicked.connect(self.people_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.duplicate.clicked.connect(self.duplicate_wanted)
        self.archive.clicked.connect(self.archive_wanted)
        self.restore.clicked.connect(self.restore_wanted)

    def _show_facts(self, sheet: EventSheet) -> None:
        _clear(self._facts)
        self._facts.addWidget(label(_("About the answers"), "lead"))
        for words in (
            _("Languages: {names}").format(names=sheet.languages),
            _tied_words(sheet.event.answers_tied),
            _population_words(sheet.event.population),
        ):
            self._facts.addWidget(label(words, "muted", wraps=True))

    def _show_questions(self, sheet: EventSheet) -> None:
        _clear(self._questions)
        self._questions.addWidget(label(_("Questions"), "lead"))
        if not sheet.questions:
            self._questions.addWidget(
                label(_("Nothing is asked yet. Edit the event to add a question."), "muted", True)
            )
        results = {} if sheet.results is None else _by_place(sheet)
        for line in sheet.questions:
            if line.number > 1:
                self._questions.addWidget(rule())
            result = results.get(line.number)
            shown = None if result is None else self._result(sheet.event, result)
            self._questions.addLayout(_question(line, shown))

    def _result(self, event: Event, result: QuestionResult) -> QWidget:
        tally = result.tally
        if tally.options:
            return ResultBars(result.item, tally, event.languages[0])
        height = _chart_height(result)
        if height == 0:
            return label(base_in_words(tally), "small", True)
        # Not needed for the window's first picture: the list is there before any result is.
        from pollkit.desktop.facilitator.console.pictures import ResultChart
        from pollkit.desktop.facilitator.wall.album import Album

        chart = ResultChart(Album(self._find_picture))
        chart.setFixedHeight(height)
        chart.show_result(event, result.item, tally, None)
        whole = QWidget()
        whole.setLayout(column(chart, label(base_in_words(tally), "small", True), gap=theme.XS))
        return whole


def _question(line: QuestionLine, result: QWidget | None) -> QHBoxLayout:
    number = label(str(line.number), "lead")
    number.setMinimumWidth(24)
    number.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = column(label(line.text, wraps=True), label(line.note, "small", True), gap=theme.XS)
    if result is not None:
        words.addWidget(result)
    made = QHBoxLayout()
    made.setSpacing(theme.M)
    made.addWidget(number)
    made.addLayout(words, 1)
    return made


def _chart_height(result: QuestionResult) -> int:
    """In pixels; 0 where nothing is drawn: for people's own words, and for nothing yet."""
    tally = result.tally
    if tally.parts and result.item.kind is not ItemKind.GRID:
        return 40 + 60 * len(tally.parts)
    if tally.parts or tally.pins:
        return 320
    return 220 if tally.numbers is not None or tally.words else 0


def _by_place(sheet: EventSheet) -> dict[int, QuestionResult]:
    assert sheet.results is not None
    names = [item.name for item in sheet.event.instrument.items]
    return {
        names.index(result.item.name) + 1: result
        for result in sheet.results.questions
        if result.item.name in names
    }


def _mend_words(sheet: EventSheet) -> str:
    if not sheet.questions:
        return _("Add questions")
    return ngettext("Mend {n} thing", "Mend {n} things", sheet.to_mend).format(n=sheet.to_mend)


def _tied_words(is_tied: bool) -> str:
    if is_tied:
        return _("One person's answers stay together, without a name; the phones say so.")
    return _("Each question is a ballot box: nobody can tell whose answer is whose.")


def _population_words(population: int | None) -> str:
    if population is None:
        return _("The results speak for those who answer.")
    return _("The results are meant to speak for {n} people.").format(n=population)


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        if (widget := entry.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := entry.layout()) is not None:
            _clear(inner)  # type: ignore[arg-type]
            inner.deleteLater()
