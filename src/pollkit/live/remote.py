"""The facilitator's own phone as a remote control: the one exception to "no presenter's routes on
the network".

Its routes exist only while it is switched on at the console, and answer only to the one phone that
opened the console's code first.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from urllib.parse import parse_qs

from pollkit.domain.rooms import Move
from pollkit.errors import EnvironmentFault, PollKitError
from pollkit.i18n import speaking
from pollkit.live.front_desk import FrontDesk
from pollkit.live.page.remote import (
    RemoteTrouble,
    remote_view,
    render_remote,
    render_remote_screen,
    render_remote_trouble,
)
from pollkit.live.remote_key import Remote
from pollkit.live.replies import Receive, Send, send_json, send_page, send_refusal, send_to
from pollkit.live.requests import FORM, Request, new_token, read_body, remote_token, token_hash_of

# All that it can do: nothing that sets answers aside or ends the event.
VERBS = frozenset(
    {
        Move.READ,
        Move.ASK,
        Move.CLOSE,
        Move.TAKE_BACK,
        Move.REVEAL,
        Move.NEXT,
        Move.SHOW,
        Move.BLANK,
        Move.VOTE,
    }
)


async def take_remote(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """Makes the first phone that opens the code the remote control."""
    remote = desk.room.remote
    key = request.path.rsplit("/", 1)[1]
    if remote is None or not hmac.compare_digest(key.encode(), remote.key.encode()):
        await _refuse(desk, request, send, RemoteTrouble.REVOKED)
        return
    if request.is_prefetch:
        await send_refusal(send, 503, "Not ahead of time.", closes=True)
        return
    if remote.owner is not None and not _is_owner(remote, request):
        await _refuse(desk, request, send, RemoteTrouble.TAKEN)
        return
    path = f"/{desk.room.pin}/remote"
    if remote.owner is not None:
        await send_to(send, path)
        return
    token = new_token()
    remote.owner = token_hash_of(token)
    desk.room.on_news()
    cookie = b"remote=%b; Path=%b; HttpOnly; SameSite=Lax" % (token, path.encode())
    await send_to(send, path, more=((b"set-cookie", cookie),))


async def show_remote(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    if not _is_owner(desk.room.remote, request):
        await _refuse(desk, request, send, RemoteTrouble.REVOKED)
        return
    await _send_remote(desk, request, send)


async def show_remote_now(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    if not _is_owner(desk.room.remote, request):
        await send_json(send, b'{"state":"out"}', status=403)
        return
    html = render_remote_screen(remote_view(desk.room), _language(desk, request), desk.room.pin)
    await send_json(send, json.dumps({"html": html}).encode())


async def make_move(desk: FrontDesk, request: Request, receive: Receive, send: Send) -> None:
    """One move. It names the version of the room that it was made for, so that a form that is sent
    twice, or one that was recorded, moves nothing on."""
    if request.content_type != FORM:
        await send_refusal(send, 415, "Send a form.", closes=True)
        return
    body = await read_body(receive)
    if body is None:
        return
    if not _is_owner(desk.room.remote, request):
        await _refuse(desk, request, send, RemoteTrouble.REVOKED)
        return
    try:
        move, item, version = _wanted(parse_qs(body.decode("ascii"), max_num_fields=10))
    except ValueError:
        await send_refusal(send, 400, "This is not a move.", closes=True)
        return
    if version != desk.room.room.version:
        await _send_remote(desk, request, send, RemoteTrouble.MOVED_ON)
        return
    try:
        with speaking(_language(desk, request)):
            await desk.room.move(move, item)
    except EnvironmentFault:
        await _send_remote(desk, request, send, RemoteTrouble.NOT_SAVED)
    except PollKitError:
        await _send_remote(desk, request, send, RemoteTrouble.MOVED_ON)
    else:
        await send_to(send, f"/{desk.room.pin}/remote")


def _wanted(form: Mapping[str, list[str]]) -> tuple[Move, str | None, int]:
    """Raises:
    ValueError: it is no move that a remote control makes.
    """
    move = Move(form.get("move", [""])[0])
    item = form.get("item", [None])[0]
    if move not in VERBS or (item is not None and move is not Move.SHOW):
        raise ValueError(move)
    return move, item, int(form.get("v", [""])[0])


def _is_owner(remote: Remote | None, request: Request) -> bool:
    token = remote_token(request)
    if remote is None or remote.owner is None or token is None:
        return False
    return hmac.compare_digest(token_hash_of(token), remote.owner)


def _language(desk: FrontDesk, request: Request) -> str:
    return request.language(desk.room.event.languages)


async def _send_remote(
    desk: FrontDesk, request: Request, send: Send, trouble: RemoteTrouble | None = None
) -> None:
    page = render_remote(remote_view(desk.room), _language(desk, request), desk.room.pin, trouble)
    status = {None: 200, RemoteTrouble.NOT_SAVED: 503}.get(trouble, 409)
    await send_page(send, page, status=status)


async def _refuse(desk: FrontDesk, request: Request, send: Send, trouble: RemoteTrouble) -> None:
    page = render_remote_trouble(_language(desk, request), trouble)
    await send_page(send, page, status=403)
