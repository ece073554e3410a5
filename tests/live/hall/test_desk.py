"""Phones fill in a questionnaire in a hall, each message sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from field_samples import Field, new_field, questionnaire
from hall_phones import HallPhone

from pollkit.domain.ballots import Choice
from pollkit.domain.codes import new_codes, spaced
from pollkit.domain.rules import Section
from pollkit.domain.waves import Mode, ResponseState
from pollkit.live.hall.desk import HallDesk
from pollkit.live.hall.seal import HallKey
from pollkit.live.hall.views import HallView
from pollkit.store import Role, Workspace
from pollkit.usecases.projects import ask_for_consent

KEY = HallKey()
CODE, UNUSED = new_codes(2)


def as_json(view: HallView) -> str:
    """Stands for the page: what it would show."""
    return json.dumps(asdict(view))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


@pytest.fixture
def desk(workspace: Workspace, field: Field) -> HallDesk:
    return HallDesk(workspace, field.before.id, KEY, as_json)


@pytest.fixture
def phone(desk: HallDesk) -> HallPhone:
    return HallPhone(KEY.fragment, desk.receive)


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    view: dict[str, Any] = json.loads(answer["html"])
    return view


def test_a_questionnaire_is_filled_in_question_by_question(
    phone: HallPhone, workspace: Workspace, field: Field
) -> None:
    assert shown(phone.say("hello", language="de"))["language"] == "de"
    page = shown(phone.say("begin", code=""))
    assert (page["address"], page["place"], page["count"]) == ("trust", 1, 2)

    page = shown(phone.say("answer", at="trust", words=["4"], ms=2100))
    assert page["address"] == "talked"
    page = shown(phone.say("answer", at="talked", words=["yes"]))
    assert (page["address"], page["count"]) == ("about", 3)  # asked because of the answer
    page = shown(phone.say("answer", at="about", words=["The weather"]))

    assert page["stage"] == "thanks"
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
        (person,) = repos.respondents.list(field.project.id)
    assert spaced(person.code or "") == page["new_code"]
    assert (kept.mode, kept.state, kept.language) == (Mode.PHONE, ResponseState.FINISHED, "de")
    assert kept.took_ms["trust"] == 2100
    assert kept.answers == {
        "trust": Choice(codes=("4",)),
        "talked": Choice(codes=("yes",)),
        "about": Choice(text="The weather"),
    }


def test_an_answer_is_on_disk_before_the_phone_is_told(
    phone: HallPhone, workspace: Workspace, field: Field
) -> None:
    phone.say("begin", code=CODE)
    phone.say("answer", at="trust", words=["2"])

    with workspace.read() as repos:
        (draft,) = repos.responses.list(field.before.id)
    assert draft.answers == {"trust": Choice(codes=("2",))}


def test_a_message_whose_answer_was_lost_is_obeyed_once(phone: HallPhone) -> None:
    phone.say("begin", code="")
    first = phone.say("answer", at="trust", words=["2"])
    again = phone.say_again("answer", at="trust", words=["2"])

    assert shown(again) == shown(first)
    assert shown(again)["address"] == "talked"


def test_an_old_message_that_is_sent_again_changes_nothing(
    desk: HallDesk, workspace: Workspace, field: Field
) -> None:
    sent: list[bytes] = []

    def send(body: bytes) -> bytes:
        sent.append(body)
        return desk.receive(body)

    phone = HallPhone(KEY.fragment, send)
    phone.say("begin", code="")
    phone.say("answer", at="trust", words=["2"])
    phone.say("back")
    phone.say("answer", at="trust", words=["5"])
    desk.receive(sent[1])

    with workspace.read() as repos:
        (draft,) = repos.responses.list(field.before.id)
    assert draft.answers["trust"] == Choice(codes=("5",))


def test_a_hall_that_was_killed_goes_on_with_every_phone(
    phone: HallPhone, desk: HallDesk, workspace: Workspace, field: Field
) -> None:
    phone.say("begin", code=CODE)
    phone.say("answer", at="trust", words=["2"])

    again = HallDesk(workspace, field.before.id, HallKey(KEY.secret), as_json)
    phone._send = again.receive
    page = shown(phone.say_again("answer", at="trust", words=["2"]))
    assert page["address"] == "talked"
    phone.say("answer", at="talked", words=["no"])
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
    assert kept.state is ResponseState.FINISHED


def test_what_does_not_fit_is_said_and_keeps_the_page(phone: HallPhone) -> None:
    phone.say("begin", code="")
    answer = phone.say("answer", at="trust", words=["9"])

    assert answer["state"] == "refused"
    assert shown(answer)["address"] == "trust"
    assert "does not belong" in shown(answer)["trouble"]


def test_a_required_question_can_be_left_unsaid_but_not_passed_over(phone: HallPhone) -> None:
    phone.say("begin", code="")

    assert phone.say("next", at="trust")["state"] == "refused"
    assert shown(phone.say("unsaid", at="trust"))["address"] == "talked"
    assert shown(phone.say("back"))["is_unsaid"]


def test_a_message_about_another_page_is_not_obeyed(phone: HallPhone) -> None:
    phone.say("begin", code="")

    assert shown(phone.say("answer", at="talked", words=["no"]))["address"] == "trust"


def test_a_wrong_code_is_told_and_guessing_ends(phone: HallPhone) -> None:
    assert phone.say("begin", code="AAAAAAA")["state"] == "refused"
    for _try in range(12):
        answer = phone.say("begin", code="AAAAAAA")
    assert shown(answer)["trouble"].startswith("Too many tries")
    assert shown(phone.say("begin", code=UNUSED))["stage"] == "welcome"


def test_a_person_who_goes_on_on_another_phone_has_left_the_first(
    desk: HallDesk, phone: HallPhone
) -> None:
    phone.say("begin", code=CODE)
    phone.say("answer", at="trust", words=["2"])

    second = HallPhone(KEY.fragment, desk.receive)
    assert shown(second.say("begin", code=CODE))["address"] == "talked"
    assert shown(phone.say("answer", at="talked", words=["no"]))["stage"] == "welcome"


OWN = {
    "birth_day": "14",
    "mother_letter": "m",
    "father_letter": "j",
    "own_letter": "a",
    "older_siblings": "1",
    "birth_town_letter": "l",
    "school_letter": "s",
}


def test_seven_questions_stand_for_a_card_and_are_kept_unreadable(
    phone: HallPhone, workspace: Workspace, field: Field
) -> None:
    assert shown(phone.say("hello"))["may_own"]
    page = shown(phone.say("own"))
    assert [pick["name"] for pick in page["picks"]] == list(OWN)
    assert phone.say("make", **{**OWN, "birth_day": ""})["state"] == "refused"
    assert phone.say("make", **{**OWN, "birth_day": "45"})["state"] == "refused"
    with workspace.read() as repos:
        assert repos.respondents.list(field.project.id) == ()

    assert shown(phone.say("make", **OWN))["address"] == "trust"
    with workspace.read() as repos:
        (person,) = repos.respondents.list(field.project.id)
        assert person.code is None
        assert list(repos.links.codes(field.before.id)) == [person.id]


def test_who_would_rather_not_make_a_code_goes_back(phone: HallPhone) -> None:
    phone.say("own")
    assert shown(phone.say("back"))["stage"] == "welcome"
    assert shown(phone.say("begin", code=""))["stage"] == "step"


def test_a_code_that_has_answered_is_told_so_and_shows_nothing(
    desk: HallDesk, phone: HallPhone
) -> None:
    phone.say("begin", code=CODE)
    phone.say("answer", at="trust", words=["2"])
    phone.say("answer", at="talked", words=["no"])

    again = shown(HallPhone(KEY.fragment, desk.receive).say("begin", code=CODE))
    assert again["stage"] == "welcome"
    assert again["trouble"].startswith("This code has been used already.")


def test_consent_comes_first_and_a_no_ends_kindly(workspace: Workspace, field: Field) -> None:
    ask_for_consent(workspace, field.project.id, {"en": "We keep no names."}).result(10)
    desk = HallDesk(workspace, field.before.id, KEY, as_json)
    willing = HallPhone(KEY.fragment, desk.receive)
    unwilling = HallPhone(KEY.fragment, desk.receive)

    page = shown(willing.say("begin", code=""))
    assert (page["stage"], page["says"]) == ("consent", "We keep no names.")
    assert shown(willing.say("consent", yes=True))["stage"] == "step"
    unwilling.say("begin", code="")
    assert shown(unwilling.say("consent", yes=False))["stage"] == "refused"


def test_rows_are_added_one_after_the_other(workspace: Workspace) -> None:
    trust, talked, _about = questionnaire().items
    repeated = replace(
        questionnaire(),
        items=(trust, replace(talked, name="child/talked")),
        sections=(Section("child", {"en": "Child"}, repeats=True),),
    )
    field = new_field(workspace, repeated)
    phone = HallPhone(KEY.fragment, HallDesk(workspace, field.before.id, KEY, as_json).receive)
    phone.say("begin", code="")
    page = shown(phone.say("answer", at="trust", words=["3"]))
    while not page["more"]:
        page = shown(phone.say("answer", at=page["address"], words=["yes"]))
    page = shown(phone.say("add", at=page["address"]))
    assert page["address"].endswith("]/talked")
    phone.say("answer", at=page["address"], words=["no"])
    page = shown(phone.say("next", at="child"))

    assert page["stage"] == "thanks"
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
    last = page_count = int(kept.answers["child"].value("count") or 0)
    assert kept.answers[f"child[{last}]/talked"] == Choice(codes=("no",))
    assert page_count >= 1


@pytest.mark.parametrize(
    "said",
    [
        {"do": "dance"},
        {"do": ["answer"]},
        {"do": "answer", "at": None, "words": "yes"},
        {"do": "answer", "at": "trust", "words": [1, None, {}]},
        {"do": "answer", "at": "trust", "words": ["\ud800", "\0"]},
        {"do": "answer", "at": "trust", "words": ["1"] * 501},
        {"do": "begin", "code": "\ud800\0" * 9},
        {"do": "own"},
        {"do": "make", "birth_day": ["14"]},
        {"do": "consent", "yes": "yes"},
        {"do": "to", "at": "nowhere"},
        {"do": "add", "at": "trust"},
        {"do": "language", "language": 7},
    ],
    ids=str,
)
def test_a_hostile_phone_gets_a_page_and_breaks_nothing(
    phone: HallPhone, said: dict[str, Any]
) -> None:
    phone.say("begin", code="")
    do = said.pop("do")
    assert phone.say(do, **said)["html"]
    assert shown(phone.say("answer", at="trust", words=["1"]))["address"] == "talked"


def test_odd_letters_and_numbers_are_kept_or_told_and_break_nothing(
    phone: HallPhone, workspace: Workspace, field: Field
) -> None:
    phone.say("begin", code="")
    phone.say("answer", at="trust", words=["1"])
    phone.say("answer", at="talked", words=["yes"])
    assert phone.say("answer", at="about", words=["a\ud800b\0c"])["html"]
    phone.number = 2**70
    assert phone.say_again("back")["html"]
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
    assert "\0" not in (kept.answers["about"].text or "")


def test_counts_tell_who_came_and_a_closed_hall_forgets_its_phones(
    desk: HallDesk, phone: HallPhone, workspace: Workspace, field: Field
) -> None:
    phone.say("begin", code="")
    HallPhone(KEY.fragment, desk.receive).say("hello")
    assert (desk.count.joined, desk.count.answering, desk.count.finished) == (2, 1, 0)

    desk.close()
    with workspace.read() as repos:
        assert repos.hall_phones.all(field.before.id) == ()
        (draft,) = repos.responses.list(field.before.id)
    assert draft.state is ResponseState.DRAFT
