"""Takes a command line, runs its verb, and turns what went wrong into a sentence and a code."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import mute_stdout, remark, speak_utf8
from pollkit.cli.parser import build_parser, wanted_language, wanted_verbs
from pollkit.errors import EnvironmentFault, UserError
from pollkit.i18n import PROGRAM_LANGUAGES, _, use_language
from pollkit.i18n.spoken import system_language
from pollkit.usecases.ports import Wiring

_log = logging.getLogger(__name__)


def main(argv: Sequence[str], wiring: Wiring) -> int:
    """Runs one command; returns its exit code.

    `room-process` is not in the help: it is how a room's own process is started.
    """
    speak_utf8()
    logging.basicConfig(level=os.environ.get("POLLKIT_LOG", "WARNING").upper())
    try:
        if argv[:1] == ["room-process"]:
            return wiring.serve_room(argv[1:])
        return _run(argv, wiring)
    except UserError as error:
        remark(str(error))
        return ExitCode.USER_ERROR
    except EnvironmentFault as fault:
        remark(str(fault))
        return ExitCode.ENVIRONMENT_FAULT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        mute_stdout()
        return ExitCode.OK
    except Exception:
        _log.exception("bug")
        remark(_("PollKit made a mistake. Please report it with the lines above."))
        return ExitCode.BUG


def _run(argv: Sequence[str], wiring: Wiring) -> int:
    language = wanted_language(argv)
    if language not in PROGRAM_LANGUAGES:
        language = system_language(PROGRAM_LANGUAGES)
    use_language(language)
    arguments = build_parser(wanted_verbs(argv)).parse_args(argv)
    code: int = arguments.run(arguments, wiring)
    return code
