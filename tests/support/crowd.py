"""Phones in Chromium, driven from a thread of their own: the window's loop goes on meanwhile."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from browser_phones import FLAGS, phone_of
from playwright.sync_api import Browser, Page, sync_playwright

T = TypeVar("T")

_PATIENCE_S = 90.0


class Crowd:
    """Pages belong to the thread of the crowd: touch them only within `run`."""

    def __init__(self, pump: Callable[[], None] = lambda: time.sleep(0.01)) -> None:
        """`pump` is called again and again while the crowd is busy."""
        self._pump = pump
        self._calls: queue.Queue[tuple[Callable[[], Any], Future[Any]] | None] = queue.Queue()
        self._browser: Browser | None = None
        self._thread = threading.Thread(target=self._drive, name="crowd")
        self._thread.start()

    def run(self, work: Callable[[], T]) -> T:
        future: Future[T] = Future()
        self._calls.put((work, future))
        deadline = time.monotonic() + _PATIENCE_S
        while not future.done():
            assert time.monotonic() < deadline, "the phones take too long"
            self._pump()
        return future.result()

    def new_phone(self, **how: object) -> Page:
        """Only within `run`."""
        assert self._browser is not None
        return phone_of(self._browser, **how)

    def close(self) -> None:
        self._calls.put(None)
        self._thread.join()

    def _drive(self) -> None:
        with sync_playwright() as playwright:
            chromium = playwright.chromium
            self._browser = chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            while (call := self._calls.get()) is not None:
                work, future = call
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)
            self._browser.close()


@contextmanager
def crowd_of_phones(pump: Callable[[], None]) -> Iterator[Crowd]:
    crowd = Crowd(pump)
    try:
        yield crowd
    finally:
        crowd.close()
