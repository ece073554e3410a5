"""A wave on paper."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from field_samples import new_field
from pypdf import PdfReader

from pollkit.domain.codes import new_codes, spaced
from pollkit.store import Role, Workspace
from pollkit.usecases.paper import print_code_cards, print_forms
from pollkit.usecases.projects import ask_for_consent

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_forms_and_cards_carry_the_codes_that_people_keep(tmp_path: Path) -> None:
    codes = new_codes(9)
    with Workspace.open(tmp_path / "ws", Role.WINDOW, clock=lambda: NOON) as workspace:
        field = new_field(workspace)
        ask_for_consent(workspace, field.project.id, {"en": "We keep no names."}).result(10)
        with workspace.read() as repos:
            blank = print_forms(repos, field.before.id, "en", tmp_path / "form.pdf")
            folder = print_forms(repos, field.before.id, "en", tmp_path / "forms", codes[:2])
            cards = print_code_cards(repos, field.project.id, codes, "en", tmp_path / "cards.pdf")

    assert "We keep no names." in text_of(blank)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{c}.pdf" for c in codes[:2])
    assert spaced(codes[0]) in text_of(folder / f"{codes[0]}.pdf")
    assert len(PdfReader(cards).pages) == 2
    assert all(spaced(code) in text_of(cards) for code in codes)


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())
