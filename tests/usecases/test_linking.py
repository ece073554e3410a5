"""Links between a project's waves: kept codes, the match table, decisions, keys."""

from __future__ import annotations

import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from field_samples import Field, new_field

from pollkit.domain.codes import new_code
from pollkit.domain.linking.links import Alone, How, Why
from pollkit.domain.waves import Mode
from pollkit.errors import NotAllowedNow, NotFound
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.export_responses import response_sets
from pollkit.usecases.linking import (
    LinkedWaves,
    confirm_link,
    forget_link_key,
    keep_code,
    linked_respondents,
    linked_waves,
    open_link_key,
    person_keys,
    project_people,
    reject_link,
    respondents_with_answers,
    save_link_key,
    take_back,
    unlinked_differences,
)
from pollkit.usecases.withdrawal import what_would_go_of, withdraw_respondent

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AMA = {
    "birth_day": "14",
    "mother_letter": "m",
    "father_letter": "j",
    "own_letter": "a",
    "older_siblings": "1",
    "birth_town_letter": "l",
    "school_letter": "s",
}
BEN = {**AMA, "birth_day": "3", "mother_letter": "s", "own_letter": "n", "school_letter": "h"}
TWO_OFF = {**BEN, "birth_day": "4", "older_siblings": "2"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ws"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.open(folder, Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


def asked(
    workspace: Workspace,
    wave_id: UUID,
    code: dict[str, str] | None = None,
    card: str | None = None,
    trust: str = "3",
) -> UUID:
    """A respondent who has finished the wave."""
    sitting = start(workspace, wave_id, Mode.INTERVIEW, "en", code=card)
    if code is not None:
        keep_code(workspace, wave_id, sitting.respondent.id, code).result(10)
    sitting.answer("trust", [trust])
    assert sitting.finish() == ()
    return sitting.respondent.id


def read(workspace: Workspace, field: Field) -> LinkedWaves:
    with workspace.read() as repos:
        return linked_waves(repos, field.before.id, field.after.id)


def links(linked: LinkedWaves) -> dict[tuple[UUID, UUID], How]:
    return {link.pair: link.how for link in linked.table.links}


def test_cards_and_self_generated_codes_link_two_waves(workspace: Workspace, field: Field) -> None:
    card = new_code()
    carded = asked(workspace, field.before.id, card=card)
    before = asked(workspace, field.before.id, AMA)
    gone = asked(workspace, field.before.id)
    assert asked(workspace, field.after.id, card=card) == carded
    after = asked(workspace, field.after.id, {**AMA, "birth_day": "15"})
    linked = read(workspace, field)
    assert links(linked) == {(carded, carded): How.CARD, (before, after): How.ONE_OFF}
    assert linked.table.alone_before == {gone: Alone.NO_CODE}
    assert linked.codes == {carded: card}


def test_a_draft_is_in_no_table(workspace: Workspace, field: Field) -> None:
    sitting = start(workspace, field.before.id, Mode.INTERVIEW, "en")
    keep_code(workspace, field.before.id, sitting.respondent.id, AMA).result(10)
    asked(workspace, field.after.id, AMA)
    assert read(workspace, field).table.links == ()


def test_a_lost_card_is_made_good_by_the_code(workspace: Workspace, field: Field) -> None:
    before = asked(workspace, field.before.id, AMA, card=new_code())
    after = asked(workspace, field.after.id, AMA, card=new_code())
    assert links(read(workspace, field)) == {(before, after): How.EXACT}


def test_whoever_has_no_card_is_found_by_the_seven_answers(
    workspace: Workspace, field: Field
) -> None:
    before, after = asked(workspace, field.before.id, AMA), asked(workspace, field.after.id, AMA)
    asked(workspace, field.before.id, BEN)
    project = field.project.id
    assert respondents_with_answers(workspace, project, AMA) == tuple(sorted((before, after)))
    assert respondents_with_answers(workspace, project, TWO_OFF) == ()
    # Whoever says nothing is nobody.
    asked(workspace, field.before.id, {})
    assert respondents_with_answers(workspace, project, {}) == ()


def test_a_proposal_is_confirmed_taken_back_and_rejected_and_all_of_it_is_in_the_log(
    workspace: Workspace, field: Field
) -> None:
    pair = asked(workspace, field.before.id, BEN), asked(workspace, field.after.id, TWO_OFF)
    waves = (field.before.id, field.after.id)
    (proposal,) = read(workspace, field).table.proposals
    assert (proposal.pair, proposal.why, proposal.off) == (pair, Why.TWO_OFF, 2)
    confirm_link(workspace, *waves, pair, "Maya", "she told me").result(10)
    assert links(read(workspace, field)) == {pair: How.PERSON}
    take_back(workspace, *waves, pair, "Maya").result(10)
    assert read(workspace, field).table.proposals == (proposal,)
    reject_link(workspace, *waves, pair, "Tom", "she moved away").result(10)
    refused = read(workspace, field).table
    assert refused.proposals == refused.links == ()
    with workspace.read() as repos:
        told = [(d.verdict, d.by, d.why, d.at) for d in repos.links.decisions(*waves)]
    assert told == [
        ("confirm", "Maya", "she told me", NOON),
        ("take_back", "Maya", "", NOON),
        ("reject", "Tom", "she moved away", NOON),
    ]
    workspace.rebuild()
    assert read(workspace, field).table == refused
    assert workspace.verify() == ()


def test_a_link_is_not_confirmed_over_another_that_was(workspace: Workspace, field: Field) -> None:
    before = asked(workspace, field.before.id)
    first, second = asked(workspace, field.after.id), asked(workspace, field.after.id)
    waves = (field.before.id, field.after.id)
    confirm_link(workspace, *waves, (before, first), "Maya").result(10)
    with pytest.raises(NotAllowedNow, match="Take that back first"):
        confirm_link(workspace, *waves, (before, second), "Maya").result(10)
    with pytest.raises(NotAllowedNow, match="Nothing was decided"):
        take_back(workspace, *waves, (before, second), "Maya").result(10)
    with pytest.raises(NotFound, match="no finished questionnaire"):
        confirm_link(workspace, *waves, (uuid4(), second), "Maya").result(10)
    take_back(workspace, *waves, (before, first), "Maya").result(10)
    confirm_link(workspace, *waves, (before, second), "Maya").result(10)
    assert links(read(workspace, field)) == {(before, second): How.PERSON}


def test_what_was_answered_is_in_no_file_and_the_key_in_no_database(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    asked(workspace, field.before.id, AMA)
    workspace.backup()
    (path,) = (folder / "vault").iterdir()
    key = path.read_text("ascii").split()[2]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    holding = [
        file.name
        for file in folder.rglob("*")
        if file.is_file()
        and any(k in file.read_bytes() for k in (key.encode(), bytes.fromhex(key)))
    ]
    assert holding == [path.name]
    workspace.close()
    raw = sqlite3.connect(folder / "workspace.sqlite")
    bodies = b"".join(row[0] for row in raw.execute("SELECT body FROM op"))
    raw.close()
    assert b"birth_day" not in bodies
    assert b"mother" not in bodies


def test_an_erased_person_leaves_no_hash_and_no_decision(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    before, after = asked(workspace, field.before.id, AMA), asked(workspace, field.after.id, BEN)
    waves = (field.before.id, field.after.id)
    confirm_link(workspace, *waves, (before, after), "Maya", "yellow-canary").result(10)
    with workspace.read() as repos:
        hashes = repos.links.codes(field.after.id)[after].hashes
        assert linked_respondents(repos, after) == tuple(sorted((before, after)))
    workspace.backup()
    withdraw_respondent(workspace, after)
    workspace.close()
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for gone in (b"yellow-canary", hashes[:16], hashes[:16].hex().encode()):
        assert gone not in everything
    with Workspace.open(folder, Role.WINDOW) as again:
        assert again.verify() == ()
        again.rebuild()
        with again.read() as repos:
            assert repos.links.decisions(*waves) == ()
            assert repos.links.codes(field.before.id) == {}  # the same person's


def test_who_has_no_card_is_withdrawn_by_the_seven_answers(
    folder: Path, workspace: Workspace, field: Field
) -> None:
    asked(workspace, field.before.id, AMA)
    asked(workspace, field.after.id, {**AMA, "birth_day": "15"})
    other = asked(workspace, field.before.id, BEN)
    with pytest.raises(NotFound, match="these seven answers"):
        what_would_go_of(workspace, field.project.id, TWO_OFF)
    found = what_would_go_of(workspace, field.project.id, AMA)
    # The second time is linked, though one answer was another.
    assert [wave.kind for wave, _response in found.responses] == ["before", "after"]
    done = withdraw_respondent(workspace, *(person.id for person in found.respondents))
    assert done.responses == 2
    with workspace.read() as repos:
        assert [one.id for one in repos.respondents.list(field.project.id)] == [other]


def test_where_two_gave_the_same_answers_neither_is_withdrawn_by_them(
    workspace: Workspace, field: Field
) -> None:
    asked(workspace, field.before.id, AMA)
    asked(workspace, field.before.id, AMA)
    with pytest.raises(NotAllowedNow, match="which of them it is cannot be told"):
        what_would_go_of(workspace, field.project.id, AMA)


def test_another_laptop_makes_comparable_codes_only_with_the_first_ones_key(
    workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    asked(workspace, field.before.id, AMA)
    stick = tmp_path / "stick.key"
    save_link_key(workspace, field.project.id, stick)
    forget_link_key(workspace, field.project.id)
    with pytest.raises(NotAllowedNow, match="on another laptop"):
        asked(workspace, field.after.id, AMA)
    with pytest.raises(NotFound, match="another project"):
        open_link_key(workspace, new_field(workspace).project.id, stick)
    open_link_key(workspace, field.project.id, stick)
    asked(workspace, field.after.id, AMA)
    linked = read(workspace, field)
    assert set(links(linked).values()) == {How.EXACT}
    # A key that was drawn elsewhere.
    stick.write_text(f"pollkit-link-key/1\n{field.project.id}\n{'ab' * 32}\n")
    with pytest.raises(NotAllowedNow, match="another key"):
        open_link_key(workspace, field.project.id, stick)
    stick.write_text("a shopping list")
    with pytest.raises(NotFound, match="no key for codes"):
        open_link_key(workspace, field.project.id, stick)
    # Links need no key.
    forget_link_key(workspace, field.project.id)
    assert read(workspace, field) == linked


def test_people_of_all_waves_and_whether_the_unlinked_differ(
    workspace: Workspace, field: Field
) -> None:
    """Six linked people trust more than six others, by 2 and with a standard deviation of 0.548:
    3.65 of them."""
    for number in range(6):
        card = new_code()
        asked(workspace, field.before.id, card=card, trust="45"[number % 2])
        asked(workspace, field.after.id, card=card)
        asked(workspace, field.before.id, trust="23"[number % 2])
    with workspace.read() as repos:
        assert len(project_people(repos, field.project.id).persons) == 6
        trust, *rest = unlinked_differences(
            repos, linked_waves(repos, field.before.id, field.after.id)
        )
    assert (trust.linked_n, trust.others_n, trust.linked, trust.others) == (6, 6, 4.5, 2.5)
    assert trust.standardised == pytest.approx(-3.651, abs=0.001)
    assert trust.is_notable
    # Nobody answered the others.
    assert {(one.linked_n, one.standardised) for one in rest} == {(0, None)}


def test_an_export_knows_linked_respondents_as_one_person_and_rejected_ones_as_two(
    workspace: Workspace, field: Field
) -> None:
    card, swapped = new_code(), new_code()
    waves = (field.before.id, field.after.id)
    pair = asked(workspace, waves[0], AMA, trust="1"), asked(workspace, waves[1], AMA, trust="1")
    assert pair[0] != pair[1]
    for wave in waves:
        asked(workspace, wave, card=card, trust="2")
        respondent = asked(workspace, wave, card=swapped, trust="3")
    reject_link(workspace, *waves, (respondent, respondent), "Maya", "swapped").result(10)
    with workspace.read() as repos:
        (found,) = response_sets(repos, field.project.id, True, Random(1))
    people: dict[str, set[str]] = {}
    for one in found.responses:
        people.setdefault(one.answers["trust"].codes[0], set()).add(one.person)
    assert {trust: len(marks) for trust, marks in people.items()} == {"1": 1, "2": 1, "3": 2}


def test_a_draft_is_exported_with_the_mark_of_whoever_it_is_elsewhere(
    workspace: Workspace, field: Field
) -> None:
    card = new_code()
    asked(workspace, field.before.id, card=card)
    start(workspace, field.after.id, Mode.INTERVIEW, "en", code=card)
    with workspace.read() as repos:
        assert len(set(person_keys(repos, field.project.id).values())) == 1


def test_waves_of_two_projects_are_not_compared(workspace: Workspace, field: Field) -> None:
    other = new_field(workspace)
    with workspace.read() as repos, pytest.raises(NotFound, match="one project"):
        linked_waves(repos, field.before.id, other.after.id)
