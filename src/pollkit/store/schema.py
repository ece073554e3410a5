"""Which form a workspace's database has, and how it gets the newest one."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pollkit.errors import WorkspaceDamaged, WorkspaceTooNew
from pollkit.i18n import _
from pollkit.store.connection import APPLICATION_ID, DRIVER, connect_to_examine
from pollkit.store.faults import damaged, database_fault, faults_from

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The number of the newest file in migrations/versions; kept in `PRAGMA user_version`, so that no
# start has to import Alembic only to learn that there is nothing to do.
NEWEST = 3
MIGRATIONS = Path(__file__).parent / "migrations"

# Up to this size the whole file is checked at every start, which takes some 50 ms.
_CHECKED_WHOLE_BYTES = 16 * 1024 * 1024


def examine(database: Path) -> int:
    """The number of the form it has, 0 = there is nothing yet. Leaves the file as it is.

    Raises:
        WorkspaceTooNew: a newer PollKit wrote it.
        WorkspaceDamaged: it is broken, or no workspace at all.
    """
    if not database.exists() or database.stat().st_size == 0:
        return 0
    # Only ever through SQLite: a plain open() and close() of the file would drop the locks that
    # this process's other connections hold on it, and another process that then closes would
    # delete the log they are writing to (sqlite.org/howtocorrupt.html, 2.2).
    with (
        faults_from(database_fault),
        contextlib.closing(connect_to_examine(database, DRIVER)) as raw,
    ):
        return _examined(raw, database.stat().st_size)


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST}")


def _examined(raw: Any, size: int) -> int:
    owner = raw.execute("PRAGMA application_id").fetchone()[0]
    if owner == 0 and not raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall():
        return 0  # the very first start was cut short
    if owner != APPLICATION_ID:
        raise WorkspaceDamaged(
            _("This folder's database is no PollKit workspace. Choose another folder.")
        )
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if version > NEWEST:
        raise WorkspaceTooNew(
            _(
                "A newer PollKit wrote this workspace, and this one would lose what it does not"
                " know. Nothing was changed. Install the newest PollKit and open it again."
            )
        )
    if size <= _CHECKED_WHOLE_BYTES and raw.execute("PRAGMA quick_check(1)").fetchall() != [
        ("ok",)
    ]:
        raise damaged()
    return version
