"""What a console asks of the room, and how it is done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pollkit.domain.boards import PostEdit, PostVerb
from pollkit.domain.rooms import Move
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.console_view import ConsoleView
from pollkit.live.counted_answers import count_cards, count_hands
from pollkit.live.edited_texts import edit_texts
from pollkit.live.live_room import LiveRoom
from pollkit.live.named_people import name_person

_LONGEST_CLOCK_S = 24 * 3600.0


async def obey(room: LiveRoom, console: ConsoleView, request: dict[str, Any]) -> None:
    """Returns when it is done.

    Raises:
        PollKitError: it cannot be done, or is not understood.
    """
    match request.get("do"):
        case "move":
            await room.move(_move(request.get("move")), request.get("item"), _seconds(request))
        case "add time":
            await room.add_time(_seconds(request) or 0)
        case "split":
            console.split_by(request.get("item"))
        case "shift":
            console.show_shift(bool(request.get("is_wanted")))
        case "texts":
            await edit_texts(room, _text_edit(request))
        case "posts":
            await room.boards.moderate(_post_edit(request))
        case "hands":
            await count_hands(room, request)
        case "cards":
            await count_cards(room, request)
        case "pass on":
            await room.allow_passing_on(bool(request.get("is_allowed")))
        case "remote":
            room.switch_remote(bool(request.get("is_on")))
        case "scores":
            room.show_scores(bool(request.get("is_shown")))
        case "name":
            await name_person(room, str(request.get("key")), str(request.get("name")))
        case "look":
            room.refresh_event()
        case "status":
            pass
        case _:
            raise IllegalMove("unknown request")


def _seconds(request: dict[str, Any]) -> float | None:
    seconds = request.get("seconds")
    if seconds is None:
        return None
    if not isinstance(seconds, int | float) or not 0 < seconds <= _LONGEST_CLOCK_S:
        raise IllegalMove(_("Give a time between 1 second and 24 hours."))
    return float(seconds)


def _text_edit(request: dict[str, Any]) -> TextEdit:
    try:
        verb = TextVerb(str(request.get("verb")))
    except ValueError as unknown:
        raise IllegalMove("unknown edit") from unknown
    return TextEdit(verb, tuple(map(str, request["texts"])), str(request["into"]))


def _post_edit(request: dict[str, Any]) -> PostEdit:
    try:
        into, item = request.get("into"), request.get("item")
        return PostEdit(
            PostVerb(str(request.get("verb"))),
            tuple(UUID(str(one)) for one in request["posts"]),
            None if into is None else UUID(str(into)),
            None if item is None else str(item),
        )
    except ValueError as unknown:
        raise IllegalMove("unknown edit") from unknown


def _move(name: object) -> Move:
    try:
        return Move(str(name))
    except ValueError as unknown:
        raise IllegalMove("unknown move") from unknown
