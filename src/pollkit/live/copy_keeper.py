"""Keeps a copy of the running room for a second laptop: on a stick, and for those who follow."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from pollkit.errors import EnvironmentFault
from pollkit.live.copy_line import CopyLine
from pollkit.store import Workspace
from pollkit.store.files import write_durably
from pollkit.store.repositories.networks import CopyPlace
from pollkit.store.topics import room_topic
from pollkit.usecases.sealed_copies import Seal
from pollkit.usecases.takeover import copy_path, pictures_content, pictures_path, remove_copy

log = logging.getLogger(__name__)

# At most so much is lost of what was told "saved" (a stick that is slow makes it more).
_EVERY_S = 2.0
_LOOK_EVERY_S = 0.25
# In a very large room copying must not take more than a twentieth of the time.
_SHARE = 20


class CopyKeeper:
    """Copies the room after every change, a move at once and votes every 2 s; does nothing unless
    the window has chosen a place. Lives in the room's event loop."""

    def __init__(self, workspace: Workspace, event_id: UUID, version: Callable[[], int]) -> None:
        """`version` is that of the room now."""
        self._workspace = workspace
        self._event_id = event_id
        self._version = version
        self._loop = asyncio.get_running_loop()
        self._is_changed = True
        self._place: CopyPlace | None = None
        self._seal: Seal | None = None
        self._line: CopyLine | None = None
        self._pictures_of = ""
        self._copied_version = -1
        self._copied_at = float("-inf")
        self._took_s = 0.0
        self._has_failed = False
        self._one_copy = threading.Lock()
        self._unsubscribe = workspace.subscribe(self._on_topics)

    async def run(self, addresses: Callable[[], frozenset[str]]) -> None:
        """Until cancelled. `addresses` are those at which a second laptop may follow."""
        self._addresses = addresses
        last_look = float("-inf")
        while True:
            now = self._loop.time()
            if now - last_look >= _EVERY_S:
                last_look = now
                with contextlib.suppress(EnvironmentFault):  # the next look may find the disk free
                    await self._look_at_place()
            if self._place is not None and self._is_due(now):
                await self._copy()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def close(self, has_ended: bool) -> None:
        """A last copy, of everything that was told "saved"; none is left of an event that has
        ended."""
        self._unsubscribe()
        if has_ended:
            with contextlib.suppress(EnvironmentFault):
                await asyncio.to_thread(self._forget)
        elif self._place is not None:
            await self._copy()
        if self._line is not None:
            await self._line.close()

    def _on_topics(self, topics: frozenset[str]) -> None:
        if room_topic(self._event_id) in topics:
            self._is_changed = True

    def _is_due(self, now: float) -> bool:
        if not self._is_changed:
            return False
        rest = max(_EVERY_S, _SHARE * self._took_s)
        return self._version() != self._copied_version or now - self._copied_at >= rest

    async def _look_at_place(self) -> None:
        place = await asyncio.to_thread(self._read_place)
        if place == self._place:
            return
        if place is None or self._place is None or place.code != self._place.code:
            self._seal = None if place is None else Seal(place.code)
        self._place, self._is_changed, self._copied_version = place, True, -1
        self._pictures_of = ""
        await self._open_line()

    async def _open_line(self) -> None:
        wanted = None if self._place is None else self._place.port
        if self._line is not None and wanted != self._line.port:
            await self._line.close()
            self._line = None
        if wanted is None or self._line is not None or self._seal is None:
            return
        assert self._place is not None
        self._line = CopyLine(self._place.code)
        port = await self._line.open(self._addresses(), wanted)
        if port != wanted:
            place = CopyPlace(self._place.code, self._place.folder, port)
            self._place = place
            await asyncio.to_thread(self._write_place, place)

    async def _copy(self) -> None:
        self._is_changed = False
        began = time.perf_counter()
        try:
            await asyncio.to_thread(self._copy_now)
        except (OSError, EnvironmentFault) as fault:
            # The stick was pulled: it is tried again until it is back.
            self._is_changed = True
            self._copied_version = self._version()
            if not self._has_failed:
                log.warning("the copy could not be written: %s", type(fault).__name__)
            self._has_failed = True
        else:
            self._has_failed = False
        if self._line is not None:
            self._line.offer_newest()
        self._copied_at = self._loop.time()
        self._took_s = time.perf_counter() - began

    def _copy_now(self) -> None:
        # The last copy may come while one that was under way is still being written.
        with self._one_copy:
            self._copy_once()

    def _copy_once(self) -> None:
        place, seal = self._place, self._seal
        assert place is not None and seal is not None
        version = self._version()
        with self._workspace.read() as repos:
            content = repos.copies.make(self._event_id)
            event = repos.events.get(self._event_id)
        pictures = None
        if event.instrument.version_id != self._pictures_of:
            pictures = seal.close(pictures_content(event, self._workspace.attachments))
        sealed = seal.close(content)
        if self._line is not None:
            self._line.take(sealed, pictures)
        if place.folder is not None:
            path = copy_path(Path(place.folder), self._event_id)
            if pictures is not None:
                write_durably(pictures_path(path), pictures)
            write_durably(path, sealed)
        self._pictures_of = event.instrument.version_id
        self._copied_version = version

    def _read_place(self) -> CopyPlace | None:
        with self._workspace.read() as repos:
            return repos.networks.copy_place(self._event_id)

    def _write_place(self, place: CopyPlace) -> None:
        self._workspace.write(
            lambda repos: repos.networks.set_copy_place(self._event_id, place)
        ).result()

    def _forget(self) -> None:
        if self._place is not None and self._place.folder is not None:
            remove_copy(Path(self._place.folder), self._event_id)
        self._workspace.write(
            lambda repos: repos.networks.set_copy_place(self._event_id, None)
        ).result()
