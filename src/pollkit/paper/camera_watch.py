"""Looks at a camera in a thread of its own, picture after picture."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from pollkit.paper.camera import FrameSource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CameraWatch:
    """One run of one source. Every call returns at once and may come from any thread."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        on_news: Callable[[], None],
        after: CameraWatch | None = None,
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
        self._is_stopped = threading.Event()
        self.failure: BaseException | None = None
        self.has_ended = False
        # A driver that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Lets go of the camera soon: with the next picture."""
        self._is_stopped.set()

    def join(self, timeout_s: float) -> bool:
        """Waits for the end; whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _look_at(self, picture: NDArray[np.uint8]) -> None:
        """Called in the thread with each picture; its errors end up in `failure`."""
        raise NotImplementedError

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
                self._look_at(picture)
                self._on_news()
        finally:
            source.close()
