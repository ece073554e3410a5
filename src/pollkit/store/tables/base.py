"""What all tables share."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Row(SQLModel):
    """The parent of every table: metadata of its own, so that no other SQLModel user mixes in."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
