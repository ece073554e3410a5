"""What kind of item: every kind in groups, each with a line on when to use it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.kinds import Start, StartCard, kind_cards, start_groups
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.pick_card import PickCard
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _

_COLUMNS = 3
_HEADINGS = 96


class KindPicker(QWidget):
    """A page of its own: nothing has changed until a card is taken."""

    start_chosen = Signal(object)  # Start
    section_wanted = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PickCard] = []
        self.title = label("", "title")
        self.cancel = Button(_("Back"), "secondary", "ph.arrow-left")
        self._group = QButtonGroup(self)  # arrow keys lead from card to card
        self._group.setExclusive(False)
        self._body = QWidget()
        whole = column(row(self.title, None, self.cancel, gap=theme.M), self._body, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)
        self.cancel.clicked.connect(self.cancelled)

    def offer_new(self) -> None:
        """For an item that is to be added."""
        self.title.setText(_("What would you like to add?"))
        self._show_cards(start_groups(), None)

    def offer_change(self, kind: ItemKind) -> None:
        """For an item that is of this kind now."""
        self.title.setText(_("Ask it in another way"))
        self._show_cards(kind_cards(), kind)

    def focus_first(self) -> None:
        chosen = (card for card in self.cards if card.isChecked())
        next(chosen, self.cards[0]).setFocus()

    def card(self, name: str) -> PickCard:
        return next(card for card in self.cards if card.accessibleName() == name)

    def _show_cards(
        self, groups: Sequence[tuple[str, Sequence[StartCard]]], kind: ItemKind | None
    ) -> None:
        for card in self.cards:
            self._group.removeButton(card)
        self.cards = []
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.S)
        grid.setColumnMinimumWidth(0, _HEADINGS)
        for number in range(1, _COLUMNS + 1):
            grid.setColumnStretch(number, 1)
        for title, offered in groups:
            self._add_group(grid, title, offered, kind)
        if kind is None:
            self._add_section_card(grid)
        self.layout().replaceWidget(self._body, fresh)  # type: ignore[union-attr]
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _add_group(
        self, grid: QGridLayout, title: str, offered: Sequence[StartCard], kind: ItemKind | None
    ) -> None:
        first = grid.rowCount()
        heading = label(title, "label", wraps=True)
        heading.setContentsMargins(0, theme.M, 0, 0)
        grid.addWidget(heading, first, 0, Qt.AlignmentFlag.AlignTop)
        for place, one in enumerate(offered):
            card = PickCard(one.name, one.words, one.icon)
            card.setCheckable(kind is not None)
            card.setChecked(one.start.kind is kind)
            card.clicked.connect(lambda _checked, start=one.start: self._take(start))
            self._group.addButton(card)
            self.cards.append(card)
            grid.addWidget(card, first + place // _COLUMNS, 1 + place % _COLUMNS)

    def _add_section_card(self, grid: QGridLayout) -> None:
        card = PickCard(
            _("Section"),
            _("Questions that stand together, with a heading; or that repeat for each of several."),
            "ph.folder-simple",
        )
        card.clicked.connect(self.section_wanted)
        self._group.addButton(card)
        self.cards.append(card)
        place = len(self.cards) - 1
        grid.addWidget(card, grid.rowCount() - 1, 3 if place else 1)

    def _take(self, start: Start) -> None:
        self.start_chosen.emit(start)
