"""The first form of a workspace."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
    )
    op.create_table(
        "here",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_here"),
    )
    op.create_table(
        "in_box",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "item", "round", "token_hash", name="pk_in_box"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "op",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("commit_", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_op"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "op_index",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_op_index"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_op_index_entity_hlc", "op_index", ["entity", "hlc"])
    op.create_index("ix_op_index_hlc", "op_index", ["hlc"])
    op.create_index("ix_op_index_subject", "op_index", ["subject"])
    op.create_table(
        "past_vote",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("vote_id", sa.LargeBinary(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "event_id", "item", "round", "token_hash", "vote_id", name="pk_past_vote"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "phone",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "token_hash", name="pk_phone"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
    )
    op.create_table(
        "room_address",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("pin", sa.String(), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name="pk_room_address"),
    )
    op.create_table(
        "spent_vote",
        sa.Column("vote_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", name="pk_spent_vote"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stream",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("contiguous", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_stream"),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("canonical", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
    )
    op.create_table(
        "vote",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("vote_id", sa.LargeBinary(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "item", "round", "token_hash", name="pk_vote"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_call_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
    )
    op.create_index("ix_call_programme_id", "call", ["programme_id"])
    op.create_table(
        "instrument",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_instrument_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instrument"),
    )
    op.create_table(
        "item",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("most_choices", sa.Integer(), nullable=True),
        sa.Column("longest_text", sa.Integer(), nullable=True),
        sa.Column("asked_if_item", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_item_version_id"),
        sa.PrimaryKeyConstraint("version_id", "place", name="pk_item"),
    )
    op.create_table(
        "text",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("item_place", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("option_place", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_text_version_id"),
        sa.PrimaryKeyConstraint(
            "version_id", "item_place", "part", "option_place", "language", name="pk_text"
        ),
    )
    op.create_table(
        "instrument_version",
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name="fk_instrument_version_instrument_id"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name="fk_instrument_version_version_id"
        ),
        sa.PrimaryKeyConstraint("instrument_id", "number", name="pk_instrument_version"),
    )
    op.create_table(
        "item_condition",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("item_place", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id", "item_place"],
            ["item.version_id", "item.place"],
            name="fk_item_condition_version_id_item_place",
        ),
        sa.PrimaryKeyConstraint("version_id", "item_place", "place", name="pk_item_condition"),
    )
    op.create_table(
        "option",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("item_place", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id", "item_place"],
            ["item.version_id", "item.place"],
            name="fk_option_version_id_item_place",
        ),
        sa.PrimaryKeyConstraint("version_id", "item_place", "place", name="pk_option"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_project_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )
    op.create_index("ix_project_call_id", "project", ["call_id"])
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_activity_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
    )
    op.create_index("ix_activity_project_id", "activity", ["project_id"])
    op.create_table(
        "respondent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_respondent_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_respondent"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_respondent_project_id", "respondent", ["project_id"])
    op.create_table(
        "wave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_wave_project_id"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_wave_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wave"),
    )
    op.create_index("ix_wave_project_id", "wave", ["project_id"])
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.String(), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("answers_tied", sa.Boolean(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_event_activity_id"),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name="fk_event_instrument_id"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_event_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_activity_id", "event", ["activity_id"])
    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name="fk_response_respondent_id"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_response_version_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_response_wave_id"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
    )
    op.create_index("ix_response_respondent_id", "response", ["respondent_id"])
    op.create_index("ix_response_wave_id", "response", ["wave_id"])
    op.create_table(
        "answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_answer_response_id"),
        sa.PrimaryKeyConstraint("response_id", "item", name="pk_answer"),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_ballot_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_event_id_item_round", "ballot", ["event_id", "item", "round"])
    op.create_table(
        "past_answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name="fk_past_answer_response_id"
        ),
        sa.PrimaryKeyConstraint("response_id", "number", name="pk_past_answer"),
    )
    op.create_table(
        "question",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_question_event_id"),
        sa.PrimaryKeyConstraint("event_id", "item", name="pk_question"),
    )
    op.create_table(
        "room",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("current", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("has_ended", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_room_event_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_room"),
    )
    op.create_table(
        "round",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_round_event_id"),
        sa.PrimaryKeyConstraint("event_id", "item", "round", name="pk_round"),
    )
    op.create_table(
        "answer_code",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "item"],
            ["answer.response_id", "answer.item"],
            name="fk_answer_code_response_id_item",
        ),
        sa.PrimaryKeyConstraint("response_id", "item", "place", name="pk_answer_code"),
    )
    op.create_index("ix_answer_code_item_code", "answer_code", ["item", "code"])
    op.create_table(
        "ballot_code",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="fk_ballot_code_ballot_id"),
        sa.PrimaryKeyConstraint("ballot_id", "place", name="pk_ballot_code"),
        sqlite_with_rowid=False,
    )
