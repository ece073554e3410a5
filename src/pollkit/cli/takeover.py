"""`pollkit takeover`: go on with a room whose laptop has failed, from the copy on its stick."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark
from pollkit.cli.places import workspace_of
from pollkit.domain.events import Event
from pollkit.errors import CopyUnreadable
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring


def summary() -> str:
    return _("go on with a room from the copy of another laptop")


def description() -> str:
    return _(
        "Reads the copy that a running room keeps on a stick, and opens the room here: the\n"
        "same PIN, the same question open, the same phones. The code is the one that the\n"
        "first laptop showed; without --code it is read from the first line of the input.\n"
        "After that the room takes the moves of `pollkit serve`."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "copy", metavar=_("FILE"), type=Path, help=_("the copy, or the folder that it lies in")
    )
    parser.add_argument("--code", help=_("the code that the first laptop showed"))
    parser.add_argument("--port", type=int, default=0, help=_("port; the first laptop’s if free"))
    parser.add_argument(
        "--only-import", action="store_true", help=_("take the room over, but do not open it")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line, one for each move")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.cli.serve import hold_room

    workspace = workspace_of(arguments)
    event = take_over_from(_copy_in(arguments.copy), arguments.code or typed_code(), workspace)
    if arguments.only_import:
        return ExitCode.OK
    return hold_room(workspace, event, wiring, arguments.port, as_json=arguments.json)


def take_over_from(copy: Path, code: str, path: Path) -> Event:
    """Takes the copy's room into the workspace, and says what may be missing."""
    from pollkit.store import Role, Workspace
    from pollkit.usecases.takeover import loss_in_words, read_copy, take_over

    opened = read_copy(copy, code)
    with Workspace.open(path, Role.WINDOW) as workspace:
        event = take_over(workspace, opened)
    remark(_("“{title}” is taken over.").format(title=opened.title))
    remark(loss_in_words(opened, datetime.now(UTC)))
    return event


def typed_code() -> str:
    if sys.stdin.isatty():
        remark(_("Code of the first laptop:"))
    return sys.stdin.readline().strip()


def _copy_in(path: Path) -> Path:
    from pollkit.usecases.takeover import copies_in

    if not path.is_dir():
        return path
    found = copies_in(path)
    if not found:
        raise CopyUnreadable(_("There is no copy of a room in this folder."))
    return found[0]
