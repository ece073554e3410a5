"""Which texts wait for the facilitator although the question holds none back."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pollkit.live.rude_words import RudeWords


@pytest.mark.parametrize("text", ["what the fuck", "FUCK", "f.u.c.k", "sh1t happens"])
def test_rude_words_are_found_however_they_are_written(text: str) -> None:
    assert RudeWords(["en"]).are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe and Essex",
        "a classic assessment of our analysis",
        "Dick Smith spoke for the refugees",
        "the gay community",
        "Jews and Muslims eat together",
        "die Kinder in Not",
        "les députés",
        "نعمل معا من أجل السلام",
    ],
)
def test_what_only_looks_like_them_is_not(text: str) -> None:
    assert not RudeWords(["en", "fr", "de", "ar"]).are_in(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "So eine Scheiße"), ("de-AT", "Du Arschloch"), ("fr", "merde alors"), ("ar", "كس امك")],
)
def test_they_are_known_in_the_languages_of_the_event(language: str, text: str) -> None:
    assert RudeWords([language]).are_in(text)
    assert not RudeWords(["en"]).are_in(text)


def test_a_language_without_a_list_still_has_the_english_one() -> None:
    assert RudeWords(["so"]).are_in("fuck")


def test_no_list_is_read_before_a_text_comes() -> None:
    script = (
        "import sys; from pollkit.live.rude_words import RudeWords; RudeWords(['en']);"
        "print('glin_profanity' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert answer.stdout.strip() == "False"
