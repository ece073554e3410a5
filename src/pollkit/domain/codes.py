"""Codes that people are handed on paper: six random symbols and a check character.

The alphabet has no look-alikes (0 and O, 1 and I are not in it). The check character is that of
ISO 7064, MOD 37-2, which finds every wrong symbol and every swap of neighbours.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection
from itertools import product

from pollkit.errors import CodeNotAccepted
from pollkit.i18n import _, ngettext

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SYMBOLS = 6
LENGTH = SYMBOLS + 1

_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_MODULUS = len(_VALUES)
# What people type for what the card has. For a circle there are two symbols; the check character
# settles it, since no two codes that differ in one symbol are both right.
_MEANT = {"1": "L", "I": "L", "0": "DQ", "O": "DQ"}


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


def new_code(taken: Collection[str] = ()) -> str:
    """Drawn anew while it is taken, and until the check character has no look-alike either: five
    of 37 have."""
    while True:
        symbols = "".join(secrets.choice(ALPHABET) for _place in range(SYMBOLS))
        code = symbols + check_character(symbols)
        if is_code(code) and code not in taken:
            return code


def new_codes(count: int, taken: Collection[str] = ()) -> tuple[str, ...]:
    """So many different codes, none of them taken."""
    known = frozenset(taken)
    found: dict[str, None] = {}
    while len(found) < count:
        found[new_code(known)] = None
    return tuple(found)


def read_code(typed: str) -> str:
    """The code in what was typed or scanned.

    Small letters, blanks, hyphens and the digits of any script do not matter; a look-alike is taken
    for the symbol of the alphabet that it looks like.

    Raises:
        CodeNotAccepted: it cannot be a code; the sentence says what is wrong.
    """
    bare = _bare(typed)
    if len(bare) != LENGTH:
        raise CodeNotAccepted(
            ngettext(
                "A code has 7 letters and digits, and this is only one.",
                "A code has 7 letters and digits, and these are {n}.",
                len(bare),
            ).format(n=len(bare))
        )
    strange = next((one for one in bare if one not in ALPHABET and one not in _MEANT), None)
    if strange is not None:
        raise CodeNotAccepted(
            _("“{symbol}” is in no code. Please look at the card again.").format(symbol=strange)
        )
    fitting = [code for code in _meant(bare) if is_code(code)]
    if len(fitting) != 1:
        raise CodeNotAccepted(
            _(
                "A letter or digit is wrong, or two have changed places."
                " Please compare each with the card."
            )
        )
    return fitting[0]


def read_mark(typed: str, known: Collection[str]) -> str:
    """A mark that somebody of the project has, as it was taken over from an earlier list ("P017"),
    else a code.

    Args:
        known: what the people of the project have, codes and marks.
    Raises:
        CodeNotAccepted: it is neither.
    """
    plain = typed.strip()
    same = [mark for mark in known if mark.casefold() == plain.casefold()]
    return same[0] if len(same) == 1 else read_code(typed)


def nearest_codes(typed: str, known: Collection[str]) -> tuple[str, ...]:
    """Those of the known codes that are one slip from what was typed: a symbol that is wrong,
    missing or too many, or a swap of neighbours. For a person to choose from, never to take."""
    bare = _bare(typed)
    near = {code for meant in _meant(bare) for code in known if _is_one_slip_apart(meant, code)}
    return tuple(sorted(near))


def spaced(code: str) -> str:
    """As it is printed: `ABC DEF G`."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def _bare(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(
        str(unicodedata.digit(symbol)) if symbol.isdigit() else symbol
        for symbol in plain
        if symbol.isalnum()
    )


def _meant(bare: str) -> list[str]:
    """Every reading of what was typed; long texts have one only."""
    if len(bare) > LENGTH + 1:
        return [bare]
    return ["".join(one) for one in product(*(_MEANT.get(symbol, symbol) for symbol in bare))]


def _is_one_slip_apart(typed: str, code: str) -> bool:
    """Whether the optimal string alignment distance is 0 or 1."""
    if abs(len(typed) - len(code)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(code)) and typed[start] == code[start]:
        start += 1
    here, there = typed[start:], code[start:]
    is_swap = here[:2] == there[:2][::-1] and here[2:] == there[2:] and len(here) >= 2
    return is_swap or here[1:] == there[1:] or here[1:] == there or here == there[1:]
