"""A question asked before and after a talk, with people who were counted by hand.

Of 41 who answered before and 40 who answered after, 38 answered both times: 12 stayed for, 9 went
from against to for, 9 stayed against, 6 went from unsure to for, 2 from unsure to against.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count

from meeting import LONDON, alone, texts

from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.shifts import shift
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.results import EventResults, QuestionResult

VIEW = Item(
    "view",
    ItemKind.SINGLE,
    texts(
        "Should the square be closed to cars?",
        "La place doit-elle être fermée aux voitures ?",
        "Soll der Platz für Autos gesperrt werden?",
        "هل يجب إغلاق الساحة أمام السيارات؟",
    ),
    options=(
        Option("for", texts("Yes, close it", "Oui, la fermer", "Ja, sperren", "نعم، أغلقوها")),
        Option(
            "against", texts("No, leave it", "Non, la laisser", "Nein, so lassen", "لا، اتركوها")
        ),
        Option("unsure", texts("Not sure", "Sans avis", "Unentschieden", "لست متأكداً")),
    ),
)
CLEAR = (
    ("for", "for", 12),
    ("against", "for", 9),
    ("against", "against", 10),
    ("unsure", "for", 7),
)
FEW = (("for", "for", 12), ("against", "for", 9), ("against", "against", 9), ("unsure", "for", 6),
       ("unsure", "against", 2), ("unsure", None, 3), (None, "for", 2))  # fmt: skip


def asked_twice(
    *ways: tuple[str | None, str | None, int], item: Item = VIEW, is_tied: bool = True
) -> EventResults:
    """(before, after, how many people)."""
    before: dict[object, Choice] = {}
    after: dict[object, Choice] = {}
    number = count()
    for one, two, people in ways:
        for _person in range(people):
            person = next(number)
            if one is not None:
                before[person] = Choice((one,))
            if two is not None:
                after[person] = Choice((two,))
    found = shift(item, item.name, before, after, is_tied=is_tied, asked=(len(before), len(after)))
    asked_at = datetime(2023, 3, 14, 10, 12, tzinfo=LONDON)
    counted = tally(item, after.values(), len(after))
    result = QuestionResult(item, 2, counted, asked_at, before=(found.before,), shift=found)
    return alone(result)
