"""A second laptop goes on with a room whose first laptop has failed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from pollkit.domain.events import Event
from pollkit.errors import CopyUnreadable, FolderNotWritable, IllegalMove, NotFound
from pollkit.i18n import _, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.store.attachments import Attachments
from pollkit.store.repositories.networks import CopyPlace
from pollkit.usecases.sealed_copies import new_code, read_sealed

SUFFIX = ".pkroom"
_PICTURES = "-pictures"


@dataclass(frozen=True)
class RoomCopy:
    """A copy that has been opened. `pictures` are the files that its questions show."""

    title: str
    event_id: UUID
    made_at: datetime
    content: dict[str, Any] = field(repr=False)
    pictures: tuple[bytes, ...] = field(default=(), repr=False)

    def age(self, now: datetime) -> timedelta:
        return max(now - self.made_at, timedelta(0))


def copy_path(folder: Path, event_id: UUID) -> Path:
    """Where a room's copy lies in a folder: the name tells nothing about the event."""
    return folder / f"room-{event_id.hex[-12:]}{SUFFIX}"


def pictures_path(copy: Path) -> Path:
    return copy.with_name(copy.stem + _PICTURES + SUFFIX)


def copies_in(folder: Path) -> tuple[Path, ...]:
    """The copies that lie in a folder, the newest first."""
    try:
        found = [p for p in folder.glob(f"*{SUFFIX}") if not p.stem.endswith(_PICTURES)]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))
    except OSError:
        return ()


def keep_copies(workspace: Workspace, event_id: UUID, folder: Path) -> Future[CopyPlace]:
    """From now on the event's room keeps a copy of itself in this folder, such as a stick's; the
    code that opens it stays the same for an event.

    Raises:
        FolderNotWritable: nothing can be written there.
    """
    _try_writing(folder)

    def work(repos: Repositories) -> CopyPlace:
        before = repos.networks.copy_place(event_id)
        code = new_code() if before is None else before.code
        place = CopyPlace(code, str(folder), None if before is None else before.port)
        repos.networks.set_copy_place(event_id, place)
        return place

    return workspace.write(work)


def let_follow(workspace: Workspace, event_id: UUID, port: int | None = 0) -> Future[CopyPlace]:
    """Opens the line by which a second laptop follows the event's room; 0 takes a free port, None
    closes the line."""

    def work(repos: Repositories) -> CopyPlace:
        before = repos.networks.copy_place(event_id) or CopyPlace(new_code())
        place = CopyPlace(before.code, before.folder, port)
        repos.networks.set_copy_place(event_id, place)
        return place

    return workspace.write(work)


def keep_no_copies(workspace: Workspace, event_id: UUID) -> Future[None]:
    """The room stops copying itself; what lies on the stick is removed if it is there."""
    with workspace.read() as repos:
        place = repos.networks.copy_place(event_id)
    if place is not None and place.folder is not None:
        remove_copy(Path(place.folder), event_id)
    return workspace.write(lambda repos: repos.networks.set_copy_place(event_id, None))


def remove_copy(folder: Path, event_id: UUID) -> None:
    """Raises nothing: a stick that is gone has taken the copy with it."""
    path = copy_path(folder, event_id)
    for file in (path, pictures_path(path)):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            continue


def pictures_content(event: Event, attachments: Attachments) -> dict[str, Any]:
    files = []
    for image in _images(event):
        try:
            files.append(base64.b64encode(attachments.path(image).read_bytes()).decode())
        except (OSError, NotFound):
            continue
    return {"v": 1, "files": files}


def read_copy(path: Path, code: str) -> RoomCopy:
    """Raises:
    CopyUnreadable: no copy, a damaged one, or another code.
    """
    pictures: tuple[bytes, ...] = ()
    content = read_sealed(path, code)
    if pictures_path(path).exists():
        found = read_sealed(pictures_path(path), code)
        pictures = tuple(base64.b64decode(file) for file in found.get("files", ()))
    return opened_copy(content, pictures)


def opened_copy(content: dict[str, Any], pictures: Sequence[bytes] = ()) -> RoomCopy:
    if content.get("v") != 1:
        raise CopyUnreadable(
            _("This copy was made by a newer PollKit. Install the same version on both laptops.")
        )
    event = content["event"]
    return RoomCopy(
        title=event["title"],
        event_id=UUID(event["id"]),
        made_at=datetime.fromisoformat(content["made_at"]),
        content=content,
        pictures=tuple(pictures),
    )


def take_over(workspace: Workspace, copy: RoomCopy) -> Event:
    """The copy's room is now this workspace's: the same PIN, the same question open, the same
    phones. Whoever calls this opens the room next.

    Raises:
        IllegalMove: this workspace has a newer state of the event, or the event has ended.
        DiskFull and other faults of the store.
    """
    if any(row.get("has_ended") for row in copy.content["tables"].get("room", ())):
        raise IllegalMove(_("This event has ended: there is no room to take over."))
    attachments = workspace.attachments
    for picture in copy.pictures:
        attachments.add(picture)
    return workspace.write(lambda repos: repos.copies.take_over(copy.content)).result()


def loss_in_words(copy: RoomCopy, now: datetime) -> str:
    """What may be missing, said plainly."""
    seconds = round(copy.age(now).total_seconds())
    at = copy.made_at.astimezone().strftime("%H:%M:%S")
    words = ngettext(
        "The copy is of {at}, {n} second ago. Answers that the first laptop took after that are "
        "not in it: those phones show the question unanswered and can answer again.",
        "The copy is of {at}, {n} seconds ago. Answers that the first laptop took after that are "
        "not in it: those phones show the question unanswered and can answer again.",
        seconds,
    )
    return words.format(at=at, n=seconds)


def _try_writing(folder: Path) -> None:
    trial = folder / f".pollkit-trial{SUFFIX}.part"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as fault:
        raise FolderNotWritable(
            _("Nothing can be written to {folder}: {fault}.").format(
                folder=folder, fault=fault.strerror
            )
        ) from fault


def _images(event: Event) -> list[str]:
    found = []
    for item in event.instrument.items:
        for image in (item.image, *(option.image for option in item.options)):
            if image is not None:
                found.append(image.sha256)
    return list(dict.fromkeys(found))
