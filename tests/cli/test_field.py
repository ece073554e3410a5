"""A project from the evaluator's command line to the caseworker's, and a person through it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from field_samples import questionnaire

from pollkit.cli import main
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Section
from pollkit.store import Role, Workspace
from pollkit.usecases.questionnaires import from_instrument, save_version


class Terminal:
    def __init__(self, wiring: Any, monkeypatch: Any, capsys: Any, workspace: Path) -> None:
        self._wiring, self._monkeypatch, self._capsys = wiring, monkeypatch, capsys
        self.workspace = workspace

    def run(self, *words: str, lines: tuple[str, ...] = (), code: int = 0) -> tuple[str, str]:
        """What the command said, on the standard output and the standard error."""
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        self._monkeypatch.setattr("sys.stdin", typed)
        found = main([*words, f"--workspace={self.workspace}"], self._wiring)
        said = self._capsys.readouterr()
        assert found == code, said.err
        return said.out, said.err

    def facts(self, *words: str, lines: tuple[str, ...] = ()) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run(*words, "--json", lines=lines)[0])
        return found


@pytest.fixture
def terminal(stand_ins: Any, monkeypatch: Any, capsys: Any, tmp_path: Path) -> Terminal:
    return Terminal(stand_ins.wiring, monkeypatch, capsys, tmp_path / "ws")


@pytest.fixture
def planned(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A project with two waves and a consent text."""
    keep(terminal.workspace, questionnaire())
    (tmp_path / "consent.txt").write_text("May we ask you?")
    consent = f"--consent=en={tmp_path / 'consent.txt'}"
    terminal.run("project", "new", "Neighbours", "--languages=en,de", consent)
    for kind in ("before", "after"):
        asked = ("--questionnaire=Before we begin", f"--kind={kind}", "--expected=3")
        terminal.run("project", "wave", "Neighbours", kind.title(), *asked)
    return terminal


def keep(workspace: Path, instrument: Instrument) -> None:
    with Workspace.open(workspace, Role.WINDOW) as opened:
        save_version(opened, from_instrument(instrument)).result(10)


def test_a_person_is_asked_line_by_line(planned: Terminal) -> None:
    lines = ("yes", "6", "4", "/back", "3", "1", "the weather")
    said, _err = planned.run("collect", "Neighbours", "before", "--new-code", lines=lines)
    assert "May we ask you?" in said
    assert said.count("How much do you trust your neighbours?") == 2  # back, once
    assert "Finished. Thank you." in said
    shown = planned.facts("project", "show", "Neighbours")
    before, after = shown["waves"]
    assert (before["finished"], before["expected"], before["by_mode"]) == (1, 3, {"interview": 1})
    assert len(after["missing"]) == 1
    with Workspace.open(planned.workspace, Role.READER) as opened, opened.read() as repos:
        (project,) = repos.programmes.list_projects()
        wave = repos.waves.list(project.id)[0]
        (response,) = repos.responses.list(wave.id)
    assert response.answers["trust"].codes == ("3",)
    assert response.answers["about"].text == "the weather"
    assert response.took_ms.keys() == {"trust", "talked", "about"}


def test_what_is_left_is_a_draft_that_is_taken_up(planned: Terminal) -> None:
    said, _err = planned.run("collect", "Neighbours", "before", lines=("yes", "2"))
    assert "Left as a draft" in said
    listed = planned.facts("collect", "Neighbours", "before", "--drafts")
    assert listed["answers"] == 1
    resumed = planned.facts(
        "collect", "Neighbours", "before", f"--resume={listed['response']}", lines=("", "-")
    )
    assert resumed["state"] == "finished"


def test_a_person_may_refuse(planned: Terminal) -> None:
    said, _err = planned.run("collect", "Neighbours", "before", lines=("no",))
    assert "Refused" in said
    said, _err = planned.run("collect", "Neighbours", "before", lines=("yes", "2", "/refuse"))
    assert "Refused" in said
    assert planned.facts("project", "show", "Neighbours")["waves"][0]["refused"] == 2


def test_a_required_answer_is_asked_for(planned: Terminal) -> None:
    said, _err = planned.run("collect", "Neighbours", "before", lines=("yes", "", "-", "2"))
    assert "Please answer, or type -" in said
    assert "Finished" in said


def test_a_package_goes_from_one_laptop_to_the_next(
    planned: Terminal, tmp_path: Path, stand_ins: Any, monkeypatch: Any, capsys: Any
) -> None:
    planned.run("project", "package", "Neighbours", f"--out={tmp_path / 'neighbours'}")
    package = str(tmp_path / "neighbours.pollkit")
    other = Terminal(stand_ins.wiring, monkeypatch, capsys, tmp_path / "other")
    said, _err = other.run("project", "open", package)
    assert said.splitlines()[0] == "“Neighbours” is a new project."
    assert "Say --yes" in said
    other.run("project", "open", package, "--yes")
    assert "All of it is here already." in other.run("project", "open", package)[0]
    assert other.run("project", "list")[0].endswith("  Neighbours\n")
    (tmp_path / "bad.pollkit").write_bytes(b"PK nothing")
    _out, told = other.run("project", "open", str(tmp_path / "bad.pollkit"), code=3)
    assert told == "This package is damaged. Ask for it once more.\n"


def test_fund_activities_and_outcomes_go_along(
    planned: Terminal, tmp_path: Path, stand_ins: Any, monkeypatch: Any, capsys: Any
) -> None:
    fund = ("--programme=Good neighbours", "--call=2026")
    planned.run("project", "new", "Tea rounds", "--languages=en", *fund)
    planned.run("project", "activity", "Tea", "Tea at the hall", "--starts=2026-12-01T10:00")
    asked = ("--kind=before", "--questionnaire=Before we begin", "--activity=tea")
    planned.run("project", "wave", "Tea", "Before", *asked)
    told = ("People trust each other", "--measured-by=trust", "--primary")
    assert planned.run("project", "outcome", "Tea", "trust", *told)[0] == "* trust  trust\n"
    second = ("They talk", "--measured-by=talked", "--primary")
    said, _err = planned.run("project", "outcome", "Tea", "talk", *second)
    assert said.splitlines() == ["  trust  trust", "* talk  talked"]
    _out, refused = planned.run("project", "outcome", "Tea", "x", "X", "--measured-by=x", code=3)
    assert "has a scale or question “x”" in refused
    _out, refused = planned.run("project", "new", "Half", "--programme=Good neighbours", code=3)
    assert "belong together" in refused
    planned.run("project", "package", "Tea", f"--out={tmp_path / 'tea'}")
    other = Terminal(stand_ins.wiring, monkeypatch, capsys, tmp_path / "other")
    other.run("project", "open", str(tmp_path / "tea.pollkit"), "--yes")
    with Workspace.open(other.workspace, Role.READER) as opened, opened.read() as repos:
        (project,) = repos.programmes.list_projects()
        (activity,) = repos.programmes.list_activities(project.id)
        (wave,) = repos.waves.list(project.id)
        (call,) = repos.programmes.list_calls()
        (programme,) = repos.programmes.list_programmes()
    assert [one.name for one in project.outcomes if one.is_primary] == ["talk"]
    assert (wave.activity_id, project.call_id) == (activity.id, call.id)
    assert (programme.title, call.title) == ("Good neighbours", "2026")


def test_a_person_is_erased_by_code_only_with_yes(planned: Terminal) -> None:
    lines = ("yes", "2", "2")
    held = planned.facts("collect", "Neighbours", "before", "--new-code", lines=lines)
    said, _err = planned.run("withdraw", "Neighbours", held["code"])
    assert "Nothing was erased yet" in said
    assert planned.facts("project", "show", "Neighbours")["waves"][0]["finished"] == 1
    assert planned.facts("withdraw", "Neighbours", held["code"], "--yes")["waves"] == ["Before"]
    tally = planned.facts("project", "show", "Neighbours")["waves"][0]
    assert (tally["finished"], tally["withdrawn"]) == (0, 1)
    _out, told = planned.run("withdraw", "Neighbours", held["code"], "--yes", code=3)
    assert "Nobody in this project has the code" in told


def test_doubts_and_gaps_of_a_wave_are_told(planned: Terminal) -> None:
    planned.run("collect", "Neighbours", "before", lines=("yes", "2", "-"))
    said, _err = planned.run("project", "check", "Neighbours", "before")
    assert "talked: 0 of 1 answered, 1 would rather not say" in said


def test_every_kind_that_a_terminal_can_ask_is_asked(terminal: Terminal) -> None:
    options = tuple(Option(code, {"en": code.upper()}) for code in "abc")
    items = (
        Item("hello", ItemKind.NOTE, {"en": "Hello."}),
        Item("some", ItemKind.MULTIPLE, {"en": "Some?"}, options),
        Item("rated", ItemKind.MATRIX, {"en": "Rate."}, options),
        Item("ranked", ItemKind.RANKING, {"en": "Rank."}, options),
        Item("shared", ItemKind.POINTS, {"en": "Share."}, options),
        Item("many", ItemKind.NUMBER, {"en": "How many?"}),
        Item("day", ItemKind.DATE, {"en": "Day?"}),
        Item("hour", ItemKind.TIME, {"en": "Hour?"}),
        Item("when", ItemKind.MOMENT, {"en": "When?"}),
        Item("words", ItemKind.WORDS, {"en": "Words?"}),
        Item("photo", ItemKind.OTHER, {"en": "Photo"}),
        Item("child/age", ItemKind.NUMBER, {"en": "Age of ${many}?"}),
    )
    asked = Instrument({"en": "Kinds"}, ("en",), items, (Section("child", {"en": "Child"}, True),))
    keep(terminal.workspace, asked)
    terminal.run("project", "new", "All")
    terminal.run("project", "wave", "All", "Before", "--kind=before", "--questionnaire=Kinds")
    lines = ("1 c", "5 - 1", "3 1", "50 50 0", "7", "2026-11-24", "14:30", "2026-11-24 14:30")
    lines = (*lines, "sun, rain", "9", "y", "11", "n")
    said, _err = terminal.run("collect", "All", "before", lines=lines)
    assert "Finished" in said, said
    assert "Hello." in said
    assert "Age of 7?" in said
    with Workspace.open(terminal.workspace, Role.READER) as opened, opened.read() as repos:
        (project,) = repos.programmes.list_projects()
        (response,) = repos.responses.list(repos.waves.list(project.id)[0].id)
    answers = response.answers
    assert answers["some"].codes == ("a", "c")
    assert answers["rated"].values == (("a", "5"), ("c", "1"))
    assert answers["ranked"].codes == ("c", "a")
    assert answers["shared"].values == (("a", "50"), ("b", "50"))
    assert answers["day"].text == "2026-11-24"
    assert answers["words"].text == "sun\nrain"
    assert answers["child[2]/age"].values == (("number", "11"),)
