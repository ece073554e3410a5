"""Results out: where to, in which language; progress, a way to stop, and the folder at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.facilitator.events.export_wish import ExportWish, write_files
from pollkit.desktop.facilitator.events.presenter import shown_title
from pollkit.desktop.facilitator.splits import SplitChoice
from pollkit.desktop.tasks import Task, Tasks
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.domain.events import Event
from pollkit.domain.texts import on_one_line
from pollkit.errors import PollKitError
from pollkit.i18n import LANGUAGE_NAMES, _, current_language, ngettext
from pollkit.store import Workspace


class ExportPanel(QFrame):
    """Opens at the foot of the event's sheet."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("notice", True)
        self._workspace = workspace
        self._tasks = tasks
        self._task: Task | None = None
        self._event_id: UUID | None = None
        self.folder = QLineEdit()
        self.choose = Button(_("Choose…"), "secondary", "ph.folder-open")
        self.language = QComboBox()
        self.split_by = QComboBox()
        self._split_field = QWidget()
        self.own_words = QCheckBox(_("Include answers in people's own words"))
        self.receipts = QCheckBox(_("List every answer with its receipt"))
        self.people = QCheckBox(_("One row per person (people.csv)"))
        self._people_field = QWidget()
        self.write = Button(_("Write the files"), "secondary", "ph.export")
        self.cancel = Button(_("Stop"), "quiet", "ph.stop")
        self.close_button = icon_button("ph.x", _("Close the export"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Export under way"))
        self.outcome = label("", wraps=True)
        self.show_folder = Button(_("Show in folder"), "secondary", "ph.folder-open")
        self._place_parts()
        self._connect_parts()
        self._rest()
        self.hide()

    def show_event(self, event: Event) -> None:
        """Makes ready for an event; what is being written for another goes on."""
        if event.id == self._event_id:
            return
        self._event_id = event.id
        self.folder.setText(str(_folder_for(event)))
        self.language.clear()
        for tag in event.languages:
            self.language.addItem(LANGUAGE_NAMES.get(tag, tag), tag)
        self.language.setCurrentIndex(max(0, self.language.findData(current_language())))
        # What was chosen for one event says nothing about the next.
        self.own_words.setChecked(True)
        self.receipts.setChecked(True)
        self.people.setChecked(False)
        self._people_field.setVisible(event.answers_tied)
        self.split_by.clear()
        self.offer_splits(())
        self.hide()

    def offer_splits(self, choices: Sequence[SplitChoice]) -> None:
        """The questions to split by; what was chosen stays chosen while it is among them."""
        chosen = self.split_by.currentData()
        self.split_by.clear()
        self.split_by.addItem(_("No split"), None)
        for choice in choices:
            self.split_by.addItem(on_one_line(choice.text), choice.item)
        self.split_by.setCurrentIndex(max(0, self.split_by.findData(chosen)))
        self._split_field.setVisible(bool(choices))

    def open(self) -> None:
        self.show()
        self.write.setFocus()

    def _place_parts(self) -> None:
        what = label(
            _("Charts as PNG and SVG, tables as XLSX and CSV, a web page and a PDF."), "muted", True
        )
        head = row(label(_("Export the results"), "lead"), gap=theme.M)
        head.addWidget(what, 1)
        head.addWidget(self.close_button)
        self.folder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        where = column(
            field_label(_("Folder"), self.folder), row(self.folder, self.choose), gap=theme.XS
        )
        language = column(field_label(_("Language"), self.language), self.language, gap=theme.XS)
        fields = row(gap=theme.M)
        fields.addLayout(where, 2)
        fields.addWidget(self._split_field, 1)
        fields.addLayout(language)
        # A long question must not make the window wider.
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.split_by.setSizeAdjustPolicy(adjust)
        self.split_by.setMinimumContentsLength(12)
        named = field_label(_("Split by"), self.split_by)
        self._split_field.setLayout(column(named, self.split_by, gap=theme.XS))
        care = row(gap=theme.L)
        words = _("Read them before you hand the files on: they may name somebody.")
        care.addLayout(_explained(self.own_words, words), 1)
        words = _("People find their own answer by it; it names nobody.")
        care.addLayout(_explained(self.receipts, words), 1)
        words = _(
            "All that one person answered stands together: a rare mixture can tell who it was."
            " Do not publish this file."
        )
        people = _explained(self.people, words)
        people.setContentsMargins(0, 0, 0, 0)
        self._people_field.setLayout(people)
        foot = row(self.progress, self.outcome, gap=theme.M)
        foot.setStretch(0, 1)
        foot.setStretch(1, 1)
        for button in (self.cancel, self.show_folder, self.write):
            foot.addWidget(button)
        inside = ScrolledColumn(column(fields, care, self._people_field, gap=theme.S))
        # In a low window it scrolls; in a high one it takes no more than it needs.
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setLayout(column(head, inside, foot, margin=theme.M, gap=theme.S))

    def _connect_parts(self) -> None:
        self.choose.clicked.connect(self._on_choose_clicked)
        self.write.clicked.connect(self._on_write_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.close_button.clicked.connect(self.hide)
        self.show_folder.clicked.connect(self._on_show_folder_clicked)

    @Slot()
    def _on_choose_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder"), self.folder.text())
        self.folder.setText(chosen or self.folder.text())

    @Slot()
    def _on_write_clicked(self) -> None:
        assert self._event_id is not None
        workspace, wish = self._workspace, self._wish(self._event_id)
        self._render(is_running=True)
        self._task = self._tasks.run(
            lambda task: write_files(task, workspace, wish),
            on_done=self._on_written,
            on_failed=self._on_failed,
        )

    def _wish(self, event_id: UUID) -> ExportWish:
        return ExportWish(
            event_id,
            Path(self.folder.text()).expanduser(),
            self.language.currentData(),
            split_by=self.split_by.currentData(),
            with_own_words=self.own_words.isChecked(),
            with_receipts=self.receipts.isChecked(),
            with_people=self.people.isChecked(),
        )

    @Slot()
    def _on_cancel_clicked(self) -> None:
        assert self._task is not None
        self._task.cancel()
        self._render(words=_("Stopped. What was written so far is in the folder."))

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        count = len(paths)
        self._render(
            words=ngettext("{n} file written.", "{n} files written.", count).format(n=count),
            has_folder=True,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._rest()
        if not isinstance(error, (PollKitError, OSError)):
            raise error
        self._render(words=_failure_words(error), is_trouble=True)

    @Slot()
    def _on_show_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    def _rest(self) -> None:
        self._render()

    def _render(
        self,
        words: str = "",
        is_running: bool = False,
        is_trouble: bool = False,
        has_folder: bool = False,
    ) -> None:
        self.progress.setVisible(is_running)
        # Busy while it runs; at rest a busy bar would keep its timer going.
        self.progress.setRange(0, 0 if is_running else 1)
        self.outcome.setVisible(not is_running)
        self.outcome.setText(words)
        self.outcome.setProperty("text_role", "danger" if is_trouble else "good")
        self.outcome.style().polish(self.outcome)
        self.cancel.setVisible(is_running)
        self.write.setEnabled(not is_running)
        self.show_folder.setVisible(has_folder)


def _explained(box: QCheckBox, words: str) -> QVBoxLayout:
    box.setAccessibleDescription(words)
    made = column(box, label(words, "muted", True), gap=theme.XS)
    made.addStretch(1)  # its neighbour may need more lines
    return made


def _failure_words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return _("The files could not be written there: {why}. Choose another folder.").format(
            why=error.strerror or type(error).__name__
        )
    return str(error)


def _folder_for(event: Event) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = re.sub(r"[^\w\-]+", " ", shown_title(event)).strip()[:60].strip() or "event"
    return Path(documents or Path.home()) / "PollKit" / f"{name} {event.starts_at:%Y-%m-%d}"
