"""The results of an event as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib

from pollkit.domain.results import EventResults
from pollkit.i18n import _, speaking
from pollkit.reports.event_report import event_report
from pollkit.resources import resource_path


def event_page(results: EventResults, language: str) -> str:
    """The whole page. Its policy forbids any script and style but its own; the one script is there
    where receipts are, to search in their table, which is read as well without it."""
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
    script = resource_path("report", "find.js").read_text(encoding="utf-8").strip()
    with speaking(language):
        report = event_report(results, language, in_page=True)
        scripts = f"script-src '{_digest(script)}'; " if report.receipts else ""
        return environment.get_template("event.html").render(
            report=report,
            # The pictures are our own markup, in which every text has become an outline.
            drawn=lambda picture: Markup(picture.svg),  # noqa: S704
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=f"default-src 'none'; style-src '{_digest(style)}'; {scripts}img-src data:;"
            " base-uri 'none'; form-action 'none'",
            words={
                "skip": _("Skip to the results"),
                "questions": _("Questions"),
                "people": _("How many people"),
                "find": _("Find your own answer"),
                "find_how": _(
                    "Your phone showed a receipt after each answer, such as 7F3C9-4D10A. Here is"
                    " every receipt with the answer that was counted. The order is that of the"
                    " receipts, which are random. Answers that came without a phone have a mark"
                    " that looks the same."
                ),
                "receipt": _("Receipt"),
                "question": _("Question"),
                "answer": _("Answer"),
                "type_receipt": _("Type your receipt, or its beginning"),
                "found": _("Found: {n}"),
            },
        )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
