"""Saving a project's responses as files."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar

from pollkit.desktop import theme
from pollkit.desktop.caseworker.files.save_presenter import SavePresenter
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, middle, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import LANGUAGE_NAMES, _
from pollkit.usecases.export_responses import ResponseFormat


class SaveScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: SavePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.folder = TextField(_("Folder"), 1000)
        self.choose = Button(_("Choose…"), "secondary", "ph.folder-open")
        self.language = ChoiceField(_("Language of the labels"))
        words = {
            ResponseFormat.CSV: _("CSV, for any program"),
            ResponseFormat.XLSX: _("Excel"),
            ResponseFormat.SAV: _("SPSS"),
            ResponseFormat.DTA: _("Stata"),
        }
        self.formats = {one: QCheckBox(said) for one, said in words.items()}
        self.drafts = QCheckBox(_("Drafts too"))
        self.save = Button(_("Save the files"), "primary", "ph.export")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(_("Writing the files"))
        self.said = label("", wraps=True)
        self.show_folder = Button(_("Show in folder"), "secondary", "ph.folder-open")
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.choose)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        self.title.setText(_("Responses of “{project}”").format(project=state.project_title))
        self.folder.show_text(state.folder)
        names = [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in state.languages]
        self.language.offer(names, state.language)  # type: ignore[arg-type]
        for one, box in self.formats.items():
            box.setChecked(one in state.formats)
        self.drafts.setChecked(state.with_drafts)
        self.save.setEnabled(state.can_save)
        self.progress.setVisible(state.is_busy)
        self.said.setText(state.said)
        self.said.setProperty("text_role", "danger" if state.is_trouble else "good")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(state.said))
        self.show_folder.setVisible(bool(state.files))

    def _place_parts(self) -> None:
        care = label(
            _(
                "There is a row for each person: keep the files as carefully as the answers. A "
                "person is a mark that is drawn for these files; no file has a code or a time."
            ),
            "muted",
            wraps=True,
        )
        kinds = row(*self.formats.values(), None, gap=theme.L)
        inside = column(
            care,
            field_label(_("Folder"), self.folder),
            row(self.folder, self.choose),
            field_label(_("Language of the labels"), self.language),
            row(self.language, None),
            label(_("Which files"), "strong"),
            kinds,
            self.drafts,
            row(self.save, self.show_folder, None, gap=theme.M),
            self.progress,
            self.said,
            gap=theme.S,
        )
        whole = column(self.title, card(inside, theme.XL), gap=theme.L)
        page = column(row(self.back, None), middle(whole, 760), margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self.setLayout(page)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.folder.committed.connect(self._on_folder_committed)
        self.language.committed.connect(self._on_language_committed)
        for one, box in self.formats.items():
            box.clicked.connect(lambda wanted, one=one: self._presenter.choose_format(one, wanted))
        self.drafts.clicked.connect(self._on_drafts_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.show_folder.clicked.connect(self._on_show_clicked)

    @Slot()
    def _on_choose_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the files"))
        self._presenter.choose_folder(chosen or self._presenter.state.folder)

    @Slot()
    def _on_folder_committed(self) -> None:
        self._presenter.choose_folder(self.folder.text().strip())

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.choose_language(str(self.language.chosen()))

    @Slot(bool)
    def _on_drafts_clicked(self, is_wanted: bool) -> None:
        self._presenter.include_drafts(is_wanted)

    @Slot()
    def _on_save_clicked(self) -> None:
        self._presenter.save()

    @Slot()
    def _on_show_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._presenter.state.folder))
