"""Paper cards as a PDF, for people without a phone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pollkit.i18n import current_language
from pollkit.paper.card_sheets import Paper, write_card_sheets
from pollkit.paper.cards import CARDS
from pollkit.usecases.export_results import faults_of


def print_cards(
    path: Path, count: int = CARDS, paper: Paper = Paper.A4, language: str | None = None
) -> Path:
    """Writes the cards, whole or not at all; an older file of that name is replaced.

    Raises:
        DiskFull: nothing was changed.
        FolderNotWritable: no right to write there, or another program has the file open.
    """
    with faults_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=path.parent) as part:
            written = Path(part) / "cards.pdf"
            write_card_sheets(written, count, paper, language or current_language())
            return written.replace(path)
