"""The tables of a workspace, as SQLModel classes.

Three families: the log (`op` and what is derived from it at once), the projection (rebuilt from the
log at any time), and what belongs to this machine or to an open question and is no operation.
"""

from __future__ import annotations

from pollkit.store.tables.base import Row
from pollkit.store.tables.log import OpIndexRow, OpRow, StreamRow
from pollkit.store.tables.machine import (
    HereRow,
    InBoxRow,
    PastVoteRow,
    PhoneRow,
    RoomAddressRow,
    SpentVoteRow,
    VoteRow,
)
from pollkit.store.tables.rooms import (
    BallotCodeRow,
    BallotRow,
    EventRow,
    QuestionRow,
    RoomRow,
    RoundRow,
)
from pollkit.store.tables.structure import (
    ActivityRow,
    AnswerCodeRow,
    AnswerRow,
    CallRow,
    DeviceRow,
    InstrumentRow,
    InstrumentVersionRow,
    ItemConditionRow,
    ItemRow,
    OptionRow,
    PastAnswerRow,
    ProgrammeRow,
    ProjectRow,
    RespondentRow,
    ResponseRow,
    TextRow,
    VersionRow,
    WaveRow,
)

__all__ = [
    "PROJECTION",
    "ActivityRow",
    "AnswerCodeRow",
    "AnswerRow",
    "BallotCodeRow",
    "BallotRow",
    "CallRow",
    "DeviceRow",
    "EventRow",
    "HereRow",
    "InBoxRow",
    "InstrumentRow",
    "InstrumentVersionRow",
    "ItemConditionRow",
    "ItemRow",
    "OpIndexRow",
    "OpRow",
    "OptionRow",
    "PastAnswerRow",
    "PastVoteRow",
    "PhoneRow",
    "ProgrammeRow",
    "ProjectRow",
    "QuestionRow",
    "RespondentRow",
    "ResponseRow",
    "RoomAddressRow",
    "RoomRow",
    "RoundRow",
    "Row",
    "SpentVoteRow",
    "StreamRow",
    "TextRow",
    "VersionRow",
    "VoteRow",
    "WaveRow",
]

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
