"""A questionnaire on paper: numbers, boxes, and skips in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper_samples import FORM

from pollkit.domain.paper_forms.conditions import Numbered, in_words
from pollkit.domain.paper_forms.sheets import PaperForm, PaperQuestion, paper_form

ENGLISH = paper_form(FORM, "en")
NUMBERED = Numbered(FORM, {"talked": "1", "safe": "3", "trust": "4", "age": "7"}, "en")


def question(form: PaperForm, address: str) -> PaperQuestion:
    return next(one for one in form.questions if one.address == address)


def test_questions_are_numbered_and_notes_are_not() -> None:
    assert [one.number for one in ENGLISH.questions] == [
        *("", "1", "2", "3", "4", "5", "6", "7", "8"),
        *("9.1", "10.1", "9.2", "10.2"),
    ]


def test_what_repeats_is_printed_as_often_as_it_says() -> None:
    addresses = [one.address for one in ENGLISH.questions if "child" in one.address]
    assert addresses == [
        *("home/child[1]/name", "home/child[1]/up", "home/child[2]/name", "home/child[2]/up"),
    ]
    assert [section.title for section in ENGLISH.sections] == ["", "Child 1", "Child 2"]
    more = paper_form(FORM, "en", {"home/child": 4})
    assert [section.title for section in more.sections][-1] == "Child 4"


def test_a_skip_is_said_in_words() -> None:
    assert question(ENGLISH, "about").when == (
        "Only if you answered “Sometimes” or “Often” to question 1."
    )
    assert question(ENGLISH, "since").when == (
        "Only if your answer to question 7 is 18 or more and you did not answer “In the street” to"
        " question 3."
    )
    assert ENGLISH.sections[1].when == "Only if your answer to question 7 is above 15."


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("${talked} = 'never'", "you answered “Never” to question 1"),
        ("'never' != ${talked}", "you did not answer “Never” to question 1"),
        (
            "${talked} = 'never' or ${age} < 9",
            "you answered “Never” to question 1 or your answer to question 7 is below 9",
        ),
        ("${talked} != ''", "you answered question 1"),
        ("18 > ${age}", "your answer to question 7 is below 18"),
        ("${trust} = 3", "you answered “3” to question 4"),
        ("selected(/data/safe, 'home')", "you answered “At home” to question 3"),
        ("count-selected(${safe}) > 1", None),
        ("${talked} = 'unknown'", None),
        ("${talked} =", None),
    ],
)
def test_conditions_that_have_plain_words_get_them(written: str, words: str | None) -> None:
    assert in_words(written, NUMBERED) == words


def test_an_answer_in_a_text_becomes_the_number_of_its_question() -> None:
    assert question(ENGLISH, "home/child[1]/up").text == "When does [answer 9] get up?"


def test_what_paper_cannot_ask_is_named() -> None:
    assert ENGLISH.left_out == ("home/child/place",)


def test_the_stamp_tells_versions_apart() -> None:
    other = replace(FORM, items=FORM.items[:-1])

    assert ENGLISH.stamp != paper_form(other, "en").stamp
    assert ENGLISH.stamp == paper_form(FORM, "ar").stamp
    assert ENGLISH.stamp.replace(" ", "").lower() == FORM.version_id[:8]


def test_the_form_speaks_the_language_that_it_is_printed_in() -> None:
    arabic = paper_form(FORM, "ar")

    assert arabic.title == "كيف الأحوال في شارعنا؟"
    assert question(arabic, "talked").boxes[0].label == "أبدًا"
