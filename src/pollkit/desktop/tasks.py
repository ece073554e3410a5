"""Work that takes longer than a frame: a pool of two, plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event as Flag
from typing import TypeVar

from pollkit.desktop.change_hub import ChangeHub

T = TypeVar("T")


class Task:
    """Work under way. `cancel` is a flag that the work looks at: no thread is ever ended."""

    def __init__(self) -> None:
        self._flag = Flag()

    def cancel(self) -> None:
        self._flag.set()

    @property
    def is_cancelled(self) -> bool:
        return self._flag.is_set()


class Tasks:
    """`on_done` and `on_failed` are called in the window's thread; neither after a cancel."""

    def __init__(self, hub: ChangeHub, on_failed: Callable[[BaseException], None]) -> None:
        """`on_failed` takes the errors of work that has no failure callback of its own."""
        self._hub = hub
        self._on_failed = on_failed
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="task")
        self._running: set[Task] = set()

    def run(
        self,
        work: Callable[[Task], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Starts the work in the pool; it may look at `task.is_cancelled` between its steps."""
        task = Task()
        self._running.add(task)
        self._follow(self._pool.submit(work, task), task, on_done, on_failed or self._on_failed)
        return task

    def follow(
        self,
        future: Future[T],
        on_done: Callable[[T], None] = lambda _: None,
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """The same for work that runs elsewhere, such as a write to the store."""
        self._follow(future, Task(), on_done, on_failed or self._on_failed)

    def close(self) -> None:
        """Asks running work to stop and waits for it."""
        for task in self._running:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _follow(
        self,
        future: Future[T],
        task: Task,
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None],
    ) -> None:
        def tell() -> None:
            self._running.discard(task)
            if task.is_cancelled:
                return
            error = future.exception()
            if error is None:
                on_done(future.result())
            else:
                on_failed(error)

        def on_ended(ended: Future[T]) -> None:
            if not ended.cancelled():
                self._hub.deliver(tell)

        future.add_done_callback(on_ended)
