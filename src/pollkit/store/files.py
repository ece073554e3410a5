"""Files that are either there as a whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replaces the file; after a power cut it holds the old content or the new."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename in the folder durable; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
