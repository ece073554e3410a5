"""Options that every command has."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from pathlib import Path

from pollkit.i18n import _


def add_shared(parser: ArgumentParser, default: str | None = SUPPRESS) -> None:
    """Options that may stand before the verb or after it; after it, none given means unchanged."""
    parser.add_argument(
        "--workspace",
        metavar=_("DIR"),
        type=Path,
        default=default,
        help=_("the folder where events and answers are kept; your own one if not given"),
    )
    parser.add_argument(
        "--language",
        metavar=_("LANGUAGE"),
        default=default,
        help=_("language of the words and of the files that are written, such as en or fr"),
    )


def add_general(parser: ArgumentParser) -> None:
    """Those of a move within a command, and its JSON."""
    add_shared(parser)
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )
