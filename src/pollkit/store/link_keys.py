"""The keys of self-generated codes: a file for each project, beside the database and never in it.

Whoever takes the database, a backup or a bundle has hashes without their key. Whoever takes the
whole folder has both: then the disk's own encryption is what protects.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from uuid import UUID

from pollkit.domain.linking.sealing import KEY_BYTES, new_key
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.files import sync_folder

_HEAD = "pollkit-link-key/1"


class LinkKeys:
    """Made by `Workspace.link_keys`. Files and folder are their owner's alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, project_id: UUID) -> bytes | None:
        path = self._path(project_id)
        return _read(path)[1] if path.exists() else None

    def make(self, project_id: UUID) -> bytes:
        """The project's key; drawn now if there is none."""
        known = self.get(project_id)
        if known is None:
            known = new_key()
            self.put(project_id, known)
        return known

    def put(self, project_id: UUID, key: bytes) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        _write(self._path(project_id), project_id, key)

    def write_to(self, project_id: UUID, path: Path) -> None:
        """For another laptop of the same project.

        Raises:
            NotFound: there is no key here.
        """
        key = self.get(project_id)
        if key is None:
            raise NotFound(_("This project has no key for codes on this laptop yet."))
        _write(path, project_id, key)

    def read_from(self, path: Path) -> tuple[UUID, bytes]:
        """The project and the key in a file that `write_to` wrote.

        Raises:
            NotFound: it is not there, or no such file.
        """
        return _read(path)

    def forget(self, project_id: UUID) -> None:
        """After that, nobody can tell whose the codes are; links that stand stay."""
        path = self._path(project_id)
        if path.exists():
            with path.open("rb+") as file:
                file.write(bytes(path.stat().st_size))
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(self._folder)

    def _path(self, project_id: UUID) -> Path:
        return self._folder / f"link-{project_id.hex}.key"


def _write(path: Path, project_id: UUID, key: bytes) -> None:
    """As a whole or not at all, and readable by nobody else from its first byte."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{_HEAD}\n{project_id}\n{key.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _read(path: Path) -> tuple[UUID, bytes]:
    try:
        head, project, key = path.read_text(encoding="ascii").split()
        found = UUID(project), bytes.fromhex(key)
    except (OSError, ValueError) as broken:
        raise NotFound(_("“{file}” holds no key for codes.").format(file=path.name)) from broken
    if head != _HEAD or len(found[1]) != KEY_BYTES:
        raise NotFound(_("“{file}” holds no key for codes.").format(file=path.name))
    return found
