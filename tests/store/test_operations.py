"""The operation log: chained, complete, and enough to make every table anew."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NO, YES, event, instrument, token, vote

from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.programmes import Activity, Call, Programme, Project
from pollkit.domain.rooms import Move
from pollkit.domain.waves import Mode, Respondent, Response, ResponseState, Wave, WaveKind
from pollkit.errors import IllegalMove
from pollkit.store import Repositories, Role, Workspace
from pollkit.store.tables import PROJECTION

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_each_operation_carries_the_hash_of_the_one_before_and_of_its_body(
    workspace: Workspace,
) -> None:
    """Recomputed with nothing but hashlib and json, as a dispute would."""
    meeting = event()
    for title in ("A", "B", "C"):
        workspace.write(
            lambda repos, t=title: repos.events.save(replace(meeting, title=t))
        ).result()
    operations = log_of(workspace.database)
    assert len(operations) >= 5  # device, instrument, three events
    prev = bytes(32)
    for number, op in enumerate(operations, start=1):
        header = {
            "v": 1,
            "stream": op["stream"],
            "seq": number,
            "prev": prev.hex(),
            "commit": hashlib.sha256(op["salt"] + op["body"]).hexdigest(),
        }
        canonical = json.dumps(header, sort_keys=True, separators=(",", ":"))
        assert op["seq"] == number
        assert op["hash"] == hashlib.sha256(canonical.encode()).digest()
        prev = op["hash"]
    bodies = [json.loads(op["body"]) for op in operations]
    assert [b["kind"] for b in bodies] == ["device", "instrument", "event", "event", "event"]
    assert [b["hlc"] for b in bodies] == sorted({b["hlc"] for b in bodies})
    assert bodies[3]["parents"] == [operations[2]["hash"].hex()]


def test_the_header_tells_nothing_of_what_was_done(workspace: Workspace) -> None:
    workspace.write(lambda repos: repos.events.save(event())).result()
    stream = log_of(workspace.database)[0]["stream"]
    assert all(set(part) <= set("0123456789abcdef") for part in stream.split("/"))
    assert [len(part) for part in stream.split("/")] == [32, 32, 16]


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (
            "UPDATE op SET body = CAST(replace(body, 'Cities', 'Towns!') AS BLOB) WHERE seq = 3",
            "the body",
        ),
        ("UPDATE op SET body = 'a text' WHERE seq = 3", "the body"),
        ("DELETE FROM op WHERE seq = 2", "before it is missing"),
        ("DELETE FROM op WHERE seq = 3", "the end is missing"),
        ("UPDATE op SET commit_ = zeroblob(32) WHERE seq = 2", "the header"),
        ("UPDATE op SET prev = zeroblob(32) WHERE seq = 3", "not chained"),
    ],
)
def test_a_changed_or_missing_operation_is_found(folder: Path, damage: str, what: str) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(event())).result()
        assert workspace.verify() == ()
    run_sql(folder / "workspace.sqlite", damage)
    with Workspace.open(folder, Role.READER) as workspace:
        assert any(what in found.what for found in workspace.verify())


def test_an_erased_body_leaves_the_chain_sound(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(event())).result()
    run_sql(
        folder / "workspace.sqlite",
        "UPDATE op SET body = NULL, salt = NULL, state = 'erased' WHERE seq = 3",
    )
    with Workspace.open(folder, Role.READER) as workspace:
        assert workspace.verify() == ()


def test_what_a_project_does_has_a_stream_without_holes_of_its_own(workspace: Workspace) -> None:
    projects = [Project(uuid4(), "Boats"), Project(uuid4(), "Trees")]

    def work(repos: Repositories) -> None:
        for project in projects * 2:
            repos.programmes.save_project(project)

    workspace.write(work).result()
    assert workspace.verify() == ()
    for project in projects:
        own = [op for op in log_of(workspace.database) if op["stream"].startswith(project.id.hex)]
        assert [op["seq"] for op in own] == [1, 2]


def test_a_clock_that_goes_back_does_not_turn_the_order_round(folder: Path) -> None:
    hours = iter([0, 0, 0, 0, 5, 5, -9, -9, 1, 1] + [1] * 20)
    meeting = event()
    with Workspace.open(folder, Role.WINDOW, lambda: NOON + timedelta(hours=next(hours))) as ws:
        for title in "ABCDE":
            ws.write(lambda repos, t=title: repos.events.save(replace(meeting, title=t))).result()
        ws.rebuild()
        with ws.read() as repos:
            assert repos.events.get(meeting.id).title == "E"


WRITES = """
import sys
from dataclasses import replace
from pathlib import Path
from store_samples import event
from pollkit.store import Role, Workspace

with Workspace.open(Path(sys.argv[1]), Role(sys.argv[2])) as workspace:
    print("ready", flush=True)
    sys.stdin.readline()
    meeting = event()
    for n in range(60):
        workspace.write(lambda repos: repos.events.save(replace(meeting, title=str(n)))).result()
"""


def test_window_and_room_write_one_chain_at_the_same_time(folder: Path) -> None:
    Workspace.open(folder, Role.WINDOW).close()
    support = Path(__file__).parents[1] / "support"
    script = f"import sys; sys.path.insert(0, {str(support)!r})\n{WRITES}"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder), role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for role in ("window", "room")
    ]
    for writer in writers:
        assert writer.stdout is not None and writer.stdin is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with Workspace.open(folder, Role.READER) as workspace, workspace.read() as repos:
        assert workspace.verify() == ()
        assert [meeting.title for meeting in repos.events.list()] == ["59", "59"]
    assert len(log_of(folder / "workspace.sqlite")) == 1 + 1 + 2 * 60  # device, instrument, events


PHONES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([YES, NO])), max_size=6)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from(["evaluates", "topics"])),
        st.tuples(st.just("close"), st.just("")),
        st.tuples(st.just("clear"), st.just("")),
        st.tuples(st.just("restore"), st.just("")),
        st.tuples(st.just("reopen"), st.just("")),
        st.tuples(st.just("cast"), PHONES),
        st.tuples(st.just("rename"), st.text(max_size=8)),
        st.tuples(st.just("reword"), st.text(max_size=8)),
        st.tuples(st.just("respond"), PHONES),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(steps=STEPS, tied=st.booleans())
def test_the_tables_made_anew_from_the_log_are_the_same(
    steps: list[tuple[str, Any]], tied: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rebuild")
    with Workspace.open(folder, Role.WINDOW) as workspace:
        play = Play(workspace, event(tied=tied))
        for name, argument in steps:
            getattr(play, name)(argument)
        before = projection(workspace.database)
        workspace.rebuild()
        assert projection(workspace.database) == before
        assert workspace.verify() == ()
    assert before["event"] and before["wave"] and before["option"] and before["text"]


class Play:
    """A meeting and a wave, to which anything may happen in any order."""

    def __init__(self, workspace: Workspace, meeting: Event) -> None:
        self._workspace = workspace
        programme = Programme(uuid4(), "Fund")
        call = Call(uuid4(), programme.id, "2026")
        project = Project(uuid4(), "Boats", call.id)
        activity = Activity(uuid4(), project.id, "Trip", "Harbour", NOON)
        version = instrument().version_id
        self._wave = Wave(uuid4(), project.id, WaveKind.BEFORE, "Before", version)
        self._meeting = replace(meeting, activity_id=activity.id)
        self._people = [Respondent(uuid4(), project.id) for _ in range(6)]
        self._responses = [uuid4() for _ in range(6)]

        def work(repos: Repositories) -> None:
            repos.programmes.save_programme(programme)
            repos.programmes.save_call(call)
            repos.programmes.save_project(project)
            repos.programmes.save_activity(activity)
            repos.events.save(self._meeting)
            repos.waves.save(self._wave)
            for person in self._people:
                repos.respondents.save(person)
            for phone in range(6):
                repos.rooms.join(self._meeting.id, token(phone), "en")

        workspace.write(work).result()

    def ask(self, item: str) -> None:
        self._move(Move.ASK, item)

    def close(self, _: str) -> None:
        self._move(Move.CLOSE)

    def clear(self, _: str) -> None:
        self._move(Move.CLEAR)

    def restore(self, _: str) -> None:
        self._move(Move.RESTORE)

    def reopen(self, _: str) -> None:
        self._move(Move.REOPEN)

    def cast(self, phones: list[tuple[int, Choice]]) -> None:
        def work(repos: Repositories) -> None:
            question = repos.rooms.load(self._meeting.id).on_wall
            if question is not None:
                votes = [vote(n, c, question.item, question.round) for n, c in phones]
                repos.rooms.cast(self._meeting.id, votes)

        self._workspace.write(work).result()

    def rename(self, title: str) -> None:
        self._meeting = replace(self._meeting, title=title)
        self._workspace.write(lambda repos: repos.events.save(self._meeting)).result()

    def reword(self, question: str) -> None:
        self._meeting = replace(self._meeting, instrument=instrument(question))
        self._workspace.write(lambda repos: repos.events.save(self._meeting)).result()

    def respond(self, people: list[tuple[int, Choice]]) -> None:
        def work(repos: Repositories) -> None:
            for who, choice in people:
                repos.responses.save(self._response(who, choice), "misread")

        self._workspace.write(work).result()

    def _response(self, who: int, choice: Choice) -> Response:
        return Response(
            self._responses[who],
            self._people[who].id,
            self._wave.id,
            self._wave.instrument_version,
            Mode.PAPER,
            ResponseState.DRAFT,
            {"evaluates": choice} if who % 2 else {"how": Choice(text="so"), "evaluates": choice},
        )

    def _move(self, move: Move, item: str | None = None) -> None:
        def work(repos: Repositories) -> None:
            room = repos.rooms.load(self._meeting.id)
            try:
                room = room.make(move, item)
            except IllegalMove:
                return
            repos.rooms.save(room, move, asked=secrets.randbelow(9))
            if move is Move.CLOSE and room.on_wall is not None:
                repos.rooms.seal(self._meeting.id, room.on_wall.item, room.on_wall.round)

        self._workspace.write(work).result()


def projection(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every projected table, read past the store."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tables = [str(row.__tablename__) for row in PROJECTION]
    rows = {t: sorted(raw.execute(f'SELECT * FROM "{t}"'), key=repr) for t in tables}
    raw.close()
    return rows


def log_of(database: Path) -> list[dict[str, Any]]:
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    raw.row_factory = sqlite3.Row
    rows = [dict(row) for row in raw.execute("SELECT * FROM op ORDER BY stream, seq")]
    raw.close()
    return rows


def run_sql(database: Path, statement: str) -> None:
    raw = sqlite3.connect(database)
    raw.execute(statement)
    raw.commit()
    raw.close()
