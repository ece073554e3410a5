"""Devices, programmes, instruments, waves and responses: projection of the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from pollkit.store.tables.base import WITHOUT_ROWID, Row


def _item_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["version_id", "item_place"], ["item.version_id", "item.place"])


class DeviceRow(Row, table=True):
    __tablename__ = "device"
    id: UUID = Field(primary_key=True)
    epoch: str
    label: str


class ProgrammeRow(Row, table=True):
    __tablename__ = "programme"
    id: UUID = Field(primary_key=True)
    title: str


class CallRow(Row, table=True):
    __tablename__ = "call"
    id: UUID = Field(primary_key=True)
    programme_id: UUID = Field(foreign_key="programme.id", index=True)
    title: str


class ProjectRow(Row, table=True):
    __tablename__ = "project"
    id: UUID = Field(primary_key=True)
    call_id: UUID | None = Field(foreign_key="call.id", index=True)
    title: str
    languages: str | None  # "en fr"
    consent_version: str | None
    outcomes: str | None  # JSON
    evaluator_key: str | None


class ActivityRow(Row, table=True):
    __tablename__ = "activity"
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    title: str
    place: str
    starts_at: str  # ISO 8601 with its offset


class VersionRow(Row, table=True):
    """An immutable version of an instrument: its SHA-256 and canonical form."""

    __tablename__ = "version"
    id: str = Field(primary_key=True)
    canonical: str


class InstrumentRow(Row, table=True):
    """What stays the same while its versions change."""

    __tablename__ = "instrument"
    id: UUID = Field(primary_key=True)
    version_id: str = Field(foreign_key="version.id")


class InstrumentVersionRow(Row, table=True):
    """Which version of an instrument came when, from 1."""

    __tablename__ = "instrument_version"
    instrument_id: UUID = Field(primary_key=True, foreign_key="instrument.id")
    number: int = Field(primary_key=True)
    version_id: str = Field(foreign_key="version.id")


class ItemRow(Row, table=True):
    """Keyed by place: a draft may hold two items of one name."""

    __tablename__ = "item"
    version_id: str = Field(primary_key=True, foreign_key="version.id")
    place: int = Field(primary_key=True)
    name: str
    kind: str
    points: int | None
    most_choices: int | None
    longest_text: int | None
    asked_if_item: str | None
    lowest: int | None
    least_choices: int | None


class ItemConditionRow(Row, table=True):
    """The option codes of an earlier item that lead to a follow-up."""

    __tablename__ = "item_condition"
    __table_args__: Any = (_item_key(),)
    version_id: str = Field(primary_key=True)
    item_place: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    code: str


class OptionRow(Row, table=True):
    """What can be chosen; the points of a scale too."""

    __tablename__ = "option"
    __table_args__: Any = (_item_key(),)
    version_id: str = Field(primary_key=True)
    item_place: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    code: str


class TextRow(Row, table=True):
    """Words by language. `part` is title, item, low, high, bottom, top, unit, image or
    option."""

    __tablename__ = "text"
    version_id: str = Field(primary_key=True, foreign_key="version.id")
    item_place: int = Field(primary_key=True)  # -1 for the instrument's own title
    part: str = Field(primary_key=True)
    option_place: int = Field(primary_key=True)  # -1 unless the part is an option's
    language: str = Field(primary_key=True)
    text: str


class WaveRow(Row, table=True):
    __tablename__ = "wave"
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    kind: str
    title: str
    version_id: str = Field(foreign_key="version.id")
    modes: str | None  # "phone kiosk"; None = those of every wave
    opens_on: str | None
    closes_on: str | None
    due_on: str | None
    activity_id: UUID | None
    expected: int | None


class RespondentRow(Row, table=True):
    __tablename__ = "respondent"
    __table_args__: Any = (
        Index("ix_respondent_project_id_code", "project_id", "code"),
        WITHOUT_ROWID,
    )
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    code: str | None
    activity_id: UUID | None


class ResponseRow(Row, table=True):
    __tablename__ = "response"
    id: UUID = Field(primary_key=True)
    respondent_id: UUID = Field(foreign_key="respondent.id", index=True)
    wave_id: UUID = Field(foreign_key="wave.id", index=True)
    version_id: str = Field(foreign_key="version.id")
    mode: str
    state: str
    language: str | None
    started_on: str | None
    ended_on: str | None
    reason: str | None


class AnswerRow(Row, table=True):
    __tablename__ = "answer"
    response_id: UUID = Field(primary_key=True, foreign_key="response.id")
    item: str = Field(primary_key=True)  # its address: within repeats with a number for each
    text: str | None
    is_unsaid: bool | None  # the person would rather not say; then there is nothing else
    took_ms: int | None


class AnswerCodeRow(Row, table=True):
    __tablename__ = "answer_code"
    __table_args__: Any = (
        ForeignKeyConstraint(["response_id", "item"], ["answer.response_id", "answer.item"]),
        Index("ix_answer_code_item_code", "item", "code"),
    )
    response_id: UUID = Field(primary_key=True)
    item: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    code: str


class AnswerValueRow(Row, table=True):
    """A value of an answer: a statement's point, a share, a place or a number."""

    __tablename__ = "answer_value"
    __table_args__: Any = (
        ForeignKeyConstraint(["response_id", "item"], ["answer.response_id", "answer.item"]),
        Index("ix_answer_value_item_part", "item", "part"),
    )
    response_id: UUID = Field(primary_key=True)
    item: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    part: str
    value: str


class PastAnswerRow(Row, table=True):
    """An answer before a change; `choice` as JSON, None where there was none, "unsaid" where the
    person would rather not say."""

    __tablename__ = "past_answer"
    response_id: UUID = Field(primary_key=True, foreign_key="response.id")
    number: int = Field(primary_key=True)
    item: str
    choice: str | None
    changed_at: str
    reason: str
