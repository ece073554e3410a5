"""Every icon that a screen names is in the set: a missing one fails only when it is drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import qtawesome
from house import PACKAGE

_NAMED = re.compile(r'"ph\.([a-z0-9-]+)"')


@pytest.fixture(scope="module")
def known() -> set[str]:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    return {
        name
        for file in fonts.glob("phosphor*charmap*.json")
        for name in json.loads(file.read_text())
    }


def test_every_icon_that_is_named_can_be_drawn(known: set[str]) -> None:
    named = {
        name: path.relative_to(PACKAGE)
        for path in (PACKAGE / "desktop").rglob("*.py")
        for name in _NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert {name: path for name, path in named.items() if name not in known} == {}
