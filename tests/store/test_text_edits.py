"""What was done to the room's texts outlives a restart, and can be made anew from the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from store_samples import event, token

from pollkit.domain.analysis.values import WordEdits
from pollkit.domain.rooms import MoreTime, Move
from pollkit.domain.text_edits import TextEdit, TextEdits, TextVerb
from pollkit.store import Role, Workspace

DEEDS = (
    TextEdit(TextVerb.MERGE, ("Confidence",), "trust"),
    TextEdit(TextVerb.HIDE, ("rude", "ruder")),
    TextEdit(TextVerb.UNHIDE, ("ruder",)),
    TextEdit(TextVerb.RELEASE, ("trust", "money")),
    TextEdit(TextVerb.FREEZE),
)
LEFT = TextEdits(
    WordEdits({"confidence": "trust"}, frozenset({"rude"})),
    frozenset({"trust", "money"}),
    frozenset(),
)


def test_edits_are_found_again_after_a_restart_and_after_a_rebuild(folder: Path) -> None:
    meeting = event()
    with Workspace.open(folder, Role.ROOM) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
        for deed in DEEDS:
            workspace.write(lambda r, deed=deed: r.rooms.edit_texts(meeting.id, "how", deed))
    with Workspace.open(folder, Role.ROOM) as workspace:
        for _look in range(2):
            with workspace.read() as repos:
                assert repos.rooms.text_edits(meeting.id, "how") == LEFT
                assert repos.rooms.word_edits(meeting.id, "how") == LEFT.words
                assert repos.rooms.text_edits(meeting.id, "topics") == TextEdits()
            workspace.rebuild()


def test_more_time_is_kept_while_something_is_open_and_then_forgotten(folder: Path) -> None:
    meeting = event()
    more = MoreTime(datetime(2026, 11, 24, 12, tzinfo=UTC), 2)
    with Workspace.open(folder, Role.ROOM) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
        with workspace.read() as repos:
            asked = repos.rooms.load(meeting.id).make(Move.ASK, "evaluates")
        workspace.write(lambda repos: repos.rooms.save(asked, Move.ASK)).result()
        workspace.write(lambda r: r.rooms.keep_more_time(meeting.id, token(1), more)).result()
    with Workspace.open(folder, Role.ROOM) as workspace:
        with workspace.read() as repos:
            assert repos.rooms.more_times(meeting.id) == {token(1): more}
        closed = asked.make(Move.CLOSE)
        workspace.write(lambda repos: repos.rooms.save(closed, Move.CLOSE)).result()
        with workspace.read() as repos:
            assert repos.rooms.more_times(meeting.id) == {}
