"""Who chose what is written into the workspace's own files, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parents[1] / "support"

MANY_PHONES_CHANGE_THEIR_ANSWER = """
import sys
from pathlib import Path
from store_samples import NO, YES, event, vote
from pollkit.store import Role, Workspace

meeting = event()
with Workspace.open(Path(sys.argv[1]), Role.ROOM) as workspace:
    workspace.write(lambda repos: repos.events.save(meeting)).result()
    for choice in (YES, NO):
        votes = [vote(phone, choice) for phone in range(2000)]
        workspace.write(lambda repos: repos.rooms.cast(meeting.id, votes)).result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SQLite's own folder is Unix only")
def test_a_large_group_of_votes_makes_no_temporary_file(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = temporary.stat().st_mtime_ns
    # SQLite deletes such a file the moment it has opened it: the folder's own time tells of it.
    subprocess.run(
        [sys.executable, "-c", MANY_PHONES_CHANGE_THEIR_ANSWER, str(folder)],
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(SUPPORT), "SQLITE_TMPDIR": str(temporary)},
    )
    assert temporary.stat().st_mtime_ns == before
