"""Sheets of paper that were typed in twice."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Field

from pollkit.store.tables.base import Row


class EntryCheckRow(Row, table=True):
    """How a second, blind entry of a sheet compared with the first. `differing` as JSON: addresses;
    what was typed differently is nowhere but on the paper."""

    __tablename__ = "entry_check"
    response_id: UUID = Field(primary_key=True, foreign_key="response.id")
    fields: int
    differing: str
