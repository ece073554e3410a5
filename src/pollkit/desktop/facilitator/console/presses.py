"""Which presses of a key or a clicker were meant."""

from __future__ import annotations

from collections.abc import Callable

# A clicker that bounces, or a nervous thumb, must not reveal what was only to be closed.
_BOUNCE_S = 0.4
# So long a first press of "end" waits for the second.
_ENDING_S = 5.0


class Presses:
    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` tells seconds; only their differences count."""
        self._clock = clock
        self._step_ended_s = -1.0
        self._end_asked_s = -_ENDING_S

    @property
    def is_bounce(self) -> bool:
        """Whether a press now follows the last step so soon that it was not meant."""
        return self._clock() - self._step_ended_s < _BOUNCE_S

    @property
    def is_end_awaited(self) -> bool:
        """Whether the end was asked for once, and not too long ago."""
        return self._clock() - self._end_asked_s < _ENDING_S

    def note_step(self) -> None:
        self._step_ended_s = self._clock()

    def note_end(self) -> None:
        self._step_ended_s = self._end_asked_s = self._clock()
