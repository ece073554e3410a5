"""`pollkit follow`: keep a copy of the first laptop's room over the network, ready to go on."""

from __future__ import annotations

import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say
from pollkit.cli.places import workspace_of
from pollkit.cli.takeover import take_over_from, typed_code
from pollkit.errors import RoomUnreachable, UserError
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.usecases.following import Following

_TRY_AGAIN_S = 1.0


def summary() -> str:
    return _("follow the room of another laptop, ready to go on with it")


def description() -> str:
    return _(
        "Connects to the first laptop at HOST:PORT, as its window shows them, and keeps the\n"
        "newest copy of its room. When it is gone, type `take`: the room opens here and\n"
        "takes the moves of `pollkit serve`. `quit` stops following."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("first", metavar="HOST:PORT", help=_("where the first laptop is"))
    parser.add_argument("--code", help=_("the code that the first laptop shows"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line, one for each move")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.cli.serve import hold_room

    workspace = workspace_of(arguments)
    code = arguments.code or typed_code()
    host, _colon, port = arguments.first.rpartition(":")
    if not (host and port.isdecimal()):
        raise UserError(_("Give the address as the first laptop shows it, such as 10.0.0.5:40123."))
    line = _Line(host, int(port), code, workspace / "followed")
    line.connect()
    for typed in sys.stdin:
        word = typed.strip()
        if word == "quit":
            line.close()
            return ExitCode.OK
        if word == "take":
            line.close()
            event = take_over_from(line.copy, code, workspace)
            return hold_room(workspace, event, wiring, as_json=arguments.json)
    line.close()
    return ExitCode.OK


class _Line:
    """Follows in a thread, and tries again where the line was cut."""

    def __init__(self, host: str, port: int, code: str, folder: Path) -> None:
        self._where = (host, port, code, folder)
        self._is_over = False
        self._thread = threading.Thread(target=self._follow, name="follow", daemon=True)

    def connect(self) -> None:
        """Raises:
        CopyUnreadable, RoomUnreachable: at once, while somebody is there to read it.
        """
        self._following = self._opened()
        self.copy = self._following.copy
        self._thread.start()

    def close(self) -> None:
        self._is_over = True
        self._following.close()
        self._thread.join(10)

    def _opened(self) -> Following:
        from pollkit.usecases.following import Following

        return Following(*self._where)

    def _follow(self) -> None:
        has_copy = threading.Event()
        while not self._is_over:
            try:
                self._following.listen(lambda: self._tell(has_copy))
            except RoomUnreachable as gone:
                if self._is_over:
                    return
                remark(f"{gone} " + _("Type `take` to go on with its room here."))
            self._following.close()
            self._connect_again()

    def _connect_again(self) -> None:
        while not self._is_over:
            time.sleep(_TRY_AGAIN_S)
            try:
                self._following = self._opened()
            except (RoomUnreachable, UserError):
                continue
            return

    def _tell(self, has_copy: threading.Event) -> None:
        if not has_copy.is_set():
            has_copy.set()
            say(_("Following: the newest copy of the room is here."))
