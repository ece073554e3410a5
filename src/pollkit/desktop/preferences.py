"""What the window remembers between two starts, in a small file beside the workspace's database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE_NAME = "window.json"


@dataclass(frozen=True)
class Preferences:
    """`language` "" = the system's; `appearance` is one of system, light and dark."""

    language: str = ""
    appearance: str = "system"
    wants_contrast: bool = False
    width: int = 1240
    height: int = 780


def read_preferences(workspace: Path) -> Preferences:
    """Defaults for whatever is missing or unreadable: preferences must never stop a start."""
    try:
        stored = json.loads((workspace / FILE_NAME).read_text(encoding="utf-8"))
        known = {
            field.name: stored[field.name]
            for field in fields(Preferences)
            if isinstance(stored.get(field.name), type(field.default))
        }
    except (OSError, ValueError, AttributeError):
        return Preferences()
    return Preferences(**known)


def write_preferences(workspace: Path, preferences: Preferences) -> None:
    """Raises OSError where the folder cannot be written."""
    path = workspace / FILE_NAME
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
    partial.replace(path)
