"""Where an editor's pictures are kept, as its presenter sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pollkit.domain.instruments import Image


class PictureShelf(Protocol):
    """Where pictures are kept. `keep` takes a file or its content, `part` as `with_image` does, and
    works elsewhere: it calls back in the window's thread."""

    def keep(
        self,
        source: Path | bytes,
        part: str,
        on_kept: Callable[[Image], None],
        on_failed: Callable[[str], None],
    ) -> None: ...

    def path(self, sha256: str) -> Path | None: ...
