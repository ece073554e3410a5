"""Somebody who answers whatever a questionnaire asks, with something that fits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.states import QuestionNow

NOON = datetime(2026, 8, 7, 12, tzinfo=UTC)
_UNASKED = (ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER)
# One of these fits nearly every constraint of the sample forms.
_NUMBERS = ("1", "12", "18", "2", "5", "30", "60", "0")
_DAYS = ("2026-08-07", "2027-01-01", "2000-05-05", "2026-01-01")
_TEXTS = ("Ana", "ana@example.org", "0712345678", "12", "abcdefg", "12345", "abcdefghijk")


def filled_to_the_end(instrument: Instrument) -> Filling:
    """Answered until nothing is missing, or nothing that is tried helps."""
    filling = Filling(Form(instrument), lambda: NOON, chance=random.Random(1))
    for _round in range(4):
        for question in list(filling.questions()):
            if question.item.kind in _UNASKED or question.is_read_only:
                continue
            if question.choice is None or question.fault is not None:
                _answer(filling, question.path)
    return filling


def _answer(filling: Filling, path: str) -> None:
    now = filling.question(path)
    # An earlier answer may have taken the question away.
    for choice in () if now is None else _choices(now, _offered(filling, now)):
        filling.answer(path, choice)
        now = filling.question(path)
        if now is None or now.fault is None:
            return


def _offered(filling: Filling, question: QuestionNow) -> Sequence[str]:
    return [option.code for option in filling.options(question.path)]


def _choices(question: QuestionNow, offered: Sequence[str]) -> Iterator[Choice | None]:
    match question.item.kind:
        case ItemKind.SINGLE | ItemKind.MULTIPLE:
            yield from (Choice(codes=(code,)) for code in offered[:6])
            yield None
        case ItemKind.RANKING:
            yield Choice(codes=tuple(offered))
        case ItemKind.NUMBER:
            yield from (Choice(values=(("number", number),)) for number in _NUMBERS)
        case ItemKind.DATE:
            yield from (Choice(text=day) for day in _DAYS)
        case ItemKind.TIME:
            yield Choice(text="10:00:00")
        case ItemKind.MOMENT:
            yield from (Choice(text=f"{day}T10:00:00+00:00") for day in _DAYS)
        case ItemKind.TEXT:
            yield from (Choice(text=text) for text in _TEXTS)
