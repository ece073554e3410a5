"""The picture of an open question: the answers themselves, the most frequent first."""

from __future__ import annotations

from collections import Counter

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.counts import Tally
from pollkit.i18n import ngettext

_SHOWN = 8


def ranked_answers(tally: Tally) -> tuple[tuple[str, int], ...]:
    """(answer, people), most frequent first, then in alphabetical order.

    Answers that differ only in capitals, blanks or a final stop count as one.
    """
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in tally.texts:
        answer = wording.plain(text)
        key = answer.casefold().rstrip(" .!")
        spelled.setdefault(key, answer)
        counts[key] += 1
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple((spelled[key], counts[key]) for key in ranked)


def draw_answers(drawing: Drawing, tally: Tally, language: str, y: float) -> float:
    """No cloud of words: sizes would say nothing that can be checked."""
    ranked = ranked_answers(tally)
    for answer, people in ranked[:_SHOWN]:
        y = _draw_answer(drawing, answer, people, language, y)
    left = len(ranked) - _SHOWN
    if left > 0:
        more = ngettext("and {n} other answer", "and {n} other answers", left)
        words = more.format(n=numerals.number(left, language))
        y = drawing.paragraph(words, MARGIN + 14, y + 4, ROOM - 14, LABEL, drawing.palette.muted)
    return y + 6


def _draw_answer(drawing: Drawing, answer: str, people: int, language: str, y: float) -> float:
    """One answer with a rule at its side, and how many gave it if it was more than one."""
    times = f"× {numerals.number(people, language)}" if people > 1 else ""
    beside = fonts.width(times, LABEL, bold=True) + 10 if times else 0
    bottom = drawing.paragraph(answer, MARGIN + 14, y, ROOM - 14 - beside, LABEL, most_lines=4)
    if times:
        baseline = y + LABEL * LINE - LABEL * 0.34
        drawing.text(times, MARGIN + ROOM, baseline, LABEL, bold=True, align="end")
    middle = MARGIN + 3
    drawing.line([(middle, y + 2), (middle, bottom)], drawing.palette.accent, 3)
    return bottom + SMALL
