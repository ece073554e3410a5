from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from meeting import NASTY, alone, meeting, nasty_results, results, yes_and_no

from pollkit.domain.results import EventResults
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


def words(path: Path) -> str:
    with pypdf.PdfReader(path) as pdf:
        return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


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
