"""Paper cards by webcam: the camera, its picture, and how many cards have answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPalette, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.cards.state import CardsState, Stage
from pollkit.desktop.facilitator.cards.view_finder import ViewFinder
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.option_mark import OptionMark
from pollkit.desktop.widgets.panels import EmptyState, NoticeBar, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _, ngettext
from pollkit.paper.card_reader import not_installed_words
from pollkit.paper.cards import LETTERS

# Announced to the change hub when the presenter has news.
CARDS_TOPIC = "cards"


class CardsScreen(Screen):
    """A self-contained part: it can be a page or a panel of the console."""

    def __init__(self, presenter: CardsPresenter, hub: ChangeHub) -> None:
        """`presenter` announces `CARDS_TOPIC` to the hub when there is news."""
        super().__init__()
        self._presenter = presenter
        self._said = ""
        self.cameras = QComboBox()
        self.look_again = icon_button("ph.arrows-clockwise", _("Look for cameras again"))
        self.start = Button(_("Start the camera"), "primary", "ph.video-camera")
        self.stop = Button(_("Stop the camera"), "secondary", "ph.stop")
        self.mirror = QCheckBox(_("Mirror the picture"))
        self.tally_shown = QCheckBox(_("Show me the answers"))
        self.finder = ViewFinder()
        self.count = label("", "lead")
        self.in_view = label("", "muted")
        self.split = TallyLine()
        self.notice = NoticeBar()
        self.mirrored = NoticeBar()
        self._says_mirrored = False
        self.not_installed = EmptyState(
            "ph.video-camera-slash",
            _("Paper cards cannot be read yet"),
            not_installed_words(),
            Button(_("Print cards …"), "secondary", "ph.printer"),
        )
        look = Button(_("Look again"), "secondary", "ph.arrows-clockwise")
        self.no_camera = EmptyState(
            "ph.video-camera-slash",
            _("No camera was found"),
            _("Plug a webcam in, then look again. Cards can be printed without one."),
            look,
            Button(_("Print cards …"), "quiet", "ph.printer"),
        )
        self.print_cards = Button(_("Print cards …"), "quiet", "ph.printer")
        self._place_parts()
        self._connect_parts(hub)
        self.begin_at(self.start)
        presenter.on_changed = self.render_state
        self.render_state()

    def render_state(self) -> None:
        state = self._presenter.state
        pages = {Stage.NOT_INSTALLED: self.not_installed, Stage.NO_CAMERA: self.no_camera}
        self.pages.setCurrentWidget(pages.get(state.stage, self.working))
        self._render_cameras(state)
        self.start.setVisible(not state.can_stop)
        self.start.setEnabled(state.can_start)
        self.stop.setVisible(state.can_stop)
        self.mirror.setChecked(state.is_mirrored)
        self.tally_shown.setChecked(state.shows_tally)
        self.tally_shown.setEnabled(state.is_asked or state.counted > 0)
        self.finder.show_words(_waiting_words(state))
        self.finder.show_sight(state.sight, state.letters, state.is_mirrored, state.shows_tally)
        self.count.setText(_count_words(state))
        self.in_view.setText(_in_view_words(state))
        self.split.show_tally(state.tally if state.shows_tally else {})
        self._render_notice(state)
        self._render_mirrored(state)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._presenter.look_for_cameras()

    def _place_parts(self) -> None:
        self.cameras.setMinimumContentsLength(20)
        camera = column(field_label(_("Camera"), self.cameras), self.cameras, gap=theme.XS)
        head = row(gap=theme.S)
        head.addLayout(camera)
        for button in (self.look_again, self.start, self.stop):
            head.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.print_cards, alignment=Qt.AlignmentFlag.AlignBottom)
        figures = row(self.count, self.split, None, self.in_view, gap=theme.L)
        choices = row(self.tally_shown, self.mirror, None, gap=theme.L)
        self.working = QWidget()
        self.working.setLayout(column(head, self.finder, figures, choices, margin=0, gap=theme.M))
        self.working.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.pages = QStackedWidget()
        for page in (self.working, self.not_installed, self.no_camera):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages, self.mirrored, self.notice, margin=theme.L, gap=theme.M))

    def _connect_parts(self, hub: ChangeHub) -> None:
        self.cameras.activated.connect(self._on_camera_activated)
        self.look_again.clicked.connect(self._on_look_clicked)
        self.no_camera.step_taken.connect(self._on_step_taken)
        self.not_installed.step_taken.connect(self._on_print_clicked)
        self.start.clicked.connect(self._on_start_clicked)
        self.stop.clicked.connect(self._on_stop_clicked)
        self.mirror.clicked.connect(self._on_mirror_clicked)
        self.tally_shown.clicked.connect(self._on_tally_clicked)
        self.print_cards.clicked.connect(self._on_print_clicked)
        self.notice.action_taken.connect(self._on_printed_wanted)
        self.mirrored.action_taken.connect(self._on_turn_back_wanted)
        hub.changed.connect(self._on_hub_changed)

    def _render_cameras(self, state: CardsState) -> None:
        shown = [self.cameras.itemText(place) for place in range(self.cameras.count())]
        if shown != [camera.name for camera in state.cameras]:
            self.cameras.clear()
            for camera in state.cameras:
                self.cameras.addItem(camera.name, camera.place)
        if state.chosen is not None:
            self.cameras.setCurrentIndex(self.cameras.findData(state.chosen.place))
        self.cameras.setEnabled(bool(state.cameras))
        self.look_again.setEnabled(not state.can_stop and state.stage is not Stage.LOOKING)

    def _render_notice(self, state: CardsState) -> None:
        printed = "" if state.printed is None else state.printed.name
        said = state.trouble or printed
        if said == self._said:
            return
        self._said = said
        if state.trouble:
            self.notice.say(state.trouble, is_trouble=True)
        elif printed:
            words = _("The cards were written to “{file}”.").format(file=printed)
            self.notice.say(words, _("Open it"))
        else:
            self.notice.hide()

    def _render_mirrored(self, state: CardsState) -> None:
        if state.seems_mirrored == self._says_mirrored:
            return
        self._says_mirrored = state.seems_mirrored
        if state.seems_mirrored:
            words = _("This camera shows a mirror image, in which no card can be read.")
            self.mirrored.say(words, _("Turn it back"))
        else:
            self.mirrored.hide()

    @Slot()
    def _on_turn_back_wanted(self) -> None:
        self._presenter.turn_back()

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    def _look_at(self, topics: frozenset[str]) -> None:
        # Out of sight too: answers have to reach the room.
        if CARDS_TOPIC in topics:
            self._presenter.refresh()

    @Slot(int)
    def _on_camera_activated(self, place: int) -> None:
        self._presenter.choose(self.cameras.itemData(place))

    @Slot()
    def _on_look_clicked(self) -> None:
        self._presenter.look_for_cameras()

    @Slot()
    def _on_start_clicked(self) -> None:
        self._presenter.start()
        self.stop.setFocus()

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._presenter.stop()
        self.start.setFocus()

    @Slot(int)
    def _on_step_taken(self, step: int) -> None:
        (self._on_look_clicked, self._on_print_clicked)[step]()

    @Slot()
    def _on_print_clicked(self) -> None:
        chosen = QFileDialog.getSaveFileName(
            self, _("Print cards"), str(_suggested_path()), "PDF (*.pdf)"
        )[0]
        if chosen:
            self._presenter.print_to(Path(chosen))

    @Slot()
    def _on_printed_wanted(self) -> None:
        printed = self._presenter.state.printed
        if printed is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(printed)))

    @Slot(bool)
    def _on_mirror_clicked(self, is_wanted: bool) -> None:
        self._presenter.mirror(is_wanted)

    @Slot(bool)
    def _on_tally_clicked(self, is_wanted: bool) -> None:
        self._presenter.show_tally(is_wanted)


class TallyLine(QWidget):
    """Each letter with its shape and how many cards have it."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = {letter: label("", "lead") for letter in LETTERS}
        self._marks = [OptionMark(place) for place in range(len(LETTERS))]
        self._parts: dict[str, QWidget] = {}
        line = row(gap=theme.L)
        for mark, letter in zip(self._marks, LETTERS, strict=True):
            part = QWidget()
            part.setLayout(row(mark, self.numbers[letter], gap=theme.XS))
            line.addWidget(part)
            self._parts[letter] = part
        self.setLayout(line)
        # The line stays as high as it is with numbers: nothing below may jump.
        self.setMinimumHeight(self.sizeHint().height())

    def show_tally(self, tally: dict[str, int]) -> None:
        is_dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        for mark in self._marks:
            mark.set_dark(is_dark)
        for letter, part in self._parts.items():
            part.setVisible(letter in tally)
            self.numbers[letter].setText(str(tally.get(letter, "")))

    def sizeHint(self) -> QSize:  # noqa: N802
        return super().sizeHint().expandedTo(QSize(0, 28))


def _suggested_path() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place)) / _("PollKit cards.pdf")


def _waiting_words(state: CardsState) -> str:
    match state.stage:
        case Stage.LOOKING:
            return _("Looking for cameras …")
        case Stage.STARTING:
            return _("The camera is starting …")
        case _:
            return _("Start the camera, and let people hold up their cards.")


def _count_words(state: CardsState) -> str:
    if not state.is_asked and not state.counted:
        return _("No question is open: cards are shown, and not counted.")
    return ngettext("{n} card counted", "{n} cards counted", state.counted).format(n=state.counted)


def _in_view_words(state: CardsState) -> str:
    if state.sight is None:
        return ""
    return ngettext("{n} in the picture", "{n} in the picture", state.in_view).format(
        n=state.in_view
    )
