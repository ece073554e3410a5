"""What is to be written of an event, and the writing of it; knows no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from pollkit.store import Workspace


class Stoppable(Protocol):
    @property
    def is_cancelled(self) -> bool: ...


@dataclass(frozen=True)
class ExportWish:
    """`with_people`: a row for each person, where answers are tied."""

    event_id: UUID
    out: Path
    language: str
    split_by: str | None = None
    with_own_words: bool = True
    with_receipts: bool = True
    with_people: bool = False


def write_files(task: Stoppable, workspace: Workspace, wish: ExportWish) -> tuple[Path, ...]:
    """One kind after another, so that a wish to stop is heard between them."""
    from pollkit.usecases.export_results import ALL, Kind, export_event

    written: list[Path] = []
    for kind in (*ALL, *((Kind.PEOPLE,) if wish.with_people else ())):
        if task.is_cancelled:
            break
        with workspace.read() as repos:
            written += export_event(
                repos,
                wish.event_id,
                wish.out,
                language=wish.language,
                kinds=(kind,),
                split_by=wish.split_by,
                with_own_words=wish.with_own_words,
                attachments=workspace.attachments,
                with_receipts=wish.with_receipts,
            )
    return tuple(written)
