"""The form of the database: migrations, the copy that is made before them, and the tables."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from store_samples import event

from pollkit.errors import WorkspaceInUse
from pollkit.store import Role, Workspace, opening, schema
from pollkit.store.tables import Row

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{next:04}"
down_revision = "{newest:04}"


def upgrade() -> None:
    op.add_column("event", sa.Column("colour", sa.String(), nullable=True))
    {then}
"""


def test_a_migrated_database_has_exactly_the_tables_of_the_program(folder: Path) -> None:
    Workspace.open(folder, Role.WINDOW).close()
    engine = create_engine(f"sqlite:///{folder / 'workspace.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_what_alembic_does_not_compare_is_the_same_too(folder: Path) -> None:
    """Keys and WITHOUT ROWID, column by column, as SQLite itself tells them."""
    Workspace.open(folder, Role.WINDOW).close()
    fresh = folder / "fresh.sqlite"
    engine = create_engine(f"sqlite:///{fresh}")
    Row.metadata.create_all(engine)
    engine.dispose()
    migrated = table_forms(folder / "workspace.sqlite")
    del migrated["alembic_version"]
    assert migrated == table_forms(fresh)
    votes = "in_box more_time open_post open_support past_vote phone post spent_vote vote"
    votes = f"entry_code invitation kept_name {votes}"
    field = (
        "hall_phone consent consent_text link_code op op_index respondent tombstone version_step"
    )
    without_rowid = f"ballot ballot_code ballot_value {field} {votes}"
    assert [n for n, form in migrated.items() if form["without rowid"]] == sorted(
        without_rowid.split()
    )


def test_the_newest_form_is_the_last_migration() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert int(scripts.get_current_head() or 0) == schema.NEWEST


def test_opening_an_up_to_date_workspace_does_not_import_alembic(folder: Path) -> None:
    Workspace.open(folder, Role.WINDOW).close()
    script = (
        "import sys; from pathlib import Path; from pollkit.store import Role, Workspace;"
        "Workspace.open(Path(sys.argv[1]), Role.WINDOW).close(); print('alembic' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"


@pytest.fixture
def next_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it will be one migration later."""
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    for module in (schema, opening):
        monkeypatch.setattr(module, "NEWEST", schema.NEWEST + 1)
    return migrations / "versions" / "next_form.py"


def next_migration(then: str) -> str:
    return NEXT.format(then=then, newest=schema.NEWEST - 1, next=schema.NEWEST)


def test_an_older_workspace_is_copied_and_then_brought_up_to_date(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    meeting = event()
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
    before = dump(folder / "workspace.sqlite")
    request.getfixturevalue("next_form").write_text(next_migration("pass"))
    with Workspace.open(folder, Role.WINDOW) as workspace, workspace.read() as repos:
        assert repos.events.list() == (meeting,)
    assert "colour" in dump(folder / "workspace.sqlite")
    (copy,) = (folder / "backups").iterdir()
    assert dump(copy) == before


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    Workspace.open(folder, Role.WINDOW).close()
    before = dump(folder / "workspace.sqlite")
    request.getfixturevalue("next_form").write_text(next_migration("raise ZeroDivisionError"))
    with pytest.raises(ZeroDivisionError):
        Workspace.open(folder, Role.WINDOW)
    assert dump(folder / "workspace.sqlite") == before


def test_no_migration_runs_under_a_room_that_is_open(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    with Workspace.open(folder, Role.ROOM):
        request.getfixturevalue("next_form").write_text(next_migration("pass"))
        with pytest.raises(WorkspaceInUse):
            Workspace.open(folder, Role.WINDOW)
    Workspace.open(folder, Role.WINDOW).close()


def dump(database: Path) -> str:
    raw = sqlite3.connect(database)
    text = "\n".join(raw.iterdump())
    raw.close()
    return text


def table_forms(database: Path) -> dict[str, dict[str, object]]:
    raw = sqlite3.connect(database)
    forms = {
        name: {
            "columns": raw.execute(f"PRAGMA table_info({name!r})").fetchall(),
            "foreign keys": sorted(
                row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({name!r})")
            ),
            "indexes": sorted(row[1:4] for row in raw.execute(f"PRAGMA index_list({name!r})")),
            "without rowid": "WITHOUT ROWID" in sql,
        }
        for name, sql in raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
    }
    raw.close()
    return forms
