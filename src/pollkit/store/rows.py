"""Small statements on single rows.

Each is put together once: building one anew takes SQLAlchemy longer than SQLite needs to run it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Table, bindparam
from sqlalchemy.dialects.sqlite import insert

from pollkit.store.tables import Row


def table_of(row: type[Row]) -> Table:
    table = row.metadata.tables[str(row.__tablename__)]
    assert isinstance(table, Table)
    return table


def put(connection: Connection, row: type[Row], **values: Any) -> None:
    """Writes a row; one with the same key is changed."""
    connection.execute(_upsert(row, tuple(values)), values)


def add_all(connection: Connection, row: type[Row], many: list[dict[str, Any]]) -> None:
    if many:
        connection.execute(table_of(row).insert(), many)


def remove(connection: Connection, row: type[Row], **key: Any) -> None:
    connection.execute(_delete(row, tuple(key)), key)


def find(connection: Connection, row: type[Row], **key: Any) -> Any | None:
    """The first row with these values, its columns as attributes; None without one."""
    return connection.execute(_select(row, (), tuple(key)), key).first()


def find_all(connection: Connection, row: type[Row], *order: str, **key: Any) -> list[Any]:
    return list(connection.execute(_select(row, order, tuple(key)), key))


@cache
def _upsert(row: type[Row], names: tuple[str, ...]) -> Insert:
    table = table_of(row)
    keys = [column.name for column in table.primary_key]
    statement = insert(table).values({name: bindparam(name) for name in names})
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    if not rest:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def _select(row: type[Row], order: tuple[str, ...], names: tuple[str, ...]) -> Select[Any]:
    table = table_of(row)
    wanted = (table.c[name] == bindparam(name) for name in names)
    return table.select().where(*wanted).order_by(*(table.c[name] for name in order))


@cache
def _delete(row: type[Row], names: tuple[str, ...]) -> Delete:
    table = table_of(row)
    return table.delete().where(*(table.c[name] == bindparam(name) for name in names))
