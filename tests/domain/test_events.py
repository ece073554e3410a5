from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument

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
