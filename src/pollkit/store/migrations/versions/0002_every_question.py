"""Answers that are more than a choice, the way they came in, and receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("lowest", sa.Integer(), nullable=True))
    op.add_column("item", sa.Column("least_choices", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("outdated", sa.String(), nullable=True))
    op.add_column("event", sa.Column("asks_for", sa.String(), nullable=True))
    op.add_column("event", sa.Column("keeps_names", sa.Boolean(), nullable=True))
    op.create_table(
        "entry_code",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("is_free", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "code_hash", name="pk_entry_code"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitation",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("came_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "code", name="pk_invitation"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept_name",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "respondent_id", name="pk_kept_name"),
        sqlite_with_rowid=False,
    )
    op.add_column("phone", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("phone", sa.Column("name", sa.String(), nullable=True))
    op.add_column("phone", sa.Column("is_name_released", sa.Boolean(), nullable=True))
    op.add_column("room_address", sa.Column("may_pass_on", sa.Boolean(), nullable=True))
    op.add_column("room_address", sa.Column("opened_at", sa.String(), nullable=True))
    op.add_column("room_address", sa.Column("large_post", sa.Uuid(), nullable=True))
    op.create_table(
        "room_wifi",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("is_on_wall", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_room_wifi"),
    )
    op.create_table(
        "room_copy",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name="pk_room_copy"),
    )
    op.add_column("ballot", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("ballot", sa.Column("receipt", sa.String(), nullable=True))
    op.create_table(
        "ballot_value",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="fk_ballot_value_ballot_id"),
        sa.PrimaryKeyConstraint("ballot_id", "place", name="pk_ballot_value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer_value",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "item"],
            ["answer.response_id", "answer.item"],
            name="fk_answer_value_response_id_item",
        ),
        sa.PrimaryKeyConstraint("response_id", "item", "place", name="pk_answer_value"),
    )
    op.create_index("ix_answer_value_item_part", "answer_value", ["item", "part"])
    op.create_table(
        "open_post",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "item", "round", "post_id", name="pk_open_post"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "open_support",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "event_id", "item", "round", "post_id", "token_hash", name="pk_open_support"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("supports", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_post_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_post_event_id_item_round", "post", ["event_id", "item", "round"])
    op.add_column("room", sa.Column("pace", sa.String(), nullable=True))
    op.add_column("room", sa.Column("ends_at", sa.String(), nullable=True))
    op.add_column("room", sa.Column("is_locked", sa.Boolean(), nullable=True))
    op.add_column("question", sa.Column("before", sa.String(), nullable=True))
    op.add_column("question", sa.Column("shows_live", sa.Boolean(), nullable=True))
    op.add_column("question", sa.Column("is_voting", sa.Boolean(), nullable=True))
    op.create_table(
        "text_edit",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_text_edit_event_id"),
        sa.PrimaryKeyConstraint("event_id", "item", "what", "text", name="pk_text_edit"),
    )
    op.create_table(
        "more_time",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "token_hash", name="pk_more_time"),
        sqlite_with_rowid=False,
    )
