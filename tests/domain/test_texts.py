"""Texts by language, and what people type made fit for a wall."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.texts import clean_text, in_language, on_one_line


def test_a_text_is_found_in_its_language_or_the_next_best() -> None:
    texts = {"en": "Yes", "fr": "Oui", "ar": ""}
    assert in_language(texts, "fr") == "Oui"
    assert in_language(texts, "fr-CH") == "Oui"
    assert in_language(texts, "ar") == "Yes"  # an empty text is none
    assert in_language({"de": "Ja"}, "fr") == "Ja"
    assert in_language({}, "fr") == ""


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\u202egnp.exe", "gnp.exe"),  # right-to-left override
        ("a\x00b\x1bc\u0007", "abc"),
        ("e\u0301", "é"),
        ("a\r\nb", "a\nb"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner is part of the word
        ("👩\u200d👧", "👩\u200d👧"),
        ("\ue000private", "private"),
    ],
)
def test_marks_that_could_mislead_are_taken_out_and_letters_are_kept(raw: str, clean: str) -> None:
    assert clean_text(raw, longest=280) == clean


@given(st.text(max_size=200), st.integers(1, 50))
def test_a_clean_text_is_short_calm_and_stays_as_it_is(raw: str, longest: int) -> None:
    text = clean_text(raw, longest)
    assert len(text) <= longest
    assert text == text.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" for c in text)
    assert clean_text(text, longest) == text


def test_a_text_on_one_line_keeps_its_no_break_blanks() -> None:
    assert on_one_line(" D’où \n venez-vous\u202f? \t Ici\u00a0: ") == (
        "D’où venez-vous\u202f? Ici\u00a0:"
    )
