"""What a phone is told of its vote, and what then is on disk."""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from room_phones import (
    COLOUR,
    FRUIT,
    WHY_RED,
    Phone,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient
from pollkit.store import Role, Workspace


def test_a_vote_is_saved_and_counted(link: RoomClient, phone: Phone) -> None:
    link.move(Move.ASK, "colour")
    reply = phone.vote("colour", "red")
    assert (reply.status, reply.json["state"], reply.json["answer"]) == (200, "saved", ["red"])
    until(lambda: link.status.heads.answered == 1, "the console hears of the answer")
    result = link.status.result
    assert result is not None
    assert (result.count("red"), result.count("blue")) == (1, 0)


def test_a_vote_sent_again_is_counted_once_and_answered_alike(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    vote_id = uuid4()
    replies = [phone.vote("colour", "red", vote_id=vote_id) for _ in range(3)]
    assert [reply.json["answer"] for reply in replies] == [["red"]] * 3
    assert link.move(Move.CLOSE).heads.answered == 1


def test_an_old_vote_that_comes_again_does_not_undo_a_newer_one(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    first = uuid4()
    phone.vote("colour", "red", vote_id=first)
    phone.vote("colour", "blue")
    assert phone.vote("colour", "red", vote_id=first).json["answer"] == ["blue"]
    result = link.move(Move.CLOSE).result
    assert result is not None
    assert (result.count("red"), result.count("blue")) == (0, 1)


def test_fifty_votes_of_one_phone_at_once_leave_one_ballot(tmp_path: Path) -> None:
    event = small_event()
    with running_room(tmp_path, event) as (link, workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        with ThreadPoolExecutor(25) as threads:
            replies = list(
                threads.map(lambda n: phone.vote("colour", "red" if n % 2 else "blue"), range(50))
            )
        assert {reply.status for reply in replies} == {200}
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            assert len(repos.rooms.ballots(event.id, "colour")) == 1


def test_a_form_without_scripts_votes_and_comes_back_to_the_page(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "fruit")
    reply = phone.send_form(f"/{phone.pin}/vote", item="fruit", round="1", answer=["plum", "apple"])
    assert (reply.status, reply.headers["location"]) == (303, f"/{phone.pin}")
    result = link.move(Move.CLOSE).result
    assert result is not None
    assert [option.count for option in result.options] == [1, 0, 1]


def test_a_form_that_does_not_fit_says_so_on_the_page(link: RoomClient, phone: Phone) -> None:
    link.move(Move.ASK, "fruit")
    reply = phone.send_form(f"/{phone.pin}/vote", item="fruit", round="1")
    assert reply.status == 422
    assert "Please choose an answer first." in reply.text


UNFIT = (
    ("colour", ["green"], "does not belong"),
    ("colour", ["red", "blue"], "only one"),
    ("colour", [], "choose an answer"),
    ("fruit", ["apple", "pear", "plum"], "at most 2"),
)


def test_an_answer_that_does_not_fit_is_refused_with_its_reason(
    link: RoomClient, phone: Phone
) -> None:
    for item, answer, why in UNFIT:
        round_ = link.move(Move.ASK, item).room.question(item).round
        reply = phone.vote(item, *answer, round_=round_)
        assert (reply.status, reply.json["state"]) == (422, "refused")
        assert why in reply.json["why"]
        assert link.move(Move.CLOSE).heads.answered == 0
        link.move(Move.CLEAR)


def test_a_refusal_speaks_the_language_of_the_phone(link: RoomClient, url: str) -> None:
    phone = Phone(url, language="fr-CA, en;q=0.4")
    phone.join()
    link.move(Move.ASK, "colour")
    assert phone.vote("colour").json["why"] == "Veuillez d’abord choisir une réponse."


def test_a_vote_after_the_close_is_refused_and_changes_nothing(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    link.move(Move.CLOSE)
    revealed = link.move(Move.REVEAL)
    reply = phone.vote("colour", "red")
    assert (reply.status, reply.json["state"]) == (409, "refused")
    assert reply.json["why"] == "This question takes no answers now."
    assert revealed.result is not None
    assert revealed.result.answered == link.status.heads.answered == 0


def test_a_vote_that_was_under_way_at_the_close_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLLKIT_ROOM_CLOSE_GRACE_S", "1.5")
    with running_room(tmp_path, small_event()) as (link, _workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        began = time.monotonic()
        link.move(Move.CLOSE)
        assert time.monotonic() - began < 1, "to close does not wait"
        assert phone.vote("colour", "blue").status == 200
        final = link.move(Move.REVEAL).result
        assert time.monotonic() - began >= 1.5, "to reveal does"
        assert final is not None
        assert final.count("blue") == 1
        assert phone.vote("colour", "red").status == 409


def test_the_saved_that_got_lost_is_said_again_after_the_close(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event(tied=True)) as (link, _workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        vote_id = uuid4()
        phone.vote("colour", "red", vote_id=vote_id)
        link.move(Move.CLOSE)
        again = phone.vote("colour", "red", vote_id=vote_id)
        assert (again.status, again.json["state"]) == (200, "saved")
        other = phone.vote("colour", "blue")
        assert other.status == 409
        assert "Your earlier answer counts" in other.json["why"]


def test_a_sealed_ballot_of_an_untied_event_cannot_be_changed(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    phone.vote("colour", "red")
    link.move(Move.CLOSE)
    link.move(Move.REOPEN)
    reply = phone.vote("colour", "blue")
    assert reply.status == 409
    assert "in the ballot box" in reply.json["why"]
    newcomer = Phone(phone.url)
    newcomer.join()
    assert newcomer.vote("colour", "blue").status == 200
    result = link.move(Move.CLOSE).result
    assert result is not None
    assert (result.count("red"), result.count("blue")) == (1, 1)


def test_a_reopened_question_of_a_tied_event_takes_a_changed_answer(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event(tied=True)) as (link, _workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "colour")
        phone.vote("colour", "red")
        link.move(Move.CLOSE)
        reopened = link.move(Move.REOPEN)
        assert reopened.heads.answered == 1
        assert phone.vote("colour", "blue").json["answer"] == ["blue"]
        result = link.move(Move.CLOSE).result
        assert result is not None
        assert (result.answered, result.count("red"), result.count("blue")) == (1, 0, 1)


def test_a_follow_up_is_asked_of_those_it_concerns(tmp_path: Path) -> None:
    event = small_event((COLOUR, WHY_RED, FRUIT), tied=True)
    with running_room(tmp_path, event) as (link, _workspace):
        url = link.status.addresses[0].url
        red, blue = Phone(url), Phone(url)
        red.join()
        blue.join()
        link.move(Move.ASK, "colour")
        red.vote("colour", "red")
        blue.vote("colour", "blue")
        link.move(Move.CLOSE)
        heads = link.move(Move.ASK, "why_red").heads
        assert heads.asked == 1
        assert 'name="answer"' in red.now()
        assert 'name="answer"' not in blue.now()
        assert blue.vote("why_red", "I do not").status == 422
        assert red.vote("why_red", "Warm").status == 200
        assert link.move(Move.CLOSE).result.texts == ("Warm",)  # type: ignore[union-attr]


def test_a_text_that_was_cut_within_an_emoji_is_saved_without_its_half(tmp_path: Path) -> None:
    event = small_event((replace(WHY_RED, asked_if=None),))
    with running_room(tmp_path, event) as (link, _workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "why_red")
        assert phone.vote("why_red", "Warm \ud83d").json["answer"] == ["Warm"]
        assert link.move(Move.CLOSE).result.texts == ("Warm",)  # type: ignore[union-attr]


def test_a_cleared_question_starts_anew_and_can_be_restored(link: RoomClient, phone: Phone) -> None:
    link.move(Move.ASK, "colour")
    phone.vote("colour", "red")
    link.move(Move.CLEAR)
    link.move(Move.ASK)
    assert phone.vote("colour", "red").status == 409, "the first round is over"
    assert phone.vote("colour", "blue", round_=2).status == 200
    link.move(Move.CLEAR)
    restored = link.move(Move.RESTORE).result
    assert restored is not None
    assert (restored.count("red"), restored.count("blue")) == (0, 1)


def test_an_event_that_ends_while_a_question_is_open_keeps_its_answers(tmp_path: Path) -> None:
    event = small_event((FRUIT,))
    with running_room(tmp_path, event) as (link, workspace):
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        link.move(Move.ASK, "fruit")
        phone.vote("fruit", "pear")
        assert link.move(Move.END).room.has_ended
        with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
            (ballot,) = repos.rooms.ballots(event.id, "fruit")
        assert ballot.choice.codes == ("pear",)


@pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit")
def test_on_a_full_disk_nothing_is_called_saved_and_the_next_try_works(
    link: RoomClient, phone: Phone
) -> None:
    link.move(Move.ASK, "colour")
    process = room_process()
    _soft, hard = process.rlimit(resource.RLIMIT_FSIZE)
    process.rlimit(resource.RLIMIT_FSIZE, (4096, hard))
    vote_id = uuid4()
    refused = phone.vote("colour", "red", vote_id=vote_id)
    assert (refused.status, refused.json["state"]) == (503, "unsaved")
    assert link.status.heads.answered == 0
    process.rlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert phone.vote("colour", "red", vote_id=vote_id).json["state"] == "saved"
    assert link.move(Move.CLOSE).heads.answered == 1
