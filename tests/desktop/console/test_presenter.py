from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from meeting import COUNTRIES, EVALUATES, meeting, one, people
from room_stand_in import CABLE, NOON, WIFI, RoomStandIn

from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.state import Line
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import Move, QuestionState
from pollkit.domain.text_edits import TextVerb
from pollkit.domain.views import JoinAddress, Scene
from pollkit.errors import DiskFull, NoNetworkAddress, PortTaken
from pollkit.usecases.quick_questions import QuickKind


class AtOnce:
    """Work is done when it is asked for; `hold` keeps it until `release`."""

    def __init__(self) -> None:
        self.holds = False
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[Any], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object:
        def do() -> None:
            try:
                done = work(None)
            except Exception as error:
                assert on_failed is not None
                on_failed(error)
            else:
                on_done(done)

        self.waiting.append(do)
        if not self.holds:
            self.release()
        return None

    def release(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Console:
    """A presenter with its room, a clock that is moved by hand, and a count of the news."""

    def __init__(self, event: Event | None = None, people: int = 42) -> None:
        self.event = event or meeting()
        self.room = RoomStandIn(self.event, people)
        self.runner = AtOnce()
        self.now_s = 0.0
        self.news = 0
        self.opened: list[RoomStandIn] = []
        self.saved: list[Event] = []
        self.fault: Exception | None = None
        self.presenter = ConsolePresenter(
            self.event,
            self._open,
            self.runner,
            self._on_news,
            lambda: self.now_s,
            self._save,
            lambda: NOON + timedelta(seconds=self.now_s),
        )

    @property
    def state(self):  # type: ignore[no-untyped-def]
        return self.presenter.state

    def step(self) -> None:
        self.now_s += 1
        self.presenter.take_step()

    def _save(self, event: Event) -> None:
        if self.fault is not None:
            raise self.fault
        self.saved.append(event)
        self.room.edited = event

    def _open(self) -> RoomStandIn:
        if self.fault is not None:
            raise self.fault
        self.opened.append(self.room)
        return self.room

    def _on_news(self) -> None:
        self.news += 1
        self.presenter.refresh()


@pytest.fixture
def console() -> Console:
    console = Console()
    console.presenter.open()
    return console


def test_the_room_opens_in_the_background() -> None:
    console = Console()
    console.runner.holds = True
    console.presenter.open()
    assert console.state.line is Line.OPENING
    console.runner.release()
    assert console.state.line is Line.LIVE
    assert [row.text for row in console.state.rows][1] == EVALUATES.texts["en"]


def test_the_next_step_leads_through_the_whole_event(console: Console) -> None:
    done = []
    while console.state.step is not None and console.state.step.move is not Move.END:
        done.append(console.state.step.move)
        console.step()
    assert done == [Move.NEXT, Move.ASK, Move.CLOSE, Move.REVEAL] * 5
    console.step()
    assert not console.state.has_ended, "the end is asked for twice"
    console.step()
    assert console.state.has_ended and console.state.step is None


def test_the_end_is_forgotten_when_something_else_is_done(console: Console) -> None:
    console.step()
    console.presenter.make(Move.END)
    assert console.state.is_ending
    console.step()
    assert not console.state.is_ending and not console.state.has_ended


def test_a_bounce_of_the_clicker_closes_and_does_not_reveal(console: Console) -> None:
    console.step()
    console.step()
    console.step()
    console.now_s += 0.1
    console.presenter.take_step()
    assert console.state.question is QuestionState.CLOSED
    console.now_s += 0.5
    console.presenter.take_step()
    assert console.state.question is QuestionState.REVEALED


def test_while_a_move_is_under_way_only_darkness_is_taken(console: Console) -> None:
    console.step()
    console.step()
    console.runner.holds = True
    console.step()
    assert console.state.busy is Move.CLOSE
    console.step()
    console.presenter.make(Move.CLEAR)
    console.presenter.toggle_blank()
    console.runner.release()
    assert [move for move, _item in console.room.moves[2:]] == [Move.CLOSE, Move.BLANK]
    assert console.state.busy is None and console.state.is_blank


def test_the_facilitator_alone_sees_what_comes_in(console: Console) -> None:
    console.presenter.ask("evaluates")
    console.room.answer("evaluates", {n: p["evaluates"] for n, p in enumerate(people())})
    assert console.state.result.count("yes") == 29
    assert console.state.heads.answered == 42
    assert console.state.wall.scene is Scene.QUESTION and console.state.wall.result is None
    console.step()
    assert console.state.wall.result is None
    console.step()
    assert console.state.wall.result.count("yes") == 29


def test_news_come_from_the_watch_and_are_read_from_the_link(console: Console) -> None:
    console.presenter.ask("evaluates")
    before = console.news
    console.room.answer("evaluates", {1: one("yes")})
    assert console.news == before + 1
    assert console.state.heads.answered == 1


def test_an_earlier_question_comes_back_as_it_stood_and_a_new_one_is_asked(
    console: Console,
) -> None:
    for _step in range(4):
        console.step()
    console.presenter.ask("priority")
    assert (console.state.item.name, console.state.question) == ("priority", QuestionState.OPEN)
    console.step()
    console.presenter.ask("country")
    assert (console.state.item.name, console.state.question) == ("country", QuestionState.REVEALED)


def test_while_a_question_is_open_another_is_refused_in_words(console: Console) -> None:
    console.presenter.ask("country")
    console.presenter.ask("priority")
    assert console.state.trouble.words == "Close the open question first."
    assert not console.state.trouble.can_reopen
    assert console.state.item.name == "country"
    console.step()
    assert console.state.trouble is None


def test_answers_that_were_set_aside_can_be_taken_back(console: Console) -> None:
    console.presenter.ask("country")
    console.step()
    console.presenter.make(Move.CLEAR)
    assert console.state.can_restore
    console.presenter.restore()
    assert not console.state.can_restore
    assert console.state.question is QuestionState.CLOSED


def test_a_result_is_split_by_earlier_questions_with_one_answer_only(console: Console) -> None:
    crowd = people()
    for name in ("country", "evaluates", "priority"):
        console.presenter.ask(name)
        console.room.answer(name, {n: person[name] for n, person in enumerate(crowd)})
        console.step()
        console.step()
    assert [choice.item for choice in console.state.split_choices] == ["country", "evaluates"]
    console.presenter.split_by("country")
    assert console.state.split_by == "country"
    assert console.state.split.groups[0].result.answered == COUNTRIES["uk"][0]
    console.presenter.split_by(None)
    assert console.state.split is None and console.state.split_by is None


def test_the_next_question_is_not_split_by_itself(console: Console) -> None:
    crowd = people()
    for name in ("country", "evaluates"):
        console.presenter.ask(name)
        console.room.answer(name, {n: person[name] for n, person in enumerate(crowd)})
        console.step()
        console.step()
    console.presenter.split_by("country")
    console.step()
    assert console.room.split_item is None


def test_answers_that_are_not_tied_offer_no_split() -> None:
    console = Console(replace(meeting(), answers_tied=False))
    console.presenter.open()
    for name in ("country", "evaluates"):
        console.presenter.ask(name)
        console.step()
        console.step()
    assert console.state.split_choices == ()


def test_the_code_carries_the_chosen_address(console: Console) -> None:
    assert console.state.address == WIFI
    console.presenter.choose_address(CABLE)
    assert console.state.wall.addresses == (CABLE,)
    assert console.state.addresses == (WIFI, CABLE)


def test_a_new_address_of_the_chosen_network_is_followed(console: Console) -> None:
    console.presenter.choose_address(CABLE)
    moved = JoinAddress("http://10.0.0.99:8123/483920", "10.0.0.99:8123", "eth0")
    console.room.addresses = (WIFI, moved)
    console.presenter.refresh()
    assert console.state.address == moved


def test_a_room_that_dies_is_noticed_and_brought_back(console: Console) -> None:
    console.presenter.ask("country")
    console.room.die()
    assert console.state.line is Line.LOST
    assert console.state.trouble.can_reopen
    assert console.state.item.name == "country", "what was seen stays in sight"
    lost, console.room = console.room, RoomStandIn(console.event, 42)
    console.presenter.open()
    assert console.state.line is Line.LIVE and console.state.trouble is None
    assert lost.calls == ["leave"]
    console.step()
    assert console.room.moves == [(Move.NEXT, None)]


def test_a_move_to_a_room_that_does_not_answer_offers_to_bring_it_back(console: Console) -> None:
    console.room._is_up = False
    console.step()
    assert console.state.line is Line.LOST and console.state.trouble.can_reopen


@pytest.mark.parametrize("fault", [PortTaken("port"), NoNetworkAddress("net"), DiskFull("full")])
def test_a_room_that_cannot_be_opened_says_why_and_can_be_tried_again(fault: Exception) -> None:
    console = Console()
    console.fault = fault
    console.presenter.open()
    assert console.state.line is Line.LOST
    assert console.state.trouble.words == str(fault) and console.state.trouble.can_reopen
    console.fault = None
    console.presenter.open()
    assert console.state.line is Line.LIVE


def test_a_bug_is_not_taken_for_trouble() -> None:
    console = Console()
    console.fault = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        console.presenter.open()


def test_leaving_hangs_up_and_the_room_goes_on(console: Console) -> None:
    left: list[bool] = []
    console.presenter.leave(lambda: left.append(True))
    assert left == [True] and console.room.calls == ["leave"]
    assert console.state.line is Line.SHUT
    news = console.news
    console.room.answer("country", {1: one("uk")})
    assert console.news == news


def test_closing_ends_the_room_s_process(console: Console) -> None:
    shut: list[bool] = []
    console.presenter.shut(lambda: shut.append(True))
    assert shut == [True] and console.room.calls == ["shut"]


def test_a_question_that_was_added_meanwhile_appears(console: Console) -> None:
    instrument = console.event.instrument
    more = replace(EVALUATES, name="again")
    console.presenter.take_event(
        replace(console.event, instrument=replace(instrument, items=(*instrument.items, more)))
    )
    assert console.state.rows[-1].item == "again"


def test_closing_twice_closes_once(console: Console) -> None:
    shut: list[bool] = []
    console.runner.holds = True
    for _press in range(2):
        console.presenter.shut(lambda: shut.append(True))
    console.runner.release()
    assert shut == [True] and console.room.calls == ["shut"]


def test_a_room_that_is_left_while_it_opens_is_left_once_it_is_open() -> None:
    console = Console()
    left: list[bool] = []
    console.runner.holds = True
    console.presenter.open()
    console.presenter.leave(lambda: left.append(True))
    assert left == []
    console.runner.release()
    assert left == [True] and console.room.calls == ["leave"]
    assert console.state.line is Line.SHUT


def with_item(event: Event, name: str, **changes: Any) -> Event:
    items = tuple(
        replace(item, **changes) if item.name == name else item for item in event.instrument.items
    )
    return replace(event, instrument=replace(event.instrument, items=items))


def names(console: Console) -> list[str]:
    return [row.item for row in console.state.rows]


def test_a_half_asked_end_lapses_after_a_few_seconds(console: Console) -> None:
    console.presenter.make(Move.END)
    console.now_s += 4
    console.presenter.tick()
    assert console.state.is_ending
    console.now_s += 2
    console.presenter.tick()
    assert not console.state.is_ending


def test_a_late_second_press_of_end_asks_again_even_without_a_tick(console: Console) -> None:
    console.presenter.make(Move.END)
    console.now_s += 60
    console.presenter.make(Move.END)
    assert not console.state.has_ended and console.state.is_ending


def test_a_question_that_is_read_first_takes_one_step_more() -> None:
    console = Console(with_item(meeting(), "country", reads_first=True))
    console.presenter.open()
    seen = []
    for _step in range(4):
        console.step()
        seen.append(console.state.question)
    assert [state and state.value for state in seen] == ["waiting", "reading", "open", "closed"]


def test_the_clock_is_counted_down_and_moved(console: Console) -> None:
    console.presenter.ask("country")
    console.presenter.add_time(30)
    assert console.state.seconds_left == 30
    console.now_s += 12
    console.presenter.tick()
    assert (console.state.seconds_left, console.state.open_s) == (18, 12)
    assert console.state.wall.seconds_left == 18
    console.presenter.add_time(30)
    assert console.state.seconds_left == 48
    console.presenter.stop_clock()
    assert console.state.seconds_left is None and console.state.wall.seconds_left is None


def test_who_has_more_time_is_named_beside_the_step(console: Console) -> None:
    console.presenter.ask("country")
    console.room.has_more_time = 2
    console.presenter.refresh()
    assert console.state.step.words == "Close (2 have more time)"


def test_two_rounds_are_compared_once_the_second_is_closed(console: Console) -> None:
    crowd = people()
    console.presenter.ask("evaluates")
    console.room.answer("evaluates", {n: p["evaluates"] for n, p in enumerate(crowd)})
    console.step()
    assert not console.state.can_shift
    console.presenter.make(Move.SECOND_ROUND)
    console.room.answer("evaluates", dict.fromkeys(range(42), one("yes")))
    console.step()
    assert console.state.can_shift
    console.presenter.toggle_shift()
    assert console.state.shift.after.count("yes") == 42
    assert console.state.wall.shift is None, "not before it is revealed"
    console.step()
    assert console.state.wall.shift is not None
    console.presenter.toggle_shift()
    assert console.state.shift is None


def test_one_key_goes_through_the_splits_and_back_to_none(console: Console) -> None:
    crowd = people()
    for name in ("country", "evaluates", "priority"):
        console.presenter.ask(name)
        console.room.answer(name, {n: person[name] for n, person in enumerate(crowd)})
        console.step()
        console.step()
    seen = []
    for _press in range(3):
        console.presenter.split_by_next()
        seen.append(console.state.split_by)
    assert seen == ["country", "evaluates", None]


def test_a_quick_question_is_asked_behind_the_current_one_at_once(console: Console) -> None:
    console.presenter.ask("country")
    console.step()
    console.presenter.toggle_palette()
    assert console.state.is_asking
    console.presenter.ask_on_the_spot(QuickKind.THUMBS, "Shall we break?")
    assert not console.state.is_asking
    assert names(console)[:2] == ["country", "quick_thumbs_1"]
    assert (console.state.item.texts["en"], console.state.question) == (
        "Shall we break?",
        QuestionState.OPEN,
    )
    assert [event.instrument.items[1].name for event in console.saved] == ["quick_thumbs_1"]


def test_no_quick_question_is_kept_while_another_is_open(console: Console) -> None:
    console.presenter.ask("country")
    console.presenter.ask_on_the_spot(QuickKind.YES_NO)
    assert console.saved == [] and console.state.trouble.words == "Close the open question first."


def test_a_quick_question_that_cannot_be_saved_leaves_the_event_as_it_was(
    console: Console,
) -> None:
    console.fault = DiskFull("full")
    before = names(console)
    console.presenter.ask_on_the_spot(QuickKind.YES_NO)
    assert names(console) == before and console.state.trouble.words == "full"


def test_questions_that_were_not_asked_change_places(console: Console) -> None:
    console.presenter.ask("country")
    before = names(console)
    console.presenter.move_question_by(before[-1], -1)
    assert names(console) == [*before[:-2], before[-1], before[-2]]
    console.presenter.move_question_by("country", 1)
    assert names(console)[0] == "country", "it has been asked"
    assert console.room.calls[-1] == "look", "the room is told at once"


def test_an_edited_event_is_told_to_the_room_at_once(console: Console) -> None:
    console.presenter.take_event(with_item(console.event, "country", notes="Slowly!"))
    assert console.room.calls == ["look"]
    assert console.state.event.instrument.item("country").notes == "Slowly!"


def test_held_answers_wait_for_the_facilitator(console: Console) -> None:
    written = next(item for item in console.event.instrument.items if item.kind == "text")
    console.presenter.ask(written.name)
    console.room.answer(written.name, {1: Choice(text="So"), 2: Choice(text="Rude")})
    console.step()
    console.step()
    assert console.state.held == ("Rude", "So") and console.state.wall.result.texts == ()
    console.presenter.edit_texts(TextVerb.RELEASE, ("So",))
    assert console.state.held == ("Rude",) and console.state.wall.result.texts == ("So",)


@pytest.mark.parametrize(
    ("kind", "tied", "words"),
    [
        (ItemKind.TEXT, True, "not shown group by group"),
        (ItemKind.WORDS, True, "not shown group by group"),
        (ItemKind.PIN, True, "No earlier question"),
        (ItemKind.SINGLE, False, "does not keep one person’s answers together"),
        (ItemKind.SINGLE, True, "No earlier question"),
    ],
)
def test_the_split_key_says_why_it_does_nothing(kind: ItemKind, tied: bool, words: str) -> None:
    item = replace(meeting().instrument.items[0], name="one", kind=kind)
    instrument = replace(meeting().instrument, items=(item,))
    console = Console(replace(meeting(), instrument=instrument, answers_tied=tied))
    console.presenter.open()
    console.presenter.split_by_next()
    assert console.state.trouble is None  # nothing was asked yet
    console.presenter.ask("one")
    console.presenter.split_by_next()
    assert words in console.state.trouble.words


def test_the_time_since_going_live_is_told_in_minutes(console: Console) -> None:
    console.room.opened_at = NOON
    console.presenter.refresh()
    assert console.state.live_min == 0
    console.now_s = 25 * 60 + 59
    console.presenter.tick()
    assert console.state.live_min == 25
