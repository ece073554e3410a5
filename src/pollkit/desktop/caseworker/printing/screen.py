"""Printing cards and forms."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QProgressBar, QRadioButton, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.printing.presenter import (
    MOST_PEOPLE,
    ForWhom,
    PrintPresenter,
    PrintState,
    What,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, NumberField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, middle, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import LANGUAGE_NAMES, _, ngettext


class PrintScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: PrintPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.what = {
            What.CARDS: QRadioButton(_("Cards with a code, eight on a page")),
            What.BLANK: QRadioButton(_("The questionnaire, to be copied: the code is written in")),
            What.CODED: QRadioButton(_("The questionnaire for each person, with the code on it")),
        }
        self.for_whom = {
            ForWhom.NEW: QRadioButton(_("New people:")),
            ForWhom.MISSING: QRadioButton(""),
        }
        self._what_group, self._whom_group = QButtonGroup(self), QButtonGroup(self)
        self.people = NumberField(_("How many new people"), 1, MOST_PEOPLE)
        self.wave = ChoiceField(_("Wave"))
        self.language = ChoiceField(_("Language"))
        self.save = Button("", "primary", "ph.printer")
        self.open = Button(_("Open"), "secondary", "ph.arrow-square-out")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(_("Writing the pages"))
        self.said = label("", wraps=True)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.what[What.CARDS])
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        title = _("Paper for “{project}”").format(project=state.project_title)
        self.title.setText(title)
        for what, button in self.what.items():
            button.setChecked(what is state.what)
        for whom, button in self.for_whom.items():
            button.setChecked(whom is state.for_whom)
        self.for_whom[ForWhom.MISSING].setText(_missing_words(state))
        self.for_whom[ForWhom.MISSING].setEnabled(state.missing > 0)
        self._whom.setVisible(state.asks_for_whom)
        self.people.show_value(state.people)
        self.wave.offer(list(state.waves), state.wave)
        names = [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in state.languages]
        self.language.offer(names, state.language)  # type: ignore[arg-type]
        self.save.setText(_("Save in a folder…") if state.writes_folder else _("Save the PDF…"))
        self.save.setEnabled(state.can_print)
        self.progress.setVisible(state.is_busy)
        self.said.setText(state.said)
        self.said.setProperty("text_role", "danger" if state.is_trouble else "good")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(state.said))
        self.open.setVisible(state.written is not None)

    def _place_parts(self) -> None:
        for group, buttons in ((self._what_group, self.what), (self._whom_group, self.for_whom)):
            for button in buttons.values():
                group.addButton(button)
        new, missing = self.for_whom[ForWhom.NEW], self.for_whom[ForWhom.MISSING]
        self._whom = QWidget()
        self._whom.setLayout(
            column(
                label(_("For whom"), "strong"),
                row(new, self.people, None, gap=theme.M),
                missing,
                gap=theme.S,
            )
        )
        inside = column(
            label(_("What"), "strong"),
            *self.what.values(),
            self._whom,
            field_label(_("Wave"), self.wave),
            row(self.wave, None),
            field_label(_("Language"), self.language),
            row(self.language, None),
            row(self.save, self.open, None, gap=theme.M),
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
        for what, button in self.what.items():
            button.clicked.connect(lambda _c, what=what: self._presenter.choose_what(what))
        for whom, button in self.for_whom.items():
            button.clicked.connect(lambda _c, whom=whom: self._presenter.choose_for_whom(whom))
        self.people.committed.connect(self._on_people_committed)
        self.wave.committed.connect(self._on_wave_committed)
        self.language.committed.connect(self._on_language_committed)
        self.save.clicked.connect(self._on_save_clicked)
        self.open.clicked.connect(self._on_open_clicked)

    def _ask_target(self) -> str:
        if self._presenter.state.writes_folder:
            return QFileDialog.getExistingDirectory(self, _("Folder for the forms"))
        name = _("cards") if self._presenter.state.what is What.CARDS else _("questionnaire")
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the PDF"), f"{name}.pdf", "*.pdf")
        return path

    @Slot()
    def _on_people_committed(self) -> None:
        self._presenter.choose_people(self.people.value())

    @Slot()
    def _on_wave_committed(self) -> None:
        chosen = self.wave.chosen()
        assert isinstance(chosen, UUID)
        self._presenter.choose_wave(chosen)

    @Slot()
    def _on_language_committed(self) -> None:
        self._presenter.choose_language(str(self.language.chosen()))

    @Slot()
    def _on_save_clicked(self) -> None:
        target = self._ask_target()
        if target:
            self._presenter.print_to(Path(target))

    @Slot()
    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._presenter.state.written)))


def _missing_words(state: PrintState) -> str:
    wave = dict(state.waves).get(state.wave, "") if state.wave is not None else ""
    return ngettext(
        "{n} person who is missing in “{wave}”",
        "{n} people who are missing in “{wave}”",
        state.missing,
    ).format(n=state.missing, wave=wave)
