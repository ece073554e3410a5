"""Small statements on single rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import insert

from pollkit.store.tables import Row


def table_of(row: type[Row]) -> Table:
    table = row.metadata.tables[str(row.__tablename__)]
    assert isinstance(table, Table)
    return table


def put(connection: Connection, row: type[Row], **values: Any) -> None:
    """Writes a row; one with the same key is changed."""
    table = table_of(row)
    keys = [column.name for column in table.primary_key]
    statement = insert(table).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    if rest:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    connection.execute(statement)


def add_all(connection: Connection, row: type[Row], many: list[dict[str, Any]]) -> None:
    if many:
        connection.execute(table_of(row).insert(), many)


def remove(connection: Connection, row: type[Row], **key: Any) -> None:
    table = table_of(row)
    statement = table.delete()
    for name, value in key.items():
        statement = statement.where(table.c[name] == value)
    connection.execute(statement)


def find(connection: Connection, row: type[Row], **key: Any) -> Any | None:
    """The first row with these values, its columns as attributes; None without one."""
    return next(iter(find_all(connection, row, **key)), None)


def find_all(connection: Connection, row: type[Row], *order: str, **key: Any) -> list[Any]:
    table = table_of(row)
    statement = table.select()
    for name, value in key.items():
        statement = statement.where(table.c[name] == value)
    return list(connection.execute(statement.order_by(*(table.c[name] for name in order))))
