"""The table says what the chart shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting import meeting
from wall_kinds import (
    EVERY_ITEM,
    GRID,
    GUESS,
    MATRIX,
    PIN,
    RANKING,
    SURE_QUIZ,
    WORDS,
    groups_of,
    result_of,
    words_said,
)
from wall_pictures import asking, event_in, revealed

from pollkit.desktop.facilitator.wall.figures import result_tables, split_tables
from pollkit.desktop.facilitator.wall.words import describe, result_lines
from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item


def test_a_statement_has_mean_base_and_the_count_of_each_point() -> None:
    item = replace(MATRIX, options=MATRIX.options[:1])
    given = [Choice(values=((item.codes[0], point),)) for point in "1245"]
    table = result_tables(item, tally(item, given, 4), "en")[0]
    assert table.heads[1:3] == ("average", "people")
    # (1 + 2 + 4 + 5) / 4 = 3
    assert table.rows == (
        ("Evaluation is useful for my own work", "3.0", "4", "1", "1", "0", "1", "1"),
    )


def test_a_ranking_is_listed_from_the_best() -> None:
    item = replace(RANKING, options=RANKING.options[:2])
    a, b = item.codes
    given = [Choice((b, a)), Choice((b, a)), Choice((a, b))]
    rows = result_tables(item, tally(item, given, 3), "en")[0].rows
    assert [(row[0], row[2]) for row in rows] == [
        ("A budget for evaluation", "1.3"),
        ("Training for our own staff", "1.7"),
    ]


def test_a_place_on_the_plane_is_told_from_end_to_end() -> None:
    table = result_tables(GRID, result_of(GRID), "en")[0]
    assert table.heads[1:3] == ("Cheap 0 – Expensive 100", "Little effect 0 – Large effect 100")
    assert len(table.rows) == 5


def test_pins_are_told_by_the_ninth_of_the_picture_that_they_are_in() -> None:
    spots = ((10, 10), (990, 990), (500, 500), (1000, 1000))
    given = [Choice(values=(("x", str(x)), ("y", str(y)))) for x, y in spots]
    rows = dict(result_tables(PIN, tally(PIN, given, 4), "en")[0].rows)
    assert rows["top left"] == "1" and rows["middle"] == "1" and rows["bottom right"] == "2"


def test_the_right_number_stands_at_the_end() -> None:
    assert result_tables(GUESS, result_of(GUESS), "en")[0].rows[-1] == ("Right", "34")


def test_words_are_listed_with_their_counts() -> None:
    rows = result_tables(WORDS, words_said(("time", 3), ("التعلّم", 2)), "en")[0].rows
    assert rows == (("time", "3"), ("التعلّم", "2"))


def test_how_sure_people_are_is_a_table_of_its_own() -> None:
    given = [Choice(("no",), values=(("~sure", "4"),)), Choice(("yes",), values=(("~sure", "4"),))]
    tables = result_tables(SURE_QUIZ, tally(SURE_QUIZ, given, 2), "en")
    assert tables[0].rows[1] == ("No", "1 · right")
    assert tables[1].rows[3] == ("Certain", "2", "1")


@pytest.mark.parametrize("item", EVERY_ITEM, ids=lambda item: item.name)
def test_the_wall_can_be_read_out(item: Item) -> None:
    """With every figure of the table once it is revealed, with none before."""
    event = event_in("en", item=item)
    result = result_of(item)
    told = describe(revealed(item, result), event)
    for table in result_tables(item, result, "en"):
        for row in table.rows:
            assert all(figure in told for figure in row), row
    before = describe(asking(item), event)
    lines = set(result_lines(item, result, event))
    assert not lines & set(before.splitlines())


def test_a_split_has_a_table_for_each_group_under_its_name() -> None:
    tables = split_tables(RANKING, groups_of(RANKING), meeting(), "en")
    assert [table.heads[0] for table in tables[:2]] == ["United Kingdom", "United States"]
    assert len(tables) == 4


def test_a_question_without_answers_has_no_figures() -> None:
    assert result_tables(PIN, tally(PIN, [], 42), "en") == ()


def test_a_split_is_read_out_group_by_group() -> None:
    picture = revealed(RANKING, result_of(RANKING), groups_of(RANKING))
    told = describe(picture, event_in("en", item=RANKING)).splitlines()
    for name in ("United Kingdom", "United States", "Germany"):
        assert name in told


def test_while_it_is_asked_ends_and_picture_are_read_out() -> None:
    assert {"Cheap", "Expensive", "Little effect", "Large effect"} <= set(
        describe(asking(GRID), event_in("en", item=GRID)).splitlines()
    )
    assert "A map of the city" in describe(asking(PIN), event_in("en", item=PIN))
    assert "1 · Not at all" in describe(asking(MATRIX), event_in("en", item=MATRIX))
