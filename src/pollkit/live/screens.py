"""What phones are shown, rendered once for all that are shown the same."""

from __future__ import annotations

import gzip
import json

from pollkit.domain.ballots import Choice
from pollkit.live.attendance import Attendee
from pollkit.live.live_room import LiveRoom
from pollkit.live.page import render_page, render_screen
from pollkit.live.phone_views import PhoneClass, class_of, class_view, phone_view

# Whole pages with an own answer in them: options times languages, with room to spare.
_MOST_PAGES = 256

# Level 9 takes no longer than 6 for a page of 40 kB: 0.65 ms.
_COMPRESSION = 9


class Screens:
    """The rendered screens and pages of one version of a room."""

    def __init__(self, room: LiveRoom) -> None:
        self._room = room
        self._frames: dict[tuple[str, PhoneClass], bytes] = {}
        self._pages: dict[tuple[object, ...], bytes] = {}

    def forget(self) -> None:
        """To be called when the room has changed."""
        self._frames.clear()
        self._pages.clear()

    def frame(self, attendee: Attendee) -> bytes:
        """The event of the stream, the same for every phone of a language and class."""
        key = (attendee.phone.language, class_of(self._room, attendee))
        frame = self._frames.get(key)
        if frame is None:
            view = class_view(self._room, *key)
            told = _snapshot(view.version, render_screen(view, self._room.pin))
            frame = self._frames[key] = b"id: %d\ndata: %b\n\n" % (view.version, told)
        return frame

    def snapshot(self, attendee: Attendee) -> bytes:
        """The screen of this phone, its own answer included, as JSON."""
        view = phone_view(self._room, attendee)
        return _snapshot(view.version, render_screen(view, self._room.pin))

    def screen(self, attendee: Attendee) -> str:
        return render_screen(phone_view(self._room, attendee), self._room.pin)

    def page(self, attendee: Attendee, notice: str | None = None) -> bytes:
        """The whole page of this phone, compressed with gzip."""
        view = phone_view(self._room, attendee, notice)
        is_own = notice is not None or view.receipt is not None or bool(view.turn.person)
        is_own = is_own or view.board is not None
        if is_own or _is_of_one_person(view.mine):
            return _compressed(render_page(view, self._room.pin))
        key = (view.language, class_of(self._room, attendee), view.scene, view.mine)
        page = self._pages.get(key)
        if page is None:
            page = _compressed(render_page(view, self._room.pin))
            if len(self._pages) < _MOST_PAGES:
                self._pages[key] = page
        return page

    def warm(self) -> None:
        """Renders the page once, so that the first of two hundred phones does not wait for it."""
        for language in self._room.event.languages:
            view = class_view(self._room, language, PhoneClass(self._room.room.current))
            render_page(view, self._room.pin)


def _is_of_one_person(mine: Choice | None) -> bool:
    """Whether hardly anybody else has given the same answer."""
    return mine is not None and (mine.text is not None or bool(mine.values))


def _snapshot(version: int, html: str) -> bytes:
    return json.dumps({"v": version, "html": html}, ensure_ascii=False).encode()


def _compressed(page: str) -> bytes:
    return gzip.compress(page.encode(), _COMPRESSION, mtime=0)
