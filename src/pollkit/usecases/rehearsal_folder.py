"""How a rehearsal's workspace is told from a real one, before anything of it is opened."""

from __future__ import annotations

from pathlib import Path

FOLDER_PREFIX = "pollkit-rehearsal-"


def is_rehearsal(workspace: Path) -> bool:
    return workspace.name.startswith(FOLDER_PREFIX)
