"""Answers by hands and cards, as the console tells them: who raises a hand has no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import uuid4

from pollkit.domain.ballots import Channel, Choice, RoomPhone, StoredVote, Vote
from pollkit.domain.instruments import Item
from pollkit.domain.ways_in import choices_of_cards, choices_of_hands
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.live_question import LiveQuestion
from pollkit.live.live_room import LiveRoom
from pollkit.live.vote_writer import VoteWriter
from pollkit.store import Repositories

K = TypeVar("K")
V = TypeVar("V")


async def count_hands(room: LiveRoom, request: dict[str, Any]) -> None:
    """All hands for the open question; what was typed before is replaced."""
    item, round_ = _asked(room, request)
    counts = _pairs(request.get("counts"), str, int)
    choices = choices_of_hands(room.event.id, item, round_, counts)
    await _answer_for(room, Channel.HANDS, item.name, choices, is_all=True)


async def count_cards(room: LiveRoom, request: dict[str, Any]) -> None:
    """The cards that were read; those that are not among them stay as they are."""
    item, _round = _asked(room, request)
    choices = choices_of_cards(room.event.id, item, _pairs(request.get("cards"), int, str))
    await _answer_for(room, Channel.CARD, item.name, choices)


async def _answer_for(
    room: LiveRoom,
    channel: Channel,
    item: str,
    choices: Mapping[bytes, Choice],
    *,
    is_all: bool = False,
) -> None:
    """Takes answers by token; those of the same token are changed. Where these are all, what came
    in that way before and is not among them is withdrawn.

    Raises:
        IllegalMove: the question takes no answers, or what is to be changed is in the box.
    """

    async def put_in(writer: VoteWriter) -> None:
        question = room.live.get(item)
        if question is None or not question.is_open:
            raise IllegalMove(_("This question takes no answers now."))
        mine = room.attendance.tokens_of(channel)
        if is_all and not mine.isdisjoint(question.in_box):
            raise IllegalMove(
                _("What was counted before is in the ballot box. Clear it to count anew.")
            )
        held = {token: v.choice for token, v in question.votes.items() if token in mine}
        gone = [token for token in held if token not in choices] if is_all else []
        votes = [
            Vote(uuid4(), token, item, question.question.round, choice)
            for token, choice in choices.items()
            if held.get(token) != choice and _is_asked(room, channel, question, token)
        ]
        await _store(room, writer, channel, question, votes, gone)

    await room.between_moves(put_in)
    room.on_news()


async def _store(
    room: LiveRoom,
    writer: VoteWriter,
    channel: Channel,
    question: LiveQuestion,
    votes: list[Vote],
    gone: list[bytes],
) -> None:
    event_id, language = room.event.id, room.event.languages[0]
    strangers = [v.token_hash for v in votes if room.attendance.get(v.token_hash) is None]

    def work(repos: Repositories) -> tuple[list[RoomPhone], list[StoredVote]]:
        phones = [repos.rooms.join(event_id, one, language, channel) for one in strangers]
        repos.rooms.withdraw(event_id, *question.key, gone)
        return phones, repos.rooms.cast(event_id, votes)

    phones, stored = await writer.write(work)
    room.attendance.take_in(phones)
    for token_hash in gone:
        attendee = room.attendance.get(token_hash)
        question.take_back(token_hash, token_hash if attendee is None else attendee.person)
    room.take_up(votes, stored)


def _is_asked(room: LiveRoom, channel: Channel, question: LiveQuestion, token_hash: bytes) -> bool:
    """Whoever raises a hand to a follow-up says so; a card is asked by its own answer before."""
    if question.item.asked_if is None or channel is Channel.HANDS:
        return True
    attendee = room.attendance.get(token_hash)
    return attendee is not None and room.live.asks(question.item, attendee)


def _asked(room: LiveRoom, request: dict[str, Any]) -> tuple[Item, int]:
    name = str(request.get("item"))
    round_ = room.room.question(name).round
    return room.event.instrument.item(name), round_


def _pairs(sent: object, key: Callable[[Any], K], value: Callable[[Any], V]) -> dict[K, V]:
    """JSON has no numbers as keys: pairs travel as a list."""
    try:
        return {key(one): value(other) for one, other in sent}  # type: ignore[attr-defined]
    except (TypeError, ValueError) as unfit:
        raise IllegalMove("unknown answers") from unfit
