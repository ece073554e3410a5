"""Events of a series that were held in a workspace: so many said yes, so many no."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from store_samples import NO, YES, event, vote

from pollkit.domain.events import Event
from pollkit.domain.rooms import Move
from pollkit.store import Repositories, Workspace


def held(workspace: Workspace, month: int, yes: int, no: int, **more: object) -> Event:
    """Held on the first of the month in 2026; asks "evaluates"."""
    meeting = replace(
        event(title=f"Meeting {month}"),
        starts_at=datetime(2026, month, 1, 18, tzinfo=UTC),
        **more,  # type: ignore[arg-type]
    )

    def work(repos: Repositories) -> None:
        repos.events.save(meeting)
        votes = [vote(n, YES if n < yes else NO) for n in range(yes + no)]
        for one in votes:
            repos.rooms.join(meeting.id, one.token_hash, "en")
        room = repos.rooms.load(meeting.id).make(Move.ASK, "evaluates")
        repos.rooms.save(room, Move.ASK)
        repos.rooms.cast(meeting.id, votes)
        repos.rooms.save(room.make(Move.CLOSE), Move.CLOSE, asked=yes + no)
        repos.rooms.seal(meeting.id, "evaluates", 1)

    workspace.write(work).result()
    return meeting
