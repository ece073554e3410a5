"""An answer as it stands on the paper, in words."""

from __future__ import annotations

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.paper_forms.sheets import PaperForm
from pollkit.i18n import _


def spoken_answer(form: PaperForm, address: str, choice: Choice | None) -> str:
    """ "Sometimes", "At home: 5, In the street: 1"; what was left open says so."""
    if choice is None:
        return _("left open")
    question = next(one for one in form.questions if one.address == address)
    labels = {box.code: box.label for box in question.boxes}
    rows = {**labels, **dict(question.rows)}
    if choice.text is not None:
        return choice.text
    parts = [labels.get(code, code) for code in choice.codes]
    parts += [
        value if part == "number" else f"{rows.get(part, part)}: {value}"
        for part, value in choice.values
        if part != SURE
    ]
    sure = choice.value(SURE)
    if sure is not None:
        parts.append(_("sure: {n}").format(n=sure))
    return ", ".join(parts)
