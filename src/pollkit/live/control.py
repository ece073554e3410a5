"""The room's end of the control line: takes the facilitator's moves, sends the newest status."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import Any

from pollkit.errors import PollKitError
from pollkit.live.messages import LONGEST_REQUEST, encode_error

log = logging.getLogger(__name__)

# What the room does with a request: (request, its number) -> the message that answers it.
Answer = Callable[[dict[str, Any], int], Awaitable[bytes]]


class ConsoleLine:
    """The connection to one window, with a thread for each direction.

    A window that has stalled stalls its own line only: it finds the answers to its requests and
    the newest status when it wakes.
    """

    def __init__(self, connection: Connection, control: Control) -> None:
        self._connection = connection
        self._control = control
        self._has_news = threading.Condition()
        self._answers: deque[bytes] = deque()
        self._newest: bytes | None = None
        self._is_over = False
        self._threads = (
            threading.Thread(target=self._listen, name="console-listen", daemon=True),
            threading.Thread(target=self._speak, name="console-speak", daemon=True),
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def answer(self, message: bytes, is_status: bool) -> None:
        with self._has_news:
            self._answers.append(message)
            if is_status:
                self._newest = None  # older than the answer, and would be heard after it
            self._has_news.notify()

    def offer(self, status: bytes) -> None:
        with self._has_news:
            self._newest = status
            self._has_news.notify()

    def hang_up(self) -> None:
        """Says what is left to say and ends; the listener notices the closed connection."""
        with self._has_news:
            self._is_over = True
            self._has_news.notify()

    def join(self, timeout_s: float) -> None:
        for thread in self._threads:
            thread.join(timeout_s)

    def _listen(self) -> None:
        try:
            while not self._is_over:
                if self._connection.poll(0.2):
                    self._control.take(self, self._connection.recv_bytes(LONGEST_REQUEST))
        except (EOFError, OSError):
            pass  # the window has gone, or it sent what no window sends
        finally:
            self.hang_up()
            self._control.forget(self)

    def _speak(self) -> None:
        try:
            while (message := self._next_message()) is not None:
                self._connection.send_bytes(message)
        except (OSError, ValueError):
            pass
        finally:
            self._is_over = True
            self._threads[0].join()
            self._connection.close()

    def _next_message(self) -> bytes | None:
        with self._has_news:
            self._has_news.wait_for(lambda: self._answers or self._newest or self._is_over)
            if self._answers:
                return self._answers.popleft()
            newest, self._newest = self._newest, None
            return newest


class Control:
    """Listens for windows of this user on this machine; never on the network."""

    def __init__(self, address: str, key: bytes, answer: Answer) -> None:
        self._address = address
        self._key = key
        self._answer = answer
        self._loop = asyncio.get_running_loop()
        self._lines: set[ConsoleLine] = set()
        self._lock = threading.Lock()
        self._is_over = False
        self._listener = Listener(address, backlog=8, authkey=key)
        self._thread = threading.Thread(target=self._accept, name="control", daemon=True)
        self.last_heard = self._loop.time()

    def start(self) -> None:
        self._thread.start()

    @property
    def has_console(self) -> bool:
        with self._lock:
            return bool(self._lines)

    def publish(self, status: bytes) -> None:
        """Offers every window the newest status."""
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.offer(status)

    def take(self, line: ConsoleLine, message: bytes) -> None:
        """One request of a window; called in its listening thread.

        Raises:
            OSError: it is no request.
        """
        try:
            request = json.loads(message)
            number = int(request["number"])
        except (ValueError, KeyError, TypeError, RecursionError) as garbage:
            raise OSError("no request") from garbage
        asyncio.run_coroutine_threadsafe(self._serve(line, request, number), self._loop)

    def forget(self, line: ConsoleLine) -> None:
        with self._lock:
            self._lines.discard(line)
        self.last_heard = self._loop.time()

    def close(self) -> None:
        """Ends every line after its last answer. Blocks for a moment."""
        self._is_over = True
        # A thread that waits in accept() is woken by nothing but a caller.
        try:
            Client(self._address, authkey=self._key).close()
        except (OSError, EOFError, AuthenticationError):
            log.warning("the control line did not answer itself")
        self._thread.join(2)
        self._listener.close()
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.hang_up()
        for line in lines:
            line.join(2)

    async def _serve(self, line: ConsoleLine, request: dict[str, Any], number: int) -> None:
        try:
            line.answer(await self._answer(request, number), is_status=True)
        except PollKitError as fault:
            line.answer(encode_error(fault, number), is_status=False)
        except Exception as bug:
            log.exception("a request of the console failed")
            line.answer(encode_error(bug, number), is_status=False)

    def _accept(self) -> None:
        while not self._is_over:
            try:
                connection = self._listener.accept()
            except (AuthenticationError, EOFError, OSError) as refused:
                if not self._is_over:
                    log.warning("a caller was refused: %s", type(refused).__name__)
                    time.sleep(0.05)  # a fault that lasts must not fill the log
                continue
            if self._is_over:
                connection.close()
                return
            line = ConsoleLine(connection, self)
            with self._lock:
                self._lines.add(line)
            line.start()
            asyncio.run_coroutine_threadsafe(self._greet(line), self._loop)

    async def _greet(self, line: ConsoleLine) -> None:
        line.offer(await self._answer({"do": "status"}, -1))
