"""The way from one translation that is to be done to the next."""

from __future__ import annotations

from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.domain.translations import Gap, TextPlace, instrument_texts


def next_gap(state: EditorState, part: str | None) -> Gap | None:
    """The first one after this text, or from the beginning of what is shown; after the last text
    comes the first."""
    wanted = [gap for gap in state.gaps if gap.language == state.translation] or list(state.gaps)
    places = list(instrument_texts(state.instrument))
    here = TextPlace(state.chosen, part or "")
    before = (n for n, place in enumerate(places) if place.item == state.chosen)
    at = places.index(here) if here in places else next(before, 0) - 1

    def steps_to(gap: Gap) -> int:
        return (places.index(gap.place) - at - 1) % len(places)

    return min(wanted, key=steps_to, default=None)
