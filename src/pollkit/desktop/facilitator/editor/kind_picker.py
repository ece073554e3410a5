"""What kind of question: every kind in groups, each with a line on when to ask in that way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.starts import Start, StartCard, kind_cards, start_groups
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _

_COLUMNS = 3
_HEADINGS = 104


class KindPicker(QWidget):
    """A page of its own: nothing has changed until a card is taken."""

    start_chosen = Signal(object)  # Start
    paste_wanted = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[KindCard] = []
        self.title = label("", "title")
        self.paste = Button(_("Paste a list of questions"), "secondary", "ph.clipboard-text")
        self.cancel = Button(_("Back"), "secondary", "ph.arrow-left")
        self._group = QButtonGroup(self)  # arrow keys lead from card to card
        self._group.setExclusive(False)
        self._body = QWidget()
        head = row(self.title, None, self.paste, self.cancel, gap=theme.M)
        whole = column(head, self._body, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)
        self.paste.clicked.connect(self.paste_wanted)
        self.cancel.clicked.connect(self.cancelled)

    def offer_new(self) -> None:
        """For a question that is to be added."""
        self.title.setText(_("What would you like to ask?"))
        self.paste.show()
        self._show_cards(start_groups(), None)

    def offer_change(self, kind: ItemKind) -> None:
        """For a question that is of this kind now."""
        self.title.setText(_("Ask it in another way"))
        self.paste.hide()
        self._show_cards(kind_cards(), kind)

    def focus_first(self) -> None:
        chosen = (card for card in self.cards if card.isChecked())
        next(chosen, self.cards[0]).setFocus()

    def card(self, name: str) -> KindCard:
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
        for column_ in range(1, _COLUMNS + 1):
            grid.setColumnStretch(column_, 1)
        for title, offered in groups:
            self._add_group(grid, title, offered, kind)
        self.layout().replaceWidget(self._body, fresh)  # type: ignore[union-attr]
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _add_group(
        self, grid: QGridLayout, title: str, offered: Sequence[StartCard], kind: ItemKind | None
    ) -> None:
        first = grid.rowCount()
        if first > 1:
            grid.setRowMinimumHeight(first, theme.XS)  # between two groups
            first += 1
        heading = label(title, "label", wraps=True)
        heading.setContentsMargins(0, theme.M, 0, 0)
        grid.addWidget(heading, first, 0, Qt.AlignmentFlag.AlignTop)
        for place, one in enumerate(offered):
            card = KindCard(one)
            card.setCheckable(kind is not None)
            card.setChecked(one.start.kind is kind)
            card.clicked.connect(lambda _checked, start=one.start: self._take(start))
            self._group.addButton(card)
            self.cards.append(card)
            grid.addWidget(card, first + place // _COLUMNS, 1 + place % _COLUMNS)

    def _take(self, start: Start) -> None:
        self.start_chosen.emit(start)


class KindCard(Button):
    """An icon, a name, one line."""

    def __init__(self, card: StartCard) -> None:
        super().__init__("", "pick")
        self.setAccessibleName(card.name)
        self.setAccessibleDescription(card.words)
        picture = Picture(card.icon, 24)
        name = label(card.name, wraps=True)
        name.setProperty("text_role", "strong")
        words = label(card.words, "small", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        said = column(name, words, gap=2)
        said.addStretch(1)
        line = row(picture, said, margin=theme.M, gap=theme.M)
        line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        for part in (picture, name, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.layout().sizeHint()  # type: ignore[union-attr]

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(180, 76)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return max(76, self.layout().heightForWidth(width))  # type: ignore[union-attr]
