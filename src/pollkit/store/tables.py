"""The tables of a workspace, as SQLModel classes.

Three families: the log (`op` and what is derived from it at once), the projection (rebuilt from the
log at any time), and what belongs to this machine or to an open question and is no operation.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, MetaData
from sqlmodel import Field, SQLModel

WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Row(SQLModel):
    """The parent of every table: metadata of its own, so that no other SQLModel user mixes in."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _item_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["version_id", "item_place"], ["item.version_id", "item.place"])


# --- the log ---------------------------------------------------------------------------------


class OpRow(Row, table=True):
    """An operation: thin header (stream, seq, prev, commit) and erasable salt and body."""

    __tablename__ = "op"
    __table_args__: Any = (WITHOUT_ROWID,)
    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    hash: bytes
    prev: bytes
    commit_: bytes
    salt: bytes | None
    body: bytes | None
    state: str  # live | erased | parked | quarantined


class OpIndexRow(Row, table=True):
    """Read from the body; goes when the body is erased."""

    __tablename__ = "op_index"
    __table_args__: Any = (WITHOUT_ROWID,)
    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    entity: str = Field(index=True)
    subject: str | None = Field(index=True)
    hlc: str = Field(index=True)
    instrument: str | None


class StreamRow(Row, table=True):
    """One device's operations in one project and epoch, and where they stand."""

    __tablename__ = "stream"
    stream: str = Field(primary_key=True)
    project: str
    device: str
    epoch: str
    contiguous: int
    chain: bytes


# --- the projection --------------------------------------------------------------------------


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
    """Words by language. `part` is title, item, low, high or option."""

    __tablename__ = "text"
    version_id: str = Field(primary_key=True, foreign_key="version.id")
    item_place: int = Field(primary_key=True)  # -1 for the instrument's own title
    part: str = Field(primary_key=True)
    option_place: int = Field(primary_key=True)  # -1 unless the part is an option
    language: str = Field(primary_key=True)
    text: str


class EventRow(Row, table=True):
    __tablename__ = "event"
    id: UUID = Field(primary_key=True)
    title: str
    place: str
    starts_at: str
    instrument_id: UUID = Field(foreign_key="instrument.id")
    version_id: str = Field(foreign_key="version.id")
    answers_tied: bool
    population: int | None
    activity_id: UUID | None = Field(foreign_key="activity.id", index=True)
    is_archived: bool


class RoomRow(Row, table=True):
    """Where an event's room stands; `joined` as it was at the last move."""

    __tablename__ = "room"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    current: str | None
    version: int
    is_blank: bool
    has_ended: bool
    joined: int


class QuestionRow(Row, table=True):
    """A question's state in the room; `round` is the one that counts."""

    __tablename__ = "question"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    item: str = Field(primary_key=True)
    state: str
    round: int
    cleared: str  # rounds set aside, in order, "1 2"


class RoundRow(Row, table=True):
    """When a question was first open in a round, and how many could have answered."""

    __tablename__ = "round"
    event_id: UUID = Field(primary_key=True, foreign_key="event.id")
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    asked_at: str | None
    asked: int | None


class BallotRow(Row, table=True):
    """Keyed by a UUIDv4 and without rowid or time: nothing here tells an order."""

    __tablename__ = "ballot"
    __table_args__: Any = (
        Index("ix_ballot_event_id_item_round", "event_id", "item", "round"),
        WITHOUT_ROWID,
    )
    id: UUID = Field(primary_key=True)
    event_id: UUID = Field(foreign_key="event.id")
    item: str
    round: int
    respondent_id: UUID | None
    text: str | None


class BallotCodeRow(Row, table=True):
    __tablename__ = "ballot_code"
    __table_args__: Any = (WITHOUT_ROWID,)
    ballot_id: UUID = Field(primary_key=True, foreign_key="ballot.id")
    place: int = Field(primary_key=True)
    code: str


class WaveRow(Row, table=True):
    __tablename__ = "wave"
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    kind: str
    title: str
    version_id: str = Field(foreign_key="version.id")


class RespondentRow(Row, table=True):
    __tablename__ = "respondent"
    __table_args__: Any = (WITHOUT_ROWID,)
    id: UUID = Field(primary_key=True)
    project_id: UUID = Field(foreign_key="project.id", index=True)
    code: str | None


class ResponseRow(Row, table=True):
    __tablename__ = "response"
    id: UUID = Field(primary_key=True)
    respondent_id: UUID = Field(foreign_key="respondent.id", index=True)
    wave_id: UUID = Field(foreign_key="wave.id", index=True)
    version_id: str = Field(foreign_key="version.id")
    mode: str
    state: str


class AnswerRow(Row, table=True):
    __tablename__ = "answer"
    response_id: UUID = Field(primary_key=True, foreign_key="response.id")
    item: str = Field(primary_key=True)
    text: str | None


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


class PastAnswerRow(Row, table=True):
    """An answer before a change; `choice` as JSON, None where there was none."""

    __tablename__ = "past_answer"
    response_id: UUID = Field(primary_key=True, foreign_key="response.id")
    number: int = Field(primary_key=True)
    item: str
    choice: str | None
    changed_at: str
    reason: str


# --- no operations: this machine, and a question while it is open -----------------------------


class HereRow(Row, table=True):
    """One row: which workspace this is and which device writes here."""

    __tablename__ = "here"
    id: int = Field(primary_key=True)
    workspace_id: UUID
    device_id: UUID
    epoch: str


class RoomAddressRow(Row, table=True):
    __tablename__ = "room_address"
    event_id: UUID = Field(primary_key=True)
    pin: str | None
    port: int | None


class PhoneRow(Row, table=True):
    __tablename__ = "phone"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: UUID = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    language: str
    respondent_id: UUID | None


class VoteRow(Row, table=True):
    """The map of an open question: one row for each phone, question and round."""

    __tablename__ = "vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    vote_id: bytes
    choice: str
    revision: int


class PastVoteRow(Row, table=True):
    """What a phone had answered before it changed its answer."""

    __tablename__ = "past_vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)
    vote_id: bytes = Field(primary_key=True)
    choice: str
    revision: int


class SpentVoteRow(Row, table=True):
    """Ids of votes that a tied event has sealed: sent again later, they change nothing."""

    __tablename__ = "spent_vote"
    __table_args__: Any = (WITHOUT_ROWID,)
    vote_id: bytes = Field(primary_key=True)


class InBoxRow(Row, table=True):
    """Whose ballot is in the box of an untied question; not which."""

    __tablename__ = "in_box"
    __table_args__: Any = (WITHOUT_ROWID,)
    event_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    token_hash: bytes = Field(primary_key=True)


# Parents before children; emptied in reverse.
PROJECTION: tuple[type[Row], ...] = (
    OpIndexRow,
    DeviceRow,
    ProgrammeRow,
    CallRow,
    ProjectRow,
    ActivityRow,
    VersionRow,
    InstrumentRow,
    InstrumentVersionRow,
    ItemRow,
    ItemConditionRow,
    OptionRow,
    TextRow,
    EventRow,
    RoomRow,
    QuestionRow,
    RoundRow,
    BallotRow,
    BallotCodeRow,
    WaveRow,
    RespondentRow,
    ResponseRow,
    AnswerRow,
    AnswerCodeRow,
    PastAnswerRow,
)
