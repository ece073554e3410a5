"""Brings in answers by the ways besides everyone's own phone: hands, cards, this computer, and
phones that go round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.facilitator.ways.state import Way, WaysState
from pollkit.domain.ballots import Channel
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import OtherWays, RoomStatus
from pollkit.domain.ways_in import can_count_hands, can_read_cards
from pollkit.errors import PollKitError
from pollkit.i18n import _
from pollkit.paper.cards import LETTERS
from pollkit.usecases.ports import RoomLink


class CountIn(Protocol):
    """Does something in the room, off the window's thread (`ConsolePresenter.count_in`)."""

    def __call__(
        self,
        work: Callable[[RoomLink], RoomStatus],
        on_ended: Callable[[BaseException | None], None],
    ) -> None: ...


class WaysPresenter:
    """Verbs return at once; `on_changed` is called in the window's thread when the state is new."""

    def __init__(
        self,
        event: Event,
        count_in: CountIn,
        open_kiosk: Callable[[str], None],
        make_cards: Callable[[Callable[[dict[int, str]], None]], CardsPresenter],
    ) -> None:
        """
        Args:
            open_kiosk: shows an address in a browser that fills the screen.
            make_cards: the presenter that reads cards, given who takes its answers.
        """
        self._count_in = count_in
        self._open_kiosk = open_kiosk
        self._kiosk_url = ""
        self._asked: tuple[Item, int] | None = None
        self._unsent: dict[int, str] = {}
        self._is_sending_cards = False
        self._line = Line.OPENING
        self.on_changed: Callable[[], None] = lambda: None
        self.state = WaysState(event)
        self.cards = make_cards(self.answer_by_cards)

    def take(self, console: ConsoleState) -> None:
        """Follows the room, as the console shows it."""
        item = console.item if console.question is QuestionState.OPEN else None
        is_live = console.line is Line.LIVE
        self._follow_question(None if item is None else (item, console.round))
        if is_live and self._line is not Line.LIVE:
            self._send_cards()
        self._line = console.line
        self._follow(console, console.ways, item if is_live else None)
        if console.has_ended:
            self.cards.stop()

    def toggle(self) -> None:
        self._set(is_open=not self.state.is_open, trouble="")

    def choose(self, way: Way) -> None:
        self._set(way=way, trouble="")

    def count_hands(self, counts: Mapping[str, int]) -> None:
        """Replaces the hands that count for the open question."""
        if self._asked is None or self.state.no_hands or self.state.is_sending:
            return
        item = self._asked[0].name
        self._set(is_sending=True, trouble="")
        self._count_in(lambda link: link.set_hands(item, counts), self._on_hands_counted)

    def answer_by_cards(self, settled: dict[int, str]) -> None:
        """Card number -> letter."""
        if self._asked is None:
            return
        codes = self._asked[0].codes
        self._unsent |= {number: codes[LETTERS.index(one)] for number, one in settled.items()}
        self._send_cards()

    def open_kiosk(self) -> None:
        if not self._kiosk_url:
            return
        self._set(trouble="")
        try:
            self._open_kiosk(self._kiosk_url)
        except PollKitError as fault:
            self._set(trouble=str(fault))

    def let_phones_go_round(self, is_allowed: bool) -> None:
        self._set(trouble="")
        self._count_in(lambda link: link.let_phones_go_round(is_allowed), self._on_told)

    def stop_camera(self) -> None:
        """The camera is free soon after; does not wait for it."""
        self.cards.stop()

    def let_go(self) -> None:
        """As the program ends: waits for the camera to be free, two seconds at the most."""
        self.cards.close()

    def note_camera(self) -> None:
        """The camera was started, or has stopped."""
        self._set(is_watching=self.cards.state.can_stop)

    def _follow_question(self, asked: tuple[Item, int] | None) -> None:
        if asked == self._asked:
            return
        self._asked = asked
        self._unsent = {}
        if asked is None:
            self.cards.end_question()
        elif can_read_cards(asked[0]):
            self.cards.begin_question(len(asked[0].codes))
        else:
            self.cards.put_away()

    def _follow(self, console: ConsoleState, ways: OtherWays, item: Item | None) -> None:
        channels = console.heads.channels
        self._kiosk_url = ways.kiosk_url if console.line is Line.LIVE else ""
        self._set(
            event=console.event,
            item=console.item,
            no_hands=_why_not(
                item,
                can_count_hands,
                _("Hands can be counted where everyone chooses one option."),
            ),
            no_cards=_why_not(
                item,
                can_read_cards,
                _("Cards fit questions with one answer among at most four."),
            ),
            hands=ways.hands,
            cards=channels.get(Channel.CARD, 0),
            cards_known=ways.cards,
            kiosk=channels.get(Channel.KIOSK, 0),
            shared=channels.get(Channel.SHARED, 0),
            can_open_kiosk=bool(self._kiosk_url),
            may_pass_on=ways.may_pass_on,
            passed_on=ways.passed_on,
        )

    def _send_cards(self) -> None:
        """One after the other: an older reading must not overtake a newer one."""
        if self._is_sending_cards or not self._unsent or self._asked is None:
            return
        asked, cards = self._asked, self._unsent
        self._unsent, self._is_sending_cards = {}, True

        def ended(fault: BaseException | None) -> None:
            self._is_sending_cards = False
            if fault is not None:
                if asked == self._asked:  # sent again with the next reading, or when it is back
                    self._unsent = cards | self._unsent
                self._set(trouble=str(fault))
            else:
                self._set(trouble="")
                self._send_cards()

        self._count_in(lambda link: link.set_cards(asked[0].name, cards), ended)

    def _on_hands_counted(self, fault: BaseException | None) -> None:
        self._set(is_sending=False, trouble="" if fault is None else str(fault))

    def _on_told(self, fault: BaseException | None) -> None:
        self._set(trouble="" if fault is None else str(fault))

    def _set(self, **changes: Any) -> None:
        following = replace(self.state, **changes)
        if following != self.state:
            self.state = following
            self.on_changed()


def _why_not(item: Item | None, fits: Callable[[Item], bool], words: str) -> str:
    if item is None:
        return _("Open a question first: answers are taken while it is open.")
    return "" if fits(item) else words
