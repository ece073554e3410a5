"""The page of a hall: the Wi-Fi is confirmed, then the code is shown and people are counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.caseworker.hall.presenter import HallPresenter, HallState
from pollkit.desktop.caseworker.naming import mode_words
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.hall_line import HALL_TOPIC
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.join_card import JoinCode
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.waves import Mode
from pollkit.i18n import _, ngettext

_CODE_SIDE, _NARROWEST_CODE = 300, 240


class HallScreen(Screen):
    closed = Signal()
    way_wanted = Signal(object)  # Mode

    def __init__(self, presenter: HallPresenter, hub: ChangeHub, others: tuple[Mode, ...]) -> None:
        """`others`: the ways that are offered where phones are refused."""
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.name, self.password = TextField("", 32), QLineEdit()
        self.password.setMaxLength(63)
        self.is_own = QCheckBox(
            _("This Wi-Fi is the project’s own, and only people of today have its password")
        )
        self.trouble = label("", "danger", wraps=True)
        self.begin = Button(_("Open on phones"), "primary", "ph.device-mobile")
        self.others = {mode: Button(mode_words(mode), "secondary") for mode in others}
        self.elsewhere = label("", "caution", wraps=True)
        self.page_code, self.wifi_code = JoinCode(), JoinCode()
        self.wifi_line = label("", "lead", wraps=True)
        self.networks = QComboBox()
        self.counts: tuple[QLabel, ...] = tuple(label("", "title") for _place in range(3))
        self.end = Button(_("Close for phones"), "primary", "ph.x")
        self._stages = QStackedWidget()
        self._place_parts()
        self._connect_parts(hub)
        self.begin_at(self.name)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None
        self.password.clear()

    def render_state(self) -> None:
        state = self._presenter.state
        self._stages.setCurrentIndex(int(state.is_open))
        self.is_own.setVisible(state.is_sensitive)
        self.sensitive.setVisible(state.is_sensitive)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self.begin.setEnabled(not state.is_busy and not state.elsewhere)
        self.end.setEnabled(not state.is_busy)
        self.instead.setVisible(state.offers_others)
        self.elsewhere.setText(
            _("“{wave}” is open on phones now. Close it there first.").format(wave=state.elsewhere)
        )
        self.elsewhere.setVisible(bool(state.elsewhere))
        if state.is_open:
            self._render_open(state)

    def _render_open(self, state: HallState) -> None:
        self.page_code.show_url(state.url)
        self.join.setVisible(bool(state.wifi_code))
        if state.wifi_code:
            self.wifi_code.show_url(state.wifi_code)
            self.wifi_code.setAccessibleName(
                _("QR code for joining the Wi-Fi {name}").format(name=state.wifi_name)
            )
            self.wifi_line.setText(_("1. Join the Wi-Fi “{name}”").format(name=state.wifi_name))
        self.page_line.setText(
            _("2. Scan this code with the camera")
            if state.wifi_code
            else _("Scan this code with the camera")
        )
        names = [name for name, _url in state.ways]
        if [self.networks.itemText(place) for place in range(self.networks.count())] != names:
            self.networks.clear()
            self.networks.addItems(names)
        self.network_part.setVisible(len(names) > 1)
        joined, answering, finished = self.counts
        count = state.count
        joined.setText(ngettext("{n} came in", "{n} came in", count.joined).format(n=count.joined))
        answering.setText(
            ngettext("{n} answering", "{n} answering", count.answering).format(n=count.answering)
        )
        finished.setText(
            ngettext("{n} finished", "{n} finished", count.finished).format(n=count.finished)
        )

    def _place_parts(self) -> None:
        wave = self._presenter.wave
        self._stages.addWidget(self._confirm_part())
        self._stages.addWidget(self._open_part())
        title = label(
            _("“{wave}” on the phones in the room").format(wave=wave.title), "title", wraps=True
        )
        inside = QWidget()
        inside.setMaximumWidth(1100)
        parts = column(title, self._stages, gap=theme.L)
        parts.addStretch(1)
        inside.setLayout(parts)
        centred = row()
        centred.addStretch(1)
        centred.addWidget(inside, 1000)
        centred.addStretch(1)
        page = column(row(self.back, None), ScrolledColumn(centred), margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self.setLayout(page)

    def _confirm_part(self) -> QWidget:
        words = label(
            _(
                "People scan a code and answer on their own phones, one question a page. Each phone"
                " seals every answer with a key that is in the code alone, and every answer is a "
                "draft on this computer at once."
            ),
            wraps=True,
        )
        limits = label(
            _(
                "That protects from whoever listens on the Wi-Fi. It does not protect from "
                "somebody who can alter what the Wi-Fi carries, nor from a look at the screen."
            ),
            "muted",
            wraps=True,
        )
        self.sensitive = label(
            _(
                "This questionnaire is sensitive. Use a router of your own or this computer’s "
                "hotspot, with a password, and nobody else in it."
            ),
            "caution",
            wraps=True,
        )
        fields = column(
            field_label(_("Name of the Wi-Fi"), self.name),
            self.name,
            field_label(_("Its password"), self.password),
            self.password,
            label(_("For a second code, with which phones join. Kept nowhere."), "small"),
            gap=theme.XS,
        )
        for field in (self.name, self.password):
            field.setMaximumWidth(360)
        self.instead = QWidget()
        self.instead.setLayout(
            row(label(_("Without phones:"), "label"), *self.others.values(), None)
        )
        whole = column(
            words,
            self.elsewhere,
            self.sensitive,
            fields,
            self.is_own,
            self.trouble,
            row(self.begin, None),
            self.instead,
            limits,
            gap=theme.L,
        )
        return card(whole, theme.XL)

    def _open_part(self) -> QWidget:
        self.page_line = label("", "lead", wraps=True)
        for code in (self.page_code, self.wifi_code):
            code.setFixedHeight(_CODE_SIDE)
            code.setMinimumWidth(_NARROWEST_CODE)
            code.setMaximumWidth(_CODE_SIDE)
        self.join = QWidget()
        self.join.setLayout(_code_column(self.wifi_line, self.wifi_code))
        page = _code_column(self.page_line, self.page_code)
        self.network_part = QWidget()
        self.network_part.setLayout(
            column(field_label(_("In which network"), self.networks), self.networks, gap=theme.XS)
        )
        typed = label(
            _("Typing the address is not enough: the key is in the code, never in the network."),
            "small",
            wraps=True,
        )
        people = column(
            *self.counts,
            label(_("Closing loses nothing: what was begun stays as drafts."), "muted", wraps=True),
            row(self.end, None),
            self.network_part,
            typed,
            gap=theme.M,
        )
        people.addStretch(1)
        whole = row(gap=theme.L)
        whole.addWidget(self.join, 3)
        whole.addLayout(page, 3)
        whole.addLayout(people, 4)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        return card(whole, theme.XL)

    def _connect_parts(self, hub: ChangeHub) -> None:
        self.back.clicked.connect(self.closed)
        self.begin.clicked.connect(self._on_begin_clicked)
        self.end.clicked.connect(self._presenter.close)
        self.name.returnPressed.connect(self._on_begin_clicked)
        self.password.returnPressed.connect(self._on_begin_clicked)
        self.networks.activated.connect(self._presenter.choose_way)
        for mode, button in self.others.items():
            button.clicked.connect(lambda _checked, mode=mode: self.way_wanted.emit(mode))
        hub.changed.connect(self._on_hub_changed)

    @Slot()
    def _on_begin_clicked(self) -> None:
        self._presenter.open(self.name.text(), self.password.text(), self.is_own.isChecked())

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        if HALL_TOPIC in topics:
            self._presenter.refresh()


def _code_column(words: QLabel, code: JoinCode) -> QVBoxLayout:
    parts = column(words, code, gap=theme.S)
    parts.addStretch(1)
    return parts
