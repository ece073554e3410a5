"""What the window loads before anyone has asked for it costs every start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pollkit.store import Role, Workspace

HEAVY = (
    "matplotlib",
    "cv2",
    "scipy",
    "pandas",
    "xlrd",
    "pyreadstat",
    "openpyxl",
    "pyxform",
    "typst",
    "alembic",
    "uvicorn",
    "jinja2",
    "httpx",
)

OPEN_THE_WINDOW = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from pollkit.desktop.application import Desktop
from pollkit.desktop.doors import Door

application = QApplication(["pollkit"])
desktop = Desktop(application, Path(sys.argv[1]), None, lambda _workspace: None, "en")
desktop.open()
drawn = sorted({name.partition(".")[0] for name in sys.modules})
while not desktop.window.is_furnished:
    application.processEvents()
desktop.window.open_door(Door.COLLECT)
application.processEvents()
desktop.window.open_door(Door.RUN)
application.processEvents()
loaded = sorted({name.partition(".")[0] for name in sys.modules})
shown = desktop.window.events.list.list.count()
desktop.window.close()
desktop.close()
print(json.dumps({"loaded": loaded, "shown": shown, "drawn": drawn}))
"""


def test_an_opened_window_has_loaded_nothing_heavy(tmp_path: Path) -> None:
    # Only the very first start makes a workspace, and that takes migrations.
    Workspace.open(tmp_path / "workspace", Role.WINDOW).close()
    ran = subprocess.run(
        [sys.executable, "-c", OPEN_THE_WINDOW, str(tmp_path / "workspace")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["shown"] == 1
    assert "PySide6" in seen["loaded"]
    assert [name for name in HEAVY if name in seen["loaded"]] == []
    # The first picture does not wait for the database's library or for the icons' fonts.
    assert [n for n in ("sqlalchemy", "sqlmodel", "qtawesome") if n in seen["drawn"]] == []
