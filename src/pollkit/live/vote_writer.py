"""Votes on their way to disk: whatever waits when the last commit ends goes into the next one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar
from uuid import UUID

from pollkit.domain.ballots import StoredVote, Vote
from pollkit.errors import EnvironmentFault
from pollkit.store import Repositories, Workspace

log = logging.getLogger(__name__)

T = TypeVar("T")


# A vote and the phone's request that waits for it.
_Waiting = tuple[Vote, "asyncio.Future[StoredVote]"]


class VoteWriter:
    """Puts the votes of one room into the store, in the order in which they came.

    Lives in the event loop; the commit itself runs in the store's writing thread, which takes the
    groups and all other writes in the order in which they were handed over.
    """

    def __init__(
        self,
        workspace: Workspace,
        event_id: UUID,
        on_stored: Callable[[list[Vote], list[StoredVote]], None],
    ) -> None:
        self._workspace = workspace
        self._event_id = event_id
        self._on_stored = on_stored
        self._loop = asyncio.get_running_loop()
        self._waiting: list[_Waiting] = []
        self._is_due = False
        self._groups_under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def cast(self, vote: Vote) -> asyncio.Future[StoredVote]:
        """Done once the vote is on disk, with what the store then holds for its phone.

        Raises (through the future):
            EnvironmentFault: it is not on disk; the phone may try again.
        """
        told: asyncio.Future[StoredVote] = self._loop.create_future()
        self._waiting.append((vote, told))
        if not self._is_due and not self._groups_under_way:
            self._idle.clear()
            self._hand_over_soon()
        return told

    async def write(self, work: Callable[[Repositories], T]) -> T:
        """Any other write, behind the votes that were cast before it."""
        self._hand_over()
        # Shielded: whoever waits may go away, what was handed to the store is done all the same.
        return await asyncio.shield(asyncio.wrap_future(self._workspace.write(work)))

    async def drain(self) -> None:
        """Returns when nothing is on its way any more."""
        await self._idle.wait()

    def _hand_over_soon(self) -> None:
        """After this turn of the loop: what arrived with it shares one commit. Whoever has just
        been told goes first, too; else two halves of a busy room take turns, with twice the
        commits."""
        self._is_due = True
        self._loop.call_soon(self._hand_over)

    def _hand_over(self) -> None:
        self._is_due = False
        if self._waiting:
            group, self._waiting = self._waiting, []
            self._store(group)
        elif not self._groups_under_way:
            self._idle.set()

    def _store(self, group: list[_Waiting]) -> None:
        votes = [vote for vote, _told in group]
        self._groups_under_way += 1
        self._idle.clear()
        done = self._workspace.write(lambda repos: repos.rooms.cast(self._event_id, votes))
        done.add_done_callback(
            lambda done: self._loop.call_soon_threadsafe(self._tell, group, votes, done)
        )

    def _tell(
        self, group: list[_Waiting], votes: list[Vote], done: Future[list[StoredVote]]
    ) -> None:
        self._groups_under_way -= 1
        fault = done.exception()
        if fault is None:
            stored = done.result()
            self._on_stored(votes, stored)
            for (_vote, told), kept in zip(group, stored, strict=True):
                if not told.done():  # the phone may have hung up
                    told.set_result(kept)
        elif isinstance(fault, EnvironmentFault) or len(group) == 1:
            log.warning("%d votes were not stored: %s", len(group), type(fault).__name__)
            _fail(group, fault)
        else:
            log.error("a group of %d votes was not stored", len(group), exc_info=fault)
            # One vote that the store cannot take must not cost the others theirs.
            for waiting in group:
                self._store([waiting])
        if not self._groups_under_way and not self._is_due:
            self._hand_over_soon()


def _fail(group: list[_Waiting], fault: BaseException) -> None:
    for _vote, told in group:
        if not told.done():
            told.set_exception(fault)
            told.exception()  # seen, even if the phone has hung up
