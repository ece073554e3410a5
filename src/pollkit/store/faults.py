"""What the database or the disk refused, as an error of PollKit."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pollkit.errors import (
    DiskFailed,
    DiskFull,
    EnvironmentFault,
    PollKitError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceReadOnly,
)
from pollkit.i18n import _

# Primary result codes of SQLite (sqlite3.h).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

# No such path, or none that could be one. Windows has the first for a drive that is not there, too,
# and the last for a name that it does not allow.
_NO_PATH = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.EINVAL,
}

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


@contextmanager
def faults_from(translate: Callable[[BaseException], PollKitError | None]) -> Iterator[None]:
    """Raises what the block raises as an error of PollKit, where there is one for it."""
    try:
        yield
    except Exception as error:
        fault = translate(error)
        if fault is None or fault is error:
            raise
        raise fault from error


def as_fault(error: BaseException) -> PollKitError | None:
    """The error that a person may be shown, for what the database or the file system refused;
    None if it is a bug."""
    if isinstance(error, OSError):
        return _of_errno(error.errno)
    return database_fault(error)


def database_fault(error: BaseException) -> PollKitError | None:
    """The same for work that may fail for reasons of its own: files are not looked at."""
    if isinstance(error, PollKitError):
        return error
    # SQLAlchemy wraps the driver's error.
    return _of_code(_code(getattr(error, "orig", None) or error))


def disk_full() -> DiskFull:
    return DiskFull(
        _("The disk is full, so nothing was written. Make some room on it, then try again.")
    )


def disk_failed() -> DiskFailed:
    return DiskFailed(
        _(
            "The disk with the workspace could not be used: it may be full, unplugged or failing."
            " What was being saved is not saved. Check the disk, then try again."
        )
    )


def read_only() -> WorkspaceReadOnly:
    return WorkspaceReadOnly(
        _(
            "PollKit may not write in the workspace's folder. Check that the disk is not"
            " write-protected and that the folder belongs to you, or choose another folder."
        )
    )


def no_folder() -> EnvironmentFault:
    return EnvironmentFault(
        _(
            "The workspace's folder cannot be reached or made. Check that its path is right and its"
            " disk is plugged in, or choose another folder."
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
            " to a safe place. Then delete “workspace.sqlite” and “workspace.sqlite-wal”, and copy"
            " the newest file of the “backups” folder there as “workspace.sqlite”."
        )
    )


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
    if code == _FULL:
        return disk_full()
    if code == _IOERR:
        return disk_failed()
    return None


def _of_errno(number: int | None) -> PollKitError | None:
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only()
    if number in (errno.EIO, errno.ENXIO, errno.ENODEV):
        return disk_failed()
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full()
    if number in _NO_PATH:
        return no_folder()
    return None
