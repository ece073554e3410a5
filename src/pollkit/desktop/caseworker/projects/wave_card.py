"""One wave of a project: how far it is, who is missing, what was begun, and how to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.caseworker.naming import mode_name, mode_words
from pollkit.desktop.caseworker.projects.presenter import DraftLine, WaveSheet
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import short_day
from pollkit.desktop.widgets.fold import Fold
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.tallies import DayTally
from pollkit.domain.waves import Mode
from pollkit.i18n import _, ngettext

_ICONS = {
    Mode.INTERVIEW: "ph.chats-circle",
    Mode.KIOSK: "ph.laptop",
    Mode.PHONE: "ph.device-mobile",
    Mode.PAPER: "ph.file-text",
}

_MOST_DOUBTS = 40


class WaveCard(QFrame):
    collect_wanted = Signal(object, object)  # wave id, Mode
    resume_wanted = Signal(object)  # response id
    edit_wanted = Signal(object)  # wave id
    version_wanted = Signal(object)  # wave id

    def __init__(self, offered: tuple[Mode, ...]) -> None:
        """`offered`: the ways in that this screen can lead to."""
        super().__init__()
        self.setProperty("card", True)
        self._offered = offered
        self._sheet: WaveSheet | None = None
        self.title = label("", "lead", wraps=True)
        self.kind = label("", "muted")
        self.edit = Button(_("Set up"), "quiet", "ph.sliders-horizontal")
        self.version = Button(_("Another version"), "quiet", "ph.git-branch")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.counts = label("", wraps=True)
        self.closed = label("", "caution", wraps=True)
        self.ways: dict[Mode, Button] = {}
        self._ways = row(gap=theme.S)
        self.missing = _Codes()
        self.missing_fold = Fold(_("Who is missing"), self.missing)
        self.drafts = _Drafts()
        self.drafts_fold = Fold(_("Begun, to go on with"), self.drafts)
        self.doubts = label("", wraps=True)
        self.doubts_fold = Fold(_("Worth a look"), self.doubts)
        self.days = _Days()
        self.days_fold = Fold(_("Day by day"), self.days)
        self._place_parts()
        self.edit.clicked.connect(self._on_edit_clicked)
        self.version.clicked.connect(self._on_version_clicked)
        self.drafts.wanted.connect(self.resume_wanted)

    def render_state(self, sheet: WaveSheet, is_current: bool) -> None:
        self._sheet = sheet
        tally = sheet.tally
        self.title.setText(sheet.wave.title)
        self.kind.setText(sheet.kind if sheet.kind != sheet.wave.title else "")
        expected = tally.expected or 0
        self.progress.setMaximum(max(1, expected, tally.finished))
        self.progress.setValue(tally.finished)
        self.progress.setAccessibleName(_("Finished"))
        self.counts.setText(_count_words(sheet))
        self.closed.setText("" if sheet.is_open else _("Not open today: see its days in “Set up”."))
        self.closed.setVisible(not sheet.is_open)
        self._show_ways(sheet, is_current)
        count = len(tally.missing)
        self.missing.show_codes(sheet.missing, sheet.missing_unnamed)
        self.missing_fold.setVisible(count > 0)
        self.missing_fold.say(ngettext("{n} person", "{n} people", count).format(n=count))
        self.drafts.show_drafts(sheet)
        self.drafts_fold.setVisible(bool(sheet.drafts))
        self.drafts_fold.say(str(len(sheet.drafts)))
        self.doubts.setText("\n".join(f"• {line}" for line in sheet.doubts[:_MOST_DOUBTS]))
        self.doubts_fold.setVisible(bool(sheet.doubts))
        self.doubts_fold.say(str(len(sheet.doubts)))
        self.days.show_days(tally.days)
        self.days_fold.setVisible(bool(tally.days))
        self.days_fold.say("")

    def _show_ways(self, sheet: WaveSheet, is_current: bool) -> None:
        modes = [mode for mode in self._offered if mode in sheet.modes]
        if list(self.ways) != modes:
            for button in self.ways.values():
                self._ways.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.ways = {
                mode: Button(mode_words(mode), "secondary", _ICONS[mode]) for mode in modes
            }
            for place, (mode, button) in enumerate(self.ways.items()):
                self._ways.insertWidget(place, button)
                button.clicked.connect(lambda _checked, mode=mode: self._collect(mode))
        for button in self.ways.values():
            button.setEnabled(sheet.is_open)
            name = f"{button.text()}: {sheet.wave.title}"
            button.setAccessibleName(name)

    def _collect(self, mode: Mode) -> None:
        assert self._sheet is not None
        self.collect_wanted.emit(self._sheet.wave.id, mode)

    def _place_parts(self) -> None:
        head = row(self.title, self.kind, gap=theme.M)
        head.addStretch(1)
        head.addWidget(self.version)
        head.addWidget(self.edit)
        self._ways.addStretch(1)
        folds = column(gap=0)
        for fold in (self.missing_fold, self.drafts_fold, self.doubts_fold, self.days_fold):
            folds.addWidget(fold)
        parts = column(
            head, self.progress, self.counts, self.closed, self._ways, folds, gap=theme.S
        )
        parts.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self.setLayout(parts)

    @Slot()
    def _on_version_clicked(self) -> None:
        assert self._sheet is not None
        self.version_wanted.emit(self._sheet.wave.id)

    @Slot()
    def _on_edit_clicked(self) -> None:
        assert self._sheet is not None
        self.edit_wanted.emit(self._sheet.wave.id)


class _Codes(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] | None = None
        self._codes = WrappedRow(gap=theme.L)
        self._labels: list[QWidget] = []
        self.unnamed = label("", "muted", wraps=True)
        self.setLayout(column(self._codes, self.unnamed, gap=theme.S))

    def show_codes(self, codes: tuple[str, ...], unnamed: int) -> None:
        words = ngettext("{n} more has no code.", "{n} more have no code.", unnamed)
        self.unnamed.setText(words.format(n=unnamed) if unnamed else "")
        self.unnamed.setVisible(bool(unnamed))
        if codes == self._shown:
            return
        self._shown = codes
        for shown in self._labels:
            self._codes.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._labels = [label(code) for code in codes]
        for shown in self._labels:
            self._codes.addWidget(shown)


class _Drafts(QWidget):
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self.buttons: list[Button] = []
        self._rows = column(gap=theme.XS)
        self.setLayout(self._rows)

    def show_drafts(self, sheet: WaveSheet) -> None:
        if sheet.drafts == self._shown:
            return
        self._shown = sheet.drafts
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [Button(_draft_words(d), "quiet", "ph.arrow-right") for d in sheet.drafts]
        for draft, button in zip(sheet.drafts, self.buttons, strict=True):
            button.setAccessibleName(_("Go on with {draft}").format(draft=button.text()))
            button.clicked.connect(lambda _c, one=draft.response_id: self.wanted.emit(one))
            self._rows.addLayout(row(button, None))


class _Days(QTableWidget):
    def __init__(self) -> None:
        super().__init__(0, 4)
        self._shown: tuple[DayTally, ...] | None = None
        self.setAccessibleName(_("Day by day"))
        self.setHorizontalHeaderLabels([_("Day"), _("Begun"), _("Finished"), _("Refused")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_days(self, days: tuple[DayTally, ...]) -> None:
        if days == self._shown:
            return
        self._shown = days
        self.setRowCount(len(days))
        for place, day in enumerate(days):
            figures = (short_day(day.day), day.started, day.finished, day.refused)
            for cell, figure in enumerate(figures):
                self.setItem(place, cell, QTableWidgetItem(str(figure)))
        self.setFixedHeight(34 + 34 * min(len(days), 8))


def _draft_words(draft: DraftLine) -> str:
    if draft.started_on is None:
        return draft.words
    return f"{draft.words} · " + _("begun {day}").format(day=short_day(draft.started_on))


def _count_words(sheet: WaveSheet) -> str:
    tally = sheet.tally
    if tally.expected:
        finished = _("{n} of {expected} finished").format(n=tally.finished, expected=tally.expected)
    else:
        finished = ngettext("{n} finished", "{n} finished", tally.finished).format(n=tally.finished)
    parts = [finished]
    if tally.started:
        parts.append(ngettext("{n} begun", "{n} begun", tally.started).format(n=tally.started))
    if tally.refused:
        parts.append(ngettext("{n} refused", "{n} refused", tally.refused).format(n=tally.refused))
    if tally.withdrawn:
        n = tally.withdrawn
        parts.append(ngettext("{n} withdrawn", "{n} withdrawn", n).format(n=n))
    if tally.missing:
        n = len(tally.missing)
        parts.append(ngettext("{n} missing", "{n} missing", n).format(n=n))
    modes = [f"{mode_name(mode)} {count}" for mode, count in tally.by_mode.items()]
    ways = f" ({', '.join(modes)})" if len(modes) > 1 else ""
    return " · ".join((parts[0] + ways, *parts[1:]))
