"""What each phone of a running room may see, rendered once for all that may see the same."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pollkit.domain.ballots import Channel, receipt_of
from pollkit.domain.board_views import Aside, PhoneBoard, phone_board
from pollkit.domain.boards import PostState, most_supports
from pollkit.domain.text_edits import for_wall
from pollkit.domain.views import PhoneScene, PhoneStep, PhoneView, Turn, phone_scene
from pollkit.live.attendance import Attendee
from pollkit.live.live_question import LiveQuestion
from pollkit.live.live_room import LiveRoom
from pollkit.live.own_pace import has_finished, step_of
from pollkit.live.turns import turn_of


class PhoneClass(NamedTuple):
    """What decides a phone's screen besides its language: phones of one class see the same."""

    item: str | None
    is_asked: bool = True
    is_in_box: bool = False
    is_in_time: bool = True
    seconds_left: int | None = None
    can_have_more: bool = False
    step: PhoneStep | None = None
    turn: Turn = Turn()
    has_had_turn: bool = False
    aside: Aside | None = None


def class_of(room: LiveRoom, attendee: Attendee) -> PhoneClass:
    question = room.question_of(attendee)
    turn, has_had_turn = _turn(room, attendee, question)
    aside = _aside(room, attendee)
    if question is None:
        is_asked = not room.is_at_own_pace
        return PhoneClass(
            None, is_asked=is_asked, turn=turn, has_had_turn=has_had_turn, aside=aside
        )
    token_hash = attendee.phone.token_hash
    is_open = question.is_open and not question.is_beside
    return PhoneClass(
        item=question.item.name,
        is_asked=room.live.asks(question.item, attendee),
        is_in_box=question.board is None and token_hash in question.in_box,
        is_in_time=not is_open or room.clock.is_in_time(token_hash),
        seconds_left=room.clock.seconds_left(token_hash) if is_open else None,
        can_have_more=is_open and room.clock.can_have_more(token_hash),
        step=step_of(room.live, attendee)
        if room.is_at_own_pace and not question.is_beside
        else None,
        turn=turn,
        has_had_turn=has_had_turn,
        aside=aside,
    )


def _aside(room: LiveRoom, attendee: Attendee) -> Aside | None:
    """The way to the board that stays open; none from the wall's question where that is it."""
    beside = room.room.beside
    if beside is None or attendee.channel is Channel.KIOSK or attendee.is_over:
        return None
    if beside.item == room.room.current:
        return None
    return Aside(beside.item, attendee.is_aside)


def _turn(room: LiveRoom, attendee: Attendee, question: LiveQuestion | None) -> tuple[Turn, bool]:
    """What can be done with the turn, and whether a turn at the kiosk is done."""
    if attendee.channel is Channel.PHONE and not room.turns.may_pass_on:
        return Turn(), False
    if room.is_at_own_pace:
        has_answered = has_finished(room.live, attendee)
    else:
        has_answered = question is not None and question.has_answer_of(attendee)
    is_kiosk = attendee.channel is Channel.KIOSK
    is_open = question is not None and question.is_open
    can_hand_on = room.turns.can_hand_on(attendee, has_answered=has_answered and is_open)
    is_done = has_answered if room.is_at_own_pace else attendee.answered is not None
    return Turn(is_kiosk, can_hand_on), is_kiosk and is_done


def phone_view(room: LiveRoom, attendee: Attendee, notice: str | None = None) -> PhoneView:
    """What this phone may see, its own answer included."""
    view = class_view(room, attendee.phone.language, class_of(room, attendee))
    if attendee.channel is not Channel.PHONE:
        view = replace(view, turn=turn_of(attendee, can_hand_on=view.turn.can_hand_on))
    if view.item is None and notice is None:
        return view
    question = room.question_of(attendee)
    if question is None or view.scene is PhoneScene.THANKS:
        return replace(view, notice=notice)
    if question.board is not None and view.board is not None:
        return replace(view, notice=notice, board=_own_board(view.board, question, attendee))
    mine = room.live.choice_of(question, attendee)
    return replace(view, mine=mine, notice=notice, receipt=_receipt(question, attendee))


def _own_board(shared: PhoneBoard, question: LiveQuestion, attendee: Attendee) -> PhoneBoard:
    assert question.board is not None
    own = question.board.own_of(attendee.phone.token_hash)
    posts = question.board.posts
    waiting = (posts[one] for one in own.posts if posts[one].state is PostState.HELD)
    most = most_supports(question.item)
    return replace(
        shared,
        own=own,
        waiting=tuple(sorted(waiting, key=lambda post: (post.text, post.id))),
        votes_left=None if most is None else max(0, most - len(own.supported)),
        takes_supports=shared.takes_supports and not own.is_in_box,
    )


def _receipt(question: LiveQuestion, attendee: Attendee) -> str | None:
    """For a phone whose page could not make the vote's id, as long as it is known which is its."""
    stored = question.votes.get(attendee.phone.token_hash) if attendee.sends_forms else None
    return None if stored is None else receipt_of(stored.vote_id)


def class_view(room: LiveRoom, language: str, shared: PhoneClass) -> PhoneView:
    """What all phones of one class may see."""
    if shared.has_had_turn and not room.room.has_ended:
        version = room.room.version
        return PhoneView(room.event, language, version, PhoneScene.THANKS, turn=shared.turn)
    question = room.live.get(shared.item)
    if question is None and room.is_at_own_pace and not room.room.has_ended:
        scene = PhoneScene.NOT_ASKED if not shared.is_asked else PhoneScene.WELCOME
        version = room.room.version
        return PhoneView(room.event, language, version, scene, turn=shared.turn, aside=shared.aside)
    is_own = room.is_at_own_pace or (shared.aside is not None and shared.aside.is_here)
    own = shared.item if is_own else None
    scene = phone_scene(room.room, shared.is_asked, own, shared.is_in_time)
    view = PhoneView(
        room.event, language, room.room.version, scene, turn=shared.turn,
        aside=None if room.room.has_ended else shared.aside,
    )  # fmt: skip
    if question is None or scene in {PhoneScene.WELCOME, PhoneScene.END}:
        return view
    is_answered = scene is PhoneScene.ANSWER
    result = room.result() if scene is PhoneScene.RESULT else None
    return replace(
        view,
        item=question.item,
        round=question.question.round,
        result=result and for_wall(question.item, result, question.edits),
        is_in_box=shared.is_in_box,
        seconds_left=shared.seconds_left if is_answered else None,
        can_have_more=shared.can_have_more and is_answered and not shared.is_in_box,
        step=shared.step,
        board=_shared_board(question, scene),
    )


def _shared_board(question: LiveQuestion, scene: PhoneScene) -> PhoneBoard | None:
    if question.board is None or scene in {PhoneScene.READING, PhoneScene.NOT_ASKED}:
        return None
    board = phone_board(question.item, question.question, tuple(question.board.posts.values()))
    if scene is PhoneScene.CLOSED:  # for this phone alone, perhaps
        return replace(board, takes_posts=False, takes_supports=False)
    return board
