from __future__ import annotations

import pytest

from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.problems import missing_translations, problems
from pollkit.usecases.quick_questions import QuickKind, quick_question

LANGUAGES = ("en", "fr", "de", "ar")


@pytest.mark.parametrize("kind", QuickKind)
def test_each_quick_question_can_be_asked_at_once_in_all_languages(kind: QuickKind) -> None:
    instrument = Instrument({"en": "Day"}, LANGUAGES, (quick_question(kind, LANGUAGES),))
    assert problems(instrument) == ()
    assert missing_translations(instrument) == ()


def test_a_typed_question_keeps_the_chosen_way_of_answering() -> None:
    item = quick_question(QuickKind.TEN, LANGUAGES, "  How was lunch? ")
    assert (item.texts, item.kind) == ({"en": "How was lunch?"}, ItemKind.SCALE)
    assert (item.codes[0], item.codes[-1]) == ("0", "10")


def test_blanks_alone_are_no_question_of_one_s_own() -> None:
    assert quick_question(QuickKind.YES_NO, ("en",), "  ").texts["en"] == "Yes or no?"
