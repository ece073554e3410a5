"""Notes on translations that are older than what they translate, through any change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pollkit.domain.instruments import Instrument
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.texts import Texts
from pollkit.domain.translations import TextPlace, instrument_texts, outdated_notes


def with_instrument(
    before: Questionnaire, instrument: Instrument, renamed: Mapping[str, str] | None = None
) -> Questionnaire:
    """The questionnaire after a change, with a note at each translation whose main text was changed
    without it; the notes of what moved or was renamed (old name -> new one) go along."""
    names = _new_names(before.instrument, instrument, renamed or {})

    def moved(place: TextPlace) -> TextPlace:
        return replace(place, item=names.get(place.item or "", place.item))

    earlier: dict[TextPlace, Texts] = {}
    kept: dict[str, str] = {}
    for place, texts in instrument_texts(before.instrument).items():
        earlier[moved(place)] = texts
        for language in texts:
            if note := before.outdated.get(place.key(language)):
                kept[moved(place).key(language)] = note
    notes = outdated_notes(earlier, instrument_texts(instrument), kept, instrument.languages[0])
    return replace(before, instrument=instrument, outdated=notes)


def _new_names(before: Instrument, after: Instrument, renamed: Mapping[str, str]) -> dict[str, str]:
    """Old name -> new name; what stands in another section now is known by its own name."""
    now = {name.rpartition("/")[2]: name for name in _names(after)}
    found: dict[str, str] = {}
    for name in _names(before):
        for old, new in renamed.items():
            if name == old or name.startswith(f"{old}/"):
                found[name] = new + name[len(old) :]
        leaf = name.rpartition("/")[2]
        if name not in found and leaf in now:
            found[name] = now[leaf]
    return found


def _names(instrument: Instrument) -> list[str]:
    return [s.path for s in instrument.sections] + [i.name for i in instrument.items]
