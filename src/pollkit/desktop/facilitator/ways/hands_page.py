"""A show of hands: a number for each option, which together replace those before."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.wall.words import option_label, stem
from pollkit.desktop.facilitator.ways.state import WaysState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.option_mark import OptionMark
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.domain.instruments import Item
from pollkit.domain.ways_in import MOST_HANDS
from pollkit.i18n import _, ngettext


class HandsPage(QWidget):
    counted = Signal(dict)  # option -> hands

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._shown: Mapping[str, int] = {}
        self.question = label("", "lead", wraps=True)
        self.why_not = label("", "muted", wraps=True)
        self.numbers: dict[str, QSpinBox] = {}
        self._rows = QWidget()
        self.total = label("", "muted")
        self.send = Button(_("Count these hands"), "primary", "ph.hand-palm")
        self.foot = QWidget()
        self.foot.setLayout(row(self.send, self.total, None, gap=theme.M))
        inside = column(self._rows)
        inside.addStretch(1)
        self._scrolled = ScrolledColumn(inside)
        layout = column(self.question, self.why_not, self._scrolled, self.foot, gap=theme.M)
        layout.addStretch(1)
        layout.setStretch(2, 100)
        self.setLayout(layout)
        self.send.clicked.connect(self._on_send_clicked)

    def render_state(self, state: WaysState) -> None:
        fits = not state.no_hands and state.item is not None
        self.question.setText(stem(state.item, state.event) if fits and state.item else "")
        self.question.setVisible(fits)
        self.why_not.setText(state.no_hands)
        self.why_not.setVisible(not fits)
        self._scrolled.setVisible(fits)
        self.foot.setVisible(fits)
        if fits and state.item is not None and state.item != self._item:
            self._build(state.item, state)
        if state.hands != self._shown:
            self._fill(state.hands)
        self.send.setEnabled(not state.is_sending)
        self.total.setText(_total_words(sum(state.hands.values())))

    def begin(self) -> None:
        """The first number under the fingers."""
        for number in self.numbers.values():
            number.setFocus()
            number.selectAll()
            return

    def _build(self, item: Item, state: WaysState) -> None:
        self._item, self._shown = item, {}
        self.numbers = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, theme.S, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        is_dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        for place, code in enumerate(item.codes):
            words = option_label(item, code, state.event)
            number = self.numbers[code] = _number(words)
            number.lineEdit().returnPressed.connect(self._on_send_clicked)
            if item.options:
                grid.addWidget(OptionMark(place, is_dark), place, 0)
            grid.addWidget(number, place, 1)
            grid.addWidget(label(words, wraps=True), place, 2)
        grid.setColumnStretch(2, 1)
        before, self._rows = self._rows, QWidget()
        self._rows.setLayout(grid)
        self._scrolled.widget().layout().replaceWidget(before, self._rows)  # type: ignore[union-attr]
        before.deleteLater()

    def _fill(self, hands: Mapping[str, int]) -> None:
        """What counts in the room; what is being typed is not lost for an answer by phone."""
        self._shown = hands
        for code, number in self.numbers.items():
            number.setValue(hands.get(code, 0))

    @Slot()
    def _on_send_clicked(self) -> None:
        self.counted.emit({code: number.value() for code, number in self.numbers.items()})


def _number(words: str) -> QSpinBox:
    number = QSpinBox()
    number.setRange(0, MOST_HANDS)
    number.setFixedWidth(110)
    number.setAlignment(Qt.AlignmentFlag.AlignRight)
    number.setAccessibleName(_("Hands for “{option}”").format(option=words))
    return number


def _total_words(hands: int) -> str:
    if not hands:
        return _("No hands count so far. Enter sends the numbers.")
    return ngettext(
        "{n} hand counts now. New numbers replace it.",
        "{n} hands count now. New numbers replace them.",
        hands,
    ).format(n=hands)
