"""The pictures of each kind of question, against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import AxesImage
from workshop import KIT, answered, item, whole_workshop, workshop

from pollkit.charts import question_chart, split_chart
from pollkit.charts.statements import share_tone
from pollkit.domain.ballots import Channel
from pollkit.domain.results import EventResults, QuestionResult, for_publication
from pollkit.usecases.kits import kit_pictures


def words(figure: Any) -> list[str]:
    return [text.get_text().strip("\u2068\u2069\u200f") for text in figure.axes[0].texts]


def parts(figure: Any, name: str) -> list[Any]:
    artists = [*figure.axes[0].patches, *figure.axes[0].lines]
    return [a for a in artists if (a.get_gid() or "").startswith(name)]


def drawn(result: QuestionResult, language: str = "en", **more: Any) -> Any:
    return question_chart(result, workshop(language), language, **more)


def every(n: int, words_: Sequence[str]) -> list[Sequence[str]]:
    return [words_] * n


def test_a_scale_from_nought_to_ten_has_its_mean_at_the_right_place() -> None:
    # 10 × 0 and 10 × 5: the mean is 2.5 on a line from 0 to 10.
    figure = drawn(answered(item("welcome"), [*every(10, ["0"]), *every(10, ["5"])]))
    assert "The average is 2.5 on a scale from 0 to 10." in words(figure)
    ends = parts(figure, "scale")[0].get_xdata()
    middle = parts(figure, "mean")[0].get_xy()[0][0]
    assert (middle - ends[0]) / (ends[1] - ends[0]) == pytest.approx(0.25)


def test_statements_are_bars_of_shares_in_the_order_in_which_they_were_asked() -> None:
    # "know": 5 × 1, 5 × 3, 10 × 5. "heard" is rated by 12, all 4. The others by nobody.
    given = [*every(5, ["know=1"]), *every(5, ["know=3", "heard=4"])]
    given += [*every(7, ["know=5", "heard=4"]), *every(3, ["know=5"])]
    figure = drawn(answered(item("living_here"), given))
    said = words(figure)
    lengths = [bar.get_width() for bar in parts(figure, "share")]
    assert lengths[0] == pytest.approx(lengths[1])
    assert lengths[2] == pytest.approx(lengths[0] * 2, abs=1.5)
    assert said.index("I know somebody in the next street") < said.index("12 answered")
    assert "20 answered" in said
    assert [w for w in said if w.endswith("%")] == [
        "25%",
        "50%",
        "25%",
        "25%",
        "50%",
        "0%",
        "100%",
        "100%",
    ]
    assert said.count("Nobody rated this.") == 2


def test_the_middle_of_a_scale_is_grey_and_its_ends_are_the_strongest() -> None:
    assert [share_tone(place, 5) for place in range(5)] == [0, 1, 2, 3, 4]
    assert [share_tone(place, 4) for place in range(4)] == [0, 1, 3, 4]
    assert [share_tone(place, 2) for place in range(2)] == [0, 4]
    assert [share_tone(place, 11) for place in range(11)] == [0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 4]


def test_a_statement_that_four_people_rated_is_withheld_from_what_leaves_the_room() -> None:
    given = [*every(4, ["know=1", "meet=2"]), *every(6, ["know=5"])]
    result = answered(item("living_here"), given)
    told = for_publication(EventResults(workshop(), 10, (result,))).questions[0]
    assert [part.is_withheld for part in told.tally.parts] == [False, False, True, False]
    figure = drawn(told)
    assert "Too few rated this." in words(figure)
    assert len(parts(figure, "share")) == 2


def test_a_ranking_is_sorted_by_score_and_writes_the_mean_place() -> None:
    # garden: 6 × first, 4 × second: 26 / 10; meal 4 × first, 6 × second: 24 / 10.
    given = [*every(6, ["garden=1", "meal=2"]), *every(4, ["meal=1", "garden=2"])]
    said = words(drawn(answered(item("first"), given)))
    assert "“Plant a shared garden” comes first, then “Cook a meal together every month”." in said
    assert said.index("Plant a shared garden") < said.index("Cook a meal together every month")
    assert "2.6" in said
    assert "mean place 1.4" in said
    assert "mean place 1.6" in said
    assert said.count("never ranked") == 3


def test_shared_out_points_are_bars_of_a_hundred() -> None:
    # people: (80 + 20) / 2 = 50, small: 30, rooms: 20.
    given = [*every(5, ["people=80", "rooms=20"]), *every(5, ["people=20", "small=60", "rooms=20"])]
    figure = drawn(answered(item("budget"), given))
    assert (
        "Most points: “Somebody who is paid to hold it together”, 50.0 of 100 on average."
        in words(figure)
    )
    whole = parts(figure, "track")[0].get_width()
    assert [b.get_width() / whole for b in parts(figure, "bar")] == pytest.approx([0.5, 0.3, 0.2])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_plane_left_is_left_in_every_language(language: str) -> None:
    given = every(6, ["cafe.x=10", "cafe.y=90", "meal.x=60", "meal.y=50"])
    figure = drawn(answered(item("effort"), given), language)
    plane = parts(figure, "track")[0]
    cafe = parts(figure, "spot")[0].center
    assert (cafe[0] - plane.get_x()) / plane.get_width() == pytest.approx(0.1)
    assert (cafe[1] - plane.get_y()) / plane.get_height() == pytest.approx(0.1)  # from the top
    left, right = workshop(language).instrument.item("effort").low_label[language], None
    at = {
        t.get_text().strip("\u200f\u2068\u2069"): t.get_position()[0] for t in figure.axes[0].texts
    }
    right = workshop(language).instrument.item("effort").high_label[language]
    assert at[left] < at[right]


def test_the_thing_that_lies_furthest_from_the_middle_is_named() -> None:
    given = every(6, ["cafe.x=10", "cafe.y=90", "meal.x=60", "meal.y=50"])
    said = " ".join(words(drawn(answered(item("effort"), given))))
    assert (
        "“Repair café” lies furthest from the middle, towards “Little work” and “Brings much”."
        in said
    )


def test_pins_stand_on_their_picture_which_is_never_mirrored() -> None:
    asked = item("spot")
    assert asked.image is not None
    given = [*every(4, ["x=250", "y=500"]), *every(3, ["x=900", "y=100"])]
    for language in ("en", "ar"):
        figure = drawn(
            answered(asked, given), language, picture=kit_pictures(KIT)[asked.image.sha256]
        )
        [picture] = [a for a in figure.axes[0].get_children() if isinstance(a, AxesImage)]
        left, right, bottom, top = picture.get_extent()
        pins = [pin.center for pin in parts(figure, "pin")]
        assert (pins[0][0] - left) / (right - left) == pytest.approx(0.25)
        assert (pins[0][1] - top) / (bottom - top) == pytest.approx(0.5)
        assert (right - left) / (bottom - top) == pytest.approx(960 / 600)
    assert "Most pins are here: middle left (4 of 7)." in words(drawn(answered(asked, given)))


def test_without_the_picture_its_frame_says_what_it_shows() -> None:
    said = " ".join(words(drawn(answered(item("spot"), every(6, ["x=1", "y=1"])))))
    assert "Plan of a neighbourhood" in said


def test_numbers_are_columns_over_a_line_with_their_median() -> None:
    # 1, 3, 3, 5, 8, 8, 8: the median is 5; eight columns, the tallest three high.
    given = [[n] for n in ("1", "3", "3", "5", "8", "8", "8")]
    figure = drawn(answered(item("hours"), given))
    said = words(figure)
    assert "Median 5\u00a0hours" in said
    assert "Half gave 5\u00a0hours or less; the answers go from 1 to 8." in said
    heights = [bar.get_height() for bar in parts(figure, "bar")]
    assert [round(h / max(heights) * 3) for h in heights] == [1, 2, 1, 3]
    line = parts(figure, "median")[0].get_xdata()[0]
    scale = parts(figure, "bar")
    five = scale[2]
    assert line == pytest.approx(five.get_x() + five.get_width() / 2, abs=1)


def test_words_are_rows_by_the_number_of_people() -> None:
    given = [*every(7, ["Green", "home"]), *every(5, ["green"]), ["loud"]]
    figure = drawn(answered(item("in_words"), given))
    assert [w for w in words(figure) if w in ("Green", "green", "home", "loud")] == [
        "Green",
        "home",
        "loud",
    ]
    whole = parts(figure, "track")[0].get_width()
    assert [b.get_width() / whole for b in parts(figure, "bar")] == pytest.approx(
        [12 / 13, 7 / 13, 1 / 13]
    )


def test_a_quiz_marks_the_right_option_and_says_who_was_right_and_how_sure() -> None:
    given = [
        *every(6, ["y1948", "~sure=4"]),
        *every(2, ["y1948", "~sure=1"]),
        *every(4, ["y1945", "~sure=1"]),
    ]
    figure = drawn(answered(item("declaration"), given))
    said = words(figure)
    assert "8 of 12 answered right (67%)." in said
    assert len(parts(figure, "right")) == 1
    assert "The right answer: “1948”." in said
    assert said[said.index("Certain") : said.index("Certain") + 3] == [
        "Certain",
        "6 · 50%",
        "6 right",
    ]
    assert "2 right" in said


def test_a_right_share_has_its_interval_where_a_population_is_stated() -> None:
    # 31 of 45 of 60: 62 to 75 %, as for every share.
    given = [*every(31, ["y1948"]), *every(14, ["y1945"])]
    asked = replace(item("declaration"), asks_sureness=False)
    result = answered(asked, given, population=60)
    said = words(question_chart(result, workshop(population=60), "en"))
    assert "31 of 45 answered right (69%; 95% interval 62–75%)." in said


def test_several_ways_in_are_told_with_the_base() -> None:
    result = replace(
        answered(item("here_as"), every(42, ["lives"])),
        channels={Channel.PHONE: 38, Channel.CARD: 4},
    )
    assert "42 of 42 answered · 38 by phone, 4 by card" in words(drawn(result))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_leaves_the_sheet_in_any_kind(language: str) -> None:
    results = whole_workshop(language)
    for result in results.questions:
        charts = [question_chart(result, results.event, language)]
        charts += [split_chart(result, results.event, language)] if result.split else []
        for figure in charts:
            renderer = FigureCanvasAgg(figure).get_renderer()
            sheet = figure.bbox
            for text in figure.axes[0].texts:
                box = text.get_window_extent(renderer)
                assert box.x0 >= sheet.x0 - 1, text.get_text()
                assert box.x1 <= sheet.x1 + 1, text.get_text()
                assert box.y0 >= sheet.y0 - 1, text.get_text()
