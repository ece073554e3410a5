"""Answers that questions often have, in every language that the program speaks."""

from __future__ import annotations

from collections.abc import Sequence

from pollkit.domain.instruments import Option
from pollkit.i18n import _, speaking


def ready_options(which: str, languages: Sequence[str]) -> tuple[Option, ...]:
    """`which` is one of yes_no and agree. A language that the program does not speak is left out:
    English words in its place would pass for a translation."""
    words: dict[str, dict[str, str]] = {}
    with speaking("en"):
        english = _READY[which]()
    for language in languages:
        with speaking(language):
            for code, text in _READY[which]().items():
                spoken = words.setdefault(code, {})
                if language.split("-")[0] == "en" or text != english[code]:
                    spoken[language] = text
    return tuple(Option(code, texts) for code, texts in words.items())


_READY = {
    "yes_no": lambda: {"yes": _("Yes"), "no": _("No")},
    "agree": lambda: {
        "1": _("Not at all"),
        "2": _("A little"),
        "3": _("Partly"),
        "4": _("Mostly"),
        "5": _("Completely"),
    },
}
