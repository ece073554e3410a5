"""Starts a rehearsal as a program of its own, so that it can touch nothing of this one."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QProcess

from pollkit.i18n import current_language
from pollkit.resources import own_program


def start_rehearsal(workspace: Path, event_id: UUID, people: int) -> None:
    program, *words = own_program()
    QProcess.startDetached(program, [*words, *rehearsal_words(workspace, event_id, people)])


def rehearsal_words(workspace: Path, event_id: UUID, people: int) -> list[str]:
    """What follows the program's name on its command line."""
    return [
        "rehearse",
        str(event_id),
        f"--people={people}",
        "--window",
        f"--workspace={workspace}",
        f"--language={current_language()}",
    ]
