"""What the person at the keyboard reads while the set-up goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """The set-up cannot go on; the text says what to do about it."""


class Transcript:
    """Prints each step when it begins and what it took when it has ended."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # An old console's code page must not end a set-up that goes well.
                stream.reconfigure(errors="replace")

    def say(self, text: str) -> None:
        print(text, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self.say(f"-- {title} ...")
        began = time.monotonic()
        yield
        self.say(f"   done in {time.monotonic() - began:.1f} s")

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self._began
