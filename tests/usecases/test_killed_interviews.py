"""A few of the kills of the bench `interview_kills`."""

from __future__ import annotations

from pathlib import Path

from killed_interviews import check_whole, kill_interviews


def test_a_killed_interview_loses_nothing_that_was_entered(tmp_path: Path) -> None:
    tale = kill_interviews(tmp_path / "ws", 8, seed=3)
    assert tale.lost == []
    assert tale.acknowledged > 8
    assert check_whole(tmp_path / "ws")
