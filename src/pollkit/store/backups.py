"""Copies of the database, made while it is in use and read back before they count."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.store.connection import DRIVER, connect_to_copy, connect_to_read
from pollkit.store.erasing import erase_respondent
from pollkit.store.faults import damaged
from pollkit.store.files import sync_folder

# Who chose what in a question that is open now, which phones there are, and the room's passwords: a
# copy would outlive the sealing and the end of the event.
_MAPS = (
    "vote",
    "past_vote",
    "phone",
    "in_box",
    "spent_vote",
    "more_time",
    "hall_phone",
    "room_wifi",
    "room_copy",
)


def back_up(database: Path, folder: Path, at: datetime, *, with_votes: bool = False) -> Path:
    """Copies the database into the folder and returns the copy.

    `with_votes` keeps the map of a question that is open at this moment, and the phones.

    Raises:
        WorkspaceDamaged: the copy is not sound, because the database is not.
    """
    folder.mkdir(exist_ok=True)
    path = _free_name(folder, at)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(database, part, with_votes)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(folder)
    return path


@dataclass(frozen=True)
class Erased:
    """In how many copies somebody was erased, and the names of those that could not be changed."""

    copies: int
    left: tuple[str, ...]


def erase_in_copies(folder: Path, respondents: Sequence[UUID]) -> Erased:
    """Erases people in every copy of the folder. One that they are in is written anew beside
    itself: a journal of the change would keep what it erases."""
    count, left = 0, []
    for path in sorted(folder.glob("workspace-*.sqlite")):
        part = path.with_name(path.name + ".part")
        try:
            shutil.copyfile(path, part)
            if _erase_in(part, respondents):
                with part.open("rb+") as written:
                    os.fsync(written.fileno())
                part.replace(path)
                count += 1
        except (OSError, DRIVER.Error):
            left.append(path.name)
        finally:
            part.unlink(missing_ok=True)
    if count:
        sync_folder(folder)
    return Erased(count, tuple(left))


def _erase_in(part: Path, respondents: Sequence[UUID]) -> bool:
    with contextlib.closing(connect_to_copy(part, DRIVER)) as copy:
        copy.execute("PRAGMA journal_mode=OFF").fetchall()
        copy.execute("PRAGMA temp_store=MEMORY").fetchall()
        is_changed = False
        for respondent in respondents:
            is_changed |= erase_respondent(copy, respondent) > 0
        if is_changed:
            copy.execute("VACUUM")
    return is_changed


def _copy(database: Path, part: Path, with_votes: bool) -> None:
    with (
        contextlib.closing(connect_to_read(database, DRIVER)) as source,
        contextlib.closing(connect_to_copy(part, DRIVER)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        if not with_votes:
            _drop_maps(copy)
        # What was erased may lie in unused parts until the file is wiped, and would be copied.
        copy.execute("VACUUM")
        if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise damaged()


def _drop_maps(copy: Any) -> None:
    known = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    for table in known.intersection(_MAPS):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"workspace-{at:%Y%m%d-%H%M%S}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 10_000))
    return next(
        folder / f"{name}.sqlite" for name in names if not (folder / f"{name}.sqlite").exists()
    )
