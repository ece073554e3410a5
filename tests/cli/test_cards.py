from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from pollkit.cli import main
from pollkit.cli.cards import MOST, PAPERS
from pollkit.paper.card_sheets import Paper
from pollkit.paper.cards import CARDS


def test_cards_are_written_where_they_are_wanted(
    stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new folder" / "cards.pdf"
    arguments = ["cards", f"--out={out}", "--count=4", "--paper=letter", "--json"]
    assert main(arguments, stand_ins.wiring) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts == {"cards": 4, "paper": "letter", "file": str(out)}
    with pypdf.PdfReader(out) as pdf:
        assert len(pdf.pages) == 3
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("count", ["0", "61", "many", "-3"])
def test_a_number_of_cards_that_there_is_not_is_refused(
    count: str, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["cards", f"--out={tmp_path / 'cards.pdf'}", f"--count={count}"], stand_ins.wiring)
    assert refused.value.code == 2
    assert "is not a number from 1 to 60" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told_to_the_person(
    stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")
    out = tmp_path / "taken" / "cards.pdf"
    assert main(["cards", f"--out={out}", "--count=1"], stand_ins.wiring) == 4
    assert "could not be written" in capsys.readouterr().err


def test_the_command_offers_what_the_cards_have() -> None:
    """Written out in the command, whose help must not load typst and its like."""
    assert MOST == CARDS
    assert set(PAPERS) == set(Paper)
