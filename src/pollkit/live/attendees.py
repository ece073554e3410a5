"""Made-up people who join and answer over real HTTP, each with a cookie of their own."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from pollkit.errors import RoomUnreachable
from pollkit.i18n import _

T = TypeVar("T")

_AT_ONCE = 8
_TRIES = 6
_SHOWN = re.compile(r'data-(item|round)="([^"]*)"')


class PhoneCrowd:
    """Implements `Attendees`. Phones are numbered from 0 in the order in which they joined."""

    def __init__(self) -> None:
        self._wire = _SharedWire()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="attendee")
        self._phones: list[_Phone] = []

    def join(self, url: str, languages: list[str]) -> None:
        """Raises:
        RoomUnreachable: the room did not take somebody in.
        """
        joining = [_Phone(self._wire, url, language) for language in languages]
        self._phones += joining
        self._all(joining, lambda phone: phone.join())

    def answer(self, item: str, answers: dict[int, list[str]], round_: int | None = None) -> int:
        chosen = {id(self._phones[number]): answer for number, answer in answers.items()}
        phones = [self._phones[number] for number in answers]
        return sum(self._all(phones, lambda phone: phone.answer(item, chosen[id(phone)], round_)))

    def leave(self) -> None:
        for phone in self._phones:
            phone.close()
        self._phones.clear()
        self._threads.shutdown()
        self._wire.close_for_good()

    def _all(self, phones: Sequence[_Phone], act: Callable[[_Phone], T]) -> list[T]:
        return list(self._threads.map(act, phones))


class _Phone:
    """A phone without a browser: it reads which round is asked from its page, as a page does."""

    def __init__(self, wire: _SharedWire, url: str, language: str) -> None:
        address = urlsplit(url)
        self._url = url
        self._web = httpx.Client(
            transport=wire,
            trust_env=False,
            timeout=20,
            headers={
                "accept-language": language,
                "origin": f"{address.scheme}://{address.netloc}",
            },
        )

    def join(self) -> None:
        reply = self._trying(lambda: self._web.get(self._url))
        if reply.status_code != 200:
            raise RoomUnreachable(
                _("The room did not let a phone in (status {status}).").format(
                    status=reply.status_code
                )
            )

    def answer(self, item: str, answer: list[str], round_: int | None) -> bool:
        """Whether the phone was told that its answer is saved."""
        if round_ is None:
            screen = self._trying(lambda: self._web.get(f"{self._url}/now")).json()["html"]
            shown = dict(_SHOWN.findall(screen))
            if shown.get("item") != item:
                return False
            round_ = int(shown["round"])
        vote = {
            "vote": str(uuid4()),
            "item": item,
            "round": round_,
            "answer": answer,
        }
        reply = self._trying(
            lambda: self._web.post(
                f"{self._url}/vote",
                content=json.dumps(vote),
                headers={"content-type": "application/json"},
            )
        )
        return reply.status_code == 200 and reply.json()["state"] == "saved"

    def close(self) -> None:
        self._web.close()

    def _trying(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        """Asks until the room answers; the same vote may be sent again, since it keeps its id."""
        for attempt in range(_TRIES):
            try:
                reply = ask()
                if reply.status_code != 503:
                    return reply
            except httpx.TransportError as fault:
                if attempt == _TRIES - 1:
                    raise RoomUnreachable(_("The room does not answer.")) from fault
            time.sleep(0.05 * 2**attempt)
        return reply


class _SharedWire(httpx.BaseTransport):
    """One pool of connections under many clients, each of which would close it on leaving."""

    def __init__(self) -> None:
        limits = httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE)
        # A room is plain http: without this each pool would load the list of authorities.
        self._pool = httpx.HTTPTransport(verify=False, trust_env=False, limits=limits)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._pool.handle_request(request)

    def close(self) -> None:
        pass

    def close_for_good(self) -> None:
        self._pool.close()
