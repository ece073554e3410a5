"""The grammar of the command line, in the person's language."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from pollkit import __version__
from pollkit.cli import window
from pollkit.cli.exit_codes import ExitCode, in_words
from pollkit.cli.shared_options import add_shared
from pollkit.i18n import _, ngettext

VERBS = (
    "demo",
    "serve",
    "check-room",
    "takeover",
    "follow",
    "export",
    "series",
    "events",
    "cards",
    "rehearse",
    "form",
    "project",
    "collect",
    "withdraw",
    "responses",
    "links",
    "doctor",
)


class Grammar(argparse.ArgumentParser):
    """argparse, speaking through our catalogue and keeping line breaks as they are written."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        settings.setdefault("allow_abbrev", False)
        super().__init__(**settings)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        hint = _("`{program} --help` tells what is possible.").format(program=self.prog)
        self.exit(ExitCode.USAGE, f"{self.prog}: {message}\n{hint}\n")


def build_parser(verbs: Sequence[str] = VERBS) -> argparse.ArgumentParser:
    """The grammar with these verbs; a module is only loaded for a verb that is in it."""
    # argparse finds its words through these two names of its module; it offers no other way.
    argparse._, argparse.ngettext = _, ngettext  # type: ignore[attr-defined]
    parser = Grammar(
        prog="pollkit",
        description=_(
            "Live polls and questionnaires without the internet.\n"
            "Without a command, the window opens."
        ),
        epilog=in_words(),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"PollKit {__version__}",
        help=_("show the version number and exit"),
    )
    parser.set_defaults(run=window.run)
    add_shared(parser, None)
    if not verbs:
        return parser
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    for name in verbs:
        verb = _module_of(name)
        own = commands.add_parser(
            name,
            help=verb.summary(),
            description=verb.description(),
            epilog=in_words(),
        )
        add_shared(own)
        verb.add_arguments(own)
        own.set_defaults(run=verb.run)
    return parser


def wanted_language(argv: Sequence[str]) -> str | None:
    """The --language of a command line, looked at first: help and errors must speak it too."""
    return _at_first_sight(argv)[0].language  # type: ignore[no-any-return]


def wanted_verbs(argv: Sequence[str]) -> tuple[str, ...]:
    """The verbs that its grammar needs: the one that is meant, none where the window is, and all
    for the help and for a word that is no verb."""
    rest = _at_first_sight(argv)[1]
    if not rest:
        return ()
    return (rest[0],) if rest[0] in VERBS else VERBS


def _at_first_sight(argv: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for name in ("--language", "--workspace"):
        early.add_argument(name, nargs="?")
    return early.parse_known_args(argv)


def _module_of(verb: str) -> ModuleType:
    # Written out, so that the bundle's builder sees what can be imported.
    match verb:
        case "demo":
            from pollkit.cli import demo

            return demo
        case "serve":
            from pollkit.cli import serve

            return serve
        case "check-room":
            from pollkit.cli import check_room

            return check_room
        case "takeover":
            from pollkit.cli import takeover

            return takeover
        case "follow":
            from pollkit.cli import follow

            return follow
        case "export":
            from pollkit.cli import export

            return export
        case "series":
            from pollkit.cli import series

            return series
        case "events":
            from pollkit.cli import events

            return events
        case "cards":
            from pollkit.cli import cards

            return cards
        case "rehearse":
            from pollkit.cli import rehearse

            return rehearse
        case "project":
            from pollkit.cli import project

            return project
        case "collect":
            from pollkit.cli import collect

            return collect
        case "withdraw":
            from pollkit.cli import withdraw

            return withdraw
        case "form":
            from pollkit.cli import form

            return form
        case "responses":
            from pollkit.cli import responses

            return responses
        case "links":
            from pollkit.cli import links

            return links
        case "doctor":
            from pollkit.cli import doctor

            return doctor
        case _:
            raise KeyError(verb)
