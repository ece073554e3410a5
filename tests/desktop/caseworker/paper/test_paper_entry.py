"""Typing in sheets of paper, first and second time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from field_samples import Field, new_field
from paper_samples import FORM
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pollkit.desktop.caseworker.paper.presenter import PaperEntryPresenter, Stage
from pollkit.desktop.caseworker.paper.screen import PaperEntryScreen
from pollkit.desktop.theme import Theme
from pollkit.domain.ballots import Choice
from pollkit.domain.codes import new_codes, spaced
from pollkit.domain.paper_forms.sheets import paper_form
from pollkit.reports.paper_form import sheet_code
from pollkit.store import Role, Workspace

CODE, OTHER = new_codes(2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as opened:
        yield opened


@pytest.fixture
def field(workspace: Workspace) -> Field:
    return new_field(workspace, FORM)


@pytest.fixture
def presenter(workspace: Workspace, field: Field) -> PaperEntryPresenter:
    return PaperEntryPresenter(workspace, field.before)


def line(presenter: PaperEntryPresenter, address: str):
    return next(one for one in presenter.state.lines if one.key == (address, ""))


def test_a_scanned_sheet_brings_its_code_and_language(presenter: PaperEntryPresenter) -> None:
    presenter.type_code(sheet_code(paper_form(FORM, "ar"), spaced(CODE)))

    assert (presenter.state.code, presenter.state.code_problem) == (CODE, "")
    assert presenter.state.language == "ar"
    assert line(presenter, "talked").prompt == "كم مرة تتحدث مع أحد الجيران؟"


def test_a_sheet_of_another_version_is_told(presenter: PaperEntryPresenter) -> None:
    presenter.type_code(f"POLLKIT-FORM 00000000 en {CODE}")

    assert "another version" in presenter.state.code_problem


def test_digits_are_said_in_words_and_wrong_ones_at_once(presenter: PaperEntryPresenter) -> None:
    presenter.type_field(("safe", ""), "13")
    presenter.type_field(("talked", ""), "9")

    assert line(presenter, "safe").means == "At home · In the street"
    assert line(presenter, "talked").problem.startswith("9 is not on the paper")


def test_a_kept_sheet_makes_room_for_the_next(
    presenter: PaperEntryPresenter, workspace: Workspace, field: Field
) -> None:
    presenter.type_code(CODE)
    presenter.type_field(("talked", ""), "1")
    presenter.type_field(("about", ""), "The weather")
    presenter.keep()

    state = presenter.state
    assert (state.done, state.code, state.kept) == ("Kept.", "", 1)
    assert state.left_out == (("2 What about?", "This question is not asked now."),)
    assert not any(one.typed for one in state.lines)
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
    assert kept.answers["talked"] == Choice(codes=("never",))


def test_trouble_keeps_what_was_typed(presenter: PaperEntryPresenter) -> None:
    presenter.type_code(CODE)
    presenter.type_field(("since", ""), "31022019")
    presenter.type_field(("talked", ""), "1")
    presenter.keep()

    assert presenter.state.trouble.startswith("Question 8:")
    assert line(presenter, "talked").typed == "1"


def test_a_second_entry_is_blind_and_settled_from_the_paper(
    presenter: PaperEntryPresenter, workspace: Workspace, field: Field
) -> None:
    presenter.type_code(CODE)
    presenter.type_field(("talked", ""), "2")
    presenter.type_field(("age", ""), "41")
    presenter.keep()
    presenter.begin_again()

    assert presenter.state.stage is Stage.AGAIN
    assert presenter.state.code == spaced(CODE)
    assert not any(one.typed for one in presenter.state.lines)
    presenter.type_field(("talked", ""), "3")
    presenter.type_field(("age", ""), "47")
    presenter.keep()
    doubts = presenter.state.doubts
    assert [(d.prompt, d.first, d.second) for d in doubts] == [
        ("1 How often do you talk to a neighbour?", "Sometimes", "Often"),
        ("7 How old are you?", "41", "47"),
    ]

    presenter.settle("talked", takes_second=True)
    presenter.settle("age", takes_second=False)
    assert presenter.state.stage is Stage.ENTRY
    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
        (past,) = repos.responses.history(kept.id)
    assert kept.answers["talked"] == Choice(codes=("often",))
    assert kept.answers["age"] == Choice(values=(("number", "41"),))
    assert (past.choice, past.reason) == (Choice(codes=("some",)), "second entry")


def test_the_whole_sheet_is_typed_without_the_mouse(
    presenter: PaperEntryPresenter, workspace: Workspace, field: Field, theme: Theme
) -> None:
    screen = PaperEntryScreen(presenter)
    screen.show()
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.code.setFocus()
    QTest.keyClicks(screen.code, OTHER)
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    for typed in ("2", "Football", "13"):
        focused = screen.focusWidget()
        QTest.keyClicks(focused, typed)
        QTest.keyClick(focused, Qt.Key.Key_Return)
    QTest.keyClick(screen.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    with workspace.read() as repos:
        (kept,) = repos.responses.list(field.before.id)
    assert kept.answers["about"] == Choice(text="Football")
    assert kept.answers["safe"] == Choice(codes=("home", "street"))
    assert screen.code.hasFocus()
    screen.put_away()
    screen.close()
    screen.deleteLater()
