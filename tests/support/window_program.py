"""The window in a process of its own: opens the room of an event, says where, and stays.

Run as `python window_program.py WORKSPACE TITLE`; it prints the address that phones open.
"""

from __future__ import annotations

import sys
from pathlib import Path

from facilitator import facilitator_at, pump


def main(workspace: Path, title: str) -> None:
    with facilitator_at(workspace) as facilitator:
        url = facilitator.go_live(title)
        facilitator.go_to("Ask", "Close")
        print(url, flush=True)
        while True:
            pump()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
