"""Codes that let one phone each into an event: made, printed and freed."""

from __future__ import annotations

from uuid import UUID

from pollkit.domain.codes import new_codes, read_code
from pollkit.store import Workspace
from pollkit.store.repositories.entry_codes import code_hash

MOST_CODES = 1000


def make_codes(workspace: Workspace, event_id: UUID, count: int) -> tuple[str, ...]:
    """New codes, beside those that were made before. Nobody can read them out again: print them
    now. Takes about 10 ms for each."""
    codes = new_codes(count)
    hashes = [code_hash(event_id, code) for code in codes]
    workspace.write(lambda repos: repos.entry_codes.add(event_id, hashes)).result()
    return codes


def free_code(workspace: Workspace, event_id: UUID, typed: str) -> bool:
    """Lets another phone go on by this code; False if nobody uses it.

    Raises:
        CodeNotAccepted: it is no code.
    """
    hashed = code_hash(event_id, read_code(typed))
    return workspace.write(lambda repos: repos.entry_codes.free(event_id, hashed)).result()
