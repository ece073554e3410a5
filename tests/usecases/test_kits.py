import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from pollkit.domain.instruments import OF_ROOMS, Condition, ItemKind
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.resources import resource_path
from pollkit.store.attachments import Attachments
from pollkit.usecases.kits import (
    event_from_kit,
    keep_kit_pictures,
    kit_names,
    offered_kits,
    read_kit,
)

A_DAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, dict]:
    path = tmp_path / "a-kit.json"
    kit = json.loads(resource_path("kits", "transatlantic-day.json").read_text(encoding="utf-8"))
    return path, kit


@pytest.mark.parametrize("name", kit_names())
def test_every_kit_can_be_asked_as_it_comes(name: str) -> None:
    read_kit(resource_path("kits", f"{name}.json"))


def test_the_kit_of_the_transatlantic_day_asks_in_four_languages_and_follows_up() -> None:
    event = event_from_kit("transatlantic-day", A_DAY, "fr")

    assert event.title.startswith("Des villes")
    assert event.starts_at == A_DAY
    assert event.languages == ("fr", "en", "de", "ar")
    assert event.answers_tied
    assert [item.kind for item in event.instrument.items] == [
        ItemKind.SINGLE,
        ItemKind.SINGLE,
        ItemKind.TEXT,
        ItemKind.SINGLE,
        ItemKind.MULTIPLE,
        ItemKind.SCALE,
    ]
    only_yes = Condition("evaluates", ("yes",))
    assert [item.asked_if for item in event.instrument.items[2:4]] == [only_yes, only_yes]


def test_a_language_that_a_kit_does_not_have_leaves_its_own_first() -> None:
    event = event_from_kit("transatlantic-day", A_DAY, "pl")

    assert event.title.startswith("Cities")
    assert event.languages == ("en", "fr", "de", "ar")


def test_two_events_from_one_kit_are_two_events() -> None:
    first, second = (event_from_kit("transatlantic-day", A_DAY) for _ in range(2))

    assert first.id != second.id
    assert first.instrument.version_id == second.instrument.version_id


def test_a_kit_that_does_not_exist_is_named() -> None:
    with pytest.raises(NotFound, match="no-such-kit"):
        event_from_kit("no-such-kit", A_DAY)


def test_a_broken_kit_says_where_to_look(written: tuple[Path, dict]) -> None:
    path, kit = written
    kit["instrument"]["items"][1]["kind"] = "pie"
    path.write_text(json.dumps(kit))

    with pytest.raises(InstrumentProblem, match=r"instrument\.items\.1\.kind"):
        read_kit(path)


def test_a_kit_that_lacks_a_translation_is_refused(written: tuple[Path, dict]) -> None:
    path, kit = written
    del kit["instrument"]["items"][0]["options"][3]["texts"]["ar"]
    path.write_text(json.dumps(kit))

    with pytest.raises(InstrumentProblem, match=r"“country”.*“ar”"):
        read_kit(path)


def test_a_kit_whose_follow_up_comes_first_is_refused(written: tuple[Path, dict]) -> None:
    path, kit = written
    kit["instrument"]["items"].reverse()
    path.write_text(json.dumps(kit))

    with pytest.raises(InstrumentProblem, match="must come before"):
        read_kit(path)


def test_a_kit_of_another_format_is_refused(written: tuple[Path, dict]) -> None:
    path, kit = written
    kit["format"] = "pollkit-kit/99"
    path.write_text(json.dumps(kit))

    with pytest.raises(InstrumentProblem, match="another version"):
        read_kit(path)


def test_the_kit_of_the_workshop_asks_every_kind() -> None:
    event = event_from_kit("community-workshop", A_DAY, "ar")

    kinds = {item.kind for item in event.instrument.items}
    assert kinds == set(OF_ROOMS)
    assert event.languages == ("ar", "en", "fr", "de")


def test_the_pictures_of_a_kit_come_with_it_and_are_small_enough_for_phones(tmp_path: Path) -> None:
    items = event_from_kit("community-workshop", A_DAY).instrument.items
    images = [image for item in items for image in (item.image, *(o.image for o in item.options))]
    attachments = Attachments(tmp_path)

    keep_kit_pictures("community-workshop", attachments)

    shown = [image for image in images if image is not None]
    assert len(shown) == 4
    for image in shown:
        path = attachments.path(image.sha256)
        assert path.stat().st_size <= 60_000
        with Image.open(path) as picture:
            assert picture.size == (image.width, image.height)
    assert len(list(tmp_path.iterdir())) == 4


def test_kits_are_offered_by_title_in_the_language_of_who_chooses() -> None:
    offers = {offer.name: offer for offer in offered_kits("de")}

    assert offers["community-workshop"].title.startswith("Was wir zusammen anfangen")
    assert offers["community-workshop"].questions == 16
    assert offers["transatlantic-day"].questions == 6
