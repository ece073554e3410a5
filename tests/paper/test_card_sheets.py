"""The printed cards, read back from the PDF as the webcam will see them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdf
import pytest

from pollkit.paper.card_reader import read_cards
from pollkit.paper.card_sheets import Paper, write_card_sheets

MM = 72 / 25.4


def pictures(path: Path, folder: Path) -> list[np.ndarray]:
    """Each page in grey, 50 pixels an inch."""
    subprocess.run(
        ["pdftoppm", "-r", "50", "-gray", str(path), str(folder / "page")], check=True, timeout=60
    )
    return [
        cv2.imread(str(page), cv2.IMREAD_GRAYSCALE) for page in sorted(folder.glob("page*.pgm"))
    ]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler's pdftoppm")
@pytest.mark.parametrize(("paper", "language"), [(Paper.A4, "ar"), (Paper.LETTER, "en")])
def test_every_printed_card_is_read_with_the_letter_on_top(
    paper: Paper, language: str, tmp_path: Path
) -> None:
    path = tmp_path / "cards.pdf"
    write_card_sheets(path, 60, paper, language)
    _how_to, *pages = pictures(path, tmp_path)
    assert len(pages) == 30
    read = [read_cards(page) for page in pages]
    assert [(one.number, one.letter) for page in read for one in page] == [
        (number, "A") for number in range(1, 61)
    ]
    # Turned to the left by a quarter, the right edge's B is on top.
    [first, second] = read_cards(np.ascontiguousarray(np.rot90(pages[0])))
    assert (first.letter, second.letter) == ("B", "B")
    # 50 pixels an inch; a marker is 0.74 of half the page's height.
    wide = read[0][0].corners[1][0] - read[0][0].corners[0][0]
    assert wide / 50 * 25.4 == pytest.approx(paper.size_mm[1] / 2 * 0.74, abs=1)


def test_two_cards_lie_on_a_page_and_an_odd_one_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    write_card_sheets(path, 5, Paper.LETTER)
    with pypdf.PdfReader(path) as pdf:
        words = [page.extract_text().split() for page in pdf.pages]
        sizes = {tuple(round(float(n), 1) for n in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(612.0, 792.0)}
    numbers = [[word for word in page if word.isdecimal()] for page in words[1:]]
    assert numbers == [["1", "2"], ["3", "4"], ["5"]]
    letters = sorted(word for word in words[1] if not word.isdecimal())
    assert letters == ["A", "A", "B", "B", "C", "C", "D", "D"]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", ["en", "fr", "de", "ar"])
def test_the_first_page_tells_how_to_hold_the_card_in_every_language(
    language: str, paper: Paper, tmp_path: Path
) -> None:
    path = tmp_path / "cards.pdf"
    write_card_sheets(path, 1, paper, language)
    with pypdf.PdfReader(path) as pdf:
        assert len(pdf.pages) == 2  # all of it fits on one page
        said = " ".join(pdf.pages[0].extract_text().split())
    assert "How to vote with your card" in said
    assert "Comment voter avec votre carte" in said
    assert "So stimmen Sie mit Ihrer Karte ab" in said
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in said)


def test_the_document_is_tagged_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write_card_sheets(first, 3)
    write_card_sheets(second, 3)
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("count", [0, 61])
def test_there_are_no_more_than_sixty_cards(count: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="60 cards"):
        write_card_sheets(tmp_path / "cards.pdf", count)
