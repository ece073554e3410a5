"""Hands, cards, the laptop as a kiosk and phones that go round: all in one chart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    SURE,
    WHY_RED,
    Phone,
    new_workspace,
    open_room,
    running_room,
    small_event,
    until,
)

from pollkit.domain.ballots import Channel
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition
from pollkit.domain.rooms import Move
from pollkit.errors import AnswerNotAccepted, IllegalMove
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace

LIKES = replace(COLOUR, name="likes", asked_if=Condition("colour", ("red",)))


def _phone(link: RoomClient) -> Phone:
    phone = Phone(link.status.addresses[0].url)
    phone.join()
    return phone


def _counts(link: RoomClient) -> tuple[int, int]:
    result = link.status.result
    assert result is not None
    return result.count("red"), result.count("blue")


def _channels(workspace: Path, event: Event, item: str = "colour") -> Counter[Channel]:
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        return Counter(ballot.channel for ballot in repos.rooms.ballots(event.id, item))


def _kiosk(link: RoomClient) -> Phone:
    """A browser that was sent to the kiosk's address, on this computer."""
    url = urlsplit(link.status.ways.kiosk_url)
    browser = Phone(f"http://{url.netloc}{url.path.removesuffix('/kiosk')}")
    reply = browser.ask("GET", f"{url.path}?{url.query}")
    assert reply.status == 303
    browser.cookie = reply.headers["set-cookie"].split(";")[0]
    return browser


def _next(phone: Phone) -> Phone:
    """The same device with the person whose turn begins."""
    reply = phone.send_form(f"/{phone.pin}/next")
    assert reply.status == 303
    following = Phone(phone.url)
    following.cookie = reply.headers["set-cookie"].split(";")[0]
    assert following.cookie != phone.cookie
    return following


# Hands


def test_hands_that_are_typed_again_replace_those_before(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        phone = _phone(link)
        link.move(Move.ASK, "colour")
        phone.vote("colour", "red")
        link.set_hands("colour", {"red": 5, "blue": 3})
        until(lambda: _counts(link) == (6, 3), "eight hands and a phone")
        status = link.set_hands("colour", {"red": 2, "blue": 4})
        assert status.ways.hands == {"red": 2, "blue": 4}
        assert _counts(link) == (3, 4)
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _counts(link) == (3, 4)
        assert _channels(workspace, event) == {Channel.PHONE: 1, Channel.HANDS: 6}


def test_no_hands_at_all_take_back_what_was_typed(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    assert link.set_hands("colour", {"red": 4}).heads.answered == 4
    assert link.set_hands("colour", {}).heads.answered == 0
    assert link.status.ways.hands == {}


def test_hands_are_no_phones_and_never_fewer_asked_than_answered(link: RoomClient) -> None:
    phones = [_phone(link) for _place in range(3)]
    link.move(Move.ASK, "colour")
    phones[0].vote("colour", "red")
    heads = link.set_hands("colour", {"red": 12}).heads
    assert (heads.joined, heads.connected) == (3, 3)
    assert (heads.answered, heads.asked) == (13, 15)
    assert heads.channels == {Channel.PHONE: 1, Channel.HANDS: 12}
    link.move(Move.CLOSE)
    result = link.move(Move.REVEAL).result
    assert result is not None
    assert (result.answered, result.asked) == (13, 15)


@pytest.mark.parametrize(
    ("item", "counts"),
    [("colour", {"green": 1}), ("colour", {"red": -1}), ("colour", {"red": 2001})],
)
def test_hands_that_cannot_be_are_refused(
    link: RoomClient, item: str, counts: dict[str, int]
) -> None:
    link.move(Move.ASK, item)
    with pytest.raises(AnswerNotAccepted):
        link.set_hands(item, counts)
    assert link.status.heads.answered == 0


def test_hands_fit_a_scale_and_no_question_with_several_answers(link: RoomClient) -> None:
    link.move(Move.ASK, "sure")
    assert link.set_hands("sure", {"1": 2, "5": 1}).heads.answered == 3
    link.move(Move.CLOSE)
    link.move(Move.ASK, "fruit")
    with pytest.raises(AnswerNotAccepted):
        link.set_hands("fruit", {"apple": 1})


def test_a_closed_question_takes_no_hands(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    link.move(Move.CLOSE)
    with pytest.raises(IllegalMove):
        link.set_hands("colour", {"red": 1})


def test_hands_in_the_box_are_not_counted_twice_after_a_reopening(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    link.set_hands("colour", {"red": 3})
    link.move(Move.CLOSE)
    link.move(Move.REVEAL)
    link.move(Move.REOPEN)
    with pytest.raises(IllegalMove, match="ballot box"):
        link.set_hands("colour", {"red": 4})
    assert link.status.heads.answered == 3


def test_hands_of_a_tied_event_can_be_corrected_after_a_reopening(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event(tied=True)) as (link, _workspace):
        link.move(Move.ASK, "colour")
        link.set_hands("colour", {"red": 3})
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        link.move(Move.REOPEN)
        assert link.set_hands("colour", {"red": 1, "blue": 3}).heads.answered == 4
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _counts(link) == (1, 3)


def test_hands_that_are_raised_to_a_follow_up_count(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((COLOUR, LIKES), tied=True)) as (link, _workspace):
        link.move(Move.ASK, "colour")
        link.set_hands("colour", {"red": 4})
        link.move(Move.CLOSE)
        link.move(Move.ASK, "likes")
        heads = link.set_hands("likes", {"blue": 2}).heads
        assert (heads.answered, heads.asked) == (2, 2)


# Cards


def test_a_card_that_is_turned_changes_its_vote(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "colour")
        link.set_cards("colour", {7: "red", 12: "red"})
        heads = link.set_cards("colour", {7: "blue", 12: "red", 30: "red"}).heads
        assert _counts(link) == (2, 1)
        assert heads.channels == {Channel.CARD: 3}
        assert (heads.joined, heads.asked, heads.answered) == (0, 3, 3)
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _channels(workspace, event) == {Channel.CARD: 3}


def test_a_card_that_was_read_once_is_asked_from_then_on(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    link.set_cards("colour", dict.fromkeys(range(1, 13), "red"))
    link.move(Move.CLOSE)
    link.move(Move.ASK, "sure")
    assert link.status.heads.asked == 12
    assert link.status.ways.cards == 12
    with pytest.raises(AnswerNotAccepted, match="at most four"):
        link.set_cards("sure", {1: "2"})


def test_a_follow_up_is_asked_of_the_cards_that_gave_the_answer(tmp_path: Path) -> None:
    event = small_event((COLOUR, LIKES), tied=True)
    with running_room(tmp_path, event) as (link, workspace):
        phone = _phone(link)
        link.move(Move.ASK, "colour")
        phone.vote("colour", "red")
        link.set_cards("colour", {1: "red", 2: "blue", 3: "red"})
        link.move(Move.CLOSE)
        link.move(Move.ASK, "likes")
        assert link.status.heads.asked == 3
        heads = link.set_cards("likes", {1: "blue", 2: "blue", 9: "red"}).heads
        assert (heads.answered, heads.asked) == (1, 3), "2 said blue, and 9 was never seen"
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            ballots = repos.rooms.ballots(event.id)
        of_card = {b.respondent_id for b in ballots if b.item == "likes"}
        (who,) = of_card
        assert [b.choice.codes for b in ballots if b.respondent_id == who and b.item == "colour"]
        split = link.split_by("colour").split
        assert split is not None


def test_cards_and_hands_are_there_after_a_restart(tmp_path: Path) -> None:
    event = small_event()
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.move(Move.ASK, "colour")
    link.set_cards("colour", {1: "red", 2: "blue"})
    link.set_hands("colour", {"blue": 4})
    before = link.status.heads
    link.shut()
    link = open_room(workspace, event)
    try:
        assert link.status.heads == replace(before, connected=0)
        assert _counts(link) == (1, 5)
        link.set_cards("colour", {2: "red"})
        link.set_hands("colour", {"blue": 1})
        assert _counts(link) == (2, 1)
    finally:
        link.shut()


# The laptop as a kiosk


def test_each_person_at_the_kiosk_is_another(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        link.move(Move.ASK, "colour")
        browser = _kiosk(link)
        for place, answer in enumerate(("red", "red", "blue"), start=1):
            assert link.status.heads.asked == place - 1, "who has not answered may not be there"
            page = browser.join().text
            assert 'data-scene="answer"' in page and "data-mine=" not in page
            reply = browser.vote("colour", answer)
            assert 'data-scene="thanks"' in reply.json["html"]
            assert "data-mine=" not in reply.json["html"]
            until(lambda place=place: link.status.heads.answered == place, "one more")
            browser = _next(browser)
        assert link.status.heads.channels == {Channel.KIOSK: 3}
        assert link.status.heads.joined == 0
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _channels(workspace, event) == {Channel.KIOSK: 3}


def test_a_turn_at_the_kiosk_is_one_answer(link: RoomClient) -> None:
    link.move(Move.ASK, "colour")
    browser = _kiosk(link)
    browser.vote("colour", "red")
    link.move(Move.CLOSE)
    link.move(Move.ASK, "sure")
    assert 'data-scene="thanks"' in browser.now()
    assert browser.vote("sure", "5").json["state"] == "refused"
    assert _next(browser).vote("sure", "5").json["state"] == "saved"


@pytest.mark.parametrize("key", ["", "?key=", "?key=00000000000000000000000000000000"])
def test_nobody_opens_a_kiosk_without_the_console_s_key(link: RoomClient, key: str) -> None:
    phone = Phone(link.status.addresses[0].url)
    assert phone.ask("GET", f"/{phone.pin}/kiosk{key}").status == 403


def test_the_kiosk_s_key_is_worth_nothing_on_another_computer(link: RoomClient) -> None:
    url = urlsplit(link.status.ways.kiosk_url)
    phone = Phone(link.status.addresses[0].url, source="127.0.0.2")
    assert phone.ask("GET", f"{url.path}?{url.query}").status == 403


def test_at_everyone_s_own_pace_a_person_at_the_kiosk_answers_all(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((COLOUR, SURE))) as (link, _workspace):
        link.move(Move.HAND_OVER)
        browser = _kiosk(link)
        assert 'data-item="colour"' in browser.now()
        assert 'data-scene="answer"' in browser.vote("colour", "red").json["html"]
        browser.send_form(f"/{browser.pin}/go", item="sure")
        assert 'data-scene="thanks"' in browser.vote("sure", "3").json["html"]
        until(lambda: link.status.heads.answered == 1, "one has finished")
        assert link.status.heads.asked == 1
        assert 'data-item="colour"' in _next(browser).now()


# Phones that go round


def test_a_phone_goes_round_only_where_that_is_allowed(link: RoomClient) -> None:
    phone = _phone(link)
    link.move(Move.ASK, "colour")
    assert 'id="pass"' not in phone.vote("colour", "red").text
    assert phone.send_form(f"/{phone.pin}/next").status == 409
    link.let_phones_go_round(True)
    assert 'id="pass"' in phone.now()
    assert _next(phone).vote("colour", "blue").json["state"] == "saved"


def test_the_next_person_neither_sees_nor_changes_the_answer_before(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        link.let_phones_go_round(True)
        owner = _phone(link)
        link.move(Move.ASK, "colour")
        assert 'id="pass"' not in owner.now(), "first the own answer"
        assert 'id="pass"' in owner.vote("colour", "red").json["html"]
        friend = _next(owner)
        page = friend.join().text
        assert "data-mine=" not in page
        persons = [re.findall(r'data-person="(\w*)"', one)[0] for one in (owner.join().text, page)]
        assert persons[0] == "" and persons[1], "what the browser keeps is kept apart"
        friend.vote("colour", "blue")
        friend.vote("colour", "red")
        assert owner.vote("colour", "blue").json["state"] == "refused", "the turn is over"
        until(lambda: link.status.heads.answered == 2, "two persons")
        until(lambda: link.status.ways.passed_on == 1, "the console knows")
        status = link.status
        assert _counts(link) == (2, 0)
        assert status.heads.channels == {Channel.PHONE: 1, Channel.SHARED: 1}
        assert (status.heads.joined, status.heads.asked, status.ways.passed_on) == (1, 2, 1)
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _channels(workspace, event) == {Channel.PHONE: 1, Channel.SHARED: 1}


def test_a_phone_goes_round_twenty_times_for_a_question_and_no_more(link: RoomClient) -> None:
    link.let_phones_go_round(True)
    phone = _phone(link)
    link.move(Move.ASK, "colour")
    for _turn in range(20):
        phone.vote("colour", "red")
        phone = _next(phone)
    phone.vote("colour", "red")
    assert 'id="pass"' not in phone.now()
    assert phone.send_form(f"/{phone.pin}/next").status == 409
    until(lambda: link.status.ways.passed_on == 20, "the console knows")


def test_two_taps_pass_a_phone_on_once(link: RoomClient) -> None:
    link.let_phones_go_round(True)
    phone = _phone(link)
    link.move(Move.ASK, "colour")
    phone.vote("colour", "red")
    _next(phone)
    assert phone.send_form(f"/{phone.pin}/next").status == 409
    assert until(lambda: link.status.ways.passed_on, "the console knows") == 1


def test_whether_phones_go_round_is_kept_through_a_restart(tmp_path: Path) -> None:
    event = small_event((COLOUR, WHY_RED, FRUIT), tied=True)
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.let_phones_go_round(True)
    link.shut()
    link = open_room(workspace, event)
    try:
        assert link.status.ways.may_pass_on
    finally:
        link.shut()
