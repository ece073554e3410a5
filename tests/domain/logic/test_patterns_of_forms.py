"""Patterns as they stand in forms, which Java and JavaScript take and Python does not."""

from __future__ import annotations

import pytest

from pollkit.domain.logic.functions.patterns import matches


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        # The pattern for addresses that goes round among forms.
        ("a.b-c@ex-am.org", r"^[\w-\.]+@([\w-]+\.)+[\w-]{2,4}$", True),
        ("a b@example.org", r"^[\w-\.]+@([\w-]+\.)+[\w-]{2,4}$", False),
        ("a-.b", r"[.-\w]+", True),
        ("a-1", r"\w-\d", True),
        ("A-1", r"[A-Z\d-]+", True),
    ],
)
def test_a_hyphen_beside_a_kind_of_signs_is_a_hyphen(text: str, pattern: str, fits: bool) -> None:
    assert matches(text, pattern) is fits
