"""The network of a room: Wi-Fi, a try with one phone, a copy for a second laptop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.room_check.presenter import (
    NetworkLine,
    RoomNetworkPresenter,
    RoomNetworkState,
    Stage,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.join_card import JoinCode
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import NoticeBar, ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.events import Event
from pollkit.domain.wifi import LONGEST_PASSWORD, Wifi
from pollkit.i18n import _
from pollkit.usecases.room_check import Cure

# Announced to the change hub when a phone has come through.
CHECK_TOPIC = "room_check"
_LOOK_EVERY_MS = 1000


class RoomNetworkScreen(Screen):
    closed = Signal()
    print_wanted = Signal(object, Path)  # Event, the file

    def __init__(self, presenter: RoomNetworkPresenter, hub: ChangeHub) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Done"), "primary", "ph.check")
        self.title = label(_("The network of the room"), "title")
        self.about = label("", "muted", wraps=True)
        self.notice = NoticeBar()
        self.wifi = WifiForm()
        self.trial = TrialPanel()
        self.second = SecondLaptopPanel()
        self._place_parts()
        self._connect_parts(hub)
        self._clock = QTimer(self, interval=_LOOK_EVERY_MS)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._clock.start()
        self.begin_at(self.wifi.name)
        presenter.on_changed = self.render_state
        self.wifi.fill(presenter.state.wifi)
        self.render_state()

    @property
    def event_shown(self) -> Event:
        return self._presenter.state.event

    def render_state(self) -> None:
        state = self._presenter.state
        self.about.setText(state.event.title)
        self.wifi.render_state(state)
        self.trial.render_state(state)
        self.second.render_state(state)
        if state.trouble and state.trouble != self.notice.words:
            self.notice.say(state.trouble, is_trouble=True)

    def put_away(self) -> None:
        """Keeps what is typed, and shuts the door of the check."""
        self._clock.stop()
        self._presenter.save_wifi(self.wifi.value)
        self._presenter.on_changed = lambda: None
        self._presenter.close()

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        head.addLayout(column(self.title, self.about, gap=theme.XS), 1)
        head.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignTop)
        parts = column(self.wifi, self.trial, self.second, gap=theme.L)
        parts.addStretch(1)
        parts.setContentsMargins(0, 0, theme.M, theme.M)
        whole = column(head, self.notice, ScrolledColumn(parts), gap=theme.L)
        whole.setContentsMargins(theme.XL, theme.XL, theme.M, 0)
        head.setContentsMargins(0, 0, theme.M, 0)
        self.setLayout(whole)

    def _connect_parts(self, hub: ChangeHub) -> None:
        self.back.clicked.connect(self.closed)
        self.wifi.changed.connect(self._on_wifi_changed)
        self.wifi.print_card.clicked.connect(self._on_print_clicked)
        self.trial.start.clicked.connect(self._on_start_clicked)
        self.trial.give_up.clicked.connect(self._on_give_up_clicked)
        self.second.choose.clicked.connect(self._on_choose_clicked)
        self.second.stop.clicked.connect(self._on_stop_clicked)
        self.second.follow.clicked.connect(self._on_follow_clicked)
        hub.changed.connect(self._on_hub_changed)

    def _look_at(self, topics: frozenset[str]) -> None:
        if CHECK_TOPIC in topics:
            self._presenter.look()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the copy, such as a stick"))
        if folder:
            self._presenter.keep_copies(Path(folder))

    def _print(self) -> None:
        self._presenter.save_wifi(self.wifi.value)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = str(Path(QStandardPaths.writableLocation(documents)) / _("join card.pdf"))
        kinds = ";;".join((_("PDF for printing (*.pdf)"), _("Picture (*.png)")))
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the join card"), name, kinds)
        if path:
            self.print_wanted.emit(self.event_shown, Path(path))

    @Slot()
    def _on_clock_timeout(self) -> None:
        self._presenter.look()

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    @Slot()
    def _on_wifi_changed(self) -> None:
        self._presenter.save_wifi(self.wifi.value)

    @Slot()
    def _on_print_clicked(self) -> None:
        self._print()

    @Slot()
    def _on_start_clicked(self) -> None:
        self._presenter.check()

    @Slot()
    def _on_give_up_clicked(self) -> None:
        self._presenter.give_up()

    @Slot()
    def _on_choose_clicked(self) -> None:
        self._choose_folder()

    @Slot()
    def _on_stop_clicked(self) -> None:
        self._presenter.keep_no_copies()

    @Slot(bool)
    def _on_follow_clicked(self, is_wanted: bool) -> None:
        self._presenter.let_follow(is_wanted)


class WifiForm(QWidget):
    """`changed` comes when a field is left or a box ticked, never at a keystroke."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(_("Name of the Wi-Fi"), 64)
        self.password = TextField(_("Password of the Wi-Fi"), LONGEST_PASSWORD)
        self.is_hidden = QCheckBox(_("The network hides its name"))
        self.is_on_wall = QCheckBox(_("Show name, password and code on the wall"))
        self.trouble = label("", "danger", wraps=True)
        self.print_card = Button(_("Print the join card …"), "secondary", "ph.printer")
        left = column(field_label(_("Name"), self.name), self.name, gap=theme.XS)
        right = column(field_label(_("Password"), self.password), self.password, gap=theme.XS)
        fields = row(gap=theme.M)
        fields.addLayout(left, 1)
        fields.addLayout(right, 1)
        inside = column(
            label(_("1  Wi-Fi for the phones"), "lead"),
            label(
                _(
                    "With it the wall shows two codes: one joins the Wi-Fi, one opens the page. "
                    "It stays on this computer and is forgotten when the event ends."
                ),
                "muted",
                wraps=True,
            ),
            fields,
            self.trouble,
            row(self.is_on_wall, self.is_hidden, None, gap=theme.L),
            row(self.print_card, None),
            gap=theme.S,
        )
        self.setLayout(column(card(inside)))
        for field in (self.name, self.password):
            field.committed.connect(self.changed)
        for box in (self.is_hidden, self.is_on_wall):
            box.clicked.connect(self.changed)

    @property
    def value(self) -> Wifi:
        return Wifi(
            self.name.text(),
            self.password.text(),
            self.is_hidden.isChecked(),
            self.is_on_wall.isChecked(),
        )

    def fill(self, wifi: Wifi | None) -> None:
        wifi = wifi or Wifi("")
        self.name.show_text(wifi.name)
        self.password.show_text(wifi.password)
        self.is_hidden.setChecked(wifi.is_hidden)
        self.is_on_wall.setChecked(wifi.is_on_wall)

    def render_state(self, state: RoomNetworkState) -> None:
        self.trouble.setText(state.wifi_trouble)
        self.trouble.setVisible(bool(state.wifi_trouble))


class TrialPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.say = label("", wraps=True)
        self.start = Button(_("Try with one phone"), "secondary", "ph.device-mobile")
        self.give_up = Button(_("The phone does not get through"), "quiet", "ph.question")
        self.code = JoinCode()
        self.code.setFixedSize(200, 200)
        self.url = label("", "muted")
        self.url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines = column(gap=theme.XS)
        self._cures = column(gap=theme.M)
        words = column(self.say, self.url, self._lines, self._cures, gap=theme.S)
        words.addLayout(row(self.start, self.give_up, None))
        words.addStretch(1)
        beside = row(gap=theme.L)
        beside.addWidget(self.code, alignment=Qt.AlignmentFlag.AlignTop)
        beside.addLayout(words, 1)
        inside = column(label(_("2  Try it with one phone"), "lead"), beside, gap=theme.S)
        self.setLayout(column(card(inside)))
        self._shown: tuple[object, ...] = ()

    def render_state(self, state: RoomNetworkState) -> None:
        self.setVisible(state.can_check)
        self.start.setText(_("Try with one phone") if state.stage is Stage.IDLE else _("Try again"))
        self.start.setEnabled(state.stage is not Stage.OPENING)
        self.give_up.setVisible(state.stage is Stage.WAITING)
        self.say.setText(_stage_words(state))
        has_code = bool(state.url) and state.stage is not Stage.IDLE
        self.code.setVisible(has_code)
        self.url.setVisible(has_code)
        self.url.setText(state.url)
        self.code.show_url(state.url)
        shown = (state.networks, state.cures)
        if shown != self._shown:
            self._shown = shown
            _clear(self._lines)
            for line in state.networks:
                self._lines.addWidget(_network_label(line))
            _clear(self._cures)
            for cure in state.cures:
                self._cures.addWidget(_cure_card(cure))


class SecondLaptopPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.choose = Button(_("Keep a copy on a stick …"), "secondary", "ph.floppy-disk")
        self.stop = Button(_("Keep no copy"), "quiet", "ph.x")
        self.follow = QCheckBox(_("Let a second laptop in this network follow"))
        self.where = label("", wraps=True)
        self.copied = label("", "muted", wraps=True)
        self.code = label("", "title")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code_words = label(
            _("Code for the second laptop. Write it down; it is not on the stick."), "muted", True
        )
        inside = column(
            label(_("3  A second laptop, in case this one fails"), "lead"),
            label(
                _(
                    "The room keeps a sealed copy of itself every 2 seconds. On the second laptop "
                    "choose “Take over a room”: the same PIN, the same question open."
                ),
                "muted",
                wraps=True,
            ),
            self.where,
            self.copied,
            self.code_words,
            self.code,
            row(self.choose, self.stop, self.follow, None, gap=theme.M),
            gap=theme.S,
        )
        self.setLayout(column(card(inside)))

    def render_state(self, state: RoomNetworkState) -> None:
        place = state.place
        has_place = place is not None and (place.folder is not None or place.port is not None)
        self.where.setText(_where_words(state))
        self.where.setVisible(has_place)
        self.copied.setText(state.copied)
        self.copied.setVisible(bool(state.copied))
        self.code.setText(place.code if has_place and place is not None else "")
        self.code.setVisible(has_place)
        self.code_words.setVisible(has_place)
        self.stop.setVisible(has_place)
        self.follow.setChecked(place is not None and place.port is not None)


def _stage_words(state: RoomNetworkState) -> str:
    names = ", ".join(line.name for line in state.networks if line.is_reached)
    return {
        Stage.IDLE: _(
            "Before the event, one phone shows whether the others will get through. The system may "
            "ask whether PollKit may be reached: allow it."
        ),
        Stage.OPENING: _("Opening a door for one phone …"),
        Stage.WAITING: _("Scan this code with a phone that is in the room’s Wi-Fi."),
        Stage.REACHED: _("✓ A phone got through by {names}.").format(names=names),
        Stage.NOT_REACHED: _("No phone has got through yet. The likeliest reasons first:"),
    }[state.stage]


def _network_label(line: NetworkLine) -> QWidget:
    words = f"{line.name} · {line.address}"
    if line.is_reached is None:
        return label(words, "muted")
    if line.is_reached:
        return label("✓ " + _("{network}: reached").format(network=words), "good")
    return label("✗ " + _("{network}: not reached").format(network=words), "muted")


def _cure_card(cure: Cure) -> QFrame:
    role = "" if cure.is_serious else "muted"
    return card(
        column(
            label(cure.why, role, wraps=True), label("→ " + cure.cure, wraps=True), gap=theme.XS
        ),
        theme.M,
    )


def _where_words(state: RoomNetworkState) -> str:
    place, words = state.place, []
    if place is not None and place.folder is not None:
        words.append(_("Copy in {folder}").format(folder=place.folder))
    if place is not None and place.port is not None:
        if state.hosts:
            words.append(_("Follow at {hosts}").format(hosts=" · ".join(state.hosts)))
        else:
            words.append(_("The second laptop can follow as soon as the room is open."))
    return "\n".join(words)


def _clear(layout: QVBoxLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
