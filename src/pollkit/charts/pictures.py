"""A figure as a file, or as markup within a page."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from pollkit.charts.palette import LIGHT
from pollkit.charts.wording import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 200
# Photographs and plans within an SVG: matplotlib's own 72 would be coarse in print.
_PICTURE_DPI = 144

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

# The parts of a chart that keep their names.
_NAMED = re.compile(r"(bar|track|interval|mean|median|scale|share|spot|middle|pin|frame|right)\b")

# The colours of the light palette -> the name under which a page may set them anew.
ROLES = {
    LIGHT.ink: "ink",
    LIGHT.muted: "muted",
    LIGHT.hairline: "hairline",
    LIGHT.track: "track",
    LIGHT.accent: "accent",
    LIGHT.on_mark: "on-mark",
    LIGHT.paper: "paper",
    **{colour: f"mark-{n}" for n, colour in enumerate(LIGHT.marks)},
    **{colour: f"share-{n}" for n, colour in enumerate(LIGHT.shares)},
}


def save_figure(figure: Figure, path: Path, title: str = "", description: str = "") -> None:
    """Writes a PNG of 200 dpi or an SVG, by the path's suffix.

    The same figure gives the same bytes: no date, no random ids. An SVG draws its text as
    outlines, since no reader's machine is sure to have the font; `title` and `description` say
    the same for those who cannot see it.
    """
    match path.suffix.lower():
        case ".png":
            metadata = {"Software": "PollKit"} | ({"Title": title} if title else {})
            figure.savefig(path, format="png", dpi=DPI, metadata=metadata)
        case ".svg":
            markup = svg_markup(figure, title, description)
            path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{markup}\n', encoding="utf-8")
        case other:
            raise ValueError(f"a picture is saved as .png or .svg, not as {other!r}")


def svg_markup(
    figure: Figure, title: str = "", description: str = "", prefix: str = "", in_page: bool = False
) -> str:
    """The figure as an `<svg>` element without scripts, style attributes, comments or metadata.

    Args:
        prefix: put before every id, so that several can stand in one page.
        in_page: leaves the paper out and gives colours by role (`var(--ink)`), so that the page
            turns dark and light as a whole.
    """
    import matplotlib as mpl

    written = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "pollkit"}):
        undated = {"Date": None, "Creator": None}
        figure.savefig(written, format="svg", dpi=_PICTURE_DPI, metadata=undated)
    # Our own output a moment ago, not a file from outside.
    root = ElementTree.fromstring(written.getvalue())  # noqa: S314
    for leftover in ("metadata", "defs"):
        for element in root.findall(f"{{{_SVG}}}{leftover}"):
            if leftover == "metadata" or element.find(f"{{{_SVG}}}style") is not None:
                root.remove(element)
    if in_page:
        _remove_paper(root)
    _rename_ids(root, prefix)
    for element in root.iter():
        _spread_style(element, in_page)
    _describe(root, title, description, prefix)
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _remove_paper(root: ElementTree.Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            if child.get("id") == "patch_1":
                parent.remove(child)


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    """Prefixes the ids that are referred to, and drops the others."""
    used = {target.removeprefix("#") for target in map(_target, root.iter())}
    for element in root.iter():
        name = element.get("id")
        if name is None:
            continue
        if name in used:
            element.set("id", f"{prefix}{name}")
        elif not _NAMED.match(name):
            del element.attrib["id"]
        else:
            # The parts of a chart keep their name as a class: names may repeat, ids may not.
            element.set("class", re.sub(r"-\d+$", "", element.attrib.pop("id")))
    for element in root.iter():
        target = _target(element)
        if target:
            del element.attrib[f"{{{_XLINK}}}href"]
            is_own = target.startswith("#")
            element.set("href", f"#{prefix}{target[1:]}" if is_own else target)


def _target(element: ElementTree.Element) -> str:
    """An id with "#", the whole of a picture as `data:`, or ""."""
    return element.get(f"{{{_XLINK}}}href", "")


def _spread_style(element: ElementTree.Element, in_page: bool) -> None:
    """A style attribute as attributes of its own: a strict page policy forbids the former."""
    for rule in filter(None, element.attrib.pop("style", "").split(";")):
        name, value = (part.strip() for part in rule.split(":", 1))
        role = ROLES.get(value.lower()) if in_page else None
        element.set(name, f"var(--{role})" if role else value)


def _describe(root: ElementTree.Element, title: str, description: str, prefix: str) -> None:
    root.set("role", "img")
    names = []
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        if not words:
            continue
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{prefix}{tag}"})
        element.text = plain(words)
        root.insert(place, element)
        names.append(f"{prefix}{tag}")
    if names:
        root.set("aria-labelledby", " ".join(names))
