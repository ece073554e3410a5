"""Which language this person's system speaks."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping

# In gettext's order; LANGUAGE may hold several, best first.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def system_language(offered: tuple[str, ...], environment: Mapping[str, str] | None = None) -> str:
    """The first of the system's languages that PollKit offers; English if there is none."""
    for wanted in _wanted(os.environ if environment is None else environment):
        language = wanted.replace("_", "-").split(".")[0].split("@")[0].split("-")[0].lower()
        if language in offered:
            return language
    return "en"


def _wanted(environment: Mapping[str, str]) -> list[str]:
    chosen = [environment[name] for name in _VARIABLES if environment.get(name)]
    if chosen:
        # LANGUAGE is only a wish within a locale: LC_ALL=C switches all translation off.
        rest = [name for name in chosen if name != environment.get("LANGUAGE")]
        if rest and rest[0].split(".")[0] in {"C", "POSIX"}:
            return []
        return ":".join(chosen).split(":")
    if sys.platform == "win32":
        import ctypes

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(code, "en")]
    return [locale.getlocale()[0] or "en"]
