"""Hands and cards as the console tells them: requests of the control line, checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pollkit.domain.ballots import Channel
from pollkit.domain.instruments import Item
from pollkit.domain.ways_in import choices_of_cards, choices_of_hands
from pollkit.errors import IllegalMove
from pollkit.live.live_room import LiveRoom

K = TypeVar("K")
V = TypeVar("V")


async def count_hands(room: LiveRoom, request: dict[str, Any]) -> None:
    """All hands for the open question; what was typed before is replaced."""
    item, round_ = _asked(room, request)
    counts = _pairs(request.get("counts"), str, int)
    choices = choices_of_hands(room.event.id, item, round_, counts)
    await room.answer_for(Channel.HANDS, item.name, choices, is_all=True)


async def count_cards(room: LiveRoom, request: dict[str, Any]) -> None:
    """The cards that were read; those that are not among them stay as they are."""
    item, _round = _asked(room, request)
    choices = choices_of_cards(room.event.id, item, _pairs(request.get("cards"), int, str))
    await room.answer_for(Channel.CARD, item.name, choices)


def _asked(room: LiveRoom, request: dict[str, Any]) -> tuple[Item, int]:
    name = str(request.get("item"))
    round_ = room.room.question(name).round
    return room.event.instrument.item(name), round_


def _pairs(sent: object, key: Callable[[Any], K], value: Callable[[Any], V]) -> dict[K, V]:
    """JSON has no numbers as keys, and keeps no order that counts: pairs travel as a list."""
    try:
        return {key(one): value(other) for one, other in sent}  # type: ignore[attr-defined]
    except (TypeError, ValueError) as unfit:
        raise IllegalMove("unknown answers") from unfit
