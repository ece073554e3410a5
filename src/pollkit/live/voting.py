"""A vote on its way from a phone to the store and back: told "saved" only when it is on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, NamedTuple
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from pydantic import (
    Field,
    GetPydanticSchema,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import core_schema

from pollkit.domain.answers import PIN_STEPS, as_sent, read_choice
from pollkit.domain.ballots import Choice, Vote, receipt_of
from pollkit.domain.instruments import OF_CODES, OF_POSTS, Item
from pollkit.errors import AnswerNotAccepted, EnvironmentFault
from pollkit.i18n import _, speaking
from pollkit.live.accepted import NotTaken
from pollkit.live.attendance import Attendee
from pollkit.live.front_desk import FrontDesk
from pollkit.live.posting import own_part, put_on_board
from pollkit.live.replies import (
    Receive,
    Send,
    send_compressed_page,
    send_json,
    send_refusal,
    send_to,
)
from pollkit.live.requests import FORM, JSON, Request, read_body
from pollkit.live.stored_answers import stored_answer

_MOST_ANSWERS = 50
_MOST_ROUNDS = 1_000_000
_UUID_LENGTH = 36
_PART_FIELD = "answer."


_UUID_AS_WRITTEN = core_schema.str_schema(
    min_length=_UUID_LENGTH, max_length=_UUID_LENGTH, strict=True
)
# pydantic takes other spellings of a UUID too; pages send this one.
_AsWritten = GetPydanticSchema(
    lambda kind, schema_of: core_schema.chain_schema([_UUID_AS_WRITTEN, schema_of(kind)])
)


@dataclass(slots=True)
class Sent:
    """What a phone sent; `is_form` if its page works without scripts."""

    vote: Annotated[UUID, _AsWritten]
    item: StrictStr
    round: Annotated[StrictInt, Field(gt=0, lt=_MOST_ROUNDS)]
    answer: Annotated[list[StrictStr], Field(max_length=_MOST_ANSWERS)]
    is_form: bool = field(default=False, init=False)


# Parsed and checked in one go: 1 us for each vote where the same by hand took 3.
_read_sent = TypeAdapter(Sent).validate_json


async def cast_vote(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    body = await read_body(receive)
    if body is None:
        return
    kind = request.content_type
    if kind not in (JSON, FORM):
        await send_refusal(send, 415, "Send JSON or a form.", closes=True)
        return
    try:
        sent = _read_json(body) if kind == JSON else _read_form(body)
    except (ValueError, KeyError, TypeError, RecursionError):
        await send_refusal(send, 400, "This is not a vote.", closes=True)
        return
    # The script sends the small forms of a board as they stand.
    sent.is_form = sent.is_form and JSON not in request.headers.get(b"accept", b"")
    attendee = desk.attendee(request)
    if attendee is None:
        await _send_away(desk, sent, send)
        return
    board = _board(desk, sent)
    try:
        if board is not None:
            await put_on_board(desk, attendee, board, sent.round, sent.vote, sent.answer)
        else:
            stored = await _store(desk, attendee, sent)
    except NotTaken as refused:
        await _tell(desk, request, attendee, sent, refused, send)
    except EnvironmentFault:
        await _tell(desk, request, attendee, sent, NotTaken(503, _not_saved), send)
    else:
        if sent.is_form:
            attendee.sends_forms = True
            await send_to(send, f"/{desk.room.pin}")
        elif board is not None:
            await send_json(send, own_part(desk, attendee, board, sent.round))
        else:
            item = desk.room.event.instrument.item(sent.item)
            told = _saved(item, stored.choice)
            if stored.receipt is not None:
                told = _with(told, "receipt", stored.receipt)
            if desk.room.is_at_own_pace or desk.room.turns.change_screen(attendee):
                told = _with(told, "html", desk.screens.screen(attendee))
            await send_json(send, told)


def _board(desk: FrontDesk, sent: Sent) -> Item | None:
    """The item, if it is answered by posts."""
    items = desk.room.event.instrument.items
    return next((one for one in items if one.name == sent.item and one.kind in OF_POSTS), None)


class Stored(NamedTuple):
    """What the device holds for a phone. `receipt` is None where the phone has it already, as it
    made the vote's id."""

    choice: Choice
    receipt: str | None = None


async def _store(desk: FrontDesk, attendee: Attendee, sent: Sent) -> Stored:
    """What the device holds once this vote is on disk.

    Raises:
        NotTaken: the question does not take it.
        EnvironmentFault: the device cannot write now.
    """
    room = desk.room
    if not room.takes(sent.item, sent.round, attendee):
        return await _already_stored(desk, attendee, sent)
    if not room.asks(attendee, sent.item):
        raise NotTaken(422, lambda: _("This question is for others in the room."))
    if not attendee.may_vote(desk.last_asked, desk.limits.votes_per_phone_per_minute):
        raise NotTaken(429, lambda: _("Too many changes. Please wait a minute."))
    item = room.event.instrument.item(sent.item)
    try:
        choice = desk.accepted.read(item, sent.answer)
    except AnswerNotAccepted as unfit:
        raise NotTaken(422, lambda: _why_unfit(item, sent.answer)) from unfit
    stored = await room.cast(
        Vote(sent.vote, attendee.phone.token_hash, sent.item, sent.round, choice)
    )
    if not stored.revision:
        raise _in_the_box()
    is_this = stored.vote_id == sent.vote
    return Stored(stored.choice, None if is_this else receipt_of(stored.vote_id))


async def _already_stored(desk: FrontDesk, attendee: Attendee, sent: Sent) -> Stored:
    """A vote whose "saved" got lost on the way is sent again, perhaps after the question closed:
    the phone must not be told that it came too late."""
    is_known = any(item.name == sent.item for item in desk.room.event.instrument.items)
    stored = await stored_answer(desk.room, attendee, sent.item, sent.round) if is_known else None
    if stored is None:
        raise NotTaken(409, lambda: _("This question takes no answers now."))
    choice, receipt = stored
    if choice == Choice():
        raise _in_the_box()
    item = desk.room.event.instrument.item(sent.item)
    if sorted(as_sent(item, choice)) != sorted(sent.answer):
        raise NotTaken(409, lambda: _("The question has closed. Your earlier answer counts."))
    return Stored(choice, receipt)


def _in_the_box() -> NotTaken:
    return NotTaken(
        409, lambda: _("Your answer is in the ballot box already and can no longer be changed.")
    )


def _not_saved() -> str:
    return _("The laptop could not save your answer. Please try again in a moment.")


def _why_unfit(item: Item, answer: list[str]) -> str:
    """The reason once more, in the language that is spoken now."""
    try:
        read_choice(item, answer)
    except AnswerNotAccepted as unfit:
        return str(unfit)
    return ""


async def _tell(
    desk: FrontDesk,
    request: Request,
    attendee: Attendee,
    sent: Sent,
    refused: NotTaken,
    send: Send,
) -> None:
    """Says why a vote is not stored. "unsaved" may be sent again as it is, "refused" may not."""
    more = ((b"retry-after", b"1"),) if refused.status in (429, 503) else ()
    with speaking(attendee.phone.language):
        why = refused.why()
    if sent.is_form:
        page = desk.screens.page(attendee, why)
        await send_compressed_page(
            send,
            page,
            request.accepts,
            status=refused.status,
            more=more,
            is_kiosk=attendee.is_kiosk,
        )
        return
    told = {"state": "refused", "why": why, "html": desk.screens.screen(attendee)}
    if more:
        told = {"state": "unsaved", "why": why}
    await send_json(send, json.dumps(told).encode(), status=refused.status, more=more)


async def _send_away(desk: FrontDesk, sent: Sent, send: Send) -> None:
    """An unknown phone: its page comes in again, by itself or by the form's redirect."""
    if sent.is_form:
        await send_to(send, f"/{desk.room.pin}")
    else:
        await send_json(send, b'{"state":"out"}', status=403)


def _read_json(body: bytes) -> Sent:
    try:
        return _read_sent(body)
    except ValidationError:
        # A field's limit may have cut an emoji in two: its half is no UTF-8, and is left out.
        whole = json.dumps(json.loads(body.decode()), ensure_ascii=False)
        return _read_sent(whole.encode(errors="ignore"))


def _read_form(body: bytes) -> Sent:
    form = parse_qs(
        body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_ANSWERS, errors="strict"
    )
    vote = form.get("vote", [""])[0]
    sent = Sent(
        # A page without scripts cannot make the vote's id; its form is sent once.
        UUID(vote) if vote else uuid4(),
        form["item"][0],
        int(form["round"][0][:6]),
        _tapped(form) or [*form.get("answer", []), *_parts(form)],
    )
    sent.is_form = True
    return sent


def _parts(form: Mapping[str, list[str]]) -> Iterator[str]:
    """A field "answer.part" says what the script would send as "part=value"."""
    for name, values in form.items():
        if name.startswith(_PART_FIELD):
            part = name.removeprefix(_PART_FIELD)
            yield from (f"{part}={value}" for value in values)


def _tapped(form: Mapping[str, list[str]]) -> list[str]:
    """Where a picture was tapped on a page without scripts, told in the pixels in which it stood
    there. A picture that was "tapped" by a key says 0, 0: then the fields beside it count."""
    if form.get("tap.x", ["0"]) == form.get("tap.y", ["0"]) == ["0"]:
        return []
    width, height = (int(side[:6]) for side in form["tap"][0].split("x"))
    if width <= 0 or height <= 0:
        raise ValueError
    x, y = (int(form[name][0][:6]) for name in ("tap.x", "tap.y"))
    return [f"x={round(x * PIN_STEPS / width)}", f"y={round(y * PIN_STEPS / height)}"]


def _with(told: bytes, name: str, more: str) -> bytes:
    return b'%b, "%b": %b}' % (told[:-1], name.encode(), json.dumps(more).encode())


def _saved(item: Item, choice: Choice) -> bytes:
    if item.kind in OF_CODES and not choice.values:
        return _saved_codes(choice.codes)
    return _saved_answer(as_sent(item, choice))


@lru_cache(maxsize=1024)
def _saved_codes(codes: tuple[str, ...]) -> bytes:
    return _saved_answer(list(codes))


def _saved_answer(answer: list[str]) -> bytes:
    return json.dumps({"state": "saved", "answer": answer}).encode()
