"""JavaRosa, ODK Collect's engine, where it can be run: it comes inside the wheel of pyxform."""

from __future__ import annotations

import importlib.util
import shutil
from functools import cache
from pathlib import Path


@cache
def javarosa_command() -> tuple[str, ...] | None:
    """What runs a Java source beside it; None = there is no compiler or no JavaRosa."""
    found = importlib.util.find_spec("pyxform")
    if found is None or found.origin is None or not shutil.which("javac"):
        return None
    jars = Path(found.origin).parent.glob("validators/odk_validate/bin/ODK_Validate.jar")
    jar = next(map(str, jars), None)
    return None if jar is None else ("java", "-Duser.timezone=GMT+02:00", "-cp", jar)
