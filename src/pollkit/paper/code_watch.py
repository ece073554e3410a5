"""Looks at a camera in a thread of its own for codes that are held up to it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.paper.camera import FrameSource
from pollkit.paper.card_reader import load_opencv
from pollkit.paper.code_reader import read_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHOWN_WIDTH = 480
# A card that is still held up is not read anew; once it was away for so long, it is.
_AWAY_S = 2.0


@dataclass(frozen=True)
class CodeSight:
    """One picture, small: RGB, row after row without gaps."""

    pixels: bytes
    width: int
    height: int


class CodeWatch:
    """One run of one camera. Every call returns at once and may come from any thread."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        on_news: Callable[[], None],
        after: CodeWatch | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            open_source: called in the thread; its errors end up in `failure`.
            on_news: called in the thread after each picture and at the end.
            after: a watch that was stopped, whose camera has to be free before this one begins.
        """
        self._open_source = open_source
        self._on_news = on_news
        self._after = after
        self._clock = clock
        self._is_stopped = threading.Event()
        self._found: deque[str] = deque()
        self._seen_at: dict[str, float] = {}
        self.sight: CodeSight | None = None
        self.failure: BaseException | None = None
        self.has_ended = False
        # A driver that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="codes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Lets go of the camera soon: with the next picture."""
        self._is_stopped.set()

    def join(self, timeout_s: float) -> bool:
        """Waits for the end; whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def take_found(self) -> tuple[str, ...]:
        """What was read since the last time it was asked for."""
        found = []
        while self._found:
            found.append(self._found.popleft())
        return tuple(found)

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after.join(10)
                self._after = None
            if not self._is_stopped.is_set():
                self._watch()
        except Exception as error:
            self.failure = error
        self.has_ended = True
        self._on_news()

    def _watch(self) -> None:
        source = self._open_source()
        try:
            while not self._is_stopped.is_set():
                picture = source.read()
                if picture is None:
                    return
                self._note(read_codes(picture))
                self.sight = _sight(picture)
                self._on_news()
        finally:
            source.close()

    def _note(self, codes: tuple[str, ...]) -> None:
        now = self._clock()
        for code in codes:
            if now - self._seen_at.get(code, float("-inf")) > _AWAY_S:
                self._found.append(code)
            self._seen_at[code] = now


def _sight(picture: NDArray[np.uint8]) -> CodeSight:
    cv2 = load_opencv()
    scale = min(1.0, _SHOWN_WIDTH / picture.shape[1])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # People hold a card right by what they see as in a mirror.
    shown = cv2.flip(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), 1)
    return CodeSight(shown.tobytes(), shown.shape[1], shown.shape[0])
