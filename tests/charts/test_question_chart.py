from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from meeting import HOW, NASTY, meeting, nasty_results, question, results, yes_and_no
from PIL import Image

from pollkit.charts import question_chart, save_figure, split_chart
from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import QuestionResult


def words(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def parts(figure: Any, name: str) -> list[Any]:
    artists = [*figure.axes[0].patches, *figure.axes[0].lines]
    return [a for a in artists if (a.get_gid() or "").startswith(name)]


def test_each_bar_is_as_long_as_the_share_of_those_who_answered() -> None:
    figure = question_chart(question("evaluates"), meeting(), "en")
    whole = parts(figure, "track")[0].get_width()
    lengths = [bar.get_width() / whole for bar in parts(figure, "bar")]
    assert lengths == pytest.approx([29 / 42, 8 / 42, 5 / 42])


def test_every_bar_begins_at_nought() -> None:
    figure = question_chart(question("evaluates"), meeting(), "en")
    starts = {bar.get_x() for bar in [*parts(figure, "bar"), *parts(figure, "track")]}
    assert len(starts) == 1


def test_a_picture_names_question_event_place_date_and_base() -> None:
    said = words(question_chart(question("evaluates"), meeting(), "en"))
    assert said[0] == "Does your city evaluate the programmes it funds?"
    assert "Most chosen: “Yes”, by 29 of 42 (69%)." in said
    assert "Transatlantic day · City Hall, London · 14 March 2023" in said
    assert "42 of 42 answered" in said
    assert [w for w in said if " · " in w and w[0].isdigit()] == ["29 · 69%", "8 · 19%", "5 · 12%"]


def test_options_keep_their_order_and_their_letters() -> None:
    said = words(question_chart(question("country"), meeting(), "en"))
    assert [w for w in said if len(w) == 1] == list("ABCDEFG")
    assert said.index("United Kingdom") < said.index("Belgium") < said.index("Netherlands")


def test_nine_answers_give_counts_and_ten_give_shares() -> None:
    nine = words(question_chart(yes_and_no(7, 2), meeting(), "en"))
    ten = words(question_chart(yes_and_no(7, 3), meeting(), "en"))
    assert not any("%" in w for w in nine)
    assert "7" in nine
    assert "7 · 70%" in ten


@pytest.mark.parametrize("answers", [0, 1])
def test_a_question_with_hardly_an_answer_is_still_a_picture(answers: int) -> None:
    figure = question_chart(yes_and_no(answers, 0, asked=5), meeting(), "en")
    assert f"{answers} of 5 answered" in words(figure)
    assert len(parts(figure, "bar")) == answers


def test_an_interval_is_drawn_and_named_where_the_population_is_stated() -> None:
    # 31 of 45 answered, 60 present: 62 to 75 % with the finite-population correction.
    figure = question_chart(yes_and_no(31, 14, population=60), meeting(population=60), "en")
    said = words(figure)
    assert "62–75%" in said
    assert any("95% intervals" in w for w in said)
    whole = parts(figure, "track")[0]
    low, high = parts(figure, "interval-1")[0].get_xdata()
    at = [(x - whole.get_x()) / whole.get_width() for x in (low, high)]
    assert at == pytest.approx([0.62, 0.75], abs=0.005)


@pytest.mark.parametrize("population", [None, 45])
def test_no_interval_is_drawn_without_a_population_or_when_all_of_it_answered(
    population: int | None,
) -> None:
    figure = question_chart(yes_and_no(31, 14, population=population), meeting(), "en")
    assert not parts(figure, "interval")
    assert not any("interval" in w for w in words(figure))


def test_a_scale_shows_its_average_on_the_whole_scale() -> None:
    # 8 × each of 2, 3, 4, 4, 5 and twice 1: 146 / 42 = 3.476...
    figure = question_chart(question("confidence"), meeting(), "en")
    assert "Average 3.5" in words(figure)
    ends = parts(figure, "scale")[0].get_xdata()
    middle = parts(figure, "mean")[0].get_xy()[0][0]
    assert (middle - ends[0]) / (ends[1] - ends[0]) == pytest.approx((146 / 42 - 1) / 4)


def test_open_answers_are_ranked_by_people() -> None:
    said = words(question_chart(question("how"), meeting(), "en"))
    assert said.index("Surveys before and after") < said.index("Interviews")
    assert "× 13" in said
    assert "× 8" in said


def test_of_thirty_different_answers_eight_are_drawn_and_the_others_counted() -> None:
    given = [Choice(text=f"Answer {number:02}") for number in range(30)]
    result = QuestionResult(HOW, 1, tally(HOW, given, 42))
    said = words(question_chart(result, meeting(), "en"))
    assert [text for text in said if text.startswith("Answer")] == [
        f"Answer {number:02}" for number in range(8)
    ]
    assert "and 22 other answers" in said


def test_a_multiple_choice_says_that_shares_may_pass_a_hundred() -> None:
    said = words(question_chart(question("priority"), meeting(), "en"))
    assert any("more than 100%" in w for w in said)
    assert "28 · 67%" in said


def test_a_split_keeps_small_groups_together_and_says_so() -> None:
    said = words(split_chart(question("evaluates"), meeting(), "en"))
    assert "12 answered" in said
    assert "11 answered" in said
    assert any("fewer than 5 people are shown together" in w for w in said)
    joined = " ".join(said)
    assert "Belgium, France and Netherlands" in joined
    assert "4 answered" not in said


def test_arabic_is_mirrored() -> None:
    figure = question_chart(question("evaluates"), meeting(), "ar")
    tracks, bars = parts(figure, "track"), parts(figure, "bar")
    ends = {round(bar.get_x() + bar.get_width(), 6) for bar in [*tracks, *bars]}
    assert len(ends) == 1
    assert figure.axes[0].texts[0].get_ha() == "right"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["en", "fr", "de", "ar"])
def test_nothing_leaves_the_sheet(language: str, dark: bool) -> None:
    event = results().event
    charts = [question_chart(q, event, language, dark) for q in results(60).questions]
    charts += [split_chart(q, event, language, dark) for q in results().questions if q.split]
    for figure in charts:
        figure.set_dpi(200)
        renderer = FigureCanvasAgg(figure).get_renderer()
        sheet = figure.bbox
        for text in figure.axes[0].texts:
            box = text.get_window_extent(renderer)
            assert sheet.x0 + 50 <= box.x0
            assert box.x1 <= sheet.x1 - 50, text.get_text()
            assert sheet.y0 <= box.y0
            assert box.y1 <= sheet.y1


@pytest.mark.parametrize("text", NASTY)
def test_what_people_type_is_drawn_as_it_stands(text: str, tmp_path: Any) -> None:
    event = nasty_results(text)
    for result in event.questions:
        figure = question_chart(result, event.event, "en")
        joined = "".join(words(figure))
        assert "\u202e" not in joined
        assert "\x00" not in joined
        assert not any(t.get_parse_math() for t in figure.axes[0].texts)
        if result.item.kind is not ItemKind.TEXT:
            assert len(parts(figure, "track")) == len(result.tally.options)
    save_figure(figure, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.width == 1600


def test_charts_are_imported_without_matplotlib() -> None:
    code = "import pollkit.charts, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
