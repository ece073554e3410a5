"""What the exit code tells a script; `pollkit --help` prints the list."""

from __future__ import annotations

from enum import IntEnum

from pollkit.i18n import _


class ExitCode(IntEnum):
    OK = 0
    CHECK_FAILED = 1
    USAGE = 2  # argparse's own
    USER_ERROR = 3
    ENVIRONMENT_FAULT = 4
    BUG = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def in_words() -> str:
    meanings = {
        ExitCode.OK: _("all went well"),
        ExitCode.CHECK_FAILED: _(
            "a check failed: answers are missing, or the machine is not ready"
        ),
        ExitCode.USAGE: _("the command was not understood"),
        ExitCode.USER_ERROR: _("something has to be put right first; the message says what"),
        ExitCode.ENVIRONMENT_FAULT: _("the machine or the network got in the way; try again"),
        ExitCode.BUG: _("a mistake in PollKit itself"),
        ExitCode.INTERRUPTED: _("stopped with Ctrl+C"),
    }
    lines = [f"  {code:>3}  {meaning}" for code, meaning in meanings.items()]
    return "\n".join([_("exit codes:"), *lines])
