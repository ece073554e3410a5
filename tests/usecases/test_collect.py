"""One respondent before the questions: answers, drafts, refusals, edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from field_samples import Field, new_field, questionnaire

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Rules, Section
from pollkit.domain.versions.moving import is_aside
from pollkit.domain.waves import Mode, Response, ResponseState
from pollkit.errors import AnswerNotAccepted, ConsentMissing, NotAllowedNow
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import drafts, edit, resume, start
from pollkit.usecases.instrument_changes import change_instrument
from pollkit.usecases.projects import ask_for_consent, project_overview, save_wave

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CODE = "2345678"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


def test_each_answer_is_on_disk_once_its_future_is_done(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    sitting.answer("trust", ["4"], took_ms=2300).saved.result(10)
    sitting.answer("talked", ["yes"]).saved.result(10)
    (draft,) = drafts(workspace, field.before.id)
    assert draft.answers == {"trust": Choice(("4",)), "talked": Choice(("yes",))}
    assert draft.took_ms == {"trust": 2300}
    assert (draft.mode, draft.state) == (Mode.INTERVIEW, ResponseState.DRAFT)
    assert (draft.language, draft.started_on) == ("en", date(2026, 11, 24))


def test_a_draft_is_taken_up_where_it_was_left(workspace: Workspace, field: Field) -> None:
    begun = start(workspace, field.before.id, Mode.KIOSK, "en", code=CODE)
    begun.answer("trust", ["2"]).saved.result(10)
    again = start(workspace, field.before.id, Mode.KIOSK, "en", code=CODE)
    assert again.response == begun.response
    assert resume(workspace, begun.response.id).response == begun.response


def test_an_answer_tells_what_else_changes_on_the_form(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    assert sitting.asked() == ("trust", "talked")
    assert sitting.answer("talked", ["yes"]).changed == {"talked", "about"}
    assert sitting.asked() == ("trust", "talked", "about")
    assert sitting.answer("about", ["the weather"]).changed == {"about"}


def test_what_does_not_fit_the_question_changes_nothing(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    with pytest.raises(AnswerNotAccepted):
        sitting.answer("trust", ["6"])
    assert sitting.response.answers == {}


def test_nothing_is_finished_while_a_required_answer_is_missing(
    workspace: Workspace, field: Field
) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    sitting.answer("talked", ["no"])
    assert [one.address for one in sitting.finish()] == ["trust"]
    sitting.would_rather_not_say("trust")
    assert sitting.finish() == ()
    (response,) = stored(workspace, field)
    assert response.state is ResponseState.FINISHED
    assert response.unsaid == {"trust"}
    assert response.ended_on == date(2026, 11, 24)


def test_answers_to_what_is_not_asked_any_more_go_when_it_is_finished(
    workspace: Workspace, field: Field
) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    for item, words in (("trust", "1"), ("talked", "yes"), ("about", "the weather")):
        sitting.answer(item, [words])
    sitting.answer("talked", ["no"])
    assert sitting.finish() == ()
    (response,) = stored(workspace, field)
    assert response.answers.keys() == {"trust", "talked"}


def test_a_refusal_keeps_no_answer(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    sitting.answer("trust", ["1"])
    sitting.refuse("no time")
    (response,) = stored(workspace, field)
    assert (response.state, response.answers) == (ResponseState.REFUSED, {})
    assert response.reason == "no time"
    with pytest.raises(NotAllowedNow):
        sitting.answer("trust", ["2"])


def test_an_edit_keeps_the_old_answer_and_the_reason(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.PAPER, "en")
    sitting.answer("trust", ["1"])
    sitting.answer("trust", ["2"])
    assert sitting.finish() == ()
    edit(workspace, sitting.response.id, "trust", ["5"], "misread").result(10)
    (response,) = stored(workspace, field)
    assert response.answers["trust"] == Choice(("5",))
    with workspace.read() as repos:
        (past,) = repos.responses.history(response.id)
    assert (past.item, past.choice, past.reason) == ("trust", Choice(("2",)), "misread")
    with pytest.raises(NotAllowedNow, match="say why"):
        edit(workspace, response.id, "trust", ["4"], " ")


def test_a_person_answers_a_wave_once(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.KIOSK, "en", code=CODE)
    sitting.answer("trust", ["1"])
    sitting.finish()
    with pytest.raises(NotAllowedNow, match="answered already"):
        start(workspace, field.before.id, Mode.KIOSK, "en", code=CODE)
    after = start(workspace, field.after.id, Mode.KIOSK, "en", code=CODE)
    assert after.respondent == sitting.respondent


def test_a_wave_takes_only_its_own_modes(workspace: Workspace, field: Field) -> None:
    save_wave(workspace, replace(field.before, modes=(Mode.PAPER,))).result(10)
    with pytest.raises(NotAllowedNow, match="Before"):
        start(workspace, field.before.id, Mode.KIOSK, "en")


def test_no_answer_is_taken_before_consent(workspace: Workspace, field: Field) -> None:
    ask_for_consent(workspace, field.project.id, {"en": "May we ask you?"}).result(10)
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    assert sitting.consent_text is not None and sitting.needs_consent
    with pytest.raises(ConsentMissing):
        sitting.answer("trust", ["1"])
    sitting.record_consent(True)
    sitting.answer("trust", ["1"]).saved.result(10)
    with workspace.read() as repos:
        (said,) = repos.consents.list(field.before.id)
    assert (said.is_given, said.language) == (True, "en")
    assert said.text_version == sitting.consent_text.version


def test_a_no_to_the_consent_text_is_a_refusal(workspace: Workspace, field: Field) -> None:
    ask_for_consent(workspace, field.project.id, {"en": "May we ask you?"}).result(10)
    start(workspace, field.before.id, Mode.KIOSK, "en").record_consent(False)
    with workspace.read() as repos:
        overview = project_overview(repos, field.project.id, workspace.today())
    assert overview.waves[0].tally.refused == 1


def test_a_constraint_refuses_an_answer_in_the_words_of_the_form(workspace: Workspace) -> None:
    age = Item(
        "age",
        ItemKind.NUMBER,
        {"en": "How old are you?"},
        whole=True,
        rules=Rules(constraint=". >= 11", constraint_message={"en": "From eleven on, please."}),
    )
    held = new_field(workspace, questionnaire((age,)))
    sitting = start(workspace, held.before.id, Mode.INTERVIEW, "en")
    sitting.answer("age", ["12"])
    with pytest.raises(AnswerNotAccepted, match="From eleven on"):
        sitting.answer("age", ["10"])
    assert sitting.response.answers["age"] == Choice(values=(("number", "12"),))


def test_members_are_added_and_taken_away(workspace: Workspace) -> None:
    held = new_field(workspace, household())
    sitting = start(workspace, held.before.id, Mode.INTERVIEW, "en")
    while sitting.filling.rows()["member"] < 3:
        sitting.add_repeat("member")
    for row, age in enumerate(("41", "12", "7"), start=1):
        sitting.answer(f"member[{row}]/age", [age], took_ms=row)
    sitting.would_rather_not_say("member[3]/job").saved.result(10)
    sitting.remove_repeat("member[2]").saved.result(10)
    (draft,) = drafts(workspace, held.before.id)
    assert draft == sitting.response
    assert {a: c.values[0][1] for a, c in draft.answers.items()} == {
        "member": "2",
        "member[1]/age": "41",
        "member[2]/age": "7",
        "adults": "1",
    }
    assert draft.unsaid == {"member[2]/job"}
    assert draft.took_ms == {"member[1]/age": 1, "member[2]/age": 3}
    again = resume(workspace, draft.id)
    assert again.asked() == sitting.asked()
    assert again.filling.answers() == sitting.filling.answers()
    assert again.finish() == ()


def test_an_edit_works_out_what_follows_from_it(workspace: Workspace) -> None:
    held = new_field(workspace, household())
    sitting = start(workspace, held.before.id, Mode.PAPER, "en")
    if not sitting.filling.rows()["member"]:
        sitting.add_repeat("member")
    sitting.answer("member[1]/age", ["17"])
    assert sitting.finish() == ()
    assert sitting.response.answers["adults"] == Choice(values=(("number", "0"),))
    edit(workspace, sitting.response.id, "member[1]/age", ["71"], "turned round").result(10)
    with workspace.read() as repos:
        edited = repos.responses.get(sitting.response.id)
        past = repos.responses.history(sitting.response.id)
    assert edited.answers["adults"] == Choice(values=(("number", "1"),))
    assert {one.item for one in past} == {"member[1]/age", "adults"}


def test_what_somebody_would_rather_not_say_can_be_said_later(
    workspace: Workspace, field: Field
) -> None:
    sitting = start(workspace, field.before.id, Mode.KIOSK, "en")
    sitting.would_rather_not_say("trust")
    sitting.answer("trust", ["3"])
    sitting.would_rather_not_say("talked")
    sitting.clear("talked").saved.result(10)
    (draft,) = drafts(workspace, field.before.id)
    assert (draft.unsaid, draft.answers) == (frozenset(), {"trust": Choice(("3",))})


def test_what_an_older_questionnaire_asked_stays_with_the_draft(
    workspace: Workspace, field: Field
) -> None:
    old = new_field(workspace, questionnaire((Item("mood", ItemKind.TEXT, {"en": "Mood?"}),)))
    sitting = start(workspace, old.before.id, Mode.INTERVIEW, "en")
    sitting.answer("mood", ["sunny"]).saved.result(10)
    assert change_instrument(workspace, [old.before.id], questionnaire()).result(10) == 1
    with pytest.raises(NotAllowedNow, match="changed meanwhile"):
        sitting.answer("mood", ["rainy"]).saved.result(10)
    again = resume(workspace, sitting.response.id)
    again.answer("trust", ["3"])
    assert again.finish() == ()
    with workspace.read() as repos:
        kept = repos.responses.get(again.response.id).answers
    aside = {address: choice.text for address, choice in kept.items() if is_aside(address)}
    assert list(aside.values()) == ["sunny"]


def household() -> Instrument:
    age = Item("member/age", ItemKind.NUMBER, {"en": "Age"}, whole=True)
    job = Item("member/job", ItemKind.TEXT, {"en": "Work"})
    adults = Item(
        "adults",
        ItemKind.NUMBER,
        {"en": "Adults"},
        rules=Rules(calculation="count(${age}[. >= 18])"),
    )
    return Instrument(
        {"en": "Household"}, ("en",), (age, job, adults), (Section("member", repeats=True),)
    )


def stored(workspace: Workspace, field: Field) -> tuple[Response, ...]:
    with workspace.read() as repos:
        return repos.responses.list(field.before.id)
