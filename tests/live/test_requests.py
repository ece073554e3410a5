"""How a phone's language is chosen."""

from __future__ import annotations

import pytest

from pollkit.live.requests import best_language


# Worked by hand after RFC 9110, 12.5.4.
@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        (b"", "en"),
        (b"fr", "fr"),
        (b"fr-CA", "fr"),
        (b"AR-eg, fr;q=0.9", "ar"),
        (b"de;q=0.5, fr;q=0.8", "fr"),
        (b"ja, de;q=0.3, en;q=0.2", "de"),
        (b"fr;q=0, de;q=0.1", "de"),
        (b"ja", "en"),
        (b"*", "en"),
        (b"fr;q=abc, de", "de"),
        (b";;;,,,=q", "en"),
        (b"\xff\xfe", "en"),
        (b"en," * 5000 + b"fr", "en"),
    ],
)
def test_the_best_of_the_events_languages_is_chosen(accepted: bytes, best: str) -> None:
    assert best_language(accepted, ("en", "fr", "de", "ar")) == best
