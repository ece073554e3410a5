"""Interviews that are cut short by kill -9 at random moments, and what is on disk after each.

python tests/support/killed_interviews.py WORKSPACE WAVE
    reads seconds, one a line; begins an interview for each, kills it after so long and prints what
    it had been told, as one line of JSON
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.waves import Mode, ResponseState, WaveKind
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import Sitting, drafts, edit, resume, start
from pollkit.usecases.projects import add_wave, new_project

# What may stand at an address: a text, options, "(unsaid)", or nothing.
Kept = str | None
UNSAID = "(unsaid)"
LONGEST_S = 0.5


@dataclass
class Tale:
    """All that the interviews told: for each response, what may stand at each address. There is
    one possibility for what was acknowledged, two for what was just being written."""

    answers: dict[str, dict[str, set[Kept]]] = field(default_factory=dict)
    states: dict[str, set[str]] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    acknowledged: int = 0
    in_flight: int = 0  # kills that came between an answer and its acknowledgement
    lost: list[str] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)

    def hear(self, said: list[dict[str, Any]]) -> None:
        for one in said:
            if one["is"] == "begun":
                self.answers.setdefault(one["response"], {})
                self.states.setdefault(one["response"], {"draft"})
            elif one["is"] == "sent":
                self._possible(one).add(_value(one))
            else:
                self.acknowledged += 1
                self.took_ms.append(one["ms"])
                possible = self._possible(one)
                if one.get("is_edit") and len(possible) > 1:  # else it was the same as before
                    self.edits[one["response"]] = self.edits.get(one["response"], 0) + 1
                possible.clear()
                possible.add(_value(one))
        self.kills += 1
        self.in_flight += bool(said) and said[-1]["is"] == "sent"

    def _possible(self, one: dict[str, Any]) -> set[Kept]:
        if one["address"] == "(state)":
            return self.states[one["response"]]  # type: ignore[return-value]
        return self.answers[one["response"]].setdefault(one["address"], {None})

    def compare(self, database: Path) -> None:
        """With the file, by plain SQL; what is found there is what counts from now on."""
        raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            for response in self.answers:
                self._compare_one(raw, response)
        finally:
            raw.close()

    def _compare_one(self, raw: sqlite3.Connection, response: str) -> None:
        key = (UUID(response).hex,)
        row = raw.execute("SELECT state FROM response WHERE id = ?", key).fetchone()
        if row is None or row[0] not in self.states[response]:
            self.lost.append(f"{response}: {row} for {self.states[response]}")
        else:
            self.states[response] = {row[0]}
        stored = _stored(raw, key)
        for address, possible in self.answers[response].items():
            if stored.get(address) not in possible:
                self.lost.append(f"{response} {address}: {stored.get(address)} for {possible}")
            self.answers[response][address] = {stored.get(address)}
        history = raw.execute("SELECT count(*) FROM past_answer WHERE response_id = ?", key)
        if history.fetchone()[0] < self.edits.get(response, 0):
            self.lost.append(f"{response}: an old value is not in the history")


def _value(one: dict[str, Any]) -> Kept:
    value: Kept = one["value"]
    return value


def _stored(raw: sqlite3.Connection, key: tuple[str]) -> dict[str, Kept]:
    query = "SELECT item, code FROM answer_code WHERE response_id = ? ORDER BY item, place"
    codes: dict[str, list[str]] = {}
    for item, code in raw.execute(query, key):
        codes.setdefault(item, []).append(code)
    query = "SELECT item, text, is_unsaid FROM answer WHERE response_id = ?"
    return {
        item: UNSAID if unsaid else text if text is not None else " ".join(codes[item])
        for item, text, unsaid in raw.execute(query, key)
    }


def new_wave(folder: Path) -> UUID:
    """A workspace with one wave of 18 questions."""
    texts = [Item(f"say{n}", ItemKind.TEXT, {"en": f"What of {n}?"}) for n in range(12)]
    options = tuple(Option(code, {"en": code}) for code in ("yes", "no", "perhaps"))
    choices = [Item(f"pick{n}", ItemKind.MULTIPLE, {"en": "Which?"}, options) for n in range(6)]
    instrument = Instrument({"en": "Kills"}, ("en",), (*texts, *choices))
    with Workspace.open(folder, Role.WINDOW) as workspace:
        project = new_project(workspace, "Kills").result(30)
        wave = add_wave(workspace, project.id, WaveKind.BEFORE, "Before", instrument).result(30)
    return wave.id


def kill_interviews(folder: Path, kills: int, seed: int) -> Tale:
    """So many interviews, one after the other, each killed; the file is looked at after each."""
    wave_id, chance, tale = new_wave(folder), random.Random(seed), Tale()
    with _nursery(folder, wave_id) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for _number in range(kills):
            program.stdin.write(f"{chance.uniform(0, LONGEST_S):.4f}\n")
            program.stdin.flush()
            tale.hear(json.loads(program.stdout.readline()))
            tale.compare(folder / "workspace.sqlite")
    return tale


def check_whole(folder: Path) -> bool:
    """Whether log and tables are sound, and the log makes the same tables once more."""
    with Workspace.open(folder, Role.WINDOW) as workspace:
        before = _everything(workspace)
        is_sound = workspace.verify() == ()
        workspace.rebuild()
        return is_sound and _everything(workspace) == before


def _everything(workspace: Workspace) -> list[Any]:
    with workspace.read() as repos:
        (project,) = repos.programmes.list_projects()
        (wave,) = repos.waves.list(project.id)
        responses = repos.responses.list(wave.id)
        return [(one, repos.responses.history(one.id)) for one in responses]


@contextmanager
def _nursery(folder: Path, wave_id: UUID) -> Iterator[subprocess.Popen[str]]:
    """A process that has everything imported and forks: a start of Python takes longer than the
    interviews."""
    program = subprocess.Popen(
        [sys.executable, __file__, str(folder), str(wave_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        yield program
    finally:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.close()
        program.wait(30)
        program.stdout.close()


# --- in the other process ---


def _bring_up(folder: Path, wave_id: UUID) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        start(workspace, wave_id, Mode.INTERVIEW, "en")  # imports what is imported late
    for number, line in enumerate(sys.stdin):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                _interview(folder, wave_id, writing, random.Random(number))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writing)
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "an interview ended by itself"
        with os.fdopen(reading, "rb") as heard:
            whole = heard.read().rpartition(b"\n")[0].splitlines()
        print(json.dumps([json.loads(one) for one in whole]), flush=True)


def _interview(folder: Path, wave_id: UUID, writing: int, chance: random.Random) -> None:
    def tell(**said: Any) -> None:
        os.write(writing, json.dumps(said).encode() + b"\n")

    workspace = Workspace.open(folder, Role.WINDOW)
    while True:
        begun = drafts(workspace, wave_id)
        sitting = (
            resume(workspace, begun[0].id)
            if begun
            else start(workspace, wave_id, Mode.INTERVIEW, "en")
        )
        _Told(tell, sitting, chance).answer_all(workspace)


class _Told:
    """An interview that tells each thing before it is done, and after it is on disk."""

    def __init__(self, tell: Any, sitting: Sitting, chance: random.Random) -> None:
        self._tell, self._sitting, self._chance = tell, sitting, chance
        self._id = str(sitting.response.id)
        tell(**{"is": "begun", "response": self._id})

    def answer_all(self, workspace: Workspace) -> None:
        for _turn in range(self._chance.randint(20, 60)):
            self._answer(self._chance.choice(self._sitting.asked()))
        with self._telling("(state)", ResponseState.FINISHED.value):
            assert self._sitting.finish() == ()
        for address in self._chance.sample(self._sitting.asked(), 3):
            words = self._words(address)
            with self._telling(address, " ".join(words), is_edit=True):
                edit(workspace, self._sitting.response.id, address, words, "misread").result()

    def _answer(self, address: str) -> None:
        what = self._chance.random()
        if what < 0.1:
            with self._telling(address, None):
                self._sitting.clear(address).saved.result()
        elif what < 0.2:
            with self._telling(address, UNSAID):
                self._sitting.would_rather_not_say(address).saved.result()
        else:
            words = self._words(address)
            with self._telling(address, " ".join(words)):
                self._sitting.answer(address, words).saved.result()

    def _words(self, address: str) -> list[str]:
        if address.startswith("say"):
            return [f"word {self._chance.getrandbits(60)}"]
        codes = ("yes", "no", "perhaps")
        picked = self._chance.sample(codes, self._chance.randint(1, 3))
        return [code for code in codes if code in picked]

    @contextmanager
    def _telling(self, address: str, value: Kept, **more: Any) -> Iterator[None]:
        said = {"response": self._id, "address": address, "value": value, **more}
        self._tell(**{"is": "sent", **said})
        begun = time.perf_counter()
        yield
        took_ms = (time.perf_counter() - begun) * 1000
        self._tell(**{"is": "saved", "ms": round(took_ms, 2), **said})


if __name__ == "__main__":
    _bring_up(Path(sys.argv[1]), UUID(sys.argv[2]))
