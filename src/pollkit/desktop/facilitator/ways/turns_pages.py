"""This computer as a kiosk, and phones that go round: one person after the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.ways.state import WaysState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _, ngettext


class KioskPage(QWidget):
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = Button(_("Open the kiosk"), "primary", "ph.desktop")
        self.answered = label("", "lead")
        words = label(
            _(
                "People without a phone answer on this computer, one after the other: after each "
                "answer the page thanks them and waits for the next person. Nobody sees what the "
                "person before has answered, and a page that is left alone begins anew."
            ),
            wraps=True,
        )
        hint = label(
            _(
                "The kiosk fills the screen in a browser. Alt+F4 closes it (on a Mac, Cmd+Q). "
                "Only this computer can be one."
            ),
            "muted",
            wraps=True,
        )
        layout = column(words, row(self.open, None), self.answered, hint, gap=theme.M)
        layout.addStretch(1)
        self.setLayout(layout)
        self.open.clicked.connect(self.wanted)

    def render_state(self, state: WaysState) -> None:
        self.open.setEnabled(state.can_open_kiosk)
        self.answered.setText(_("{n} answered here").format(n=state.kiosk))
        self.answered.setVisible(state.kiosk > 0)


class RoundPage(QWidget):
    allowed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = QCheckBox(_("Phones may be passed on"))
        self.passed_on = label("", "lead")
        words = label(
            _(
                "Whoever has answered can hand their phone to somebody who has none. The next "
                "person begins with an empty page, and can neither see nor change the answer "
                "before. A phone goes round 20 times for a question at the most."
            ),
            wraps=True,
        )
        caution = label(
            _(
                "Nothing keeps an owner from answering again as “the next person”. These answers "
                "are counted apart wherever the result says how answers came in."
            ),
            "muted",
            wraps=True,
        )
        layout = column(words, self.switch, self.passed_on, caution, gap=theme.M)
        layout.addStretch(1)
        self.setLayout(layout)
        self.switch.clicked.connect(self.allowed)

    def render_state(self, state: WaysState) -> None:
        self.switch.setChecked(state.may_pass_on)
        handed = ngettext(
            "Phones went on to {n} person in this event",
            "Phones went on to {n} people in this event",
            state.passed_on,
        ).format(n=state.passed_on)
        answered = _("{n} of them answered this question").format(n=state.shared)
        self.passed_on.setText(f"{handed} · {answered}" if state.shared else handed)
        self.passed_on.setVisible(state.passed_on > 0)
