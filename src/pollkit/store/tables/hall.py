"""Phones that fill in a questionnaire, as long as their hall is open: of this machine alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


class HallPhoneRow(Row, table=True):
    """Which phone goes on with which response. `phone` is SHA-256 of its public key; `count` that
    of the last message that was obeyed."""

    __tablename__ = "hall_phone"
    __table_args__: Any = (WITHOUT_ROWID,)
    wave_id: UUID = Field(primary_key=True)
    phone: bytes = Field(primary_key=True)
    response_id: UUID
    language: str
    count: int
    new_code: str
