"""A hall in a process of its own, which a test may kill: python hall_program.py WORKSPACE WAVE."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from pollkit.live.hall.hall import Hall
from pollkit.store import Role, Workspace


def main() -> None:
    with Workspace.open(Path(sys.argv[1]), Role.WINDOW) as workspace:
        hall = Hall(workspace, UUID(sys.argv[2]), addresses=["127.0.0.1"])
        print(hall.urls[0], flush=True)
        sys.stdin.read()
        hall.leave()


if __name__ == "__main__":
    main()
