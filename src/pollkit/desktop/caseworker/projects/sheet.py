"""The chosen project: its state, its waves, and the way to each thing that is done with it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.naming import mode_words
from pollkit.desktop.caseworker.projects.presenter import ProjectSheet, ProjectsState
from pollkit.desktop.caseworker.projects.wave_card import WaveCard
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.waves import Mode
from pollkit.i18n import _


class ProjectSheetPanel(QWidget):
    collect_wanted = Signal(object, object)  # wave id, Mode
    resume_wanted = Signal(object)
    wave_wanted = Signal(object)  # wave id, None = a new one
    set_up_wanted = Signal()
    links_wanted = Signal()
    withdraw_wanted = Signal()
    find_wanted = Signal()
    package_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    take_wanted = Signal()
    paper_wanted = Signal(object)  # wave id
    version_wanted = Signal(object)  # wave id

    def __init__(self, offered: tuple[Mode, ...]) -> None:
        super().__init__()
        self._offered = offered
        self._sheet: ProjectSheet | None = None
        self.title = label("", "title", wraps=True)
        self.state = label("", "muted", wraps=True)
        self.said = label("", "good", wraps=True)
        self.collect = Button(_("Collect"), "primary", "ph.caret-down")
        self._menu = QMenu(self)
        self.set_up = Button(_("Set up"), "quiet", "ph.sliders-horizontal")
        self.look_up = Button(_("Find a response"), "quiet", "ph.magnifying-glass")
        self.links = Button(_("Links"), "quiet", "ph.link")
        self.withdraw = Button(_("Withdraw by code"), "quiet", "ph.eraser")
        self.files = Button(_("Files and print"), "quiet", "ph.files")
        self._files_menu = QMenu(self)
        self.add_wave = Button(_("Add a wave"), "secondary", "ph.plus")
        self.no_waves = card(
            column(
                label(_("No waves yet"), "strong"),
                label(
                    _(
                        "A wave is one time of asking: before, after, in between. Each has a "
                        "questionnaire, and the ways in which people may answer."
                    ),
                    "muted",
                    wraps=True,
                ),
            )
        )
        self.cards: dict[UUID, WaveCard] = {}
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: ProjectsState) -> None:
        sheet = state.sheet
        assert sheet is not None
        self._sheet = sheet
        self.title.setText(sheet.title)
        parts = (sheet.state, sheet.today) if sheet.waves else (sheet.state,)
        self.state.setText(" · ".join(parts))
        self.said.setText(state.said)
        self.said.setProperty("text_role", "danger" if state.is_trouble else "good")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(state.said))
        self.no_waves.setVisible(not sheet.waves)
        self._render_waves(sheet)
        self._render_collect(sheet)

    def _render_waves(self, sheet: ProjectSheet) -> None:
        wanted = {one.wave.id for one in sheet.waves}
        for wave_id in [one for one in self.cards if one not in wanted]:
            gone = self.cards.pop(wave_id)
            self._waves.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, one in enumerate(sheet.waves):
            shown = self.cards.get(one.wave.id)
            if shown is None:
                shown = self._new_card()
                self.cards[one.wave.id] = shown
            if self._waves.indexOf(shown) != place:
                self._waves.removeWidget(shown)
                self._waves.insertWidget(place, shown)
            shown.render_state(one, one.wave.id == sheet.current)

    def _render_collect(self, sheet: ProjectSheet) -> None:
        """The main action leads to the wave that is to be collected now."""
        current = next((one for one in sheet.waves if one.wave.id == sheet.current), None)
        modes = [] if current is None else [m for m in self._offered if m in current.modes]
        can_collect = bool(modes) and current is not None and current.is_open
        self.collect.setEnabled(can_collect)
        words = _("Collect") if current is None else _("Collect “{wave}”")
        title = "" if current is None else current.wave.title
        self.collect.setText(words.format(wave=title).replace("&", "&&"))
        self._menu.clear()
        for mode in modes:
            self._menu.addAction(mode_words(mode)).setData(mode)

    def _new_card(self) -> WaveCard:
        made = WaveCard(self._offered)
        made.collect_wanted.connect(self.collect_wanted)
        made.resume_wanted.connect(self.resume_wanted)
        made.edit_wanted.connect(self.wave_wanted)
        made.version_wanted.connect(self.version_wanted)
        return made

    def _place_parts(self) -> None:
        self._waves = column(gap=theme.M)
        body = column(self.no_waves, self._waves, row(self.add_wave, None), gap=theme.M)
        body.addStretch(1)
        head = row(gap=theme.M)
        head.addWidget(self.title, 1)
        head.addWidget(self.collect)
        tools = WrappedRow(
            self.look_up, self.links, self.withdraw, self.files, self.set_up, gap=theme.XS
        )
        whole = column(head, self.state, tools, self.said, ScrolledColumn(body), gap=theme.S)
        whole.setContentsMargins(theme.XL, theme.L, theme.L, theme.S)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.collect.attach_menu(self._menu)
        self._menu.triggered.connect(self._on_mode_triggered)
        self.add_wave.clicked.connect(self._on_add_clicked)
        self.set_up.clicked.connect(self.set_up_wanted)
        self.links.clicked.connect(self.links_wanted)
        self.withdraw.clicked.connect(self.withdraw_wanted)
        self.look_up.clicked.connect(self.find_wanted)
        self.files.attach_menu(self._files_menu)
        for words, wanted in (
            (_("Print cards and forms…"), self.print_wanted),
            (_("Save the responses…"), self.save_wanted),
            (_("Take in earlier answers…"), self.take_wanted),
            (_("Save as a package…"), self.package_wanted),
        ):
            self._files_menu.addAction(words).triggered.connect(wanted)

    def _on_mode_triggered(self, action: object) -> None:
        assert self._sheet is not None
        self.collect_wanted.emit(self._sheet.current, action.data())  # type: ignore[attr-defined]

    @Slot()
    def _on_add_clicked(self) -> None:
        self.wave_wanted.emit(None)
