"""The results of an event as a tagged PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pollkit.charts.typesetting import typeset
from pollkit.domain.results import EventResults
from pollkit.i18n import _, speaking
from pollkit.reports.event_report import Report, event_report


def write_event_pdf(results: EventResults, path: Path, language: str) -> None:
    """The same results give the same bytes: the file carries no date of its own."""
    with speaking(language):
        report = event_report(results, language, in_page=False)
        content = _content(report)
        content["page_of"] = _("Page {page} of {pages}")
    path.write_bytes(typeset("event.typ", content, "report.json", _pictures(report)))


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
