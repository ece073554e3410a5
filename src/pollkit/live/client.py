"""The window's end of the control line."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from typing import Any, cast

from pollkit.domain.boards import PostEdit
from pollkit.domain.rooms import Move
from pollkit.domain.text_edits import TextEdit
from pollkit.domain.views import RoomStatus
from pollkit.errors import RoomUnreachable
from pollkit.i18n import _, current_language
from pollkit.live.messages import decode_error, decode_status
from pollkit.live.room_card import RoomCard

log = logging.getLogger(__name__)

# A move may wait for the grace after closing, and then for a slow disk.
_ANSWER_WITHIN_S = 20.0


# A room that is alive greets at once; one that was stopped, or another program, may never.
_GREETS_WITHIN_S = 5.0


class RoomClient:
    """Implements `RoomLink`. Every method may be called from any thread.

    Callbacks come from the thread of the line, once more when the room has gone: `is_up` is False
    then.
    """

    def __init__(self, card: RoomCard) -> None:
        """Raises:
        RoomUnreachable: nobody answers at this card's address, or it refuses the key.
        """
        try:
            self._connection = _connect(card)
        except (OSError, EOFError, ValueError, AuthenticationError) as fault:
            raise _unreachable() from fault
        self._changed = threading.Condition()
        self._sending = threading.Lock()
        self._status: RoomStatus | None = None
        self._answers: dict[int, dict[str, Any]] = {}
        self._awaited: set[int] = set()
        self._number = 0
        self._is_up = True
        self._has_left = False
        self._watchers: dict[object, Callable[[RoomStatus], None]] = {}
        self._thread = threading.Thread(target=self._listen, name="room-link", daemon=True)
        self._thread.start()
        with self._changed:
            self._changed.wait_for(lambda: self._status or not self._is_up, _ANSWER_WITHIN_S)
        if self._status is None:
            self.leave()
            raise _unreachable()

    @property
    def status(self) -> RoomStatus:
        assert self._status is not None
        return self._status

    @property
    def is_up(self) -> bool:
        return self._is_up

    def move(self, move: Move, item: str | None = None, seconds: float | None = None) -> RoomStatus:
        return self._ask({"do": "move", "move": move.value, "item": item, "seconds": seconds})

    def add_time(self, seconds: float) -> RoomStatus:
        return self._ask({"do": "add time", "seconds": seconds})

    def split_by(self, item: str | None) -> RoomStatus:
        return self._ask({"do": "split", "item": item})

    def show_shift(self, is_wanted: bool) -> RoomStatus:
        return self._ask({"do": "shift", "is_wanted": is_wanted})

    def edit_texts(self, edit: TextEdit) -> RoomStatus:
        return self._ask(
            {"do": "texts", "verb": edit.verb.value, "texts": edit.texts, "into": edit.into}
        )

    def set_hands(self, item: str, counts: Mapping[str, int]) -> RoomStatus:
        return self._ask({"do": "hands", "item": item, "counts": list(counts.items())})

    def set_cards(self, item: str, cards: Mapping[int, str]) -> RoomStatus:
        return self._ask({"do": "cards", "item": item, "cards": list(cards.items())})

    def let_phones_go_round(self, is_allowed: bool) -> RoomStatus:
        return self._ask({"do": "pass on", "is_allowed": is_allowed})

    def moderate(self, edit: PostEdit) -> RoomStatus:
        return self._ask(
            {
                "do": "posts",
                "verb": edit.verb.value,
                "posts": [str(one) for one in edit.posts],
                "into": None if edit.into is None else str(edit.into),
                "item": edit.item,
            }
        )

    def switch_remote(self, is_on: bool) -> RoomStatus:
        return self._ask({"do": "remote", "is_on": is_on})

    def show_scores(self, is_shown: bool) -> RoomStatus:
        return self._ask({"do": "scores", "is_shown": is_shown})

    def name_person(self, key: str, name: str = "") -> RoomStatus:
        return self._ask({"do": "name", "key": key, "name": name})

    def look_again(self) -> RoomStatus:
        return self._ask({"do": "look"})

    def watch(self, on_status: Callable[[RoomStatus], None]) -> Callable[[], None]:
        ticket = object()
        with self._changed:
            self._watchers[ticket] = on_status

        def stop() -> None:
            with self._changed:
                self._watchers.pop(ticket, None)

        return stop

    def leave(self) -> None:
        """Hangs up; the room goes on. May be called twice."""
        self._has_left = True
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def shut(self) -> None:
        """Ends the room; returns when its process has let go of the workspace."""
        if self._is_up:
            self._ask({"do": "shut"})
            # The room hangs up as the very last thing it does.
            with self._changed:
                if not self._changed.wait_for(lambda: not self._is_up, _ANSWER_WITHIN_S):
                    raise _unreachable()
        self.leave()

    def _ask(self, request: dict[str, Any]) -> RoomStatus:
        with self._changed:
            self._number += 1
            number = self._number
            self._awaited.add(number)
        message = {**request, "number": number, "language": current_language()}
        try:
            with self._sending:
                self._connection.send_bytes(json.dumps(message).encode())
        except (OSError, ValueError) as fault:
            raise _unreachable() from fault
        with self._changed:
            self._changed.wait_for(
                lambda: number in self._answers or not self._is_up, _ANSWER_WITHIN_S
            )
            answer = self._answers.pop(number, None)
            self._awaited.discard(number)
        if answer is None:
            raise _unreachable()
        if "error" in answer:
            raise decode_error(answer["error"])
        return decode_status(answer)

    def _listen(self) -> None:
        try:
            while not self._has_left:
                if self._connection.poll(0.1):
                    self._take(json.loads(self._connection.recv_bytes()))
        except (EOFError, OSError):
            pass  # the room has gone
        except Exception:
            log.exception("the room said something that is not understood")
        finally:
            with self._changed:
                self._is_up = False
                self._changed.notify_all()
            self._connection.close()
            if not self._has_left:
                self._call_watchers()

    def _take(self, message: dict[str, Any]) -> None:
        status = decode_status(message) if "status" in message else None
        with self._changed:
            if status is not None:
                self._status = status
            if message["answers"] in self._awaited:
                self._answers[message["answers"]] = message
            self._changed.notify_all()
        if status is not None:
            self._call_watchers()

    def _call_watchers(self) -> None:
        with self._changed:
            watchers, status = list(self._watchers.values()), self._status
        if status is None:
            return
        for on_status in watchers:
            try:
                on_status(status)
            except Exception:
                # A screen's bug must not cut the line to the room.
                log.exception("a watcher of the room failed")


def _connect(card: RoomCard) -> Connection[bytes, bytes]:
    """As `Client` with a key does it, but not waiting for ever.

    Raises:
        OSError, EOFError, AuthenticationError: nobody is there, or nobody who knows the key.
    """
    key = bytes.fromhex(card.key)
    connection: Connection[bytes, bytes] = Client(card.address)
    greeted = cast("Connection[bytes, bytes]", _InTime(connection))
    try:
        answer_challenge(greeted, key)
        deliver_challenge(greeted, key)
    except BaseException:
        connection.close()
        raise
    return connection


class _InTime:
    """A connection as the exchange of greetings uses it."""

    def __init__(self, connection: Connection[bytes, bytes]) -> None:
        self._connection = connection
        self.send_bytes = connection.send_bytes

    def recv_bytes(self, longest: int) -> bytes:
        if not self._connection.poll(_GREETS_WITHIN_S):
            raise TimeoutError
        return self._connection.recv_bytes(longest)


def _unreachable() -> RoomUnreachable:
    return RoomUnreachable(
        _("The room does not answer. Its votes are safe: open the room again to go on.")
    )
