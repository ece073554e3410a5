"""Before the computer is handed over: for whom, with which PIN, and what that protects from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.kiosk.pin import SHORTEST, Pin
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.waves import Wave, WaveKind
from pollkit.errors import PinRefused
from pollkit.i18n import _


@dataclass(frozen=True)
class HandOver:
    """What was settled: the PIN, and whether people are asked for a code."""

    pin: Pin
    asks_code: bool


class HandOverScreen(Screen):
    settled = Signal(object)  # HandOver
    closed = Signal()

    def __init__(self, wave: Wave, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.first, self.second = _pin_field(), _pin_field()
        self.asks_code = QCheckBox(_("Ask each person for the code of their card, or make one"))
        self.asks_code.setChecked(wave.kind is not WaveKind.THEN_AND_NOW)
        self.begin = Button(_("Hand it over"), "primary", "ph.laptop")
        self.trouble = label("", "danger", wraps=True)
        self.trouble.hide()
        self._place_parts(wave)
        self.back.clicked.connect(self.closed)
        self.begin.clicked.connect(self._on_begin_clicked)
        for field in (self.first, self.second):
            field.returnPressed.connect(self._on_begin_clicked)
        self.begin_at(self.first)

    def put_away(self) -> None:
        for field in (self.first, self.second):
            field.clear()

    def _place_parts(self, wave: Wave) -> None:
        words = label(
            _(
                "The questions fill the screen, one a page, for one person after the other. Esc "
                "hides them at once. Nothing else of PollKit can be reached until your PIN is "
                "typed; after three minutes without a touch the page is covered."
            ),
            wraps=True,
        )
        limits = label(
            _(
                "It cannot keep anybody from switching to another program or from restarting the "
                "computer: stay in the room, and close what nobody should see. If you forget the "
                "PIN, end PollKit with the system's own means: no answer is lost by it."
            ),
            "muted",
            wraps=True,
        )
        pins = column(
            field_label(_("A PIN of at least {n} digits").format(n=SHORTEST), self.first),
            self.first,
            field_label(_("The same once more"), self.second),
            self.second,
            gap=theme.XS,
        )
        for field in (self.first, self.second):
            field.setMaximumWidth(240)
        whole = column(
            words, self.asks_code, pins, self.trouble, row(self.begin, None), limits, gap=theme.L
        )
        inside = QWidget()
        inside.setMaximumWidth(680)
        title = label(_("Hand over for “{wave}”").format(wave=wave.title), "title", wraps=True)
        parts = column(title, card(whole, theme.XL), gap=theme.L)
        parts.addStretch(1)
        inside.setLayout(parts)
        centred = row()
        centred.addStretch(1)
        centred.addWidget(inside, 1000)
        centred.addStretch(1)
        page = column(row(self.back, None), centred, margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self.setLayout(page)

    def _settle(self) -> None:
        try:
            if self.first.text() != self.second.text():
                raise PinRefused(_("The two are not the same. Please type them once more."))
            pin = Pin(self.first.text(), self._monotonic)
        except PinRefused as refused:
            self.trouble.setText(str(refused))
            self.trouble.show()
            return
        self.settled.emit(HandOver(pin, self.asks_code.isChecked()))

    @Slot()
    def _on_begin_clicked(self) -> None:
        self._settle()


def _pin_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(12)
    return field
