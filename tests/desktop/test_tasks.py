from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.tasks import Task, Tasks
from pollkit.errors import DiskFull

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(hub: ChangeHub, failures: list[BaseException]) -> Iterator[Tasks]:
    tasks = Tasks(hub, on_failed=failures.append)
    yield tasks
    tasks.close()


def test_work_is_done_elsewhere_and_its_outcome_told_here(tasks: Tasks, until: Until) -> None:
    outcome: list[object] = []
    tasks.run(
        lambda task: threading.current_thread().name,
        on_done=lambda name: outcome.extend([name, threading.current_thread()]),
    )
    until(lambda: outcome)
    assert outcome[0] != threading.main_thread().name
    assert outcome[1] is threading.main_thread()


def test_a_failure_reaches_its_own_callback(
    tasks: Tasks, failures: list[BaseException], until: Until
) -> None:
    own: list[BaseException] = []

    def fail(task: Task) -> None:
        raise DiskFull("full")

    tasks.run(fail, on_done=lambda _: None, on_failed=own.append)
    until(lambda: own)
    assert [str(error) for error in own] == ["full"]
    assert failures == []


def test_a_failure_that_nobody_awaits_is_not_swallowed(
    tasks: Tasks, failures: list[BaseException], until: Until
) -> None:
    future: Future[None] = Future()
    tasks.follow(future)
    future.set_exception(DiskFull("full"))
    until(lambda: failures)
    assert isinstance(failures[0], DiskFull)


def test_cancelled_work_stops_at_its_next_look_and_tells_nothing(
    tasks: Tasks, until: Until
) -> None:
    told: list[object] = []
    ended = threading.Event()

    def work(task: Task) -> None:
        while not task.is_cancelled:
            threading.Event().wait(0.001)
        ended.set()

    task = tasks.run(work, on_done=told.append, on_failed=told.append)
    task.cancel()
    until(ended.is_set)
    tasks.run(lambda task: "later", on_done=told.append)
    until(lambda: told)
    assert told == ["later"]


def test_closing_ends_running_work(hub: ChangeHub, failures: list[BaseException]) -> None:
    tasks = Tasks(hub, on_failed=failures.append)
    started = threading.Event()

    def work(task: Task) -> None:
        started.set()
        while not task.is_cancelled:
            threading.Event().wait(0.001)

    tasks.run(work, on_done=lambda _: None)
    assert started.wait(10)
    tasks.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("task")]
