from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from pollkit.domain.corrections import keeps_answers
from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument
from pollkit.domain.people import AsksFor

DAY = Event(
    id=UUID("01990000-0000-7000-8000-000000000000"),
    title="A day",
    place="A hall",
    starts_at=datetime(2026, 11, 24, tzinfo=UTC),
    instrument=Instrument({"en": "A day", "fr": "Une journée"}, ("en", "fr"), ()),
)


def test_a_title_that_was_translated_is_told_in_the_reader_s_language() -> None:
    assert DAY.title_in("fr") == "Une journée"
    assert DAY.title_in("de") == "A day"


def test_a_title_that_was_changed_since_is_told_as_the_organiser_wrote_it() -> None:
    assert replace(DAY, title="Another day").title_in("fr") == "Another day"


def test_names_are_kept_only_where_they_are_asked_for_and_answers_are_tied() -> None:
    wanted = replace(DAY, answers_tied=True, keeps_names=True)
    assert not wanted.tells_names
    assert replace(wanted, asks_for=AsksFor.NAME).tells_names
    assert not replace(wanted, asks_for=AsksFor.CODE).tells_names
    assert not replace(wanted, asks_for=AsksFor.NAME, answers_tied=False).tells_names


def test_the_promise_about_names_stays_once_a_question_was_asked() -> None:
    named = replace(DAY, answers_tied=True, asks_for=AsksFor.NAME)
    told = replace(named, keeps_names=True)
    assert not keeps_answers(named, told, frozenset({"first"}))
    assert not keeps_answers(told, named, frozenset({"first"}))
    assert keeps_answers(named, told, frozenset())
