"""One person's answer in words, and the mark by which its owner finds it.

Call inside `speaking(language)`.
"""

from __future__ import annotations

from pollkit.charts import wording
from pollkit.domain.ballots import SURE, Ballot, Choice, receipt_of
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _

_BETWEEN = "; "


def mark_of(ballot: Ballot) -> str:
    return ballot.receipt or receipt_of(ballot.id)


def answer_words(item: Item, choice: Choice, language: str) -> str:
    """An answer as a person reads it, on one line."""
    words = _words(item, choice, language)
    sure = choice.value(SURE)
    return words if sure is None else f"{words} ({wording.sureness_words(sure)})"


def _words(item: Item, choice: Choice, language: str) -> str:
    if choice.text is not None:
        phrases = choice.text.split("\n") if item.kind is ItemKind.WORDS else [choice.text]
        return _BETWEEN.join(wording.plain(phrase) for phrase in phrases)
    labels = [wording.option_words(item, code, language) for code in choice.codes]
    if item.kind is ItemKind.RANKING:
        labels = [f"{place}. {label}" for place, label in enumerate(labels, start=1)]
    if labels:
        return _BETWEEN.join(labels)
    values = dict(choice.values)
    match item.kind:
        case ItemKind.NUMBER:
            return wording.with_unit(float(values.get("number", 0)), item, language)
        case ItemKind.PIN:
            return _("{x} from the left, {y} from the top (of 1000)").format(
                x=values.get("x", ""), y=values.get("y", "")
            )
        case ItemKind.GRID:
            spots = [code for code in item.codes if f"{code}.x" in values]
            said = _("{thing}: {x} from the left, {y} from the bottom (of 100)")
            return _BETWEEN.join(
                said.format(
                    thing=wording.option_words(item, code, language),
                    x=values[f"{code}.x"],
                    y=values[f"{code}.y"],
                )
                for code in spots
            )
    return _BETWEEN.join(
        f"{wording.option_words(item, part, language)}: {value}"
        for part, value in choice.values
        if part != SURE
    )
