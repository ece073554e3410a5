"""A plane or picture for each group, against places worked out by hand."""

from __future__ import annotations

import base64
import io
import math
import re
from typing import Any

import pytest
from PIL import Image
from workshop import KIT, by_group, item, workshop

from pollkit.charts import split_chart, svg_markup
from pollkit.charts.group_places import apart
from pollkit.domain.results import QuestionResult
from pollkit.usecases.kits import kit_pictures

GRID = next(one for one in workshop().instrument.items if one.kind == "grid")
PIN = next(one for one in workshop().instrument.items if one.kind == "pin")
BY = workshop().instrument.items[0]
ONE, OTHER = BY.codes[:2]


def placed(code: str, x: int, y: int) -> list[str]:
    return [f"{code}.x={x}", f"{code}.y={y}"]


def drawn(result: QuestionResult, language: str = "en", **more: Any) -> Any:
    return split_chart(result, workshop(language), language, **more)


def named(figure: Any, name: str) -> list[Any]:
    return [part for part in figure.axes[0].patches if (part.get_gid() or "").startswith(name)]


def said(figure: Any) -> list[str]:
    return [text.get_text().strip("\u200f") for text in figure.axes[0].texts]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_group_has_a_plane_with_its_own_middles(language: str) -> None:
    """Four at 10 and one at 60 have their middle a fifth from the left and a tenth up."""
    code = GRID.codes[0]
    rows = [(4, ONE, placed(code, 10, 0)), (1, ONE, placed(code, 60, 50))]
    figure = drawn(by_group(GRID, [*rows, (6, OTHER, placed(code, 80, 70))]), language)
    planes, middles = named(figure, "track"), named(figure, "middle")
    found = [
        ((dot.center[0] - plane.get_x()) / plane.get_width(),
         1 - (dot.center[1] - plane.get_y()) / plane.get_height())
        for plane, dot in zip(planes, middles, strict=True)
    ]  # fmt: skip
    assert found[0] == pytest.approx((0.2, 0.1), abs=0.001)
    assert found[1] == pytest.approx((0.8, 0.7), abs=0.001)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_part_of_the_picture_tells_how_many_of_the_group_pinned_it(language: str) -> None:
    """Left of the picture is left also where one reads from the right."""
    rows = [
        (6, ONE, ["x=100", "y=100"]), (1, ONE, ["x=500", "y=500"]),
        (9, OTHER, ["x=900", "y=100"]), (5, OTHER, ["x=100", "y=100"]),
        (4, OTHER, ["x=500", "y=500"]),
    ]  # fmt: skip
    figure = drawn(by_group(PIN, rows), language, picture=kit_pictures(KIT)[PIN.image.sha256])
    frames, shares = named(figure, "frame"), named(figure, "share")
    counts = [word for word in said(figure) if word in set("0123456789")]
    assert counts == ["6", "1", "5", "9", "4"]
    first = [share for share in shares if share.get_x() < frames[0].get_x() + 1]
    assert shares[0].get_x() == pytest.approx(frames[0].get_x())
    assert len(first) >= 1 and len(shares) == 5
    assert shares[3].get_x() > frames[1].get_x() + frames[1].get_width() * 0.6


def test_a_part_with_a_lone_pin_is_a_dash_in_every_group() -> None:
    rows = [
        (6, ONE, ["x=100", "y=100"]), (1, ONE, ["x=500", "y=500"]),
        (9, OTHER, ["x=900", "y=100"]), (5, OTHER, ["x=100", "y=900"]),
    ]  # fmt: skip
    words = said(drawn(by_group(PIN, rows)))
    assert [word for word in words if word in {"6", "1", "9", "5", "–"}] == [
        "6", "–", "–", "9", "–", "–",
    ]  # fmt: skip
    assert any("single pin" in word for word in words)


def test_the_picture_is_sharp_enough_for_print() -> None:
    """Twice as many pixels as points, within a fraction of one."""
    rows = [(5, ONE, ["x=100", "y=100"]), (5, OTHER, ["x=100", "y=100"])]
    figure = drawn(by_group(PIN, rows), picture=kit_pictures(KIT)[PIN.image.sha256])
    markup = svg_markup(figure)
    found = re.search(r"data:image/png;base64,([^\"]+)", markup)
    assert found is not None
    with Image.open(io.BytesIO(base64.b64decode(found[1]))) as picture:
        assert picture.width == pytest.approx(2 * named(figure, "frame")[0].get_width(), abs=3)


def test_marks_in_the_same_place_do_not_hide_each_other() -> None:
    spots = apart([(50, 50)] * 5, 16, (0, 0, 100, 100))
    for n, one in enumerate(spots):
        assert all(math.dist(one, other) >= 15.9 for other in spots[:n])
        assert all(8 <= at <= 92 for at in one)


def test_a_mark_that_is_alone_stays_where_it_is() -> None:
    assert apart([(20, 30), (80, 30)], 16, (0, 0, 100, 100)) == [(20, 30), (80, 30)]


def test_a_scale_of_groups_is_not_drawn_as_places() -> None:
    result = by_group(item("welcome"), [(6, ONE, ["3"]), (6, OTHER, ["8"])])
    assert named(drawn(result), "frame") == []
