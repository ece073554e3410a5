from __future__ import annotations

from pathlib import Path
from typing import Any

from asked_twice import CLEAR, FEW, VIEW, asked_twice
from lxml import html
from meeting import texts

from pollkit.domain.instruments import Item, ItemKind
from pollkit.reports.event_page import event_page
from pollkit.reports.event_pdf import write_event_pdf


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def tables(page: Any) -> list[list[list[str]]]:
    found = page.xpath("//h3[.='Before and after']/following-sibling::div//table")
    return [[[text(c) for c in row.xpath("./th|./td")] for row in t.iter("tr")] for t in found]


def test_the_page_has_both_results_and_every_way_in_tables() -> None:
    page = html.fromstring(event_page(asked_twice(*CLEAR), "en"))
    both, ways = tables(page)
    assert both[2] == ["B No, leave it", "19", "50%", "10", "26%"]
    assert ways == [
        ["From", "To", "People"],
        ["A Yes, close it", "A Yes, close it", "12"],
        ["B No, leave it", "B No, leave it", "10"],
        ["B No, leave it", "A Yes, close it", "9"],
        ["C Not sure", "A Yes, close it", "7"],
    ]


def test_the_picture_says_who_moved_in_words() -> None:
    page = html.fromstring(event_page(asked_twice(*CLEAR), "en"))
    said = text(page.get_element_by_id("b1-desc"))
    assert "No, leave it: 19 before, 10 after" in said
    assert "9 from No, leave it to Yes, close it" in said
    assert "22 stayed" in said


def test_where_few_moved_the_page_says_why_ways_are_missing() -> None:
    page = html.fromstring(event_page(asked_twice(*FEW), "en"))
    assert "Ways of fewer than 5 people are not shown" in text(page)
    assert " 2 from " not in text(page)


def test_without_tied_answers_the_page_says_that_nobody_can_be_followed() -> None:
    said = text(html.fromstring(event_page(asked_twice(*FEW, is_tied=False), "en")))
    assert "Answers are not kept together, so nobody can be followed." in said
    assert "Who moved" not in said


def test_of_several_answers_none_is_said_to_lead_to_another() -> None:
    several = Item(
        "view", ItemKind.MULTIPLE, texts("Which of these?"), options=VIEW.options, most_choices=2
    )
    said = text(html.fromstring(event_page(asked_twice(*FEW, item=several), "en")))
    assert "Several answers could be chosen" in said
    assert "not kept together" not in said


def test_the_document_is_written_from_right_to_left_too(tmp_path: Path) -> None:
    for language in ("en", "ar"):
        path = tmp_path / f"{language}.pdf"
        write_event_pdf(asked_twice(*CLEAR), path, language)
        assert path.read_bytes().startswith(b"%PDF-1.")
