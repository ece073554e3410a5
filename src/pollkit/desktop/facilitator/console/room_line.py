"""The line to the room's process: how a room is reached, watched and parted with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pollkit.errors import PollKitError
from pollkit.usecases.ports import RoomLink

T = TypeVar("T")


class Runner(Protocol):
    """Runs work off the window's thread and calls back in it (`pollkit.desktop.tasks`)."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class RoomLine:
    """At most one link at a time; `link` is None while there is none. All but `on_news` is called
    in the window's thread. An error that is not in the tree is a bug and goes on as one."""

    def __init__(
        self, open_room: Callable[[], RoomLink], runner: Runner, on_news: Callable[[], None]
    ) -> None:
        """See `ConsolePresenter`."""
        self._open_room = open_room
        self._runner = runner
        self._on_news = on_news
        self._stop_watching: Callable[[], None] = lambda: None
        self._farewell: Callable[[RoomLink | None], None] | None = None
        self._is_awaited = True
        self.link: RoomLink | None = None

    def open(
        self, on_opened: Callable[[], None], on_failed: Callable[[PollKitError], None]
    ) -> None:
        """Opens the room, or brings it back after it was lost."""
        lost, self.link = self.link, None
        self._stop_watching()
        self._is_awaited = True

        def work(_task: object) -> RoomLink:
            if lost is not None:
                lost.leave()
            return self._open_room()

        def failed(error: PollKitError) -> None:
            self._is_awaited = False
            on_failed(error)
            if self._farewell is not None:
                self._farewell(None)

        self._runner.run(work, lambda link: self._take(link, on_opened), _expected(failed))

    def run(
        self,
        work: Callable[[RoomLink], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[PollKitError], None],
    ) -> None:
        link = self.link
        assert link is not None
        self._runner.run(lambda _task: work(link), on_done, _expected(on_failed))

    def part(self, work: Callable[[RoomLink], None], on_parted: Callable[[], None]) -> None:
        """Once; a room that is still being opened is parted with as soon as it is there."""
        if self._farewell is None:
            self._farewell = lambda link: self._part_from(link, work, on_parted)
            if not self._is_awaited:
                self._farewell(self.link)

    def _take(self, link: RoomLink, on_opened: Callable[[], None]) -> None:
        self._is_awaited = False
        if self._farewell is not None:
            self._farewell(link)
            return
        self.link = link
        self._stop_watching = link.watch(lambda _status: self._on_news())
        on_opened()

    def _part_from(
        self,
        link: RoomLink | None,
        work: Callable[[RoomLink], None],
        on_parted: Callable[[], None],
    ) -> None:
        self.link = None
        self._stop_watching()
        self._runner.run(
            lambda _task: None if link is None else work(link),
            lambda _nothing: on_parted(),
            # A room that does not answer has ended or goes on by itself: nobody is kept waiting.
            _expected(lambda _error: on_parted()),
        )


def _expected(on_failed: Callable[[PollKitError], None]) -> Callable[[BaseException], None]:
    def failed(error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        on_failed(error)

    return failed
