"""The body of the room's own process: `python -m pollkit room-process ...`.

A thousand phones never stutter the projector, and a window that dies takes no vote with it.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import gc
import logging
import logging.handlers
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.errors import EnvironmentFault, PortTaken
from pollkit.i18n import speaking, use_language
from pollkit.live.addresses import (
    hosts_of,
    join_addresses,
    list_interfaces,
    reachable_addresses,
)
from pollkit.live.app import RoomApp
from pollkit.live.console_requests import obey
from pollkit.live.console_view import ConsoleView
from pollkit.live.control import Control
from pollkit.live.copy_keeper import CopyKeeper
from pollkit.live.front_desk import FrontDesk
from pollkit.live.limits import RoomLimits, limits_from
from pollkit.live.live_room import LiveRoom
from pollkit.live.messages import encode_status
from pollkit.live.room_card import (
    RoomCard,
    new_control_address,
    remove_card,
    remove_control_address,
)
from pollkit.live.server import RoomServer, allow_many_files, bind
from pollkit.store import Role, Workspace

log = logging.getLogger(__name__)

LOG_NAME = "room.log"

# The console is told at most this often.
_STATUS_EVERY_S = 0.1
_LOOK_AROUND_EVERY_S = 2.0
_HOME = "127.0.0.1"
# So often in a row the workspace must be gone before the room believes it.
_LOST_LOOKS = 2


def serve_room(argv: Sequence[str]) -> int:
    """Serves one event's room until it is shut, has ended and was left, or is told to stop."""
    wanted = _parse(argv)
    _write_log(wanted.workspace)
    allow_many_files()
    # SQLite lets go of the interpreter for every row. A busy loop would give it back only after
    # 5 ms each time, and a commit of 200 votes would take a second.
    sys.setswitchinterval(0.0005)
    use_language(wanted.language)
    try:
        with Workspace.open(wanted.workspace, Role.ROOM) as workspace:
            runner = asyncio.Runner(loop_factory=_loop_factory())
            with runner:
                runner.run(_RoomProcess(workspace, wanted, limits_from()).run())
    except Exception:
        log.exception("the room stopped")
        return 1
    return 0


class _RoomProcess:
    """Builds the room of this process and ends it in order."""

    def __init__(
        self, workspace: Workspace, wanted: argparse.Namespace, limits: RoomLimits
    ) -> None:
        self._workspace = workspace
        self._wanted = wanted
        self._limits = limits
        self._is_resting = False
        self._has_news = False

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._database_id = self._workspace.database.stat().st_ino
        sockets = _taken_over(self._wanted)
        self._port = sockets[0].getsockname()[1]
        self._room = LiveRoom(self._workspace, self._wanted.event, self._limits)
        await self._room.open(self._port)
        self._console = ConsoleView(self._room)
        self._desk = FrontDesk(self._room, self._limits)
        self._app = RoomApp(self._desk)
        self._server = RoomServer(self._app, self._limits)
        self._open_at_home(sockets)
        self._follow_addresses({listener.getsockname()[0] for listener in sockets})
        self._room.on_room = self._desk.push
        self._room.on_news = self._tell_soon
        self._room.on_board = self._desk.screens.forget
        self._desk.screens.warm()
        _spare_what_is_loaded()
        with self._reachable_by_console() as self._control, _told_by_signals(self._stop):
            await self._serve(sockets)

    def _open_at_home(self, sockets: list[socket.socket]) -> None:
        """Listens on the loopback address too, for this computer as a kiosk: that stays the same
        whatever network the computer is in."""
        if all(listener.getsockname()[0] != _HOME for listener in sockets):
            try:
                sockets += bind([_HOME], self._port)
            except PortTaken:
                log.warning("this computer cannot be a kiosk: another program has the port there")
                return
        key = self._room.turns.kiosk_key
        self._room.kiosk_url = f"http://{_HOME}:{self._port}/{self._room.pin}/kiosk?key={key}"

    @contextlib.contextmanager
    def _reachable_by_console(self) -> Iterator[Control]:
        """The control line, and the card that leads to it. The line is cut as the last thing of
        all: a console that waits for the end finds the workspace free."""
        address, key = new_control_address(), secrets.token_bytes(32)
        control = Control(address, key, self._answer)
        control.start()
        self._card = RoomCard(str(self._wanted.event), address, key.hex(), self._wanted.launch)
        try:
            yield control
        finally:
            remove_card(self._workspace.path, self._wanted.launch)
            self._workspace.close()
            control.close()
            remove_control_address(address)

    async def _serve(self, sockets: list[socket.socket]) -> None:
        serving = asyncio.create_task(self._server.serve(sockets=sockets))
        beating = asyncio.create_task(self._beat())
        watching = asyncio.create_task(self._look_around())
        keeper = CopyKeeper(self._workspace, self._wanted.event, lambda: self._room.room.version)
        keeping = asyncio.create_task(keeper.run(lambda: _outside(self._server.listening_on)))
        stopping = asyncio.create_task(self._stop.wait())
        self._card.write(self._workspace.path)
        log.info("the room of event %s is open on port %d", self._wanted.event, self._port)
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        # Votes that were accepted are committed and answered before the connections are closed.
        self._app.is_closing = True
        for task in (beating, watching, stopping, keeping):
            task.cancel()
        await self._room.close()
        await keeper.close(self._room.room.has_ended)
        self._desk.fan_out.close()
        self._server.should_exit = True
        await serving
        log.info("the room of event %s is closed", self._wanted.event)

    # The console

    async def _answer(self, request: dict[str, Any], number: int) -> bytes:
        with speaking(str(request.get("language", "en"))):
            if request.get("do") == "shut":
                self._loop.call_soon(self._stop.set)
            else:
                await obey(self._room, self._console, request)
            return encode_status(self._console.status(), None if number < 0 else number)

    def _tell_soon(self) -> None:
        """However many votes come, the console hears at most ten times a second."""
        self._has_news = True
        if not self._is_resting:
            self._is_resting = True
            self._loop.call_soon(self._tell)  # the phones come first

    def _tell(self) -> None:
        self._has_news = False
        began = time.perf_counter()
        if self._control.has_console:
            self._control.publish(encode_status(self._console.status()))
        # In a very large room counting must not take more than a tenth of the room's time.
        took = time.perf_counter() - began
        self._loop.call_later(max(_STATUS_EVERY_S, 10 * took), self._rest_is_over)

    def _rest_is_over(self) -> None:
        self._is_resting = False
        if self._has_news:
            self._tell_soon()

    # What goes on beside

    async def _beat(self) -> None:
        """Keeps the streams open through routers, and notices phones that have gone."""
        while True:
            await asyncio.sleep(self._limits.heartbeat_s)
            self._desk.fan_out.beat()
            self._tell_soon()

    async def _look_around(self) -> None:
        lost = 0
        while not self._is_forgotten() and lost < _LOST_LOOKS:
            await asyncio.sleep(min(_LOOK_AROUND_EVERY_S, self._limits.linger_s))
            lost = lost + 1 if self._has_lost_workspace() else 0
            if lost:
                continue
            with contextlib.suppress(EnvironmentFault):  # the next look may find the disk free
                self._room.refresh_event()
            if not self._wanted.address:
                await self._follow_interfaces()
        log.info("the workspace has gone" if lost else "nobody is left in the room")
        self._stop.set()

    def _has_lost_workspace(self) -> bool:
        """Whether its database was deleted, moved or exchanged: on Linux and macOS answers would go
        on being "saved" to a file that nobody can open any more."""
        try:
            return self._workspace.database.stat().st_ino != self._database_id
        except FileNotFoundError:
            return True
        except OSError:
            return False  # a network drive that does not answer just now

    def _is_forgotten(self) -> bool:
        """An ended room stays until its phones have had time to read the last page, one that has
        not ended until the day is over; as long as a console is there it always stays."""
        if self._control.has_console:
            return False
        now = self._loop.time()
        without_console = now - self._control.last_heard
        if self._room.room.has_ended:
            return without_console > self._limits.linger_s
        without_phone = 0.0 if len(self._desk.fan_out) else now - self._desk.last_asked
        return min(without_console, without_phone) > self._limits.idle_s

    async def _follow_interfaces(self) -> None:
        """The laptop may change its network: the same room goes on at its new address."""
        wanted = {one.address for one in reachable_addresses(list_interfaces())}
        have = self._server.listening_on
        for address in wanted - have:
            with contextlib.suppress(Exception):
                await self._server.listen(bind([address], self._port)[0])
        if wanted and (wanted ^ have) - {_HOME}:
            for address in have - wanted - {_HOME}:
                self._server.forget(address)
            self._follow_addresses(set(self._server.listening_on))
            self._tell_soon()

    def _follow_addresses(self, listening: set[str]) -> None:
        self._app.hosts = frozenset(
            host for address in listening for host in hosts_of(address, self._port)
        )
        self._room.addresses = join_addresses(_outside(listening), self._port, self._room.pin)


def _outside(listening: Collection[str]) -> frozenset[str]:
    """Where phones can come in; this computer alone where there is no network."""
    return frozenset(listening) - {_HOME} or frozenset(listening)


def _taken_over(wanted: argparse.Namespace) -> list[socket.socket]:
    """The sockets that the starter has bound: phones that come now wait in their queue."""
    if sys.platform == "win32":
        shared = [base64.b64decode(line) for line in sys.stdin.readline().split()]
        return [socket.fromshare(one) for one in shared]
    return [socket.socket(fileno=descriptor) for descriptor in wanted.socket]


@contextlib.contextmanager
def _told_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def on_signal(_number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    names = ["SIGTERM", "SIGINT", *(["SIGBREAK"] if sys.platform == "win32" else [])]
    before = {name: signal.signal(getattr(signal, name), on_signal) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def _write_log(workspace: Path) -> None:
    """Ids and counts only: nothing that is logged here names a phone, an answer or an address."""
    keeper = logging.handlers.RotatingFileHandler(
        workspace / LOG_NAME, maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[keeper], force=True)
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    logging.getLogger("asyncio").setLevel(logging.ERROR)


def _spare_what_is_loaded() -> None:
    """What the start has loaded stays to the end. To search it for garbage stopped all phones for
    40 to 80 ms, some three times in 8,000 votes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pollkit room-process", description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--event", type=UUID, required=True)
    parser.add_argument("--launch", required=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--address", action="append", default=[], help="listen only here")
    parser.add_argument("--socket", type=int, action="append", default=[], help="descriptor")
    return parser.parse_args(argv)
