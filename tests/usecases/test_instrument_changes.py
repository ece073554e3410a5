"""A questionnaire is changed while people are answering it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from field_samples import Field, new_field, questionnaire

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Option
from pollkit.domain.versions.changes import Impact
from pollkit.domain.versions.renames import Renames
from pollkit.domain.waves import Mode
from pollkit.errors import NotAllowedNow
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import drafts, resume, start
from pollkit.usecases.export_responses import ResponseFormat, export_responses
from pollkit.usecases.instrument_changes import change_instrument, rehearse_change

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    """Two have finished, one has begun."""
    field = new_field(workspace)
    for trust, talked in (("4", "yes"), ("2", "no")):
        sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
        sitting.answer("trust", [trust])
        sitting.answer("talked", [talked])
        assert sitting.finish() == ()
    draft = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    draft.answer("talked", ["yes"])
    draft.answer("about", ["The weather"]).saved.result(10)
    return field


def changed() -> Instrument:
    """`talked` is called `spoke`, its "no" is gone; nobody is asked `about` any more."""
    old = questionnaire()
    trust, talked, _about = old.items
    options = (talked.options[0], Option("seldom", {"en": "Hardly ever"}))
    return replace(old, items=(trust, replace(talked, name="spoke", options=options)))


RENAMES = Renames({"talked": "spoke"})


def test_a_rehearsal_tells_what_would_happen_and_changes_nothing(
    workspace: Workspace, field: Field
) -> None:
    with workspace.read() as repos:
        told = rehearse_change(repos, field.before.id, changed(), RENAMES)

    assert told.waves == (field.before, field.after)
    assert told.finished == 2
    assert {(c.item, c.impact, c.responses, c.drafts) for c in told.changes} == {
        ("talked", Impact.SAFE, 2, 1),  # the new name
        ("talked", Impact.BREAKS, 2, 1),  # one had chosen what is gone
        ("talked", Impact.DECISION, 2, 1),  # what is new could not be chosen before
        ("about", Impact.BREAKS, 0, 1),
    }
    (draft,) = told.drafts
    assert draft.moved.answers == {"spoke": Choice(codes=("yes",))}
    assert draft.moved.set_aside == {"about": Choice(text="The weather")}
    with workspace.read() as repos:
        assert repos.waves.get(field.before.id) == field.before


def test_drafts_go_over_and_keep_what_they_were_told(workspace: Workspace, field: Field) -> None:
    waves = [field.before.id, field.after.id]
    assert change_instrument(workspace, waves, changed(), RENAMES, "Shorter").result(10) == 1

    (draft,) = drafts(workspace, field.before.id)
    assert draft.instrument_version == changed().version_id
    assert draft.answers["spoke"] == Choice(codes=("yes",))
    assert Choice(text="The weather") in draft.answers.values()

    sitting = resume(workspace, draft.id)
    assert sitting.asked() == ("trust", "spoke")
    sitting.answer("trust", ["5"])
    assert sitting.finish() == ()
    with workspace.read() as repos:
        assert Choice(text="The weather") in repos.responses.get(draft.id).answers.values()


def test_no_export_drops_an_answer(workspace: Workspace, field: Field, tmp_path: Path) -> None:
    change_instrument(workspace, [field.before.id], changed(), RENAMES).result(10)
    with workspace.read() as repos:
        export_responses(
            repos,
            field.project.id,
            tmp_path,
            formats=[ResponseFormat.CSV],
            with_drafts=True,
            random=Random(7),
        )

    rows = rows_of(tmp_path / "responses.csv")
    told = sorted((row["state"], row["version"], row["trust"], row["spoke"]) for row in rows)
    assert told == [
        ("draft", "2", "", "yes"),
        ("finished", "1", "2", ""),
        ("finished", "1", "4", "yes"),
    ]
    earlier = rows_of(tmp_path / "earlier.csv")
    old = questionnaire().version_id[:8]
    assert sorted((row["address"], row["answer"]) for row in earlier) == [
        ("talked", "no"),
        (f"~{old}/about", "The weather"),
    ]


def test_a_second_change_follows_the_names_of_the_first(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    change_instrument(workspace, [field.before.id], changed(), RENAMES).result(10)
    trust, spoke = changed().items
    third = replace(changed(), items=(trust, replace(spoke, name="conversation")))
    names = Renames({"spoke": "conversation"})
    change_instrument(workspace, [field.before.id], third, names).result(10)
    with workspace.read() as repos:
        export_responses(
            repos, field.project.id, tmp_path, formats=[ResponseFormat.CSV], random=Random(7)
        )

    rows = rows_of(tmp_path / "responses.csv")
    assert sorted((row["version"], row["trust"], row["conversation"]) for row in rows) == [
        ("1", "2", ""),
        ("1", "4", "yes"),
    ]


def test_the_same_change_twice_changes_nothing(workspace: Workspace, field: Field) -> None:
    change_instrument(workspace, [field.before.id], changed(), RENAMES).result(10)

    assert change_instrument(workspace, [field.before.id], changed(), RENAMES).result(10) == 0


def test_a_person_has_one_mark_in_all_waves_and_no_id_of_the_workspace(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    with workspace.read() as repos:
        people = {one.respondent_id for one in repos.responses.list(field.before.id)}
        person = repos.responses.list(field.before.id)[0].respondent_id
    after = start(workspace, field.after.id, Mode.PAPER, "en", respondent_id=person)
    after.answer("trust", ["1"])
    after.finish()
    with workspace.read() as repos:
        files = export_responses(repos, field.project.id, tmp_path, random=Random(7))

    assert {path.suffix for path in files} == {".csv", ".xlsx", ".sav", ".dta"}
    rows = rows_of(tmp_path / "responses.csv")
    marks = {(row["wave"], row["trust"]): row["person"] for row in rows}
    assert marks["Before", "4"] == marks["After", "1"] != marks["Before", "2"]
    for path in files:
        content = path.read_bytes()
        assert not any(str(one).encode() in content or one.bytes in content for one in people)


def test_a_project_that_nobody_answered_has_nothing_to_export(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.read() as repos, pytest.raises(NotAllowedNow, match="Nobody has finished"):
        export_responses(repos, new_field(workspace).project.id, tmp_path)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
