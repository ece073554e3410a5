"""The printed questionnaire as readers and scanners see it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from paper_samples import FORM
from pypdf import PdfReader

from pollkit.domain.paper_forms.sheets import paper_form
from pollkit.reports.paper_form import NO_LABEL, SheetLabel, sheet_code, write_paper_form


def written(folder: Path, language: str, label: SheetLabel = NO_LABEL) -> Path:
    path = folder / f"{language}.pdf"
    write_paper_form(path, paper_form(FORM, language), label)
    return path


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_question_and_option_stands_on_a_tagged_page(language: str, tmp_path: Path) -> None:
    path = written(tmp_path, language)

    reader = PdfReader(path)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == language
    if language == "en":
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        for item in FORM.items[:9]:
            assert item.texts["en"] in text
            for option in item.options:
                assert option.texts["en"] in text
        assert "Only if you answered “Sometimes” or “Often” to question 1." in text
        assert paper_form(FORM, "en").stamp in text


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(tmp_path, "en").read_bytes() == written(tmp_path / "again", "en").read_bytes()


def test_a_sheet_with_a_code_says_it_in_letters_and_to_a_scanner(tmp_path: Path) -> None:
    form = paper_form(FORM, "de")
    path = written(tmp_path, "de", SheetLabel("Before", "ABC DEF G"))

    assert "ABC DEF G" in PdfReader(path).pages[0].extract_text()
    stamp = form.stamp.replace(" ", "")
    assert sheet_code(form, "ABC DEF G") == f"POLLKIT-FORM {stamp} de ABCDEFG"
    assert sheet_code(form, "").endswith(" de -")


def test_a_sheet_that_asks_for_consent_has_boxes_to_give_it_and_to_refuse_it(
    tmp_path: Path,
) -> None:
    words = SheetLabel("Before", says="Niemand fragt nach Ihrem Namen.", asks_consent=True)

    text = PdfReader(written(tmp_path, "de", words)).pages[0].extract_text()

    told, yes, no = (text.index(one) for one in (words.says, "Ja, ich bin einverstanden", "Nein"))
    assert told < yes < no


def test_what_people_typed_is_never_markup(tmp_path: Path) -> None:
    written(tmp_path, "en", SheetLabel("#panic() $x$ *bold*", says="= No heading"))

    with pikepdf.open(tmp_path / "en.pdf") as pdf:
        assert len(pdf.pages) == 2
    text = PdfReader(tmp_path / "en.pdf").pages[0].extract_text()
    assert "#panic() $x$ *bold*" in text
    assert "= No heading" in text
