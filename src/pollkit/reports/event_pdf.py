"""The results of an event as a tagged PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pollkit.charts import fonts
from pollkit.domain.results import EventResults
from pollkit.i18n import _, speaking
from pollkit.reports.event_report import Report, event_report
from pollkit.resources import resource_path


def write_event_pdf(results: EventResults, path: Path, language: str) -> None:
    """The same results give the same bytes: the file carries no date of its own."""
    import typst

    with speaking(language):
        report = event_report(results, language, in_page=False)
        content = _content(report)
        content["page_of"] = _("Page {page} of {pages}")
    content["fonts"] = fonts.families(json.dumps(content, ensure_ascii=False))
    text = json.dumps(content, ensure_ascii=False)
    # What people typed reaches typst as the strings of a JSON file: never as markup, never as code.
    files: Any = {  # the stubs of typst 0.15 know no such set of files yet
        "main.typ": resource_path("report", "event.typ").read_bytes(),
        "report.json": text.encode(),
        **_pictures(report),
    }
    # typst 0.15 takes folders of fonts only; a file's own path is passed over without a word.
    folders = sorted({str(file.parent) for file in fonts.font_files(text)})
    written = typst.compile(
        files,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        ),
        format="pdf",
        pdf_standards=["ua-1"],
    )
    path.write_bytes(written)


def _content(report: Report) -> dict[str, Any]:
    """The report without its drawings, which lie in files beside it."""
    content = asdict(report)
    for section in content["sections"]:
        for holder in (section, section["split"], section["shift"]):
            if holder and holder["picture"]:
                del holder["picture"]["svg"]
    # Two letters or three: typst takes no region here.
    content["language"] = report.language.split("-")[0]
    return content


def _pictures(report: Report) -> dict[str, bytes]:
    files = {}
    for section in report.sections:
        if section.picture is not None:
            files[f"question-{section.number}.svg"] = section.picture.svg.encode()
        if section.split is not None:
            files[f"split-{section.number}.svg"] = section.split.picture.svg.encode()
        if section.shift is not None:
            files[f"shift-{section.number}.svg"] = section.shift.picture.svg.encode()
    return files
