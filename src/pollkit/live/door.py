"""The way into a room whose event asks for a name or a code first."""

from __future__ import annotations

from urllib.parse import parse_qs

from pollkit.domain.codes import read_code
from pollkit.domain.people import AsksFor, clean_name
from pollkit.errors import CodeNotAccepted, EnvironmentFault
from pollkit.i18n import _, speaking
from pollkit.live.attendance import Attendee
from pollkit.live.entry import enter_by_code
from pollkit.live.front_desk import FrontDesk
from pollkit.live.page import Trouble, render_door_page, render_error_page
from pollkit.live.replies import Header, Receive, Send, send_page, send_to
from pollkit.live.requests import FORM, Request, cookie_header, new_token, read_body, token_hash_of

WAIT_A_MINUTE: Header = (b"retry-after", b"60")
_LONGEST_TYPED = 200


def has_door(desk: FrontDesk) -> bool:
    """Whether a new phone is asked for something; after the end nothing is kept of it anyway."""
    return desk.room.event.asks_for is not AsksFor.NOTHING and not desk.room.room.has_ended


async def show_door(desk: FrontDesk, request: Request, send: Send) -> None:
    """The page that asks; a code that comes with the address, from a card's QR code, is tried."""
    typed = ""
    if desk.room.event.asks_for is AsksFor.CODE and request.query:
        fields = parse_qs(request.query.decode("ascii", "replace"), max_num_fields=5)
        typed = fields.get("code", [""])[0][:_LONGEST_TYPED]
    if typed:
        await _let_in(desk, request, typed, send)
        return
    language = request.language(desk.room.event.languages)
    await send_page(send, render_door_page(desk.room.event, language, desk.room.pin))


async def come_in_as(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """Takes the name or the code. `routes.say_who` has checked that the phone may come in."""
    body = await read_body(receive)
    if body is None:
        return
    try:
        form = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        form = {}
    field = "code" if desk.room.event.asks_for is AsksFor.CODE else "name"
    await _let_in(desk, request, form.get(field, [""])[0][:_LONGEST_TYPED], send)


def is_form(request: Request) -> bool:
    return request.content_type == FORM


async def _let_in(desk: FrontDesk, request: Request, typed: str, send: Send) -> None:
    language = request.language(desk.room.event.languages)
    if desk.codes_used_up(request):
        page = render_error_page(language, Trouble.TOO_MANY_TRIES, f"/{desk.room.pin}")
        await send_page(send, page, status=429, more=(WAIT_A_MINUTE,))
        return
    token = new_token()
    try:
        with speaking(language):
            attendee = await _enter(desk, token_hash_of(token), language, typed)
    except CodeNotAccepted as refused:
        if desk.room.event.asks_for is AsksFor.CODE:
            desk.note_wrong_code(request)
        page = render_door_page(desk.room.event, language, desk.room.pin, str(refused), typed)
        await send_page(send, page, status=422)
        return
    except EnvironmentFault:
        page = render_error_page(language, Trouble.UNAVAILABLE, f"/{desk.room.pin}")
        await send_page(send, page, status=503)
        return
    desk.note_join(request, attendee)
    desk.room.on_news()
    await send_to(send, f"/{desk.room.pin}", more=(cookie_header(token, desk.room.pin),))


async def _enter(desk: FrontDesk, token_hash: bytes, language: str, typed: str) -> Attendee:
    """Raises:
    CodeNotAccepted: with a sentence that says what to do.
    """
    if desk.room.event.asks_for is AsksFor.CODE:
        return await enter_by_code(desk.room, read_code(typed), token_hash, language)
    name = clean_name(typed)
    if not name:
        raise CodeNotAccepted(_("Please type a name first."))
    return await desk.room.attendance.join(token_hash, language, name=name)
