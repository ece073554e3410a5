"""What the window remembers between two starts, in a small file beside the workspace's database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE_NAME = "window.json"


@dataclass(frozen=True)
class Preferences:
    """`language` "" = the system's; `appearance` is one of system, light and dark;
    `wall_screen` is the name of the one last chosen for the wall;
    `wall_languages` are those last chosen for each event's wall, by the event's id."""

    language: str = ""
    appearance: str = "system"
    wants_contrast: bool = False
    width: int = 1240
    height: int = 780
    wall_screen: str = ""
    wall_languages: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_preferences(workspace: Path) -> Preferences:
    """Defaults for whatever is missing or unreadable: preferences must never stop a start."""
    try:
        stored = json.loads((workspace / FILE_NAME).read_text(encoding="utf-8"))
        defaults = asdict(Preferences())
        known = {
            name: stored[name]
            for name, default in defaults.items()
            if isinstance(stored.get(name), type(default))
        }
        known["wall_languages"] = {
            event_id: [language for language in languages if isinstance(language, str)]
            for event_id, languages in known.get("wall_languages", {}).items()
            if isinstance(languages, list)
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
