"""What the database or the disk refused, as an error of PollKit."""

from __future__ import annotations

import errno
from typing import Any

from sqlalchemy.exc import DBAPIError

from pollkit.errors import (
    DiskFull,
    PollKitError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceReadOnly,
)
from pollkit.i18n import _

# Primary result codes of SQLite (sqlite3.h).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

# A driver without result codes (SQLCipher's) has SQLite's own English sentences.
_SENTENCES = {
    "is locked": _BUSY,
    "readonly": _READONLY,
    "disk i/o": _IOERR,
    "malformed": _CORRUPT,
    "is full": _FULL,
    "unable to open": _CANTOPEN,
    "not a database": _NOTADB,
}


def as_fault(error: BaseException) -> PollKitError | None:
    """The error that a person may be shown, chained to its cause; None if it is a bug."""
    fault = _fault(error)
    if fault is not None:
        fault.__cause__ = error
    return fault


def disk_full() -> DiskFull:
    return DiskFull(
        _("The disk is full, so nothing was written. Make some room on it, then try again.")
    )


def read_only() -> WorkspaceReadOnly:
    return WorkspaceReadOnly(
        _(
            "PollKit may not write in the workspace's folder. Check that the disk is not"
            " write-protected and that the folder belongs to you, or choose another folder."
        )
    )


def busy() -> WorkspaceBusy:
    return WorkspaceBusy(
        _(
            "Another program keeps the workspace's file locked. Close backup or sync programs"
            " that may be reading it, then try again."
        )
    )


def damaged() -> WorkspaceDamaged:
    return WorkspaceDamaged(
        _(
            "The workspace's file is damaged, and nothing in it was changed. Copy the whole folder"
            " to a safe place, then put the newest file of its “backups” folder in its place."
        )
    )


def _fault(error: BaseException) -> PollKitError | None:
    if isinstance(error, PollKitError):
        return error
    if isinstance(error, DBAPIError) and error.orig is not None:
        return _of_code(_code(error.orig))
    if isinstance(error, OSError):
        return _of_errno(error.errno)
    return _of_code(_code(error))


def _code(error: Any) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return int(code) & 0xFF
    if not type(error).__module__.startswith(("sqlite3", "sqlcipher3")):
        return None
    text = str(error).lower()
    return next((code for sentence, code in _SENTENCES.items() if sentence in text), None)


def _of_code(code: int | None) -> PollKitError | None:
    if code in (_BUSY, _LOCKED):
        return busy()
    if code in (_READONLY, _CANTOPEN):
        return read_only()
    if code in (_CORRUPT, _NOTADB):
        return damaged()
    # A disk that fails while it is written to is most often full (quota, shared-memory file).
    if code in (_FULL, _IOERR):
        return disk_full()
    return None


def _of_errno(number: int | None) -> PollKitError | None:
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only()
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full()
    return None
