"""What a room remembers between two starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from store_samples import event, instrument, token

from pollkit.domain.ballots import Channel, RoomPhone
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, QuestionState, new_room
from pollkit.errors import NotFound
from pollkit.store import Repositories, Role, Workspace

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def keep(workspace: Workspace, meeting: Event) -> None:
    workspace.write(lambda repos: repos.events.save(meeting)).result()


def move(workspace: Workspace, meeting: Event, one: Move, asked: int | None = None) -> None:
    def work(repos: Repositories) -> None:
        room = repos.rooms.load(meeting.id).make(one, "evaluates" if one is Move.ASK else None)
        repos.rooms.save(room, one, asked=asked)

    workspace.write(work).result()


def test_a_room_that_never_opened_is_new(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    with workspace.read() as repos:
        assert repos.rooms.load(meeting.id) == new_room(meeting.id, meeting.instrument)


def test_a_room_is_found_as_it_was_left_after_a_restart(folder: Path) -> None:
    meeting = event()
    with Workspace.open(folder, Role.ROOM) as workspace:
        keep(workspace, meeting)
        for one in (Move.ASK, Move.CLOSE, Move.REVEAL, Move.CLEAR, Move.ASK, Move.BLANK):
            move(workspace, meeting, one)
        with workspace.read() as repos:
            left = repos.rooms.load(meeting.id)
    with Workspace.open(folder, Role.ROOM) as workspace, workspace.read() as repos:
        found = repos.rooms.load(meeting.id)
    assert found == left
    assert found.version == 6
    assert found.is_blank
    assert (found.question("evaluates").round, found.question("evaluates").cleared) == (2, (1,))


def test_a_question_added_later_is_waiting_and_one_taken_away_is_gone(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    move(workspace, meeting, Move.ASK)
    first, *rest = instrument().items
    added = replace(rest[-1], name="added")
    changed = replace(meeting.instrument, items=(first, added))
    keep(workspace, replace(meeting, instrument=changed))
    with workspace.read() as repos:
        room = repos.rooms.load(meeting.id)
    states = [(question.item, question.state) for question in room.questions]
    assert states == [("evaluates", QuestionState.OPEN), ("added", QuestionState.WAITING)]


def test_the_time_of_first_opening_and_the_number_asked_are_kept_for_each_round(
    folder: Path,
) -> None:
    meeting = event()
    hours = 0
    with Workspace.open(folder, Role.ROOM, lambda: NOON + timedelta(hours=hours)) as workspace:
        keep(workspace, meeting)
        steps = [(Move.ASK, None), (Move.CLOSE, 40), (Move.REOPEN, None), (Move.CLOSE, 42)]
        for hours, (one, asked) in enumerate(steps, start=1):  # noqa: B007
            move(workspace, meeting, one, asked)
        move(workspace, meeting, Move.CLEAR)
        hours = 7
        move(workspace, meeting, Move.ASK)
        move(workspace, meeting, Move.CLEAR, 30)
        with workspace.read() as repos:
            asked_at = [repos.rooms.asked_at(meeting.id, "evaluates", n) for n in (1, 2, 3)]
            asked_of = [repos.rooms.asked(meeting.id, "evaluates", n) for n in (1, 2, 3)]
    assert asked_at == [NOON + timedelta(hours=1), NOON + timedelta(hours=7), None]
    assert asked_of == [42, 30, None]


def test_a_phone_that_joins_again_is_the_same_phone(workspace: Workspace) -> None:
    meeting = event(tied=True)
    keep(workspace, meeting)

    def work(repos: Repositories) -> tuple[RoomPhone, RoomPhone]:
        first = repos.rooms.join(meeting.id, token(1), "ar")
        return first, repos.rooms.join(meeting.id, token(1), "en")

    first, again = workspace.write(work).result()
    assert first == again
    assert first.respondent_id is not None and first.respondent_id.version == 4
    workspace.write(lambda repos: repos.rooms.set_language(meeting.id, token(1), "fr")).result()
    with workspace.read() as repos:
        assert repos.rooms.phone(meeting.id, token(1)) == replace(first, language="fr")
        assert repos.rooms.phone(meeting.id, token(2)) is None
        assert repos.rooms.joined(meeting.id) == 1


def test_phones_of_an_untied_event_have_no_pseudonym(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    joined = workspace.write(lambda repos: repos.rooms.join(meeting.id, token(1), "en")).result()
    assert joined == RoomPhone(token(1), "en", None)


def test_nobody_can_join_an_event_that_is_not_there(workspace: Workspace) -> None:
    joining = workspace.write(lambda repos: repos.rooms.join(uuid4(), token(1), "en"))
    with pytest.raises(NotFound):
        joining.result()


def test_the_pin_is_six_digits_and_stays(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    pins = {workspace.write(lambda repos: repos.rooms.pin(meeting.id)).result() for _ in range(3)}
    assert len(pins) == 1
    (pin,) = pins
    assert len(pin) == 6 and pin.isdecimal()
    workspace.write(lambda repos: repos.rooms.set_last_port(meeting.id, 8123)).result()
    with workspace.read() as repos:
        assert repos.rooms.pin(meeting.id) == pin
        assert repos.rooms.last_port(meeting.id) == 8123


def test_clock_pace_and_earlier_rounds_outlive_a_restart(folder: Path) -> None:
    meeting = event()
    keep_all: list[tuple[Move, datetime | None]] = [
        (Move.ASK, NOON),
        (Move.LIVE, None),
        (Move.CLOSE, None),
        (Move.SECOND_ROUND, None),
        (Move.CLOSE, None),
        (Move.HAND_OVER, NOON),
    ]
    with Workspace.open(folder, Role.ROOM, lambda: NOON) as workspace:
        keep(workspace, meeting)
        with workspace.read() as repos:
            room = repos.rooms.load(meeting.id)
        for one, ends_at in keep_all:
            room = room.make(one, "evaluates" if one is Move.ASK else None, ends_at)
            workspace.write(lambda r, room=room, one=one: r.rooms.save(room, one)).result()
    with Workspace.open(folder, Role.ROOM) as workspace:
        for _look in range(2):
            with workspace.read() as repos:
                assert repos.rooms.load(meeting.id) == room
                asked_at = [repos.rooms.asked_at(meeting.id, q.item, 1) for q in room.questions]
            assert asked_at == [NOON] * 4, "what was handed over was opened then"
            workspace.rebuild()


def test_how_many_were_asked_is_kept_for_each_question_that_is_taken_back(
    workspace: Workspace,
) -> None:
    meeting = event()
    keep(workspace, meeting)

    def work(repos: Repositories) -> None:
        handed = repos.rooms.load(meeting.id).make(Move.HAND_OVER)
        repos.rooms.save(handed, Move.HAND_OVER)
        each = {"evaluates": 12, "how": 7}
        repos.rooms.save(handed.make(Move.TAKE_BACK), Move.TAKE_BACK, asked_each=each)

    workspace.write(work).result()
    with workspace.read() as repos:
        found = [repos.rooms.asked(meeting.id, item, 1) for item in ("evaluates", "how", "sure")]
    assert found == [12, 7, None]


def test_only_those_with_a_phone_of_their_own_are_counted_as_joined(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)

    def work(repos: Repositories) -> None:
        repos.rooms.join(meeting.id, token(1), "en")
        for place, channel in enumerate((Channel.HANDS, Channel.CARD, Channel.KIOSK), start=2):
            repos.rooms.join(meeting.id, token(place), "en", channel)

    workspace.write(work).result()
    with workspace.read() as repos:
        assert repos.rooms.joined(meeting.id) == 1
        assert len(repos.rooms.phones(meeting.id)) == 4


def test_whether_phones_may_go_round_is_kept_beside_the_pin(workspace: Workspace) -> None:
    meeting = event()
    keep(workspace, meeting)
    pin = workspace.write(lambda repos: repos.rooms.pin(meeting.id)).result()
    for is_allowed in (True, False):
        workspace.write(
            lambda repos, is_allowed=is_allowed: repos.rooms.set_may_pass_on(meeting.id, is_allowed)
        ).result()
        with workspace.read() as repos:
            assert repos.rooms.may_pass_on(meeting.id) is is_allowed
    assert workspace.write(lambda repos: repos.rooms.pin(meeting.id)).result() == pin


def test_a_room_that_comes_back_within_hours_has_been_live_since_the_morning(
    workspace: Workspace,
) -> None:
    meeting = event()
    keep(workspace, meeting)

    def opened(hours: int) -> datetime:
        at = NOON + timedelta(hours=hours)
        return workspace.write(lambda repos: repos.rooms.go_live(meeting.id, at)).result()

    assert [opened(hours) for hours in (0, 3, 11)] == [NOON] * 3
    assert opened(24) == NOON + timedelta(hours=24)  # the next day is another meeting
