"""A translation that is older than its text stays marked, wherever the question goes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from pollkit.domain.editing.items import with_item, with_moved, with_name
from pollkit.domain.editing.notes import with_instrument
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.rules import Section


def asked() -> Questionnaire:
    items = (
        Item("home/rooms", ItemKind.NUMBER, {"en": "How many rooms?", "fr": "Combien de pièces ?"}),
        Item("age", ItemKind.NUMBER, {"en": "How old?", "fr": "Quel âge ?"}),
    )
    instrument = Instrument({}, ("en", "fr"), items, (Section("home", {"en": "Home"}),))
    return Questionnaire(UUID(int=1), instrument)


def test_a_changed_text_marks_its_translation_and_the_old_text_frees_it() -> None:
    item = asked().instrument.item("age")
    newer = replace(item, texts={**item.texts, "en": "How old are you?"})
    changed = with_instrument(asked(), with_item(asked().instrument, newer))
    assert changed.outdated == {"age/text/fr": "How old?"}
    back = with_instrument(changed, with_item(changed.instrument, item))
    assert back.outdated == {}


def test_the_mark_goes_along_with_a_move_and_with_a_new_name() -> None:
    noted = replace(asked(), outdated={"home/rooms/text/fr": "Rooms?"})
    moved, _name = with_moved(noted.instrument, "home/rooms", None, "")
    assert with_instrument(noted, moved).outdated == {"rooms/text/fr": "Rooms?"}
    named, name = with_name(noted.instrument, "home/rooms", "number")
    followed = with_instrument(noted, named, {"home/rooms": name})
    assert followed.outdated == {"home/number/text/fr": "Rooms?"}
    named, name = with_name(noted.instrument, "home", "house")
    followed = with_instrument(noted, named, {"home": name})
    assert followed.outdated == {"house/rooms/text/fr": "Rooms?"}
