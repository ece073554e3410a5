"""Printed codes, against the standard's check characters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pollkit.domain import codes
from pollkit.domain.codes import (
    ALPHABET,
    check_character,
    is_code,
    nearest_codes,
    new_code,
    new_codes,
    read_code,
    read_mark,
    spaced,
)
from pollkit.errors import CodeNotAccepted


# ISO 7064, MOD 37-2, as donation numbers carry it: the worked example of the blood services' Red
# Book (annex 2), and three that other implementations of the standard publish.
@pytest.mark.parametrize(
    ("symbols", "check"),
    [
        ("G123498654321", "H"),
        ("G123489654321", "Y"),
        ("A999914123456", "N"),
        ("A999914123458", "J"),
    ],
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


def test_no_wrong_symbol_and_no_swap_is_read_as_another_code() -> None:
    """Whatever key is hit instead, a look-alike's too: refused, or read as what the card has."""
    for code in new_codes(40):
        for place in range(len(code)):
            for hit in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                assert read_or_none(code[:place] + hit + code[place + 1 :]) in (None, code)
        for place, (one, other) in enumerate(pairwise(code)):
            swapped = code[:place] + other + one + code[place + 2 :]
            assert read_or_none(swapped) == (code if one == other else None)


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("222222" + "222222" + "333333")
    monkeypatch.setattr(codes.secrets, "choice", lambda _alphabet: next(drawn))
    first = new_code()

    assert first[:6] == "222222"
    assert new_code({first})[:6] == "333333"


def test_a_code_is_read_as_people_type_it() -> None:
    (code,) = new_codes(1)
    for typed in (code.lower(), spaced(code), f" {code[:3]}-{code[3:]} \n"):
        assert read_code(typed) == code


# By hand: 21·64 + 13·32 + 26·16 + 2·8 + 3·4 + 5·2 = 2214, which is 31 modulo 37; 38 - 31 = 7.
@pytest.mark.parametrize("typed", ["LDQ235", "IDQ235", "1DQ235", "l0q235", "1OO235", "ld0٢٣٥"])
def test_look_alikes_and_other_digits_are_read_as_the_alphabet_has_them(typed: str) -> None:
    assert read_code(typed + "7") == "LDQ2357"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "these are 0"),
        ("A", "only one"),
        ("ABCDEF", "these are 6"),
        ("A" * 500, "these are 500"),
        ("ÄBCDEFG", "“Ä” is in no code"),
        ("2222223", "wrong, or two have changed places"),
        ("0000000", "wrong, or two have changed places"),
    ],
)
def test_what_is_no_code_is_refused_and_it_is_said_why(typed: str, said: str) -> None:
    with pytest.raises(CodeNotAccepted, match=said):
        read_code(typed)


def test_one_slip_of_the_hand_finds_the_code_that_was_meant() -> None:
    known = ("ABCDEFG", "HJKLMNP", "QRSTUVW")
    for typed in ("abc dex g", "ABDCEFG", "ABCDEF", "ABCCDEFG", "BCDEFG", "ABCDEFGH"):
        assert nearest_codes(typed, known) == ("ABCDEFG",)
    for typed in ("", "ABXXEFG", "GFEDCBA", "ABCFEDG", "A" * 500):
        assert nearest_codes(typed, known) == ()


def read_or_none(typed: str) -> str | None:
    try:
        return read_code(typed)
    except CodeNotAccepted:
        return None


def test_a_mark_of_an_earlier_list_is_known_as_it_was_written() -> None:
    code = new_code()
    known = {"P017", "anna-3", code}

    assert read_mark(" p017 ", known) == "P017"
    assert read_mark(spaced(code).lower(), known) == code
    with pytest.raises(CodeNotAccepted):
        read_mark("P018", known)
