"""What is kept of a self-generated code."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.linking.schemes import UNSAID
from pollkit.domain.linking.sealing import SealedCode, left_out, mark_of, new_key, seal

KEY = bytes(range(32))
PROJECT = UUID("11111111-2222-4333-8444-555555555555")
SAID = ["14", "m", "j", "a", "1", "l", "s"]


def sealed(said: list[str], key: bytes = KEY, project: UUID = PROJECT) -> SealedCode:
    return seal(said, "scheme", project, key)


def hashes(code: SealedCode) -> dict[tuple[int, ...], bytes]:
    return dict(code.of_each())


# `openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f` of the message, first half.
@pytest.mark.parametrize(
    ("out", "hashed"),
    [
        ((), "43ad3e7bd9213118e9f966e967560feb"),
        ((3,), "9e68d773a08c4301ed072a7dda811e07"),
        ((0, 6), "f760de50f19777857bb2a1be70087863"),
    ],
)
def test_a_hash_is_the_hmac_that_openssl_makes(out: tuple[int, ...], hashed: str) -> None:
    assert hashes(sealed(SAID))[out].hex() == hashed


def test_equal_hashes_tell_which_elements_differ() -> None:
    first, second = hashes(sealed(SAID)), hashes(sealed(["15", "m", "j", "a", "1", "l", "b"]))
    assert [out for out in first if first[out] == second[out]] == [(0, 6)]


@given(
    st.lists(st.sampled_from("abc"), min_size=6, max_size=8).flatmap(
        lambda said: st.tuples(
            st.just(said), st.lists(st.sampled_from("abc"), min_size=len(said), max_size=len(said))
        )
    )
)
def test_the_fewest_left_out_of_equal_hashes_are_the_elements_that_differ(
    codes: tuple[list[str], list[str]],
) -> None:
    """Compared element by element, as nobody can any more once they are sealed."""
    differ = tuple(n for n, (one, other) in enumerate(zip(*codes, strict=True)) if one != other)
    first, second = (hashes(sealed(said)) for said in codes)
    equal = [out for out in first if first[out] == second[out]]
    assert (min(equal, key=len) if equal else None) == (differ if len(differ) <= 2 else None)


def test_no_hash_stands_for_fewer_than_five_elements() -> None:
    """One element has too few answers to be kept, even hashed: its frequencies would tell it."""
    assert max(len(out) for out in left_out(7)) == 2
    assert len(left_out(7)) == 1 + 7 + 21


def test_nothing_of_an_answer_is_in_what_is_kept() -> None:
    said = ["birthday-fourteen", "mother-m", "father-j", "own-a", "siblings", "london", "school"]
    kept = sealed(said)
    assert not any(word.encode() in kept.hashes for word in said)
    assert len(kept.hashes) == 29 * 16


def test_another_project_or_another_key_makes_other_hashes_throughout() -> None:
    here = set(hashes(sealed(SAID)).values())
    for other in (sealed(SAID, project=UUID(int=1)), sealed(SAID, key=new_key())):
        assert not here & set(hashes(other).values())
    assert mark_of(KEY) != mark_of(new_key())


def test_one_answer_cannot_pass_for_another_place_or_a_neighbour() -> None:
    """ "1" then "11" and "11" then "1" are two codes, and so is the same word elsewhere."""
    first, second = sealed(["1", "11", "c", "d", "e", "f"]), sealed(["11", "1", "c", "d", "e", "f"])
    same = [out for out, hashed in first.of_each() if hashes(second)[out] == hashed]
    assert same == [(0, 1)]


def test_it_is_known_how_many_questions_were_answered() -> None:
    assert sealed([*SAID[:5], UNSAID, UNSAID]).said == 5
