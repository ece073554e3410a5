"""Posts and support for them on their way from a phone to a board: "saved" only once on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from pollkit.domain.boards import NewPost, Support, part_in_words, read_contribution
from pollkit.domain.instruments import Item
from pollkit.errors import AnswerNotAccepted, NotFound
from pollkit.i18n import _
from pollkit.live.accepted import NotTaken
from pollkit.live.attendance import Attendee
from pollkit.live.front_desk import FrontDesk


async def put_on_board(
    desk: FrontDesk, attendee: Attendee, item: Item, round_: int, vote_id: UUID, words: list[str]
) -> None:
    """Returns once it is on disk; what is there already is not put there again.

    Raises:
        NotTaken: the board does not take it.
        EnvironmentFault: the device cannot write now.
    """
    room = desk.room
    try:
        contribution = read_contribution(item, words)
    except AnswerNotAccepted as unfit:
        raise NotTaken(422, lambda: _why_unfit(item, words)) from unfit
    if not room.takes(item.name, round_, attendee):
        _look_for(desk, attendee, item.name, round_, vote_id, contribution)
        return
    if not room.asks(attendee, item.name):
        raise NotTaken(422, lambda: _("This question is for others in the room."))
    if not room.boards.takes(item.name, contribution):
        raise NotTaken(409, lambda: _closed_words(contribution))
    if not attendee.may_vote(desk.last_asked, desk.limits.votes_per_phone_per_minute):
        raise NotTaken(429, lambda: _("Too many changes. Please wait a minute."))
    try:
        await room.boards.contribute(attendee, item.name, contribution, vote_id)
    except (AnswerNotAccepted, NotFound) as refused:
        why = str(refused)
        raise NotTaken(409, lambda: why) from refused


def own_part(desk: FrontDesk, attendee: Attendee, item: Item, round_: int) -> bytes:
    """What a phone is told once its post or support is on disk."""
    board = desk.room.boards.board_of(item.name, round_)
    words = [] if board is None else part_in_words(board.own_of(attendee.phone.token_hash))
    html = desk.screens.screen(attendee)
    return json.dumps({"state": "saved", "answer": words, "receipt": "", "html": html}).encode()


def _look_for(
    desk: FrontDesk,
    attendee: Attendee,
    item: str,
    round_: int,
    vote_id: UUID,
    contribution: NewPost | Support,
) -> None:
    """Something whose "saved" got lost on the way is sent again, perhaps after the board closed:
    the phone must not be told that it came too late."""
    board = desk.room.boards.board_of(item, round_)
    if board is not None:
        if isinstance(contribution, NewPost) and board.same_post(vote_id, contribution):
            return
        if isinstance(contribution, Support):
            supported = board.own_of(attendee.phone.token_hash).supported
            if contribution.is_given and contribution.post in supported:
                return
    raise NotTaken(409, lambda: _("This question takes no answers now."))


def _why_unfit(item: Item, words: Sequence[str]) -> str:
    """The reason once more, in the language that is spoken now."""
    try:
        read_contribution(item, words)
    except AnswerNotAccepted as unfit:
        return str(unfit)
    return ""


def _closed_words(contribution: NewPost | Support) -> str:
    if isinstance(contribution, NewPost):
        return _("No more ideas are taken: they are being voted on now.")
    return _("There is nothing to vote on yet.")
