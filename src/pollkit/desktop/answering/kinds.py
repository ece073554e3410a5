"""Which widget takes the answer to which kind of question."""

from __future__ import annotations

from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.choices import OptionChoice, SearchedChoice, is_searched
from pollkit.desktop.answering.orders import Ranking, SharedPoints
from pollkit.desktop.answering.places import GridAnswer, PinAnswer
from pollkit.desktop.answering.points import MatrixChoice, ScaleChoice
from pollkit.desktop.answering.quiet import Quiet
from pollkit.desktop.answering.typed import (
    DayAnswer,
    MomentAnswer,
    NumberAnswer,
    TextAnswer,
    TimeAnswer,
)
from pollkit.desktop.answering.view import QuestionView
from pollkit.domain.instruments import ItemKind


def answer_widget(surface: Surface, view: QuestionView) -> AnswerWidget:
    match view.item.kind:
        case ItemKind.SINGLE | ItemKind.MULTIPLE:
            return SearchedChoice(surface) if is_searched(view) else OptionChoice(surface)
        case ItemKind.SCALE:
            return ScaleChoice(surface, view)
        case ItemKind.MATRIX:
            return MatrixChoice(surface, view)
        case ItemKind.RANKING:
            return Ranking(surface, view)
        case ItemKind.POINTS:
            return SharedPoints(surface, view)
        case ItemKind.TEXT | ItemKind.WORDS:
            return TextAnswer(surface, view)
        case ItemKind.NUMBER:
            return NumberAnswer(surface)
        case ItemKind.DATE:
            return DayAnswer(surface, view)
        case ItemKind.TIME:
            return TimeAnswer(surface)
        case ItemKind.MOMENT:
            return MomentAnswer(surface, view)
        case ItemKind.PIN:
            return PinAnswer(surface, view)
        case ItemKind.GRID:
            return GridAnswer(surface, view)
        case _:
            return Quiet(surface)
