"""An answer that was accepted before is read no more, as long as the question stands as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from room_phones import COLOUR, FRUIT, WHY_RED

from pollkit.errors import AnswerNotAccepted
from pollkit.live.accepted import AcceptedAnswers


def test_the_same_answer_is_the_same_choice_each_time() -> None:
    accepted = AcceptedAnswers()
    first = accepted.read(FRUIT, ["pear", "apple"])
    assert first.codes == ("apple", "pear")
    assert accepted.read(FRUIT, ["pear", "apple"]) is first
    assert accepted.read(FRUIT, ["plum"]).codes == ("plum",)


def test_what_does_not_fit_is_refused_each_time() -> None:
    accepted = AcceptedAnswers()
    for answer in ([], ["green"], ["red", "blue"]) * 2:
        with pytest.raises(AnswerNotAccepted):
            accepted.read(COLOUR, answer)


def test_an_option_that_was_taken_out_is_accepted_no_more() -> None:
    accepted = AcceptedAnswers()
    accepted.read(COLOUR, ["red"])
    without_red = replace(COLOUR, options=COLOUR.options[1:])
    with pytest.raises(AnswerNotAccepted):
        accepted.read(without_red, ["red"])


def test_no_words_of_a_person_are_kept() -> None:
    accepted = AcceptedAnswers()
    said = accepted.read(WHY_RED, ["It is warm"])
    assert accepted.read(WHY_RED, ["It is warm"]) is not said
