"""A questionnaire to fill in with a pen, on A4, set by typst (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pollkit.charts.typesetting import typeset
from pollkit.domain.instruments import SURENESS
from pollkit.domain.paper_forms.sheets import PaperForm, PaperQuestion, Shape
from pollkit.i18n import _, direction, speaking
from pollkit.reports.join_card import code_svg

# What the QR code of a sheet begins with; then version, language and code, with blanks between.
SHEET_MARK = "POLLKIT-FORM"


@dataclass(frozen=True)
class SheetLabel:
    """Whose sheet it is, and of what.

    Attributes:
        subtitle: the project and wave.
        code: that is printed on it; "" = boxes to write it in.
        says: what people are told before they begin: who asks, what happens with it.
        asks_consent: there are boxes below to agree to it, or not.
    """

    subtitle: str = ""
    code: str = ""
    says: str = ""
    asks_consent: bool = False


NO_LABEL = SheetLabel()


def write_paper_form(path: Path, form: PaperForm, label: SheetLabel = NO_LABEL) -> None:
    """Writes one sheet, or a few pages of it; the same form gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    with speaking(form.language):
        content = _content(form, label)
    scanned = sheet_code(form, label.code)
    path.write_bytes(
        typeset("paper_form.typ", content, "form.json", {"sheet.svg": code_svg(scanned).encode()})
    )


def sheet_code(form: PaperForm, code: str) -> str:
    """What a scanner reads off a sheet; without a code it ends in "-"."""
    bare = code.replace(" ", "")
    return f"{SHEET_MARK} {form.stamp.replace(' ', '')} {form.language} {bare or '-'}"


@dataclass(frozen=True)
class ScannedSheet:
    """What the QR code of a sheet says; `code` is "" where none was printed on it."""

    stamp: str
    language: str
    code: str


def read_sheet_code(scanned: str) -> ScannedSheet | None:
    """None if it is no sheet's code."""
    parts = scanned.split()
    if len(parts) != 4 or parts[0] != SHEET_MARK:
        return None
    return ScannedSheet(parts[1], parts[2], "" if parts[3] == "-" else parts[3])


def _content(form: PaperForm, label: SheetLabel) -> dict[str, Any]:
    return {
        "title": form.title or _("Questionnaire"),
        "language": form.language.split("-")[0],
        "direction": direction(form.language),
        "stamp": form.stamp,
        "page_of": _("Page {page} of {pages}"),
        "subtitle": label.subtitle,
        "says": label.says,
        "consent": [_("Yes, I agree"), _("No, I would rather not")] if label.asks_consent else [],
        "code": label.code,
        "code_words": _("Your code:"),
        "qr_alt": _("QR code of this form"),
        "unsaid": form.unsaid,
        "end": _("Thank you."),
        "sections": [
            {
                "title": section.title,
                "when": section.when,
                "questions": [_question(question) for question in section.questions],
            }
            for section in form.sections
        ],
    }


def _question(question: PaperQuestion) -> dict[str, Any]:
    return {
        "number": question.number,
        "text": question.text,
        "hint": question.hint,
        "when": question.when,
        "shape": question.shape.value,
        "boxes": [{"digit": box.digit, "label": box.label} for box in question.boxes],
        "rows": [words for _code, words in question.rows],
        "low": question.low,
        "high": question.high,
        "size": question.size or 3,
        "after": question.after,
        "parts": _parts(question.shape),
        "sure": _sureness() if question.asks_sureness else None,
    }


def _parts(shape: Shape) -> list[dict[str, Any]]:
    if shape is Shape.DATE:
        return [
            {"size": 2, "words": _("day")},
            {"size": 2, "words": _("month")},
            {"size": 4, "words": _("year")},
        ]
    if shape is Shape.TIME:
        return [{"size": 2, "words": _("hour")}, {"size": 2, "words": _("minute")}]
    return []


def _sureness() -> dict[str, Any]:
    labels: Sequence[str] = (
        _("I guessed"),
        _("Not very sure"),
        _("Fairly sure"),
        _("Certain"),
    )
    boxes = [{"digit": d, "label": s} for d, s in zip(SURENESS, labels, strict=True)]
    return {"words": _("How sure are you?"), "boxes": boxes}
