"""Pages that typst sets, in the fonts that their words need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pollkit.charts import fonts
from pollkit.resources import resource_path


def typeset(
    template: str,
    content: dict[str, Any],
    content_file: str,
    pictures: Mapping[str, bytes] | None = None,
    pixels_per_inch: float | None = None,
) -> bytes:
    """A tagged PDF (PDF/UA-1), or with `pixels_per_inch` a PNG. The same content gives the same
    bytes.

    Args:
        template: a file of resources/report.
        content: what the template reads from `content_file`; the families of its fonts are added.
        pictures: file name -> bytes.
    """
    import typst

    families = fonts.families(json.dumps(content, ensure_ascii=False))
    # What people typed reaches typst as the strings of a JSON file: never as markup, never as code.
    text = json.dumps({**content, "fonts": families}, ensure_ascii=False)
    files: Any = {  # the stubs of typst 0.15 know no such set of files yet
        "main.typ": resource_path("report", template).read_bytes(),
        content_file: text.encode(),
        **(pictures or {}),
    }
    # typst 0.15 takes folders of fonts only; a file's own path is passed over without a word.
    folders = sorted({str(file.parent) for file in fonts.font_files(text)})
    font_paths = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    if pixels_per_inch is not None:
        return typst.compile(files, font_paths=font_paths, format="png", ppi=pixels_per_inch)
    return typst.compile(files, font_paths=font_paths, format="pdf", pdf_standards=["ua-1"])
