from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import is_asked
from pollkit.store import Role, Workspace
from pollkit.usecases.demo import MadeUpPerson, demo_crowd, demo_event, ensure_demo_event
from pollkit.usecases.events import archive_event, list_events

A_DAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

# The cities that the source's participants came from, by country.
CITIES = {
    "gb": {"Birmingham", "Liverpool", "London", "Luton", "Portsmouth"},
    "us": {"Aurora", "Houston", "New York City"},
    "de": {"Berlin", "Essen"},
    "ca": {"Toronto"},
    "be": {"Mechelen"},
    "fr": {"Strasbourg"},
    "nl": {"The Hague"},
}


def by_country(people: list[MadeUpPerson]) -> dict[str, int]:
    return dict(Counter(person.answers["country"][0] for person in people))


def test_the_demo_s_crowd_are_42_people_of_whom_29_say_yes() -> None:
    everyone = list(demo_crowd())
    yes = [person for person in everyone if person.answers["evaluates"] == ["yes"]]

    assert (len(everyone), len(yes)) == (42, 29)
    assert round(100 * len(yes) / len(everyone)) == 69  # as the source reports it
    assert by_country(everyone) == {
        "gb": 12, "us": 8, "de": 6, "ca": 5, "be": 4, "fr": 4, "nl": 3
    }  # fmt: skip
    assert by_country(yes) == {"gb": 11, "us": 5, "de": 4, "ca": 3, "be": 2, "fr": 2, "nl": 2}


def test_they_come_from_the_source_s_cities_and_speak_four_languages() -> None:
    found: dict[str, set[str]] = {}
    for person in demo_crowd():
        found.setdefault(person.answers["country"][0], set()).add(person.city)

    assert found == CITIES
    assert {person.language for person in demo_crowd()} == {"en", "fr", "de", "ar"}


@pytest.mark.parametrize("person", demo_crowd(), ids=lambda person: person.city)
def test_each_answers_only_what_they_are_asked_and_may_say(person: MadeUpPerson) -> None:
    instrument = demo_event(A_DAY).instrument
    given = {}
    for item in instrument.items:
        if item.name in person.answers:
            assert is_asked(item.asked_if, given)
            given[item.name] = read_choice(item, person.answers[item.name])
    assert given.keys() == person.answers.keys()


def test_few_of_those_who_say_yes_can_give_details() -> None:
    details = [person for person in demo_crowd() if "how" in person.answers]

    assert 0 < len(details) < 29 / 2


def test_a_workspace_that_never_held_an_event_gets_the_demo_once(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        first = ensure_demo_event(workspace, A_DAY, "fr")
        again = ensure_demo_event(workspace, A_DAY, "fr")
        listed = list_events(workspace)

    assert first is not None
    assert again is None
    assert [event.id for event in listed] == [first.id]
    assert listed[0].title.startswith("Des villes")


def test_a_demo_that_was_archived_does_not_come_back(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, Role.WINDOW) as workspace:
        demo = ensure_demo_event(workspace, A_DAY)
        assert demo is not None
        archive_event(workspace, demo.id).result()

        assert ensure_demo_event(workspace, A_DAY) is None
        assert list_events(workspace) == ()
