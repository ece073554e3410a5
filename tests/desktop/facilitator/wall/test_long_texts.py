"""Long German and Arabic questions of every kind: on the wall no word is torn or cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from guide_kinds import EVERY, HELPS, Shown, sent_by
from wall_kinds import GRID, SURE_QUIZ, options, result_of
from wall_pictures import SIZES, asking, event_in, revealed, sheet_of

from pollkit.domain.analysis.counts import tally
from pollkit.domain.answers import read_choice
from pollkit.domain.instruments import OF_POSTS

pytestmark = pytest.mark.usefixtures("application")

GARDEN = replace(
    GRID,
    name="garden",
    options=options(
        ("a", "A", "A", "Ein Gemeinschaftsgarten hinter der Stadtteilbibliothek", "حديقة للجميع"),
        ("b", "B", "B", "Straßenbeleuchtungserneuerung", "تجديد إنارة الشوارع"),
        ("c", "C", "C", "Nachbarschaftswerkstatt", "ورشة للحي"),
    ),
)
# A word of 55 letters has no room on a 4:3 wall.
SHOWN = [one for one in EVERY if one.item.kind not in OF_POSTS and one.item is not HELPS] + [
    Shown("garden", GARDEN),
    Shown("sure", SURE_QUIZ),
]


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.name)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_word_of_any_kind_is_torn_or_cut_off(shown: Shown, language: str) -> None:
    item = shown.item
    answers = [read_choice(item, words) for words in sent_by(item, 42)]
    event = event_in(language, item=item)
    for picture in (asking(item), revealed(item, tally(item, answers, 42))):
        for size in SIZES[1:]:
            sheet = sheet_of(picture, event, size)
            assert [text.text for text in sheet.texts if text.is_elided or text.is_torn] == []


@pytest.mark.parametrize("language", ["en", "fr", "de", "ar"])
def test_hundreds_of_people_and_how_sure_they_are_fit_under_the_chart(language: str) -> None:
    event = event_in(language, item=SURE_QUIZ)
    for size in SIZES:
        sheet = sheet_of(revealed(SURE_QUIZ, result_of(SURE_QUIZ, 1000)), event, size)
        assert [text.text for text in sheet.texts if text.is_elided or text.is_torn] == []
