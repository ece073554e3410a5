"""Waves with their circumstances, consent, links and erased people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_what_was_there()
    _add_consent()
    _add_erasure()
    _add_questionnaires()
    _add_links()


def _widen_what_was_there() -> None:
    for table, columns in _STRINGS.items():
        for column in columns.split():
            op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    op.add_column("wave", sa.Column("activity_id", sa.Uuid(), nullable=True))
    op.add_column("wave", sa.Column("expected", sa.Integer(), nullable=True))
    op.add_column("respondent", sa.Column("activity_id", sa.Uuid(), nullable=True))
    op.create_index("ix_respondent_project_id_code", "respondent", ["project_id", "code"])
    op.add_column("answer", sa.Column("is_unsaid", sa.Boolean(), nullable=True))
    op.add_column("answer", sa.Column("took_ms", sa.Integer(), nullable=True))


def _add_consent() -> None:
    op.create_table(
        "consent_text",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("texts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_consent_text_project_id"),
        sa.PrimaryKeyConstraint("project_id", "version", name="pk_consent_text"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent",
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_on", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name="fk_consent_respondent_id"
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_consent_wave_id"),
        sa.PrimaryKeyConstraint("respondent_id", "wave_id", name="pk_consent"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_consent_wave_id", "consent", ["wave_id"])


def _add_erasure() -> None:
    op.create_table(
        "tombstone",
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("waves", sa.String(), nullable=False),
        sa.Column("erased_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("respondent_id", name="pk_tombstone"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tombstone_project_id", "tombstone", ["project_id"])
    op.create_table(
        "due_wipe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_due_wipe"),
    )


def _add_questionnaires() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("outdated", sa.String(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["instrument.id"], name="fk_questionnaire_id"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_questionnaire_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire"),
    )
    op.create_table(
        "questionnaire_draft",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("canonical", sa.String(), nullable=False),
        sa.Column("outdated", sa.String(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire_id", name="pk_questionnaire_draft"),
    )
    op.create_table(
        "hall_phone",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("new_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "phone", name="pk_hall_phone"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry_check",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("differing", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name="fk_entry_check_response_id"
        ),
        sa.PrimaryKeyConstraint("response_id", name="pk_entry_check"),
    )
    op.create_table(
        "version_step",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("from_version", sa.String(), nullable=False),
        sa.Column("to_version", sa.String(), nullable=False),
        sa.Column("renamed_items", sa.String(), nullable=False),
        sa.Column("renamed_options", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_version_step_project_id"),
        sa.ForeignKeyConstraint(
            ["from_version"], ["version.id"], name="fk_version_step_from_version"
        ),
        sa.ForeignKeyConstraint(["to_version"], ["version.id"], name="fk_version_step_to_version"),
        sa.PrimaryKeyConstraint("project_id", "from_version", "to_version", name="pk_version_step"),
        sqlite_with_rowid=False,
    )


def _add_links() -> None:
    op.create_table(
        "link_code",
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("key_mark", sa.LargeBinary(), nullable=False),
        sa.Column("elements", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name="fk_link_code_respondent_id"
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_link_code_wave_id"),
        sa.PrimaryKeyConstraint("respondent_id", "wave_id", name="pk_link_code"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_code_wave_id", "link_code", ["wave_id"])
    op.create_table(
        "link_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("before_wave", sa.Uuid(), nullable=False),
        sa.Column("after_wave", sa.Uuid(), nullable=False),
        sa.Column("before", sa.Uuid(), nullable=False),
        sa.Column("after", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_link_decision_project_id"),
        sa.ForeignKeyConstraint(["before_wave"], ["wave.id"], name="fk_link_decision_before_wave"),
        sa.ForeignKeyConstraint(["after_wave"], ["wave.id"], name="fk_link_decision_after_wave"),
        sa.PrimaryKeyConstraint("id", name="pk_link_decision"),
    )
    op.create_index("ix_link_decision_project_id", "link_decision", ["project_id"])
    op.create_index("ix_link_decision_waves", "link_decision", ["before_wave", "after_wave"])


_STRINGS = {
    "project": "languages consent_version outcomes evaluator_key",
    "wave": "modes opens_on closes_on due_on",
    "response": "language started_on ended_on reason",
}
