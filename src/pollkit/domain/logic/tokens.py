"""An expression cut into its words and signs."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from pollkit.domain.logic.refusals import refusal
from pollkit.i18n import _

# As in XML names, which items of an XLSForm are.
_FIRST = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = f"[{_FIRST}][{_FIRST}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*"
REFERENCE = re.compile(r"\$\{(?P<last_saved>last-saved#)?(?P<name>" + NAME + r")\}")

_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<reference>\$\{(?:last-saved#)?" + NAME + r"\})"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"""|(?P<text>"[^"]*"|'[^']*')"""
    r"|(?P<symbol>!=|<=|>=|//|::|\.\.|[()\[\],@./|+*=<>-])"
    r"|(?P<name>" + NAME + r"(?::" + NAME + r")?)"
    r")"
)


class Kind(StrEnum):
    REFERENCE = "reference"
    NUMBER = "number"
    TEXT = "text"
    SYMBOL = "symbol"
    NAME = "name"
    END = "end"


class Token(NamedTuple):
    kind: Kind
    text: str
    at: int

    def is_symbol(self, *symbols: str) -> bool:
        return self.kind is Kind.SYMBOL and self.text in symbols


def tokens(expression: str) -> list[Token]:
    """All of them, and an END.

    Raises:
        ExpressionProblem: there is a sign that no expression has.
    """
    found: list[Token] = []
    at = 0
    end = len(expression.rstrip())
    while at < end:
        match = _TOKEN.match(expression, at)
        if match is None or not match.lastgroup:
            place = at + len(expression[at:]) - len(expression[at:].lstrip())
            raise refusal(_why_unreadable(expression, place), expression, place)
        kind = Kind(match.lastgroup)
        found.append(Token(kind, match[kind.value], match.start(kind.value)))
        at = match.end()
    found.append(Token(Kind.END, "", end))
    return found


def _why_unreadable(expression: str, at: int) -> str:
    rest = expression[at:]
    if rest[0] in "'\"":
        return _("The text that begins with {quote} has no second {quote} at its end.").format(
            quote=rest[0]
        )
    if rest[0] in "‘’“”„«»":
        return _(
            "“{sign}” is a printed quotation mark. Put text in straight quotes: 'yes'."
        ).format(sign=rest[0])
    if rest.startswith("${"):
        return _(
            "“{text}” is not a reference to a question. Write ${{name}}, with the question's name "
            "as it stands in the sheet and no blanks in it."
        ).format(text=rest.split("}")[0][:40] + ("}" if "}" in rest else ""))
    for wrong, right in _OTHER_LANGUAGES.items():
        if rest.startswith(wrong):
            return _("“{wrong}” means nothing here. Write “{right}”.").format(
                wrong=wrong, right=right
            )
    return _("“{sign}” cannot stand in an expression.").format(sign=rest[0])


# Signs of other formula languages, and what XLSForm says instead.
_OTHER_LANGUAGES = {
    "&&": "and",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "and",
    "&": "concat( , )",
    "!": "not( )",
    "%": "mod",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "÷": "div",
    "×": "*",
    "−": "-",
    "–": "-",
    "$": "${name}",
    ";": ",",
}
