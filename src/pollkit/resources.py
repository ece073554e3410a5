"""Where the files that are not Python lie: beside the sources, in a wheel, or in a bundle."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of one file or folder of `resources/`."""
    return _root().joinpath(*parts)


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parents[1] / "resources"


def own_program() -> list[str]:
    """The words that start this program once more, as another process."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "pollkit"]


def sealing_library() -> Path | None:
    """TweetNaCl for phones, which the set-up brings (docs/adr/0021); None = it is not there."""
    for place in (_root() / "phone", Path(sys.prefix) / "share" / "pollkit"):
        path = place / "nacl-fast.min.js"
        if path.is_file():
            return path
    return None
