"""Cards and forms are printed from the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from field_samples import Field, new_field
from pypdf import PdfReader

from pollkit.desktop.caseworker.printing.presenter import ForWhom, PrintPresenter, What
from pollkit.desktop.caseworker.printing.screen import PrintScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.codes import spaced
from pollkit.store import Role, Workspace


def at_once(
    work: Callable[[Any], Any],
    on_done: Callable[[Any], None],
    on_failed: Callable[[BaseException], None],
) -> None:
    try:
        result = work(None)
    except Exception as trouble:
        on_failed(trouble)
    else:
        on_done(result)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace)


@pytest.fixture
def presenter(workspace: Workspace, field: Field) -> PrintPresenter:
    return PrintPresenter(workspace, field.project.id, at_once)


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_cards_for_new_people_make_them_expected(
    presenter: PrintPresenter, workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    presenter.choose_people(3)
    presenter.print_to(tmp_path / "cards.pdf")

    assert presenter.state.said == "Written for 3 people."
    with workspace.read() as repos:
        people = repos.respondents.list(field.project.id)
    printed = text_of(tmp_path / "cards.pdf")
    assert len(people) == 3
    assert all(spaced(person.code or "") in printed for person in people)
    assert presenter.state.missing == 3


def test_forms_for_those_who_are_missing_carry_their_codes(
    presenter: PrintPresenter, workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    presenter.choose_people(2)
    presenter.print_to(tmp_path / "cards.pdf")
    presenter.choose_what(What.CODED)
    presenter.choose_for_whom(ForWhom.MISSING)
    assert presenter.state.writes_folder
    presenter.print_to(tmp_path / "forms")

    with workspace.read() as repos:
        codes = {person.code for person in repos.respondents.list(field.project.id)}
    assert {path.stem for path in (tmp_path / "forms").iterdir()} == codes


def test_a_form_to_copy_needs_nobody(presenter: PrintPresenter, tmp_path: Path) -> None:
    presenter.choose_what(What.BLANK)
    assert not presenter.state.asks_for_whom
    presenter.print_to(tmp_path / "form.pdf")

    assert "How much do you trust your neighbours?" in text_of(tmp_path / "form.pdf")


def test_trouble_makes_nobody_expected(
    presenter: PrintPresenter, workspace: Workspace, field: Field, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("")
    presenter.print_to(tmp_path / "in the way" / "cards.pdf")

    assert presenter.state.is_trouble
    with workspace.read() as repos:
        assert repos.respondents.list(field.project.id) == ()


def test_the_screen_offers_what_fits(presenter: PrintPresenter, theme: Theme) -> None:
    screen = PrintScreen(presenter)
    screen.show()
    assert screen.save.text() == "Save the PDF…"
    screen.what[What.CODED].click()
    assert screen.save.text() == "Save in a folder…"
    assert not screen.for_whom[ForWhom.MISSING].isEnabled()
    screen.what[What.BLANK].click()
    assert not screen._whom.isVisible()
    screen.put_away()
    screen.close()
    screen.deleteLater()
