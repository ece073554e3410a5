from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pollkit.store import Role, Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.open(folder, Role.WINDOW) as opened:
        yield opened
