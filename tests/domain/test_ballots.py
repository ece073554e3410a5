"""What a phone sends is checked against its question."""

from __future__ import annotations

import pytest
from store_samples import instrument

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Choice, is_asked
from pollkit.domain.instruments import Condition
from pollkit.errors import AnswerNotAccepted

FORM = instrument()


@pytest.mark.parametrize(
    ("item", "given", "choice"),
    [
        ("evaluates", ["yes"], Choice(("yes",))),
        ("evaluates", ["yes", "yes"], Choice(("yes",))),
        ("topics", ["c", "a"], Choice(("a", "c"))),  # in the question's order
        ("sure", ["5"], Choice(("5",))),
        ("how", ["  by hand \n\n\n\n each year "], Choice(text="by hand \n\n each year")),
    ],
)
def test_a_fitting_answer_is_read(item: str, given: list[str], choice: Choice) -> None:
    assert read_choice(FORM.item(item), given) == choice


@pytest.mark.parametrize(
    ("item", "given"),
    [
        ("evaluates", []),
        ("evaluates", ["yes", "no"]),
        ("evaluates", ["maybe"]),
        ("evaluates", [""]),
        ("topics", ["a", "b", "c"]),  # at most two
        ("topics", ["a", "x"]),
        ("sure", ["6"]),
        ("sure", ["0"]),
        ("how", []),
        ("how", ["a", "b"]),
        ("how", ["  \n "]),
        ("how", ["x" * 281]),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(item: str, given: list[str]) -> None:
    with pytest.raises(AnswerNotAccepted):
        read_choice(FORM.item(item), given)


def test_the_longest_text_is_taken_whole() -> None:
    assert read_choice(FORM.item("how"), ["x" * 280]).text == "x" * 280


def test_a_follow_up_is_asked_of_those_who_gave_one_of_its_answers() -> None:
    condition = Condition("topics", ("a", "b"))
    assert is_asked(None, {})
    assert is_asked(condition, {"topics": Choice(("b", "c"))})
    assert not is_asked(condition, {"topics": Choice(("c",))})
    assert not is_asked(condition, {"evaluates": Choice(("a",))})
