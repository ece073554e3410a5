"""Run by Alembic. Migrations never import the tables: those move on, a migration must not."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
# The caller owns the transaction, so that a migration which fails leaves nothing behind.
context.configure(connection=connection, transactional_ddl=False)
context.run_migrations()
