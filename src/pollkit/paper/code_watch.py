"""Looks at a camera in a thread of its own for codes that are held up to it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pollkit.paper.camera import FrameSource
from pollkit.paper.camera_watch import CameraWatch
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


class CodeWatch(CameraWatch):
    """One run of one camera. Every call returns at once and may come from any thread."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        on_news: Callable[[], None],
        after: CodeWatch | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(open_source, on_news, after)
        self._clock = clock
        self._found: deque[str] = deque()
        self._seen_at: dict[str, float] = {}
        self.sight: CodeSight | None = None

    def take_found(self) -> tuple[str, ...]:
        """What was read since the last time it was asked for."""
        found = []
        while self._found:
            found.append(self._found.popleft())
        return tuple(found)

    def _look_at(self, picture: NDArray[np.uint8]) -> None:
        self._note(read_codes(picture))
        self.sight = _sight(picture)

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
