"""`pollkit cards`: paper cards to print, for people without a phone."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

MOST = 60
PAPERS = ("a4", "letter")


def summary() -> str:
    return _("write paper cards to print, which a webcam reads")


def description() -> str:
    return _(
        "Writes a PDF of cards for people who answer without a phone: the letter that is\n"
        "on top when they hold their card up is their answer."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar=_("FILE"), type=Path, required=True, help=_("the PDF to write")
    )
    parser.add_argument(
        "--count",
        metavar=_("NUMBER"),
        type=_count,
        default=MOST,
        help=_("how many cards, up to {most}; all if not given").format(most=MOST),
    )
    parser.add_argument(
        "--paper",
        choices=PAPERS,
        default=PAPERS[0],
        help=_("size of the paper: a4 (if not given) or letter"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.paper.card_sheets import Paper
    from pollkit.usecases.print_cards import print_cards

    path = print_cards(arguments.out, arguments.count, Paper(arguments.paper), arguments.language)
    if arguments.json:
        say_json({"cards": arguments.count, "paper": arguments.paper, "file": str(path)})
    else:
        say(str(path))
    return ExitCode.OK


def _count(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST:
        raise ArgumentTypeError(
            _("“{typed}” is not a number from 1 to {most}").format(typed=typed, most=MOST)
        )
    return int(typed)
