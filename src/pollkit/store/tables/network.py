"""How phones and a second laptop come to a room. Of this machine only: no operations, in no copy
that leaves it but the sealed one for the second laptop."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import Row


class RoomWifiRow(Row, table=True):
    __tablename__ = "room_wifi"
    event_id: UUID = Field(primary_key=True)
    name: str
    password: str
    is_hidden: bool
    is_on_wall: bool


class RoomCopyRow(Row, table=True):
    """Where the room keeps its copy for a second laptop, and the code that opens it."""

    __tablename__ = "room_copy"
    event_id: UUID = Field(primary_key=True)
    code: str
    folder: str | None
    port: int | None
