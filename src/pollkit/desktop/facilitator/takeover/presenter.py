"""Takes over a room from the copy of another laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pollkit.domain.events import Event
from pollkit.errors import PollKitError
from pollkit.store import Workspace
from pollkit.usecases.ports import Clock
from pollkit.usecases.takeover import copies_in, loss_in_words, read_copy, take_over

T = TypeVar("T")


class Runner(Protocol):
    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


@dataclass(frozen=True)
class TakeoverState:
    """`copy` is the chosen file; `loss` says what may be missing, once it is taken over."""

    copy: Path | None = None
    is_busy: bool = False
    trouble: str = ""
    event: Event | None = None
    loss: str = ""


class TakeoverPresenter:
    def __init__(self, workspace: Workspace, runner: Runner, clock: Clock) -> None:
        self._workspace = workspace
        self._runner = runner
        self._clock = clock
        self.on_changed: Callable[[], None] = lambda: None
        self.state = TakeoverState()

    def choose(self, path: Path) -> None:
        """A copy, or the folder that it lies in."""
        found = copies_in(path) if path.is_dir() else (path,)
        self._set(copy=found[0] if found else path, trouble="")

    def take_over(self, code: str) -> None:
        path = self.state.copy
        if path is None or self.state.is_busy:
            return
        self._set(is_busy=True, trouble="")

        def work(_task: object) -> tuple[Event, str]:
            copy = read_copy(path, code)
            event = take_over(self._workspace, copy)
            return event, loss_in_words(copy, self._clock())

        self._runner.run(work, self._on_taken, self._on_failed)

    def _on_taken(self, taken: tuple[Event, str]) -> None:
        self._set(is_busy=False, event=taken[0], loss=taken[1])

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(is_busy=False, trouble=str(error))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
