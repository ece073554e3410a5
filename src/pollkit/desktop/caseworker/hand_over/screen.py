"""Before the computer is handed over: for whom, with which PIN, and what that protects from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit

from pollkit.desktop import theme
from pollkit.desktop.caseworker.kiosk.pin import SHORTEST, Pin
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import card, column, middle, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.codes import read_code
from pollkit.domain.waves import Wave, WaveKind
from pollkit.errors import CodeNotAccepted, PinRefused
from pollkit.i18n import _


@dataclass(frozen=True)
class HandOver:
    """What was settled: the PIN, whether people are asked for a code, and the code of the one
    person it is handed to; None = of whoever comes."""

    pin: Pin
    asks_code: bool
    code: str | None = None


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
        self.code = TextField("", 40)
        self.begin = Button(_("Hand it over"), "primary", "ph.laptop")
        self.trouble = label("", "danger", wraps=True)
        self.trouble.hide()
        self._place_parts(wave)
        self.back.clicked.connect(self.closed)
        self.begin.clicked.connect(self._on_begin_clicked)
        for field in (self.first, self.second, self.code):
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
        one = column(
            field_label(_("For one person alone: scan the card (may be empty)"), self.code),
            self.code,
            gap=theme.XS,
        )
        one.addStretch(1)
        for field in (self.first, self.second, self.code):
            field.setMaximumWidth(240)
        whole = column(words, self.asks_code, row(pins, one, None, gap=theme.XXL), gap=theme.L)
        for part in (self.trouble, self.begin, limits):
            whole.addWidget(part)
        whole.setAlignment(self.begin, Qt.AlignmentFlag.AlignLeft)
        title = label(_("Hand over for “{wave}”").format(wave=wave.title), "title", wraps=True)
        parts = column(title, card(whole, theme.XL), gap=theme.L)
        page = column(row(self.back, None), middle(parts, 680), margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self.setLayout(page)

    def _settle(self) -> None:
        try:
            if self.first.text() != self.second.text():
                raise PinRefused(_("The two are not the same. Please type them once more."))
            pin = Pin(self.first.text(), self._monotonic)
            code = read_code(self.code.text()) if self.code.text().strip() else None
        except (PinRefused, CodeNotAccepted) as refused:
            self.trouble.setText(str(refused))
            self.trouble.show()
            return
        self.settled.emit(HandOver(pin, self.asks_code.isChecked(), code))

    @Slot()
    def _on_begin_clicked(self) -> None:
        self._settle()


def _pin_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(12)
    return field
