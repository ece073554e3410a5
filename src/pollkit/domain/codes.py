"""Codes that people are handed on paper: six random symbols and a check character.

The alphabet has no look-alikes (0 and O, 1 and I are not in it). The check character is that of
ISO 7064, MOD 37-2, which finds every wrong symbol and every swap of neighbours.
"""

from __future__ import annotations

import secrets

from pollkit.errors import CodeNotAccepted
from pollkit.i18n import _

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SYMBOLS = 6
LENGTH = SYMBOLS + 1

_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_MODULUS = len(_VALUES)


def check_character(symbols: str) -> str:
    """The character that completes these digits and capital letters (ISO 7064, MOD 37-2)."""
    remainder = 0
    for symbol in symbols:
        remainder = (remainder + _VALUES.index(symbol)) * 2 % _MODULUS
    return _VALUES[(1 - remainder) % _MODULUS]


def is_code(text: str) -> bool:
    """Whether this is a code as it is written, without blanks."""
    in_alphabet = len(text) == LENGTH and set(text) <= set(ALPHABET)
    return in_alphabet and check_character(text[:-1]) == text[-1]


def new_code() -> str:
    """Drawn anew until the check character has no look-alike either: five of 37 have."""
    while True:
        symbols = "".join(secrets.choice(ALPHABET) for _place in range(SYMBOLS))
        code = symbols + check_character(symbols)
        if is_code(code):
            return code


def new_codes(count: int) -> tuple[str, ...]:
    """So many different codes."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[new_code()] = None
    return tuple(found)


def read_code(typed: str) -> str:
    """The code in what was typed or scanned: small letters, blanks and hyphens do not matter.

    Raises:
        CodeNotAccepted: it cannot be a code; the sentence says what to do.
    """
    bare = "".join(symbol for symbol in typed.upper() if symbol.isalnum())
    if not is_code(bare):
        raise CodeNotAccepted(
            _("This is no code from a card. Please compare each letter and digit.")
        )
    return bare


def spaced(code: str) -> str:
    """As it is printed: `ABC DEF G`."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"
