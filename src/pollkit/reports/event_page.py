"""The results of an event as one HTML file that needs nothing else and does nothing."""

from __future__ import annotations

import base64
import hashlib

from pollkit.domain.results import EventResults
from pollkit.i18n import _, speaking
from pollkit.reports.event_report import event_report
from pollkit.resources import resource_path


def event_page(results: EventResults, language: str) -> str:
    """The whole page. Its policy forbids scripts, and any style but its own."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(resource_path("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Ours, not a person's: it must stand in the page as it was hashed.
    style = resource_path("report", "event.css").read_text(encoding="utf-8").strip()
    with speaking(language):
        return environment.get_template("event.html").render(
            report=event_report(results, language, in_page=True),
            # The pictures are our own markup, in which every text has become an outline.
            drawn=lambda picture: Markup(picture.svg),  # noqa: S704
            style=Markup(style),  # noqa: S704
            policy=f"default-src 'none'; style-src '{_digest(style)}'; img-src data:; base-uri 'none';"
            " form-action 'none'",
            words={
                "skip": _("Skip to the results"),
                "questions": _("Questions"),
                "people": _("How many people"),
            },
        )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
