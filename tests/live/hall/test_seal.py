"""What a listener on the Wi-Fi can and cannot learn."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import Box, PrivateKey, PublicKey

from pollkit.live.hall.seal import BoxDamaged, HallKey

HALL = HallKey()
PHONE = PrivateKey.generate()


def sealed_by_phone(words: bytes, hall: HallKey = HALL) -> bytes:
    """As a phone makes it, written out with the library alone."""
    key = PublicKey(base64.urlsafe_b64decode(hall.fragment + "="))
    padded = words + b"\x80" + bytes(-(len(words) + 1) % 1024)
    return bytes(PHONE.public_key) + bytes(Box(PHONE, key).encrypt(padded))


def opened_by_phone(sealed: bytes, hall: HallKey = HALL) -> bytes:
    key = PublicKey(base64.urlsafe_b64decode(hall.fragment + "="))
    return Box(PHONE, key).decrypt(sealed).rstrip(b"\0")[:-1]


def test_both_ways_only_the_two_can_read() -> None:
    phone, said = HALL.open(sealed_by_phone(b'{"do":"answer","words":["yes"]}'))

    assert (phone, said) == (bytes(PHONE.public_key), {"do": "answer", "words": ["yes"]})
    assert opened_by_phone(HALL.close(phone, {"html": "نعم"})) == '{"html":"نعم"}'.encode()


@given(st.text(max_size=900), st.text(max_size=900))
def test_length_tells_nothing_of_short_answers(one: str, other: str) -> None:
    phone = bytes(PHONE.public_key)
    lengths = {len(HALL.close(phone, {"w": text[:200]})) for text in (one, other)}
    assert len(lengths) <= 2
    assert all((length - 40) % 1024 == 0 for length in lengths)


def test_the_same_words_never_look_the_same() -> None:
    phone = bytes(PHONE.public_key)
    assert HALL.close(phone, {"w": "yes"}) != HALL.close(phone, {"w": "yes"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x" * 31,
        b"x" * 56,
        bytes(32) + b"x" * 200,
        sealed_by_phone(b"[]"),
        sealed_by_phone(b"no json"),
        sealed_by_phone(b"[" * 60_000),
        sealed_by_phone(b"{}", HallKey()),
        sealed_by_phone(b"{}")[:-1] + b"!",
    ],
    ids=[
        "empty",
        "short",
        "no box",
        "weak key",
        "no object",
        "no json",
        "deep",
        "other hall",
        "altered",
    ],
)
def test_what_was_not_sealed_for_this_hall_is_refused(body: bytes) -> None:
    with pytest.raises(BoxDamaged):
        HALL.open(body)


def test_a_hall_that_starts_again_has_the_same_key() -> None:
    again = HallKey(HALL.secret)

    assert again.fragment == HALL.fragment
    assert again.open(sealed_by_phone(b'{"do":"hello"}'))[1] == {"do": "hello"}
    assert len(HALL.fragment) == 43
