"""An answer in words, in the language in which the form is shown."""

from __future__ import annotations

from pollkit.desktop.answering.view import QuestionView
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import ItemKind
from pollkit.domain.texts import in_language


def answer_words(view: QuestionView, choice: Choice | None) -> str:
    """ "" = no answer."""
    if choice is None:
        return ""
    item, language = view.item, view.language
    texts = {o.code: in_language(o.texts, language) or o.code for o in item.options}
    if item.kind is ItemKind.SCALE:
        return ", ".join(item.point_label(code, language) for code in choice.codes)
    if item.kind is ItemKind.RANKING:
        return ", ".join(f"{n}. {texts.get(c, c)}" for n, c in enumerate(choice.codes, start=1))
    if choice.codes:
        return ", ".join(texts.get(code, code) for code in choice.codes)
    if item.kind is ItemKind.NUMBER:
        unit = in_language(item.unit, language)
        return " ".join(part for part in (choice.value("number") or "", unit) if part)
    if choice.values:
        return ", ".join(f"{texts.get(part, part)}: {value}" for part, value in choice.values)
    return choice.text or ""
