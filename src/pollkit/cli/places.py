"""Where things lie when the command line does not say."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path


def workspace_of(arguments: Namespace) -> Path:
    """The workspace that was named, else this person's own."""
    if arguments.workspace is not None:
        return Path(arguments.workspace)
    from platformdirs import user_data_path

    return user_data_path("PollKit", appauthor=False) / "workspace"
