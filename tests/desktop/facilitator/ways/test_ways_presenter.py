"""What comes in by hands, cards and turns, through the console's presenter into a room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from meeting import meeting
from room_stand_in import RoomStandIn

from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.facilitator.ways.state import Way
from pollkit.domain.ballots import Channel
from pollkit.domain.rooms import Move
from pollkit.errors import CameraFailed


class Later:
    """Runs work when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Any, on_done: Any, on_failed: Any = None) -> None:
        def go() -> None:
            try:
                done = work(None)
            except Exception as error:
                on_failed(error)
            else:
                on_done(done)

        self.waiting.append(go)

    def go(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Desk:
    """A console and its other ways in, before a room in memory."""

    def __init__(self) -> None:
        self.room = RoomStandIn(meeting(), 42)
        self.runner = Later()
        self.opened: list[str] = []
        self.console = ConsolePresenter(
            meeting(), self.room.taken_up, self.runner, lambda: None, _always_later()
        )
        self.ways = WaysPresenter(
            self.console.state.event, self.console.count_in, self.opened.append, self._cards
        )
        self.console.on_changed = lambda: self.ways.take(self.console.state)
        self.console.open()
        self.runner.go()

    def ask(self, item: str) -> None:
        self.console.ask(item)
        self.runner.go()

    def make(self, move: Move) -> None:
        self.console.make(move)
        self.runner.go()

    def answers(self, item: str) -> list[tuple[str, ...]]:
        return sorted(a[item].codes for a in self.room.answers.values() if item in a)

    def _cards(self, on_settled: Callable[[dict[int, str]], None]) -> CardsPresenter:
        return CardsPresenter(
            True, lambda: (), _no_camera, self.runner, on_settled, lambda: None, _printed
        )


def _no_camera(_camera: object) -> Any:
    raise CameraFailed("none")


def _printed(path: Path) -> Path:
    return path


def _always_later() -> Callable[[], float]:
    now = iter(range(0, 1_000_000, 10))
    return lambda: float(next(now))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_hands_that_are_typed_again_replace_those_before(desk: Desk) -> None:
    desk.ask("evaluates")
    desk.ways.count_hands({"yes": 3, "no": 1})
    assert desk.ways.state.is_sending
    desk.runner.go()
    assert not desk.ways.state.is_sending
    assert desk.ways.state.hands == {"yes": 3, "no": 1}
    desk.ways.count_hands({"no": 2})
    desk.runner.go()
    assert desk.answers("evaluates") == [("no",), ("no",)]
    assert desk.console.state.heads.channels == {Channel.HANDS: 2}


def test_before_a_question_is_open_it_is_said_why_no_hands_count(desk: Desk) -> None:
    assert "Open a question first" in desk.ways.state.no_hands
    desk.ways.count_hands({"yes": 3})
    assert not desk.runner.waiting
    desk.ask("evaluates")
    assert desk.ways.state.no_hands == desk.ways.state.no_cards == ""
    desk.make(Move.CLOSE)
    assert desk.ways.state.no_hands


def test_what_hands_and_cards_do_not_fit_says_so(desk: Desk) -> None:
    desk.ask("country")
    assert desk.ways.state.no_hands == ""
    assert "at most four" in desk.ways.state.no_cards, "seven countries"
    desk.make(Move.CLOSE)
    desk.ask("priority")
    assert "chooses one option" in desk.ways.state.no_hands


def test_a_card_s_letter_is_the_option_in_its_place(desk: Desk) -> None:
    desk.ask("evaluates")
    assert desk.ways.cards.state.is_asked
    assert desk.ways.cards.state.letters == "ABC"
    desk.ways.answer_by_cards({4: "A", 9: "C"})
    desk.runner.go()
    assert desk.answers("evaluates") == [("dont_know",), ("yes",)]
    assert (desk.ways.state.cards, desk.ways.state.cards_known) == (2, 2)


def test_readings_follow_one_another_and_the_newest_stands(desk: Desk) -> None:
    desk.ask("evaluates")
    desk.ways.answer_by_cards({4: "A"})
    for letter in "BCB":
        desk.ways.answer_by_cards({4: letter})
    assert len(desk.runner.waiting) == 1, "the next waits for the one before"
    desk.runner.go()
    assert desk.answers("evaluates") == [("no",)]


def test_cards_of_one_question_never_count_for_the_next(desk: Desk) -> None:
    desk.ask("evaluates")
    desk.make(Move.CLOSE)
    desk.ways.answer_by_cards({4: "A"})
    assert not desk.runner.waiting
    assert not desk.ways.cards.state.is_asked
    desk.make(Move.SECOND_ROUND)
    assert desk.ways.cards.state.is_asked, "anew, for the second round"


def test_cards_that_did_not_reach_the_room_are_sent_when_it_is_back(desk: Desk) -> None:
    desk.ask("evaluates")
    desk.room.die()
    desk.ways.answer_by_cards({4: "A"})
    desk.runner.go()
    assert desk.ways.state.trouble
    desk.console.open()
    desk.runner.go()
    assert desk.answers("evaluates") == [("yes",)]
    assert not desk.ways.state.trouble


def test_the_kiosk_is_opened_with_the_room_s_own_key(desk: Desk) -> None:
    assert desk.ways.state.can_open_kiosk
    desk.ways.open_kiosk()
    assert desk.opened == ["http://127.0.0.1:8123/483920/kiosk?key=1"]


def test_phones_go_round_as_the_facilitator_says(desk: Desk) -> None:
    desk.ways.let_phones_go_round(True)
    desk.runner.go()
    assert desk.ways.state.may_pass_on
    assert desk.room.may_pass_on


def test_the_panel_opens_at_the_way_that_was_used_last(desk: Desk) -> None:
    desk.ways.toggle()
    desk.ways.choose(Way.KIOSK)
    desk.ways.toggle()
    desk.ways.toggle()
    assert (desk.ways.state.is_open, desk.ways.state.way) == (True, Way.KIOSK)
