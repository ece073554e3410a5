from datetime import UTC, datetime
from uuid import UUID

import pytest

from pollkit.cli.event_choice import choose_event
from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument
from pollkit.errors import NotFound


def event(number: int, title: str) -> Event:
    return Event(
        id=UUID(f"0199{number:04d}-0000-7000-8000-000000000000"),
        title=title,
        place="A hall",
        starts_at=datetime(2026, 11, 24, tzinfo=UTC),
        instrument=Instrument({"en": title}, ("en",), ()),
    )


DAY, SUPPER, OTHER_DAY = event(1, "Transatlantic day"), event(2, "Supper"), event(12, "Open day")
EVENTS = (DAY, SUPPER, OTHER_DAY)


@pytest.mark.parametrize("meant", [str(SUPPER.id), "01990002", "supp", "SUPPER", " Supper "])
def test_an_event_is_found_by_id_by_its_start_or_by_part_of_the_title(meant: str) -> None:
    assert choose_event(EVENTS, meant) is SUPPER


def test_several_that_fit_are_listed_instead_of_guessed() -> None:
    with pytest.raises(NotFound) as told:
        choose_event(EVENTS, "day")

    assert "Transatlantic day" in str(told.value)
    assert "Open day" in str(told.value)
    assert "Supper" not in str(told.value)


@pytest.mark.parametrize("meant", ["breakfast", "", "  "])
def test_if_none_fits_all_are_listed(meant: str) -> None:
    with pytest.raises(NotFound, match="Supper"):
        choose_event(EVENTS, meant)


def test_an_empty_workspace_is_told_as_such() -> None:
    with pytest.raises(NotFound, match="no events"):
        choose_event((), "day")
