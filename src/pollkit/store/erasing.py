"""Rows of which no byte may stay in the file."""

# ruff: noqa: S608 (tables and conditions are constants of the callers)

from __future__ import annotations

from typing import Any


def erase(raw: Any, table: str, condition: str, key: tuple[Any, ...] = ()) -> None:
    """Deletes the rows that meet the condition.

    Where pages of a table were split or joined, SQLite leaves copies of rows in their unused parts;
    `secure_delete` overwrites only what is freed (1 of 30 phones was found again while another
    event had some). So the whole table is freed, and what stays is written anew.
    """
    rest = raw.execute(f"SELECT * FROM {table} WHERE NOT ({condition})", key).fetchall()
    raw.execute(f"DELETE FROM {table}")
    if rest:
        places = ", ".join("?" * len(rest[0]))
        raw.executemany(f"INSERT INTO {table} VALUES ({places})", rest)
