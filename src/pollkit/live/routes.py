"""What each path of the room answers."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs

from pollkit.domain.ballots import Channel
from pollkit.domain.people import AsksFor
from pollkit.errors import EnvironmentFault
from pollkit.i18n import _, speaking
from pollkit.live.attendance import Attendee
from pollkit.live.door import come_in_as, has_door, is_form, show_door
from pollkit.live.fan_out import Stream
from pollkit.live.front_desk import FrontDesk
from pollkit.live.page import Trouble, render_error_page, render_pin_page
from pollkit.live.phone_views import class_of
from pollkit.live.replies import (
    Header,
    Receive,
    Send,
    begin_stream,
    send_compressed_page,
    send_json,
    send_page,
    send_picture,
    send_refusal,
    send_to,
)
from pollkit.live.requests import (
    FORM,
    JSON,
    Request,
    cookie_header,
    new_token,
    read_body,
    token_hash_of,
)

_WAIT_A_MINUTE: Header = (b"retry-after", b"60")


class NoEntry(Exception):
    """A phone cannot join now; `trouble` says why, `more` are headers of the answer."""

    def __init__(
        self, trouble: Trouble, status: int, more: tuple[Header, ...] = (_WAIT_A_MINUTE,)
    ) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.status = status
        self.more = more


class AtDoor(NoEntry):
    """A new phone has to say something first."""

    def __init__(self) -> None:
        super().__init__(Trouble.LOCKED, 403, ())


async def ask_for_pin(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    await send_page(send, render_pin_page(request.language(desk.room.event.languages)))


async def try_pin(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    form = await _read_form(request, receive, send)
    if form is None:
        return
    language = request.language(desk.room.event.languages)
    if desk.must_wait(request):
        page = render_error_page(language, Trouble.TOO_MANY_TRIES, "/")
        await send_page(send, page, status=429, more=(_WAIT_A_MINUTE,))
        return
    pin = "".join(form.get("pin", [""])[0].split())
    if pin == desk.room.pin:
        await send_to(send, f"/{pin}")
        return
    desk.note_wrong_pin(request)
    with speaking(language):
        notice = _("There is no poll with these digits. Please look at the wall again.")
    await send_page(send, render_pin_page(language, notice), status=422)


async def show_page(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    try:
        attendee, cookie = await _come_in(desk, request)
    except AtDoor:
        await show_door(desk, request, send)
        return
    except NoEntry as refused:
        language = request.language(desk.room.event.languages)
        page = render_error_page(language, refused.trouble, request.path)
        await send_page(send, page, status=refused.status, more=refused.more)
        return
    await send_compressed_page(
        send, desk.screens.page(attendee), request.accepts, more=cookie, is_kiosk=attendee.is_kiosk
    )


async def say_who(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """A name or a code, where the event asks for one."""
    if not is_form(request):
        await send_refusal(send, 415, "Send a form.", closes=True)
        return
    try:
        await _come_in(desk, request)
    except AtDoor:
        await come_in_as(desk, request, receive, send)
        return
    except NoEntry as refused:
        language = request.language(desk.room.event.languages)
        page = render_error_page(language, refused.trouble, f"/{desk.room.pin}")
        await send_page(send, page, status=refused.status, more=refused.more)
        return
    await send_to(send, f"/{desk.room.pin}")


async def show_now(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """The phone's own screen. A phone that has lost its cookie joins anew here, since its page may
    stay open for hours and asks for nothing else."""
    try:
        attendee, cookie = await _come_in(desk, request)
    except NoEntry as refused:
        await send_json(send, b'{"state":"out"}', status=refused.status, more=refused.more)
        return
    await send_json(send, desk.screens.snapshot(attendee), more=cookie)


async def stream(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    attendee = desk.attendee(request)
    if attendee is None:
        await send_refusal(send, 403, "Open the room's page first.")
        return
    await begin_stream(send)
    opened = Stream(send)
    desk.fan_out.add(attendee.phone.token_hash, opened)
    attendee.has_stream = True
    desk.room.on_news()
    try:
        opened.offer(desk.screens.frame(attendee))
        await opened.serve_until_gone(receive)
    finally:
        desk.fan_out.remove(attendee.phone.token_hash, opened)
        attendee.has_stream = attendee.phone.token_hash in desk.fan_out
        attendee.seen_at = float("-inf") if not attendee.has_stream else attendee.seen_at
        desk.room.on_news()


async def show_picture(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """A picture of this event; those of the workspace's other events are nothing here."""
    if desk.attendee(request) is None:
        await send_refusal(send, 403, "Open the room's page first.", closes=True)
        return
    sha256 = request.path.rsplit("/", 1)[1]
    picture = await desk.pictures.get(sha256, desk.room.event.instrument)
    if picture is None:
        await send_refusal(send, 404, "Nothing here.", closes=True)
        return
    await send_picture(send, *picture)


async def set_language(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    form = await _read_form(request, receive, send)
    if form is None:
        return
    attendee = desk.attendee(request)
    language = form.get("language", [""])[0]
    if language not in desk.room.event.languages:
        await send_refusal(send, 422, "The room does not speak this language.")
        return
    if attendee is not None:
        try:
            await desk.room.attendance.set_language(attendee, language)
        except EnvironmentFault:
            page = render_error_page(language, Trouble.UNAVAILABLE, f"/{desk.room.pin}")
            await send_page(send, page, status=503)
            return
    await send_to(send, f"/{desk.room.pin}")


async def give_more_time(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """Lets this phone answer beyond the end of the clock (WCAG 2.2.1)."""
    if await _read_form(request, receive, send) is None:
        return
    attendee = desk.attendee(request)
    if attendee is not None:
        try:
            is_given = await desk.room.give_more_time(attendee)
        except EnvironmentFault:
            is_given = False
        if not is_given:
            with speaking(attendee.phone.language):
                why = _("More time cannot be given any more.")
            page = desk.screens.page(attendee, why)
            await send_compressed_page(
                send, page, request.accepts, status=409, is_kiosk=attendee.is_kiosk
            )
            return
    await send_to(send, f"/{desk.room.pin}")


async def go(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """Takes a phone to another question, at its own pace."""
    form = await _read_form(request, receive, send)
    if form is None:
        return
    attendee = desk.attendee(request)
    if attendee is not None:
        desk.room.go(attendee, form.get("item", [""])[0])
        if JSON in request.headers.get(b"accept", b""):
            await send_json(send, desk.screens.snapshot(attendee))
            return
    await send_to(send, f"/{desk.room.pin}")


async def open_kiosk(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """Makes a browser of this computer the kiosk; from there on the page itself calls the next
    person. Nobody else in the network can: the key is shown to the console alone."""
    key = parse_qs(request.query.decode("ascii", "replace"), max_num_fields=5).get("key", [""])[0]
    is_right = hmac.compare_digest(key.encode(), desk.room.turns.kiosk_key.encode())
    is_for_all = desk.room.event.asks_for is not AsksFor.CODE
    if not (request.is_local and is_right and is_for_all) or request.is_prefetch:
        await send_refusal(send, 403, "Open the kiosk from the console.", closes=True)
        return
    await _begin_turn(desk, request, send, Channel.KIOSK)


async def begin_next_turn(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """The next person has the phone, or stands before the kiosk."""
    if await _read_form(request, receive, send) is None:
        return
    attendee = desk.attendee(request)
    if attendee is None:
        await send_to(send, f"/{desk.room.pin}")
        return
    is_kiosk = attendee.channel is Channel.KIOSK
    may = class_of(desk.room, attendee).turn.can_hand_on
    if not may or (is_kiosk and not request.is_local):
        with speaking(attendee.phone.language):
            why = _("This phone cannot be passed on now.")
        page = desk.screens.page(attendee, why)
        await send_compressed_page(
            send, page, request.accepts, status=409, is_kiosk=attendee.is_kiosk
        )
        return
    await _begin_turn(desk, request, send, Channel.KIOSK if is_kiosk else Channel.SHARED, attendee)


async def _begin_turn(
    desk: FrontDesk, request: Request, send: Send, channel: Channel, before: Attendee | None = None
) -> None:
    """A person of their own, in whom nothing leads back to the one `before`."""
    token = new_token()
    language = request.language(desk.room.event.languages)
    if before is not None and channel is Channel.SHARED:
        language = before.phone.language
        before.is_over = True  # from here on: two taps are not two persons
    try:
        following = await desk.room.attendance.join(token_hash_of(token), language, channel)
    except EnvironmentFault:
        if before is not None:
            before.is_over = False
        page = render_error_page(language, Trouble.UNAVAILABLE, f"/{desk.room.pin}")
        await send_page(send, page, status=503)
        return
    if before is not None:
        desk.room.turns.hand_on(before, following)
    desk.room.on_news()
    await send_to(send, f"/{desk.room.pin}", more=(cookie_header(token, desk.room.pin),))


async def _come_in(desk: FrontDesk, request: Request) -> tuple[Attendee, tuple[Header, ...]]:
    """The phone that asks; a new one joins and gets its cookie.

    Raises:
        NoEntry: too many tries or joins from there, or the laptop cannot write.
    """
    known = desk.attendee(request)
    if known is not None:
        return known, ()
    if desk.must_wait(request):
        raise NoEntry(Trouble.TOO_MANY_TRIES, 429)
    if request.is_prefetch:
        raise NoEntry(Trouble.UNAVAILABLE, 503)
    now = asyncio.get_running_loop().time()
    if not request.is_local and desk.unconnected_joins.is_used_up(request.address, now):
        raise NoEntry(Trouble.FULL, 429)
    if desk.room.room.is_locked:
        raise _turned_away(desk, request)
    if has_door(desk):
        raise AtDoor
    token = new_token()
    try:
        attendee = await desk.room.attendance.join(
            token_hash_of(token), request.language(desk.room.event.languages)
        )
    except EnvironmentFault as fault:
        raise NoEntry(Trouble.UNAVAILABLE, 503) from fault
    desk.unconnected_joins.note(request.address, attendee, now)
    desk.room.on_news()
    return attendee, (cookie_header(token, desk.room.pin),)


def _turned_away(desk: FrontDesk, request: Request) -> NoEntry:
    """A locked room lets nobody in; its cookie tells one phone that asks again from two."""
    known = request.token_hash
    more: tuple[Header, ...] = ()
    if known is None:
        token = new_token()
        known, more = token_hash_of(token), (cookie_header(token, desk.room.pin),)
    desk.room.turn_away(known)
    return NoEntry(Trouble.LOCKED, 403, more)


async def _read_form(
    request: Request, receive: Receive, send: Send
) -> Mapping[str, list[str]] | None:
    """The form's fields; None if the request has been answered already."""
    if request.content_type != FORM:
        await send_refusal(send, 415, "Send a form.", closes=True)
        return None
    body = await read_body(receive)
    if body is None:
        return None
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=100)
    except ValueError:
        await send_refusal(send, 400, "This is not a form.", closes=True)
        return None
