from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from lxml import etree, html
from meeting import (
    COUNTRY,
    EVALUATES,
    NASTY,
    alone,
    meeting,
    nasty_results,
    people,
    question,
    results,
    yes_and_no,
)
from workshop import whole_workshop

from pollkit.domain.analysis.splits import split
from pollkit.domain.results import EventResults
from pollkit.reports.event_page import event_page


def read(page: str) -> Any:
    return html.fromstring(page)


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def table(page: Any, number: int) -> list[list[str]]:
    [first, *_] = page.xpath(f"//section[@id='question-{number}']//table")
    return [[text(cell) for cell in row.xpath("./th|./td")] for row in first.xpath(".//tr")]


def test_the_page_names_the_event_and_every_question_with_its_base() -> None:
    page = read(event_page(results(), "en"))
    assert text(page.find(".//h1")) == "Transatlantic day"
    facts = text(page.find(".//dl"))
    assert "City Hall, London" in facts
    assert "14 March 2023, 09:30" in facts
    section = text(page.get_element_by_id("question-2"))
    assert "Does your city evaluate the programmes it funds?" in section
    assert "42 of 42 answered" in section
    assert "29 of 42 (69%)" in section
    assert "27 of 29 answered" in text(page.get_element_by_id("question-3"))


def test_the_table_holds_counts_and_shares() -> None:
    assert table(read(event_page(results(), "en")), 2) == [
        ["Answer", "Count", "Share"],
        ["A Yes", "29", "69%"],
        ["B No", "8", "19%"],
        ["C Don’t know", "5", "12%"],
    ]


def test_an_interval_stands_only_with_a_population_and_with_its_meaning() -> None:
    with_it = event_page(alone(yes_and_no(31, 14, population=60), 60), "en")
    assert table(read(with_it), 1)[1] == ["A Yes", "31", "69%", "62–75%"]
    assert "95 of 100" in with_it
    without = event_page(alone(yes_and_no(31, 14)), "en")
    assert table(read(without), 1)[1] == ["A Yes", "31", "69%"]
    assert "no margin of error" in without


def test_below_ten_answers_the_page_holds_no_per_cent() -> None:
    page = read(event_page(alone(yes_and_no(7, 2)), "en"))
    assert table(page, 1) == [["Answer", "Count"], ["A Yes", "7"], ["B No", "2"]]
    assert "%" not in text(page.get_element_by_id("question-1"))


def test_tables_have_captions_and_headings_that_say_what_they_head() -> None:
    for found in read(event_page(results(), "en")).iter("table"):
        assert text(found.find("caption"))
        assert {cell.get("scope") for cell in found.iter("th")} == {"col", "row"}


def test_every_picture_says_in_words_what_it_shows() -> None:
    page = read(event_page(results(), "en"))
    pictures = list(page.iter("svg"))
    assert len(pictures) == 7  # four questions with options, three of them split
    for picture in pictures:
        assert picture.get("role") == "img"
        names = picture.get("aria-labelledby").split()
        assert all(text(page.get_element_by_id(name)) for name in names)
    said = text(page.get_element_by_id("q2-desc"))
    assert "Yes: 29, 69%; No: 8, 19%; Don’t know: 5, 12%" in said


def test_headings_go_down_one_step_at_a_time_and_ids_are_unique() -> None:
    page = read(event_page(results(), "en"))
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_first_link_skips_to_the_results() -> None:
    page = read(event_page(results(), "en"))
    first = next(page.iter("a"))
    assert page.get_element_by_id(first.get("href").removeprefix("#")).tag == "main"


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    markup = event_page(results(), "en")
    page = read(markup)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = re.findall(r"<style>(.*?)</style>", markup, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert len(style) == 1
    assert not page.xpath("//@style")
    assert not list(page.iter("script", "link", "img", "iframe", "object"))


def test_nothing_is_fetched_from_anywhere() -> None:
    links = read(event_page(results(), "en")).xpath("//@href | //@src")
    assert links
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_direction(language: str, way: str) -> None:
    page = read(event_page(results(), language))
    assert page.get("dir") == way
    heading = page.get_element_by_id("heading-2").find("bdi")
    assert heading.get("lang") == language


def test_small_groups_are_shown_together_in_the_split() -> None:
    page = read(event_page(results(), "en"))
    rows = page.xpath("//section[@id='question-2']//table[2] | //section[@id='question-2']//table")
    groups = [[text(c) for c in row.xpath("./th|./td")] for row in rows[1].xpath("./tbody/tr")]
    assert groups[0] == ["United Kingdom", "12", "11 · 92%", "1 · 8%", "0 · 0%"]
    assert groups[-1] == ["Belgium, France and Netherlands", "11", "6 · 55%", "3 · 27%", "2 · 18%"]
    assert groups[1] == ["United States", "8", "5", "2", "1"]


def test_an_event_without_a_question_is_still_a_page() -> None:
    page = event_page(EventResults(meeting(), 0, ()), "en")
    assert "No question of this event has been asked yet." in page


def test_own_words_can_be_left_out() -> None:
    told = results()
    hidden = replace(told.questions[2], tally=replace(told.questions[2].tally, texts=()))
    page = event_page(replace(told, questions=(hidden,)), "en")
    assert "Interviews" not in page
    assert "own words are not part of this file" in page


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_type_becomes_text_and_never_an_element(nasty: str) -> None:
    markup = event_page(nasty_results(nasty), "en")
    assert _shape(markup) == _harmless_shape()
    assert "\u202e" not in markup
    assert "\x00" not in markup


@cache
def _harmless_shape() -> list[tuple[str, list[str]]]:
    return _shape(event_page(nasty_results("harmless"), "en"))


def _shape(markup: str) -> list[tuple[str, list[str]]]:
    """Elements and their attributes' names, without the glyphs that pictures are made of."""
    page = html.fromstring(markup)
    for picture in list(page.iter("svg")):
        for part in list(picture):
            if part.tag not in {"title", "desc"}:
                picture.remove(part)
    shape = []
    for element in page.iter():
        assert not isinstance(element, etree._Comment)
        assert not [name for name in element.attrib if name.startswith("on")]
        # A long text takes more lines in a picture, which has another height then.
        shape.append((str(element.tag), sorted(element.attrib)))
    return shape


def test_a_wide_split_is_headed_by_letters_that_the_table_before_explains() -> None:
    crowd = people()
    answers = {UUID(int=number): person for number, person in enumerate(crowd)}
    by_answer = replace(question("country"), split=split(COUNTRY, EVALUATES, answers))
    page = read(event_page(replace(results(), questions=(by_answer,)), "en"))
    [first, second] = page.xpath("//section[@id='question-1']//table")
    assert [text(cell) for cell in first.xpath(".//th[@scope='row']")][:2] == [
        "A United Kingdom",
        "B United States",
    ]
    heading = [text(cell) for cell in second.xpath(".//th[@scope='col']")]
    assert heading == ["Group", "Answered", *"ABCDEFG"]
    assert "letters" in text(second.find("caption"))
    said = text(page.get_element_by_id("s1-desc"))
    assert "Yes, 29 answered: United Kingdom 11 / 38%" in said


def test_every_receipt_is_in_a_table_that_is_read_without_the_script() -> None:
    told = whole_workshop()
    markup = event_page(told, "en")
    page = read(markup)
    rows = page.xpath("//tbody[@id='find-rows']/tr")
    receipts = [text(row[0]) for row in rows]
    assert receipts == sorted(b.receipt for q in told.questions for b in q.ballots)
    assert page.get_element_by_id("find-form").get("hidden") is not None
    [script] = re.findall(r"<script>(.*?)</script>", markup, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"script-src 'sha256-{digest}'" in policy


def test_each_kind_of_question_has_its_picture_and_its_table() -> None:
    told = whole_workshop()
    page = read(event_page(told, "en"))
    for number, name in enumerate((asked.item for asked in told.questions), 1):
        section = page.get_element_by_id(f"question-{number}")
        if name.kind == "text":
            assert section.find_class("answers")
            continue
        assert list(section.iter("svg")), name.name
        assert list(section.iter("table")), name.name
    heading, budget = table(page, 7)[0], table(page, 7)[1:]
    assert heading == ["Option", "Points on average", "People who gave it points"]
    assert len(budget) == 4
