"""Patterns of Java and JavaScript, as forms write them, read by Python.

Digits, words and blanks are those of ASCII, as in Java. The whole text must match, as ODK's
documentation says of `regex` (https://docs.getodk.org/form-regex/).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

from pollkit.errors import ExpressionProblem
from pollkit.i18n import _


def matches(text: str, pattern: str) -> bool:
    return compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """
    Raises:
        ExpressionProblem: it is not a pattern, or has what Python cannot read.
    """
    try:
        return re.compile(_for_python(pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError) as wrong:
        raise ExpressionProblem(
            _("“{pattern}” is not a regular expression that can be read here: {why}.").format(
                pattern=pattern, why=wrong
            )
        ) from wrong


_PIECE = re.compile(
    r"\\Q(?P<plain>.*?)(?:\\E|$)"
    r"|\\(?P<negated>[pP])(?:\{(?P<long>\^?\w+)\}|(?P<short>\w))"
    r"|\\k<(?P<named_again>\w+)>"
    # Beside a kind of signs "-" is itself: [\w-\.], as in half of all patterns for addresses.
    r"|(?P<kind_and_hyphen>\\[wdsWDS]-)"
    r"|(?P<hyphen_and_kind>-(?=\\[wdsWDS]))"
    r"|(?P<escaped>\\.)"
    r"|\(\?<(?P<named>[A-Za-z]\w*)>"
    r"|(?P<opens>\[\^?\]?)"
    r"|(?P<closes>\])"
    r"|(?P<twice>&&|--|~~|\|\|)",
    re.DOTALL,
)


def _for_python(pattern: str) -> str:
    written, at, in_class = [], 0, False
    for match in _PIECE.finditer(pattern):
        written.append(pattern[at : match.start()])
        piece = match[0]
        if match["plain"] is not None:
            piece = re.escape(match["plain"])
        elif match["negated"]:
            piece = _category(match, in_class)
        elif match["kind_and_hyphen"] or match["hyphen_and_kind"]:
            piece = piece.replace("-", r"\-") if in_class else piece
        elif match["named_again"]:
            piece = f"(?P={match['named_again']})"
        elif match["named"]:
            piece = f"(?P<{match['named']}>"
        elif match["escaped"] in {r"\h", r"\z", r"\Z"}:
            piece = {r"\h": r" \t", r"\z": r"\Z", r"\Z": r"\Z"}[piece]
        elif match["opens"]:
            # Inside a class a bracket is a sign like others in JavaScript.
            piece = piece.replace("[", r"\[") if in_class else piece
            in_class = True
        elif match["closes"]:
            in_class = False
        elif match["twice"] and in_class:
            piece = _doubled(piece, pattern)
        written.append(piece)
        at = match.end()
    return "".join(written) + pattern[at:]


def _doubled(piece: str, pattern: str) -> str:
    if piece == "&&":
        raise ExpressionProblem(
            _(
                "“{pattern}” cuts two sets of signs with “&&”. List the signs that are meant."
            ).format(pattern=pattern)
        )
    return "\\" + piece[0] + "\\" + piece[1]


# Names of POSIX classes that Java knows, and Unicode's by their first letters.
_POSIX = {
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Upper": "A-Z",
    "Lower": "a-z",
    "Punct": r"!-/:-@\[-`{-~",
    "Space": r"\s",
}


def _category(match: re.Match[str], in_class: bool) -> str:
    name = match["long"] or match["short"]
    is_negated = (match["negated"] == "P") != name.startswith("^")
    name = name.removeprefix("^").removeprefix("Is")
    signs = _POSIX.get(name) or _signs_of(name)
    if not signs:
        raise ExpressionProblem(_("There is no kind of sign “{name}”.").format(name=name))
    if in_class:
        if is_negated:
            raise ExpressionProblem(
                _("“{piece}” inside square brackets cannot be read here.").format(piece=match[0])
            )
        return signs
    return f"[{'^' if is_negated else ''}{signs}]"


@lru_cache(maxsize=32)
def _signs_of(category: str) -> str:
    """As ranges for a class of signs: "L" all letters, "Lu" capitals, ...; "" = no such kind."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(category):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
