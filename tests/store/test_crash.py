"""Killed at any moment, the store has kept everything that it had acknowledged."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

from pollkit.store import Role, Workspace

SUPPORT = Path(__file__).parents[1] / "support"
KILLS = 10

WRITES = """
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from store_samples import event, vote
from pollkit.domain.ballots import Choice
from pollkit.store import Role, Workspace

meeting = replace(event(), id=UUID(int=1))
number = int(sys.argv[2])
with Workspace.open(Path(sys.argv[1]), Role.ROOM) as workspace:
    workspace.write(lambda repos: repos.events.save(meeting)).result()
    while True:
        number += 1
        title = replace(meeting, title=str(number))
        votes = [vote(number * 10 + n, Choice(text=str(number)), "how") for n in range(10)]
        work = [
            workspace.write(lambda repos: repos.rooms.cast(meeting.id, votes)),
            workspace.write(lambda repos: repos.events.save(title)),
        ]
        for future in work:
            future.result()
        print(number, flush=True)
"""


def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(folder: Path) -> None:
    chance = random.Random(7)
    acknowledged = 0
    counts = []
    for _ in range(KILLS):
        acknowledged = write_until_killed(folder, acknowledged, chance.uniform(0.05, 0.4))
        database = folder / "workspace.sqlite"
        raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        raw.close()
        with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
            assert workspace.verify() == ()
            votes = repos.rooms.votes(UUID(int=1), "how", 1)
            numbers = sorted(int(vote.choice.text or "") for vote in votes.values())
            title = repos.events.get(UUID(int=1)).title
        # One group more may be on disk than was heard of, and it is there as a whole.
        assert numbers == sorted(n for n in set(numbers) for _ in range(10))
        assert set(range(1, acknowledged + 1)) <= set(numbers)
        assert len(set(numbers)) <= acknowledged + 1
        assert title in (str(acknowledged), str(acknowledged + 1), "Cities")
        acknowledged = max(numbers, default=0)
        counts.append(acknowledged)
    assert counts[-1] > KILLS


def write_until_killed(folder: Path, start: int, after_s: float) -> int:
    """The last number that the program told to be saved, before `kill -9`."""
    code = f"import sys; sys.path.insert(0, {str(SUPPORT)!r})\n{WRITES}"
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    assert first
    timer = threading.Timer(after_s, program.kill)
    timer.start()
    heard = [first, *program.stdout]
    program.wait(20)
    timer.join()
    program.stdout.close()
    return int(next(line for line in reversed(heard) if line.endswith("\n")))
