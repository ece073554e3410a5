"""Speaking to a terminal or to a program: results on stdout, all else on stderr."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping


def speak_utf8() -> None:
    """Lets every script through where the system's code page could not, as on Windows pipes."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None in a bundle without a console
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    print(text, flush=True)


def say_json(facts: Mapping[str, object]) -> None:
    """One object on one line."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def remark(text: str) -> None:
    """Progress and errors: never among the results."""
    print(text, file=sys.stderr, flush=True)


def mute_stdout() -> None:
    """After the reader of our output has gone: nothing more can be said, nor fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
