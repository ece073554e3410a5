from __future__ import annotations

import pytest

from pollkit.desktop.widgets.languages_form import known_tag


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("pl", "pl"), ("PT-br", "pt-BR"), ("zh_hant_tw", "zh-Hant-TW"), ("sr-Latn", "sr-Latn")],
)
def test_a_language_tag_is_written_as_bcp_47_has_it(typed: str, tag: str) -> None:
    assert known_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "xx", "en-<b>", "en--", "en_GB.UTF-8", "de\u202e", "en us"])
def test_what_is_no_language_tag_is_refused(typed: str) -> None:
    assert known_tag(typed) is None
