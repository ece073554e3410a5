from __future__ import annotations

from typing import Any

import pytest
from asked_twice import CLEAR, FEW, asked_twice
from meeting import meeting

from pollkit.charts import shift_chart
from pollkit.domain.results import EventResults


def chart(found: EventResults, language: str = "en") -> Any:
    [question] = found.questions
    return shift_chart(question, found.event, language)


def words(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def bars(figure: Any, name: str) -> list[Any]:
    return [a for a in figure.axes[0].patches if a.get_gid() == name]


def test_bars_before_and_after_fill_their_share_of_each_time() -> None:
    figure = chart(asked_twice(*CLEAR))
    whole = bars(figure, "track")[0].get_width()
    lengths = [bar.get_width() / whole for bar in bars(figure, "bar")]
    # before, after of each answer; nobody was unsure after
    assert lengths == pytest.approx([12 / 38, 28 / 38, 19 / 38, 10 / 38, 7 / 38])


def test_only_those_who_moved_are_drawn_as_ways_and_the_most_come_first() -> None:
    figure = chart(asked_twice(*CLEAR))
    whole = bars(figure, "track")[-1].get_width()
    assert [w.get_width() / whole for w in bars(figure, "way")] == pytest.approx([9 / 38, 7 / 38])
    assert "38 answered both times · 22 stayed" in words(figure)


def test_a_way_of_two_is_not_drawn() -> None:
    figure = chart(asked_twice(*FEW))
    assert "2" not in words(figure)
    assert any("Ways of fewer than 5" in word for word in words(figure))


def test_a_question_that_was_asked_once_has_no_such_picture() -> None:
    [question] = asked_twice(*CLEAR).questions
    once = type(question)(question.item, 1, question.tally)
    with pytest.raises(ValueError, match="once"):
        shift_chart(once, meeting(), "en")
