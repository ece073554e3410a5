"""Which fonts can draw a text, and how wide it will be.

DejaVu Sans comes with matplotlib, so that a picture is the same on every machine; it has Latin,
Greek, Cyrillic, Arabic and Hebrew. Characters that it lacks are looked for in installed fonts.
"""

from __future__ import annotations

import logging
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

BASE_FAMILY = "DejaVu Sans"
# Has a box for every character there is: nothing is left out silently.
LAST_RESORT = "Last Resort High-Efficiency"

# Tried before all others, because they belong to a system or cover much.
_WELL_KNOWN = (
    "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans", "Yu Gothic",
    "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans Devanagari", "Noto Sans Bengali",
    "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Ethiopic", "Nirmala UI", "Leelawadee UI",
    "Ebrima", "Segoe UI", "Segoe UI Symbol", "Noto Emoji", "Arial Unicode MS", "Arial",
)  # fmt: skip


def families(text: str) -> tuple[str, ...]:
    """The font families, in order of preference, that together can draw the text."""
    lacking = frozenset(c for c in text if ord(c) > 0x7F and not _draws(_base_file(), c))
    return _families_for(frozenset(c for c in lacking if unicodedata.category(c) != "Cf"))


def font_files(text: str) -> tuple[Path, ...]:
    """The files of `families(text)`, DejaVu Sans in regular, bold and oblique."""
    from matplotlib.font_manager import FontProperties, findfont

    found = [_file(BASE_FAMILY), _file(BASE_FAMILY, "bold")]
    found.append(str(findfont(FontProperties(family=BASE_FAMILY, style="oblique"))))
    found += [_file(family) for family in families(text)[1:]]
    return tuple(Path(file) for file in found)


def properties(text: str, size: float, bold: bool = False) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=list(families(text)), size=size, weight="bold" if bold else "normal"
    )


def width(text: str, size: float, bold: bool = False) -> float:
    """In points."""
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    measured = text_to_path.get_text_width_height_descent(
        text, properties(text, size, bold), ismath=False
    )
    return float(measured[0])


@cache
def _families_for(lacking: frozenset[str]) -> tuple[str, ...]:
    if not lacking:
        return (BASE_FAMILY,)
    chosen = [BASE_FAMILY]
    left = set(lacking)
    for family, file in _installed():
        drawn = {c for c in left if _draws(file, c)}
        if drawn:
            chosen.append(family)
            left -= drawn
        if not left:
            break
    return (*chosen, LAST_RESORT)


@cache
def _installed() -> tuple[tuple[str, str], ...]:
    """(family, file) of each upright font of normal weight, the well-known first."""
    from matplotlib.font_manager import fontManager

    # A fallback without a bold cut is drawn in its only one: nobody needs to be told.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    upright = {
        entry.name: entry.fname
        for entry in fontManager.ttflist
        if entry.style == "normal" and entry.weight in {400, "normal", "regular", "book"}
    }
    first = [name for name in _WELL_KNOWN if name in upright]
    own = {BASE_FAMILY, LAST_RESORT}
    rest = [name for name in sorted(upright) if name not in own and name not in first]
    return tuple((name, upright[name]) for name in (*first, *rest))


@cache
def _charmap(file: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import FaceFlags

    try:
        font = get_font(file)
        # Colour emoji come as bitmaps, which cannot be drawn as outlines.
        return (
            frozenset(font.get_charmap()) if font.face_flags & FaceFlags.SCALABLE else frozenset()
        )
    except (OSError, RuntimeError):
        # A font file that was removed or is broken: another may do.
        return frozenset()


def _draws(file: str, character: str) -> bool:
    return ord(character) in _charmap(file)


@cache
def _base_file() -> str:
    return _file(BASE_FAMILY)


def _file(family: str, weight: str = "normal") -> str:
    from matplotlib.font_manager import FontProperties, findfont

    return str(findfont(FontProperties(family=family, weight=weight)))
