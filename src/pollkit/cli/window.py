"""`pollkit`: opens the window."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from pollkit.cli.places import workspace_of
from pollkit.errors import NoDisplay
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring


def run(arguments: Namespace, wiring: Wiring) -> int:
    # Qt would end the whole program with an abort.
    if not _has_display():
        raise NoDisplay(
            _(
                "There is no screen here on which a window could open. "
                "Without one, try `pollkit demo --out DIR` or `pollkit serve EVENT`."
            )
        )
    return wiring.open_window(workspace_of(arguments), arguments.language)


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
