"""The one hall that this program has open: a wave's questionnaire on the phones of a room.

It lives as long as the program: a page that is left, or a window that is made anew in another
language, does not send the phones away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID

from pollkit.desktop.keep_awake import KeepAwake
from pollkit.domain.wifi import Wifi
from pollkit.errors import PollKitError
from pollkit.usecases.ports import HallCount, HallLink, HallStarter

if TYPE_CHECKING:
    from pollkit.store import Workspace

T = TypeVar("T")

HALL_TOPIC = "hall"


class Runner(Protocol):
    """Runs work off the window's thread and calls back in it (`pollkit.desktop.tasks`)."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class HallLine:
    """
    Attributes:
        link: None while there is none.
        wave_id, title: of the wave that it asks; they and `wifi` say nothing without a link.
        wifi: that phones join first, as it was typed; kept nowhere else. None = not told.
    """

    def __init__(self, open_hall: HallStarter, runner: Runner, on_news: Callable[[], None]) -> None:
        """`on_news` is called from any thread."""
        self._open_hall = open_hall
        self._runner = runner
        self._on_news = on_news
        self._awake = KeepAwake()
        self._is_over = False
        self.link: HallLink | None = None
        self.wave_id: UUID | None = None
        self.title = ""
        self.wifi: Wifi | None = None

    @property
    def count(self) -> HallCount:
        return HallCount() if self.link is None else self.link.count

    def open(
        self,
        workspace: Workspace,
        wave_id: UUID,
        title: str,
        wifi: Wifi | None,
        is_own_wifi: bool,
        on_done: Callable[[], None],
        on_failed: Callable[[PollKitError], None],
    ) -> None:
        def work(_task: object) -> HallLink:
            link = self._open_hall(workspace, wave_id, is_own_wifi=is_own_wifi)
            if self._is_over:  # the program ended meanwhile
                link.leave()
            else:
                self._awake.begin()
            return link

        def take(link: HallLink) -> None:
            self.link, self.wave_id, self.title, self.wifi = link, wave_id, title, wifi
            link.watch(lambda _count: self._on_news())
            self._on_news()
            on_done()

        self._runner.run(work, take, _expected(on_failed))

    def close(self, on_done: Callable[[], None]) -> None:
        """For good: what was begun stays as drafts, and phones cannot go on."""
        link, self.link = self.link, None
        if link is None:
            on_done()
            return

        def work(_task: object) -> None:
            link.close()
            self._awake.end()

        def told(_nothing: object) -> None:
            self._on_news()
            on_done()

        # Where the phones could not be parted from their drafts, the next hall of the wave can.
        self._runner.run(work, told, _expected(lambda _error: told(None)))

    def leave(self) -> None:
        """As the program ends: phones wait, and go on when the hall is opened again."""
        self._is_over = True
        link, self.link = self.link, None
        if link is not None:
            link.leave()
        self._awake.end()


def _expected(on_failed: Callable[[PollKitError], None]) -> Callable[[BaseException], None]:
    def failed(error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        on_failed(error)

    return failed
