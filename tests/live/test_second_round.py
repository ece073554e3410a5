"""A question asked again: the second round counts, the first is there to compare with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from room_phones import COLOUR, FRUIT, Phone, running_room, small_event

from pollkit.domain.analysis.shifts import Passage
from pollkit.domain.rooms import Move
from pollkit.live.client import RoomClient

CROWD = 12


def _joined(link: RoomClient, people: int = CROWD) -> list[Phone]:
    phones = [Phone(link.status.addresses[0].url) for _ in range(people)]
    for phone in phones:
        phone.join()
    return phones


def _vote(phones: list[Phone], red: int, item: str = "colour", round_: int = 1) -> None:
    for number, phone in enumerate(phones):
        answer = "red" if number < red else "blue"
        assert phone.vote(item, answer, round_=round_).json["state"] == "saved"


def test_the_second_round_counts_and_shows_who_moved(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event(tied=True)) as (link, _workspace):
        phones = _joined(link)
        link.move(Move.ASK, "colour")
        _vote(phones, red=12)
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        status = link.move(Move.SECOND_ROUND)
        assert status.result is not None and status.result.answered == 0
        assert phones[0].vote("colour", "red", round_=1).json["answer"] == ["red"], "sent again"
        _vote(phones, red=7, round_=2)
        link.move(Move.CLOSE)
        status = link.move(Move.REVEAL)
        assert status.result is not None
        assert (status.result.count("red"), status.result.count("blue")) == (7, 5)
        shift = link.show_shift(True).shift
        assert shift is not None
        assert shift.passages == (Passage("red", "red", 7), Passage("red", "blue", 5))
        assert (shift.before.count("red"), shift.after.count("red"), shift.stayed) == (12, 7, 7)
        assert link.move(Move.NEXT).shift is None, "the next question is shown by itself"


def test_where_answers_are_not_tied_both_rounds_stand_side_by_side(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event()) as (link, _workspace):
        phones = _joined(link)
        link.move(Move.ASK, "colour")
        _vote(phones, red=9)
        link.move(Move.CLOSE)
        link.move(Move.SECOND_ROUND)
        _vote(phones, red=2, round_=2)
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        shift = link.show_shift(True).shift
        assert shift is not None and not shift.is_paired
        assert (shift.before.count("red"), shift.after.count("red")) == (9, 2)


def test_a_question_that_repeats_another_is_compared_with_it(tmp_path: Path) -> None:
    again = replace(COLOUR, name="again", repeats="colour")
    with running_room(tmp_path, small_event((COLOUR, FRUIT, again), tied=True)) as (link, _path):
        phones = _joined(link)
        for item, red in (("colour", 12), ("again", 6)):
            link.move(Move.ASK, item)
            _vote(phones, red, item)
            link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        shift = link.show_shift(True).shift
        assert shift is not None
        assert (shift.of, shift.item, shift.pairs, shift.stayed) == ("colour", "again", 12, 6)
