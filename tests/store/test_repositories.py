"""Programmes, waves, responses and instruments come back as they were saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from store_samples import event, instrument

from pollkit.domain.ballots import Choice
from pollkit.domain.programmes import Activity, Call, Programme, Project
from pollkit.domain.waves import (
    Mode,
    PastAnswer,
    Respondent,
    Response,
    ResponseState,
    Wave,
    WaveKind,
)
from pollkit.errors import NotFound
from pollkit.store import Repositories, Workspace

BERLIN_SUMMER = timezone(timedelta(hours=2))


def test_a_programme_s_whole_branch_comes_back(workspace: Workspace) -> None:
    programme = Programme(uuid4(), "Fund")
    call = Call(uuid4(), programme.id, "2026")
    project, lonely = Project(uuid4(), "Boats", call.id), Project(uuid4(), "Alone")
    starts_at = datetime(2026, 7, 1, 9, 30, tzinfo=BERLIN_SUMMER)
    activity = Activity(uuid4(), project.id, "Trip", "Harbour", starts_at)

    def work(repos: Repositories) -> None:
        repos.programmes.save_programme(programme)
        repos.programmes.save_call(call)
        repos.programmes.save_project(project)
        repos.programmes.save_project(lonely)
        repos.programmes.save_activity(activity)

    workspace.write(work).result()
    with workspace.read() as repos:
        programmes = repos.programmes
        assert programmes.get_programme(programme.id) == programme
        assert programmes.get_call(call.id) == call
        assert programmes.get_project(project.id) == project
        assert programmes.get_activity(activity.id) == activity
        # The wall clock of the place, not only the moment.
        assert programmes.get_activity(activity.id).starts_at.utcoffset() == timedelta(hours=2)
        assert programmes.list_programmes() == (programme,)
        assert programmes.list_projects() == (lonely, project)
        assert programmes.list_projects(call.id) == (project,)
        assert programmes.list_activities(lonely.id) == ()
        with pytest.raises(NotFound):
            programmes.get_call(uuid4())


def test_a_call_of_no_known_programme_is_refused(workspace: Workspace) -> None:
    saving = workspace.write(lambda repos: repos.programmes.save_call(Call(uuid4(), uuid4(), "x")))
    with pytest.raises(IntegrityError) as refused:
        saving.result()
    assert "hide_parameters" in str(refused.value)  # what people typed reaches no log


def test_notes_of_outdated_translations_survive_a_reload(workspace: Workspace) -> None:
    kept = replace(event(), outdated={"how/text/ar": "How, then?"})
    workspace.write(lambda repos: repos.events.save(kept)).result()
    with workspace.read() as repos:
        assert repos.events.get(kept.id) == kept


def test_the_newest_event_comes_first_and_archived_ones_only_when_asked_for(
    workspace: Workspace,
) -> None:
    early, late, old = (event(title=title) for title in ("Early", "Late", "Old"))
    late = replace(late, starts_at=early.starts_at + timedelta(days=1))
    old = replace(old, starts_at=early.starts_at - timedelta(days=1), is_archived=True)

    def work(repos: Repositories) -> None:
        for one in (early, old, late):
            repos.events.save(one)

    workspace.write(work).result()
    with workspace.read() as repos:
        assert [one.title for one in repos.events.list()] == ["Late", "Early"]
        assert [one.title for one in repos.events.list(include_archived=True)][-1] == "Old"


def test_an_instrument_keeps_every_version_and_their_order(workspace: Workspace) -> None:
    meeting = event()
    changed = replace(meeting, instrument=instrument("Does your town evaluate?"))

    def work(repos: Repositories) -> list[tuple[int, str]]:
        for one in (meeting, changed, meeting):
            repos.events.save(one)
        rows = repos.connection.exec_driver_sql(
            "SELECT number, version_id FROM instrument_version ORDER BY number"
        )
        return [tuple(row) for row in rows]

    first, second = meeting.instrument.version_id, changed.instrument.version_id
    assert workspace.write(work).result() == [(1, first), (2, second), (3, first)]
    with workspace.read() as repos:
        assert repos.instruments.get(first) == meeting.instrument
        assert repos.instruments.get(second) == changed.instrument
        with pytest.raises(NotFound):
            repos.instruments.get("0" * 64)


def test_saving_the_same_event_again_is_no_operation(workspace: Workspace) -> None:
    meeting = event()

    def work(repos: Repositories) -> int:
        repos.events.save(meeting)
        return int(repos.connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one())

    assert workspace.write(work).result() == workspace.write(work).result()


def test_a_draft_may_hold_two_questions_of_one_name(workspace: Workspace) -> None:
    items = instrument().items
    draft = replace(event(), instrument=replace(instrument(), items=(items[0], items[0])))
    workspace.write(lambda repos: repos.events.save(draft)).result()
    with workspace.read() as repos:
        assert repos.events.get(draft.id) == draft


def test_answers_are_counted_by_one_group_by(workspace: Workspace) -> None:
    response = saved_response(workspace, {"topics": Choice(("a", "c")), "how": Choice(text="so")})
    other = replace(response, id=uuid4(), answers={"topics": Choice(("a",))})

    def work(repos: Repositories) -> list[tuple[str, int]]:
        repos.responses.save(other)
        rows = repos.connection.exec_driver_sql(
            "SELECT o.code, count(a.code) FROM option o"
            " JOIN item i ON i.version_id = o.version_id AND i.place = o.item_place"
            " LEFT JOIN answer_code a ON a.item = i.name AND a.code = o.code"
            " WHERE i.name = 'topics' GROUP BY o.place, o.code ORDER BY o.place"
        )
        return [tuple(row) for row in rows]

    assert workspace.write(work).result() == [("a", 2), ("b", 0), ("c", 1)]


def test_a_changed_answer_leaves_what_it_was_with_the_reason(workspace: Workspace) -> None:
    response = saved_response(workspace, {"evaluates": Choice(("yes",)), "how": Choice(text="so")})
    changed = replace(response, answers={"evaluates": Choice(("no",)), "topics": Choice(("b",))})
    workspace.write(lambda repos: repos.responses.save(changed, "misread")).result()
    with workspace.read() as repos:
        assert repos.responses.get(response.id) == changed
        assert repos.responses.list(response.wave_id) == (changed,)
        past = repos.responses.history(response.id)
    moment = past[0].changed_at
    assert past == (
        PastAnswer("evaluates", Choice(("yes",)), moment, "misread"),
        PastAnswer("how", Choice(text="so"), moment, "misread"),
        PastAnswer("topics", None, moment, "misread"),
    )


def test_a_response_keeps_answers_that_are_more_than_a_choice(workspace: Workspace) -> None:
    answers = {"evaluates": Choice(("yes",), values=(("~sure", "2"),)), "how": Choice(text="so")}
    response = saved_response(workspace, answers)
    with workspace.read() as repos:
        assert repos.responses.get(response.id) == response
    changed = replace(response, answers={"evaluates": Choice(values=(("a", "1"), ("b", "5")))})
    workspace.write(lambda repos: repos.responses.save(changed)).result()
    with workspace.read() as repos:
        assert repos.responses.get(response.id) == changed


def saved_response(workspace: Workspace, answers: dict[str, Choice]) -> Response:
    project = Project(uuid4(), "Boats")
    version = instrument().version_id
    wave = Wave(uuid4(), project.id, WaveKind.BEFORE, "Before", version)
    person = Respondent(uuid4(), project.id, "blue-7")
    response = Response(
        uuid4(), person.id, wave.id, version, Mode.PAPER, ResponseState.FINISHED, answers
    )

    def work(repos: Repositories) -> None:
        repos.instruments.save(instrument())
        repos.programmes.save_project(project)
        repos.waves.save(wave)
        repos.respondents.save(person)
        repos.responses.save(response)

    workspace.write(work).result()
    with workspace.read() as repos:
        assert repos.waves.get(wave.id) == wave
        assert repos.waves.list(project.id) == (wave,)
        assert repos.respondents.get(person.id) == person
        assert repos.respondents.list(project.id) == (person,)
        assert repos.responses.get(response.id) == response
        assert repos.responses.history(response.id) == ()
    return response
