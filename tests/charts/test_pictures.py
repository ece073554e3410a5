from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from meeting import NASTY, meeting, nasty_results, question
from PIL import Image

from pollkit.charts import question_chart, save_figure, svg_markup

SVG = "{http://www.w3.org/2000/svg}"


def test_a_png_is_sharp_enough_for_print_and_holds_the_bars_colour(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    save_figure(question_chart(question("evaluates"), meeting(), "en"), path)
    with Image.open(path) as picture:
        assert picture.width == 1600
        assert picture.info["dpi"] == pytest.approx((200, 200), abs=1)
        colours = {colour for _, colour in picture.convert("RGB").getcolors(100_000)}
    assert (0x00, 0x72, 0xB2) in colours


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    for suffix in ("png", "svg"):
        files = [tmp_path / f"{n}.{suffix}" for n in (1, 2)]
        for file in files:
            save_figure(question_chart(question("country"), meeting(), "en"), file)
        assert files[0].read_bytes() == files[1].read_bytes()


def test_an_svg_says_what_it_shows_to_those_who_cannot_see_it(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    figure = question_chart(question("evaluates"), meeting(), "en")
    save_figure(figure, path, "Does it?", "29 of 42 say yes")
    root = ElementTree.parse(path).getroot()
    assert root.get("role") == "img"
    described = {e.get("id"): e.text for e in root if e.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert [described[name] for name in root.get("aria-labelledby", "").split()] == [
        "Does it?",
        "29 of 42 say yes",
    ]


@pytest.mark.parametrize("text", NASTY)
def test_an_svg_holds_outlines_and_nothing_that_acts(text: str) -> None:
    event = nasty_results(text)
    figure = question_chart(event.questions[0], event.event, "en")
    markup = svg_markup(figure, text, text, "q1-")
    root = ElementTree.fromstring(markup)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "g", "path", "defs", "use", "title", "desc", "clipPath", "rect",
    }  # fmt: skip
    assert "style=" not in markup
    assert "<!--" not in markup
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]
    links = [e.get("href", "") for e in root.iter(f"{SVG}use")]
    names = {e.get("id") for e in root.iter()}
    assert links
    assert all(link.startswith("#q1-") and link[1:] in names for link in links)


def test_in_a_page_colours_are_roles_so_that_the_page_can_turn_dark() -> None:
    markup = svg_markup(question_chart(question("country"), meeting(), "en"), in_page=True)
    assert "var(--mark-0)" in markup
    assert "var(--ink)" in markup
    assert "#0072b2" not in markup
    assert "#ffffff" not in markup
