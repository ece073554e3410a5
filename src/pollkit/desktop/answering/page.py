"""A page of a questionnaire: its questions below one another, as they come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import Surface, qt_direction
from pollkit.desktop.answering.card import QuestionCard
from pollkit.desktop.answering.view import HeadingView, LineView, MoreView, QuestionView
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.i18n import _

_ABOVE = 90


class QuestionPage(ScrolledColumn):
    """Cards stay while their questions do, so that nothing jumps and no field loses its keys."""

    answered = Signal(str, tuple)  # address, words
    declined = Signal(str, bool)
    more_wanted = Signal(str)  # a repeated section
    less_wanted = Signal(str)  # one of several: "household/member[2]"
    went_past_end = Signal()
    reached = Signal(str)  # the address that has the keys

    def __init__(self, surface: Surface, widest: int = 760) -> None:
        self._lines = column(gap=theme.M)
        inside = QWidget()
        inside.setMaximumWidth(widest)
        inside.setLayout(self._lines)
        whole = row(gap=0)
        whole.addStretch(1)
        whole.addWidget(inside, 1000)
        whole.addStretch(1)
        outer = QVBoxLayout()
        outer.addLayout(whole)
        outer.addStretch(1)
        super().__init__(outer)
        self._surface = surface
        self._inside = inside
        self._language = ""
        self.cards: dict[str, QuestionCard] = {}
        self._others: dict[tuple[str, str], QWidget] = {}
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def show_lines(self, lines: Sequence[LineView], language: str, gap: int = theme.M) -> None:
        """What is gone is taken away, what has come is put in its place."""
        if language != self._language:
            self._language = language
            self.setLayoutDirection(qt_direction(language))
        self._lines.setSpacing(gap)
        self._take_away({key_of(line) for line in lines})
        for place, line in enumerate(lines):
            widget = self._widget_of(line)
            if self._lines.indexOf(widget) != place:
                self._lines.removeWidget(widget)
                self._lines.insertWidget(place, widget)
            widget.show()

    def clear(self) -> None:
        """Begins anew, so that nothing of the page before is left in a field."""
        self._take_away(set())
        self.verticalScrollBar().setValue(0)

    def focus_question(self, address: str | None = None) -> None:
        """The named question, else the first."""
        card = self.cards.get(address or "")
        if card is None and self.cards:
            card = self._in_order()[0]
        if card is not None:
            card.focus()
            self._bring_up(card)

    def commit(self) -> None:
        for card in self.cards.values():
            card.commit()

    @property
    def address(self) -> str:
        """Of the question that has the keys; "" = none."""
        return next((a for a, card in self.cards.items() if _has_keys(card)), "")

    def _in_order(self) -> list[QuestionCard]:
        cards = (card for card in self.cards.values() if not card.isHidden())
        return sorted(cards, key=self._lines.indexOf)

    def _take_away(self, wanted: set[tuple[str, str]]) -> None:
        gone = [address for address in self.cards if ("question", address) not in wanted]
        for address in gone:
            self._drop(self.cards.pop(address))
        for key in [key for key in self._others if key not in wanted]:
            self._drop(self._others.pop(key))

    def _drop(self, widget: QWidget) -> None:
        self._lines.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _widget_of(self, line: LineView) -> QWidget:
        if isinstance(line, QuestionView):
            return self._card_of(line)
        key = key_of(line)
        shown = self._others.get(key)
        if shown is None:
            shown = self._make_other(line)
            self._others[key] = shown
        if isinstance(line, HeadingView):
            assert isinstance(shown, _Heading)
            shown.show_view(line)
        else:
            assert isinstance(shown, _More)
            shown.show_view(line)
        return shown

    def _card_of(self, view: QuestionView) -> QuestionCard:
        card = self.cards.get(view.address)
        if card is not None and card.takes(view):
            card.show_view(view)
            return card
        if card is not None:
            self._drop(self.cards.pop(view.address))
        card = QuestionCard(self._surface, view)
        card.answered.connect(self.answered)
        card.declined.connect(self.declined)
        card.went_on.connect(self._on_card_went_on)
        self.cards[view.address] = card
        return card

    def _make_other(self, line: HeadingView | MoreView) -> QWidget:
        if isinstance(line, HeadingView):
            heading = _Heading()
            heading.removed.connect(self.less_wanted)
            return heading
        more = _More()
        more.wanted.connect(self.more_wanted)
        return more

    def _go_on(self, address: str) -> None:
        """To the next question that takes an answer, else past the end."""
        cards = self._in_order()
        place = cards.index(self.cards[address]) if address in self.cards else len(cards)
        following = next((card for card in cards[place + 1 :] if card.takes_answers), None)
        if following is None:
            self.went_past_end.emit()
        else:
            following.focus()
            self._bring_up(following)

    def _bring_up(self, card: QuestionCard) -> None:
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, _ABOVE))

    @Slot(str)
    def _on_card_went_on(self, address: str) -> None:
        self._go_on(address)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._tell_reached(now)

    def _tell_reached(self, now: QWidget | None) -> None:
        if now is None or not self._inside.isAncestorOf(now):
            return
        for address, card in self.cards.items():
            card.mark_reached(card.isAncestorOf(now))
            if card.isAncestorOf(now):
                self.reached.emit(address)


class _Heading(QFrame):
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._section = ""
        self.text = label("", "lead", wraps=True)
        self.remove = Button("", "quiet", "ph.trash")
        line = row(gap=theme.S)
        line.addWidget(self.text, 1)
        line.addWidget(self.remove)
        self.setLayout(line)
        self.remove.clicked.connect(self._on_remove_clicked)

    def show_view(self, view: HeadingView) -> None:
        self._section = view.section
        self.text.setText(view.text)
        role = "title" if view.level == 0 else "lead"
        if self.text.property("text_role") != role:
            self.text.setProperty("text_role", role)
            self.text.style().polish(self.text)
        self.remove.setText(_("Remove"))
        self.remove.setAccessibleName(_("Remove: {heading}").format(heading=view.text))
        self.remove.setVisible(view.can_remove)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removed.emit(self._section)


class _More(QFrame):
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._section = ""
        self.add = Button("", "secondary", "ph.plus")
        self.setLayout(row(self.add, None))
        self.add.clicked.connect(self._on_add_clicked)

    def show_view(self, view: MoreView) -> None:
        self._section = view.section
        words = _("Add another: {heading}") if view.count else _("Add: {heading}")
        self.add.setText(words.format(heading=view.text).replace("&", "&&"))

    @Slot()
    def _on_add_clicked(self) -> None:
        self.wanted.emit(self._section)


def key_of(line: LineView) -> tuple[str, str]:
    if isinstance(line, QuestionView):
        return "question", line.address
    return ("heading" if isinstance(line, HeadingView) else "more"), line.section


def _has_keys(card: QuestionCard) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and card.isAncestorOf(focused)
