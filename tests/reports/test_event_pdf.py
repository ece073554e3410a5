from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pypdf
import pytest
from meeting import NASTY, alone, meeting, nasty_results, one, results, yes_and_no
from workshop import whole_workshop

from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.splits import split
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.reports.event_pdf import write_event_pdf


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "results.pdf"
    write_event_pdf(results(60), path, "en")
    return path


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]


def pages(path: Path) -> list[str]:
    with pypdf.PdfReader(path) as pdf:
        return [" ".join(page.extract_text().split()) for page in pdf.pages]


def words(path: Path) -> str:
    return " ".join(pages(path))


def test_the_document_is_tagged_and_says_that_it_is_pdf_ua(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Transatlantic day"


def test_headings_tables_and_figures_have_their_tags(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        found = kinds(pdf)
    assert found.count("/H1") == 1
    assert found.count("/H2") == 6  # five questions and how to read this
    assert found.count("/Table") == 7
    # Heading cells: 4 columns in four tables, then group and answered with 3, 3 and 5 options.
    assert found.count("/TH") == 4 * 4 + 5 + 5 + 7


def test_every_figure_has_its_words(document: Path) -> None:
    with pikepdf.open(document) as pdf:
        said = [str(e.Alt) for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/Figure"]
    assert len(said) == 7
    assert "Yes: 29, 69% (61–76%)" in said[1]
    assert all("The table has the same figures." in words for words in said)


def test_the_text_can_be_read_back(document: Path) -> None:
    said = words(document)
    assert "Most chosen: “Yes”, by 29 of 42 (69%)." in said
    assert "42 of 42 answered" in said
    assert "14 March 2023, 09:30" in said
    assert "City Hall, London" in said
    assert "How to read this" in said


def test_the_golden_interval_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(alone(yes_and_no(31, 14, population=60), 60), path, "en")
    assert "62–75%" in words(path)


@pytest.mark.parametrize(("language", "sentence"), [("de", "Wertet Ihre Stadt"), ("ar", "نعم")])
def test_every_language_finds_its_letters(language: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(results(), path, language)
    assert sentence in words(path)
    with pikepdf.open(path) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("DejaVu" in font for font in fonts)


def test_the_same_results_give_the_same_bytes(document: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    write_event_pdf(results(60), again, "en")
    assert again.read_bytes() == document.read_bytes()


def test_an_event_without_a_question_is_still_a_document(tmp_path: Path) -> None:
    write_event_pdf(EventResults(meeting(), 0, ()), tmp_path / "a.pdf", "en")
    assert "No question of this event has been asked yet." in words(tmp_path / "a.pdf")


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "harmless.pdf"
    write_event_pdf(nasty_results("harmless"), path, "en")
    return path


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_type_is_set_as_it_stands(nasty: str, harmless: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(nasty_results(nasty), path, "en")
    with pikepdf.open(path) as pdf, pikepdf.open(harmless) as other:
        for tag in ("/H1", "/H2", "/Table", "/Figure", "/Link", "/L", "/Code"):
            assert kinds(pdf).count(tag) == kinds(other).count(tag), tag
        assert "/JavaScript" not in str(pdf.Root.keys())
        assert not any("/Annots" in page for page in pdf.pages)


def test_typst_code_is_printed_and_not_run(tmp_path: Path) -> None:
    write_event_pdf(nasty_results('#eval("1+1") $x^2$ *bold*'), tmp_path / "a.pdf", "en")
    assert '#eval("1+1") $x^2$ *bold*' in words(tmp_path / "a.pdf")


def pieces(path: Path) -> list[str]:
    """Runs of glyphs in the order in which they are painted: from left to right on each line."""
    found: list[str] = []
    with pypdf.PdfReader(path) as pdf:
        for page in pdf.pages:
            page.extract_text(visitor_text=lambda text, *_: found.append(text.strip()))
    return [text for text in found if text]


def own_words(*answers: str) -> EventResults:
    item = Item("how", ItemKind.TEXT, {"en": "How is it done (in brief)?"})
    given = [Choice(text=answer) for answer in answers]
    return alone(QuestionResult(item, 1, tally(item, given, len(given) + 1)))


def test_answers_end_with_their_full_stop_whatever_the_reports_direction(tmp_path: Path) -> None:
    told = own_words("Trust went up.", "It grew (a bit).", "כן.", "We count.", "No.")
    path = tmp_path / "a.pdf"
    write_event_pdf(told, path, "ar")
    # In one piece: taken for Arabic, the stop would be painted by itself, before the first letter.
    assert {"Trust went up.", "It grew (a bit).", "How is it done (in brief)?"} <= set(pieces(path))
    write_event_pdf(told, path, "en")
    painted = pieces(path)
    # Hebrew is read from the right: its stop stands left of it.
    assert painted[painted.index("כן") - 1] == "."


def test_a_report_in_a_language_without_words_of_ours_keeps_its_sentences_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(own_words("a", "b", "c", "d", "e"), path, "he")
    assert "5 people answered in their own words." in pieces(path)


def test_answers_claim_no_language_and_questions_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(own_words("a", "b", "c", "d", "e"), path, "ar")
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        painted = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert {b"ar", b"en", b"und"} == set(re.findall(rb"/Lang *\((\w+)\)", painted))


def test_a_question_stays_on_the_page_of_its_table(document: Path) -> None:
    for question, caption, last_row in (
        ("1 Which country is your city in?", "Counts, 42 of 42", "G Netherlands 3 7%"),
        ("5 How sure are you", "Counts, 42 of 42", "5 · Very"),
    ):
        [page] = [text for text in pages(document) if question in text]
        assert caption in page.split(question)[1]
        assert last_row in page.split(question)[1]


def test_no_table_stands_apart_from_its_caption(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_event_pdf(results(60), path, "de")
    of_a_table = ("Anzahlen nach Gruppen", "Gruppe Beantwortet")
    for page in pages(path):
        assert len({page.count(words) for words in of_a_table}) == 1


def test_a_long_report_fills_its_pages(tmp_path: Path) -> None:
    """With each question kept whole it had 25 pages, of which 14 were half empty."""
    path = tmp_path / "a.pdf"
    write_event_pdf(whole_workshop("de"), path, "de")
    assert len(pages(path)) <= 22


def test_long_headings_leave_the_names_of_the_rows_their_room(tmp_path: Path) -> None:
    """A column as wide as its heading had broken each name after every letter."""
    path = tmp_path / "a.pdf"
    write_event_pdf(whole_workshop("de"), path, "de")
    assert any("A Reparaturcafé 40" in page for page in pages(path))


def test_what_is_longer_than_a_page_goes_on_over_the_page(tmp_path: Path) -> None:
    wordy = " ".join(["a rather long name that fills its line"] * 6)
    countries = Item(
        "where",
        ItemKind.SINGLE,
        {"en": "Where?"},
        options=tuple(Option(f"c{n}", {"en": f"Country {n}, {wordy}"}) for n in range(7)),
    )
    crowd = {UUID(int=n): {"where": one(f"c{n % 7}")} for n in range(70)}
    asked = QuestionResult(
        countries,
        1,
        tally(countries, [person["where"] for person in crowd.values()], 70),
        split=split(countries, countries, crowd),
    )
    path = tmp_path / "a.pdf"
    write_event_pdf(alone(asked), path, "en")
    told = pages(path)
    # In both tables, and in the second, which is longer than a page, beside its caption and again
    # under its heading on the next.
    assert " ".join(told).count("Country 6, a rather") == 2
    [start] = [page for page in told if "Counts by group" in page]
    assert "Country 0, a rather" in start
    assert "Country 6, a rather" not in start
    assert "Group Answered A B" in told[told.index(start) + 1]
