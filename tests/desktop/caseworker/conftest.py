"""A project on disk, and its writes followed as the window does, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from field_samples import Field, new_field
from life_here import LIFE_HERE

from pollkit.store import Role, Workspace

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Followed:
    """Writes whose end is told when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[Any], None], Callable[[Any], None]]] = []

    def __call__(
        self,
        future: Future[Any],
        on_done: Callable[[Any], None] = lambda _done: None,
        on_failed: Callable[[BaseException], None] = lambda _error: None,
    ) -> None:
        self.waiting.append((future, on_done, on_failed))

    def tell(self) -> None:
        while self.waiting:
            future, on_done, on_failed = self.waiting.pop(0)
            error = future.exception(10)
            on_failed(error) if error is not None else on_done(future.result())


class Stopwatch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace, LIFE_HERE)


@pytest.fixture
def followed() -> Followed:
    return Followed()


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()
