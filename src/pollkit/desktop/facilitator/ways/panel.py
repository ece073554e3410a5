"""The panel of the console in which the other ways in have their place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.cards.screen import CARDS_TOPIC, CardsScreen
from pollkit.desktop.facilitator.ways.hands_page import HandsPage
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.facilitator.ways.state import Way, WaysState
from pollkit.desktop.facilitator.ways.turns_pages import KioskPage, RoundPage
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import NoticeBar, column, row
from pollkit.i18n import _, ngettext


class WaysPanel(QFrame):
    closed = Signal()

    def __init__(self, presenter: WaysPresenter, hub: ChangeHub) -> None:
        super().__init__()
        self.presenter = presenter
        self._trouble_said = ""
        self._was_open = False
        self.setProperty("card", True)
        self.setAccessibleName(_("Other ways in"))
        self.close_button = icon_button("ph.x", _("Close this panel (Esc)"))
        self.choices = {
            Way.HANDS: Button(_("Show of hands"), "secondary", "ph.hand-palm"),
            Way.CARDS: Button(_("Paper cards"), "secondary", "ph.cards"),
            Way.KIOSK: Button(_("This computer"), "secondary", "ph.desktop"),
            Way.ROUND: Button(_("A phone that goes round"), "secondary", "ph.device-mobile"),
        }
        self.hands = HandsPage()
        self.cards = CardsScreen(presenter.cards, hub)
        self.no_cards = label("", "muted", wraps=True)
        self.cards_known = label("", "muted")
        self.kiosk = KioskPage()
        self.round = RoundPage()
        self.trouble = NoticeBar()
        self._place_parts()
        self._connect_parts(hub)
        presenter.on_changed = self.render_state
        self.render_state()

    def render_state(self) -> None:
        state = self.presenter.state
        for way, button in self.choices.items():
            button.setChecked(way is state.way)
        self.pages.setCurrentWidget(self._page_of[state.way])
        self.hands.render_state(state)
        self.kiosk.render_state(state)
        self.round.render_state(state)
        self._render_cards(state)
        self._render_trouble(state)
        self.setVisible(state.is_open)
        if state.is_open and not self._was_open:
            self._begin(state)
        self._was_open = state.is_open

    def _render_cards(self, state: WaysState) -> None:
        self.no_cards.setText(state.no_cards)
        self.no_cards.setVisible(bool(state.no_cards))
        words = ngettext(
            "{answered} of {n} card in the room", "{answered} of {n} cards in the room",
            state.cards_known,
        ).format(answered=state.cards, n=state.cards_known)  # fmt: skip
        self.cards_known.setText(words)
        self.cards_known.setVisible(state.cards_known > 0 and not state.no_cards)

    def _render_trouble(self, state: WaysState) -> None:
        if state.trouble == self._trouble_said:
            return
        self._trouble_said = state.trouble
        self.trouble.say(state.trouble, is_trouble=True)
        self.trouble.setVisible(bool(state.trouble))

    def _begin(self, state: WaysState) -> None:
        self.choices[state.way].setFocus()
        if state.way is Way.HANDS and not state.no_hands:
            self.hands.begin()

    def _place_parts(self) -> None:
        head = row(label(_("Other ways in"), "lead"), None, self.close_button)
        for button in self.choices.values():
            button.setCheckable(True)
        choices = row(*self.choices.values(), None)
        cards = QWidget()
        cards.setLayout(column(self.no_cards, self.cards_known, self.cards, gap=theme.XS))
        cards.layout().setStretch(2, 1)  # type: ignore[union-attr]
        self.cards.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self._page_of: dict[Way, QWidget] = {
            Way.HANDS: self.hands,
            Way.CARDS: cards,
            Way.KIOSK: self.kiosk,
            Way.ROUND: self.round,
        }
        self.pages = _Pages()
        for page in self._page_of.values():
            self.pages.addWidget(page)
        layout = column(head, choices, self.pages, self.trouble, gap=theme.M)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect_parts(self, hub: ChangeHub) -> None:
        for way, button in self.choices.items():
            button.clicked.connect(lambda _checked, way=way: self._choose(way))
        self.close_button.clicked.connect(self.closed)
        self.hands.counted.connect(self._on_hands_counted)
        self.kiosk.wanted.connect(self._on_kiosk_wanted)
        self.round.allowed.connect(self._on_round_allowed)
        self.cards.start.clicked.connect(self._on_camera_used)
        self.cards.stop.clicked.connect(self._on_camera_used)
        hub.changed.connect(self._on_hub_changed)

    def _choose(self, way: Way) -> None:
        self.presenter.choose(way)
        self.render_state()  # a click has unchecked the button of a way that was chosen already
        self._begin(self.presenter.state)

    @Slot(dict)
    def _on_hands_counted(self, counts: dict[str, int]) -> None:
        self.presenter.count_hands(counts)

    @Slot()
    def _on_kiosk_wanted(self) -> None:
        self.presenter.open_kiosk()

    @Slot(bool)
    def _on_round_allowed(self, is_allowed: bool) -> None:
        self.presenter.let_phones_go_round(is_allowed)

    @Slot()
    def _on_camera_used(self) -> None:
        self.presenter.note_camera()

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        self._look_at(topics)

    def _look_at(self, topics: frozenset[str]) -> None:
        if CARDS_TOPIC in topics:
            self.presenter.note_camera()


class _Pages(QStackedWidget):
    """As small as the page that is shown may be: the camera's must not widen the others."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._on_current_changed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()

    @Slot(int)
    def _on_current_changed(self, _place: int) -> None:
        self.updateGeometry()
