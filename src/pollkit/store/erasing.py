"""Rows and operations of which no byte may stay in the file.

Of an operation the header stays, with the commitment to its body: the chain goes on proving that
nothing was left out. Body and salt go, and without the salt nobody can try out which body it was.
"""

# ruff: noqa: S608 (tables and conditions are constants of the callers)

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from sqlalchemy import Connection

# What is left in the unused parts of pages goes with a VACUUM: at once, or when the file is closed.
WIPE_AT_ONCE, WIPE_AT_CLOSE = 1, 2

_OF_RESPONSES = (
    *("answer_code", "answer_value", "past_answer", "entry_check", "hall_phone"),
    "answer",
)
_OF_RESPONDENTS = ("consent", "link_code", "response")


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


def erase_respondent(raw: Any, respondent_id: UUID) -> int:
    """Erases all that this database holds of a respondent but the tombstone; how many operations
    lost their body. Also for older copies, which have fewer tables."""
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    key = (respondent_id.hex,)
    theirs = "response_id IN (SELECT id FROM response WHERE respondent_id = ?)"
    for table in _OF_RESPONSES:
        if table in tables:
            raw.execute(f"DELETE FROM {table} WHERE {theirs}", key)
    for table in _OF_RESPONDENTS:
        if table in tables:
            raw.execute(f"DELETE FROM {table} WHERE respondent_id = ?", key)
    decisions = _erase_decisions(raw, respondent_id) if "link_decision" in tables else 0
    raw.execute("DELETE FROM respondent WHERE id = ?", key)
    return decisions + _erase_operations(raw, "subject = ?", (str(respondent_id),))


def erase_response(raw: Any, response_id: UUID) -> int:
    """Erases a response, and the bodies of all operations that made it; how many."""
    key = (response_id.hex,)
    for table in _OF_RESPONSES:
        raw.execute(f"DELETE FROM {table} WHERE response_id = ?", key)
    raw.execute("DELETE FROM response WHERE id = ?", key)
    return _erase_operations(raw, "entity = ?", (str(response_id),))


def erase_operation(raw: Any, stream: str, seq: int) -> None:
    raw.execute(
        "UPDATE op SET salt = NULL, body = NULL, state = 'erased' WHERE stream = ? AND seq = ?",
        (stream, seq),
    )


def is_erased(connection: Connection, respondent_id: UUID) -> bool:
    query = "SELECT 1 FROM tombstone WHERE respondent_id = ?"
    return connection.exec_driver_sql(query, (respondent_id.hex,)).first() is not None


def _erase_decisions(raw: Any, respondent_id: UUID) -> int:
    """Those that link the respondent with somebody: their reasons may tell of the person."""
    either, key = "before = ? OR after = ?", (respondent_id.hex, respondent_id.hex)
    found = raw.execute(f"SELECT id FROM link_decision WHERE {either}", key).fetchall()
    raw.execute(f"DELETE FROM link_decision WHERE {either}", key)
    condition = "kind = 'link_decision' AND entity = ?"
    return sum(_erase_operations(raw, condition, (str(UUID(one)),)) for (one,) in found)


def _erase_operations(raw: Any, condition: str, key: tuple[Any, ...]) -> int:
    query = f"SELECT stream, seq FROM op_index WHERE {condition}"
    found = raw.execute(query, key).fetchall()
    for stream, seq in found:
        erase_operation(raw, stream, seq)
    raw.execute(f"DELETE FROM op_index WHERE {condition}", key)
    return len(found)


def call_for_wipe(raw: Any, when: int) -> None:
    """Has the writing thread wipe the unused parts; remembered beyond a crash."""
    raw.execute("INSERT OR IGNORE INTO due_wipe (id) VALUES (?)", (when,))


def wipe_if_due(raw: Any, *, is_last: bool) -> None:
    """Writes the whole file anew if something was erased: outside any transaction.

    A delete overwrites what it frees, but where pages were split or joined before, copies of rows
    lie in parts that nothing frees any more.
    """
    due = {row[0] for row in raw.execute("SELECT id FROM due_wipe")}
    if WIPE_AT_ONCE in due or (due and is_last):
        raw.execute("VACUUM")
        raw.execute("DELETE FROM due_wipe")
