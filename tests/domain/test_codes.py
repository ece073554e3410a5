"""Printed codes, against the standard's check characters."""

from __future__ import annotations

import pytest

from pollkit.domain.codes import ALPHABET, check_character, is_code, new_codes, read_code, spaced
from pollkit.errors import CodeNotAccepted


# ISO 7064, MOD 37-2, as donation numbers carry it: ISBT 128's own example, and two that other
# implementations of the standard publish.
@pytest.mark.parametrize(
    ("symbols", "check"),
    [("G123498654321", "H"), ("G123489654321", "Y"), ("A999914123456", "N")],
)
def test_the_check_character_is_the_standards(symbols: str, check: str) -> None:
    assert check_character(symbols) == check


def test_codes_are_different_and_have_no_look_alikes() -> None:
    codes = new_codes(500)
    assert len(set(codes)) == 500
    assert len(ALPHABET) == 32
    assert not set("01IO") & set("".join(codes))
    assert all(is_code(code) for code in codes)


def test_every_wrong_symbol_and_every_swap_is_found() -> None:
    for code in new_codes(40):
        for place, symbol in enumerate(code):
            wrong = (code[:place] + other + code[place + 1 :] for other in ALPHABET)
            assert not any(is_code(one) for one in wrong if one != code)
            pair = code[place : place + 2]
            if len(set(pair)) == 2:
                assert not is_code(code[:place] + pair[::-1] + code[place + 2 :]), symbol


def test_a_code_is_read_as_people_type_it() -> None:
    (code,) = new_codes(1)
    for typed in (code.lower(), spaced(code), f" {code[:3]}-{code[3:]} \n"):
        assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEF", "0000000", "A" * 500, "ÄÖÜ ßßß ß"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeNotAccepted):
        read_code(typed)
