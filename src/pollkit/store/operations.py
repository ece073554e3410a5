"""The operation log: everything this device does, in order, each chained to the one before.

The header {v, stream, seq, prev, commit} is all that enters the chain. Everything personal lies in
the body; the header holds only commit = SHA-256(salt + body), so that a body can be erased, with
its salt, and the chain still proves that nothing was left out.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from pollkit import __version__
from pollkit.store.rows import find, put, table_of
from pollkit.store.tables import OpIndexRow, OpRow, StreamRow

FIRST = bytes(32)  # what the first operation of a stream is chained to


@dataclass(frozen=True)
class Here:
    """Which workspace this is and which device writes in it."""

    workspace_id: UUID
    device_id: UUID
    epoch: str


@dataclass(frozen=True)
class ChainBreak:
    """Where a stream is not what its own chain says."""

    stream: str
    seq: int
    what: str


def canonical_json(value: Any) -> bytes:
    """The same bytes for the same content: keys sorted, no blanks, no floats (after RFC 8785)."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_refuse
    ).encode()


class OperationLog:
    """Appends within the transaction of the connection it is given."""

    def __init__(self, connection: Connection, here: Here, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._here = here
        self._clock = clock
        # Stream -> sequence, of what was appended in this transaction: before it, and the last.
        self.before: dict[str, int] = {}
        self.heads: dict[str, int] = {}

    def begin(self) -> None:
        """To be called at the begin of each transaction."""
        self.before.clear()
        self.heads.clear()

    @property
    def epoch(self) -> str:
        return self._here.epoch

    def append(
        self,
        kind: str,
        entity: str,
        payload: dict[str, Any],
        *,
        project: UUID | None = None,
        subject: UUID | None = None,
        instrument: str | None = None,
    ) -> dict[str, Any]:
        """Writes one operation and returns its body.

        The head is read here, inside the transaction: another process may have written since.
        """
        stream = self._stream(project)
        parent = self._last_of(entity)
        body = {
            "kind": kind,
            "entity": entity,
            "subject": None if subject is None else str(subject),
            "instrument": instrument,
            "parents": [] if parent is None else [parent],
            "hlc": self._tick(),
            "schema": {"kind_v": 1, "app": __version__},
            "payload": payload,
        }
        self._chain(stream, canonical_json(body))
        index_operation(self._connection, stream.stream, stream.contiguous + 1, body)
        return body

    def _stream(self, project: UUID | None) -> StreamRow:
        owner = (project or self._here.workspace_id).hex
        device, epoch = self._here.device_id.hex, self._here.epoch
        name = f"{owner}/{device}/{epoch}"
        known = find(self._connection, StreamRow, stream=name)
        at, chain = (0, FIRST) if known is None else (known.contiguous, known.chain)
        return StreamRow(
            stream=name, project=owner, device=device, epoch=epoch, contiguous=at, chain=chain
        )

    def _chain(self, stream: StreamRow, body: bytes) -> None:
        seq = stream.contiguous + 1
        self.before.setdefault(stream.stream, stream.contiguous)
        salt = secrets.token_bytes(16)
        commit = hashlib.sha256(salt + body).digest()
        chain = header_hash(stream.stream, seq, stream.chain, commit)
        self._connection.execute(
            table_of(OpRow).insert(),
            {
                "stream": stream.stream,
                "seq": seq,
                "hash": chain,
                "prev": stream.chain,
                "commit_": commit,
                "salt": salt,
                "body": body,
                "state": "live",
            },
        )
        put(
            self._connection,
            StreamRow,
            **{**stream.model_dump(), "contiguous": seq, "chain": chain},
        )
        self.heads[stream.stream] = seq

    def _last_of(self, entity: str) -> str | None:
        op, index = table_of(OpRow), table_of(OpIndexRow)
        found = self._connection.execute(
            select(op.c.hash)
            .join(index, (index.c.stream == op.c.stream) & (index.c.seq == op.c.seq))
            .where(index.c.entity == entity)
            .order_by(index.c.hlc.desc())
            .limit(1)
        ).scalar()
        return None if found is None else found.hex()

    def _tick(self) -> str:
        """A hybrid logical clock: never behind what was written, near the wall clock if it can."""
        now_ms = int(self._clock().timestamp() * 1000)
        last = self._connection.execute(select(func.max(table_of(OpIndexRow).c.hlc))).scalar()
        count = 0
        if last is not None:
            last_ms, last_count, _ = last.split(".")
            if int(last_ms) >= now_ms:
                now_ms, count = int(last_ms), int(last_count) + 1
        return f"{now_ms:015d}.{count:06d}.{self._here.device_id.hex[:8]}"


def header_hash(stream: str, seq: int, prev: bytes, commit: bytes) -> bytes:
    header = {"v": 1, "stream": stream, "seq": seq, "prev": prev.hex(), "commit": commit.hex()}
    return hashlib.sha256(canonical_json(header)).digest()


def index_operation(connection: Connection, stream: str, seq: int, body: dict[str, Any]) -> None:
    connection.execute(
        table_of(OpIndexRow).insert(),
        {
            "stream": stream,
            "seq": seq,
            "kind": body["kind"],
            "entity": body["entity"],
            "subject": body["subject"],
            "hlc": body["hlc"],
            "instrument": body["instrument"],
        },
    )


def operations(connection: Connection) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(stream, seq, body) of every live operation, in the order in which they happened."""
    op = table_of(OpRow)
    rows = connection.execute(select(op.c.stream, op.c.seq, op.c.body).where(op.c.state == "live"))
    read = [(row.stream, row.seq, json.loads(row.body)) for row in rows]
    yield from sorted(read, key=lambda found: (found[2]["hlc"], found[0], found[1]))


def chain_breaks(connection: Connection) -> tuple[ChainBreak, ...]:
    """Walks every stream from its first operation; nothing found = nothing lost or changed."""
    op = table_of(OpRow)
    found = []
    at: dict[str, tuple[int, bytes]] = {}
    for row in connection.execute(op.select().order_by(op.c.stream, op.c.seq)):
        seq, chain = at.get(row.stream, (0, FIRST))
        if row.seq != seq + 1:
            found.append(ChainBreak(row.stream, row.seq, "an operation before it is missing"))
        elif row.prev != chain:
            found.append(ChainBreak(row.stream, row.seq, "not chained to the one before"))
        if header_hash(row.stream, row.seq, row.prev, row.commit_) != row.hash:
            found.append(ChainBreak(row.stream, row.seq, "the header was changed"))
        if row.body is not None and not _is_committed(row):
            found.append(ChainBreak(row.stream, row.seq, "the body was changed"))
        at[row.stream] = (row.seq, row.hash)
    for row in connection.execute(table_of(StreamRow).select()):
        if at.get(row.stream) != (row.contiguous, row.chain):
            found.append(ChainBreak(row.stream, row.contiguous, "the end is missing"))
    return tuple(found)


def _is_committed(row: Any) -> bool:
    parts = (row.salt, row.body)
    if not all(isinstance(part, bytes) for part in parts):
        return False
    return hashlib.sha256(b"".join(parts)).digest() == bytes(row.commit_)


def _refuse(value: object) -> Any:
    raise TypeError(f"no place in an operation for a {type(value).__name__}")
