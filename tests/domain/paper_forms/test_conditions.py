"""Conditions in words are sentences of each language that a form is printed in."""

from __future__ import annotations

import pytest
from paper_samples import FORM

from pollkit.domain.paper_forms.conditions import Numbered, in_words
from pollkit.i18n import speaking

BOTH = "${age} >= 18 and not(selected(${safe}, 'street'))"
ONE_OF = "${talked} = 'some' or ${talked} = 'often'"
EITHER = "${age} = 3 or ${talked} = 'never'"


def said(written: str, language: str) -> str | None:
    numbers = {"talked": "1", "safe": "3", "age": "7"}
    with speaking(language):
        return in_words(written, Numbered(FORM, numbers, language))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            BOTH,
            "Ihre Antwort auf Frage 7 mindestens 18 ist und Sie bei Frage 3 nicht „Auf der "
            "Straße“ angekreuzt haben",
        ),
        (ONE_OF, "Sie bei Frage 1 „Manchmal“ oder „Oft“ angekreuzt haben"),
        # Two numbers beside each other would be read as one.
        (
            EITHER,
            "Sie bei Frage 7 die Zahl 3 eingetragen haben oder Sie bei Frage 1 „Nie“ "
            "angekreuzt haben",
        ),
    ],
)
def test_german_ends_each_clause_with_its_verb(written: str, words: str) -> None:
    assert said(written, "de") == words


def test_french_says_si_again_before_a_clause_but_not_before_an_answer() -> None:
    both, one_of = said(BOTH, "fr"), said(ONE_OF, "fr")

    assert both is not None and " et si vous n’avez pas répondu " in both
    assert one_of is not None and " ou " in one_of and " si " not in one_of


def test_arabic_joins_clauses_and_keeps_numbers_apart() -> None:
    assert said(BOTH, "ar") == (
        "كانت إجابتك عن السؤال 7 هي 18 أو أكثر ولم تُجب بـ «في الشارع» عن السؤال 3"
    )
