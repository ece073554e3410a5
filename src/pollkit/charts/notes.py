"""What a reader must know to read a result rightly.

Call inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pollkit.charts import numerals
from pollkit.charts.group_places import MOST_GROUPS
from pollkit.charts.wording import (
    isolated,
    option_words,
    question_words,
    right_words,
    shows_intervals,
)
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT, Tally
from pollkit.domain.analysis.splits import SMALLEST_GROUP, Split, few_groups
from pollkit.domain.events import Event
from pollkit.domain.instruments import WRITTEN, Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _, ngettext

# Shown by numbers that are no per cents.
_MEASURED = frozenset(
    {ItemKind.RANKING, ItemKind.POINTS, ItemKind.GRID, ItemKind.PIN, ItemKind.NUMBER}
)


def notes(result: QuestionResult, event: Event, language: str) -> tuple[str, ...]:
    """Of this one result."""
    item, tally = result.item, result.tally
    said = [_condition(item, event, language)] if item.asked_if is not None else []
    if tally.is_withheld:
        said.append(
            _(
                "Where fewer than {n} people answered, files hold no answers: each could be traced"
                " to a person."
            ).format(n=SMALLEST_GROUP)
        )
        return tuple(said)
    if tally.answered:
        said += _of_kind(item, tally, language)
        said += _of_few(item, tally)
    if item.kind in WRITTEN and tally.answered and not (tally.texts or tally.words or tally.posts):
        said.append(_("The answers’ own words are not part of this file."))
    if shows_intervals(tally):
        said.append(
            _(
                "The lines are 95% intervals: where the share probably lies among all"
                " {population} people whom the answers are meant to speak for."
            ).format(population=numerals.number(tally.population or 0, language))
        )
    return tuple(said)


def split_notes(result: QuestionResult, split: Split, language: str) -> tuple[str, ...]:
    """Who stands in which group, and whom no group shows."""
    said = []
    if any(len(group.codes) > 1 or group.has_unsaid for group in split.groups):
        said.append(
            _("Groups of fewer than {n} people are shown together.").format(n=SMALLEST_GROUP)
        )
    if split.suppressed:
        said.append(
            ngettext(
                "{n} answer is not shown here, because its group is too small.",
                "{n} answers are not shown here, because their groups are too small.",
                split.suppressed,
            ).format(n=numerals.number(split.suppressed, language))
        )
    shown = sum(group.result.answered for group in split.groups)
    without = result.tally.answered - shown - split.suppressed
    if without > 0:
        said.append(
            ngettext(
                "{n} person did not answer the other question.",
                "{n} people did not answer the other question.",
                without,
            ).format(n=numerals.number(without, language))
        )
    if any(part.is_withheld for group in split.groups for part in group.result.parts):
        said.append(_withheld_parts())
    tallies = [group.result for group in split.groups]
    said += _of_places(split, tallies)
    if any(t.options and not t.shows_percent for t in tallies):
        said.append(
            _("Where fewer than {n} people answered, only the counts are shown.").format(
                n=FEWEST_FOR_PERCENT
            )
        )
    return tuple(said)


def _of_places(split: Split, tallies: Sequence[Tally]) -> Iterator[str]:
    kinds = {tally.kind for tally in tallies}
    if ItemKind.GRID in kinds:
        yield _("Each mark is the middle of where the people of the group placed it.")
    if any(None in tally.regions for tally in tallies):
        yield _(
            "– stands for a part of the picture with too few pins in all: whose a single pin is"
            " stays private."
        )
    if kinds & {ItemKind.GRID, ItemKind.PIN} and few_groups(split, MOST_GROUPS)[1]:
        yield _("The picture shows the smaller groups together, the table each of them.")


def _of_kind(item: Item, tally: Tally, language: str) -> Iterator[str]:
    if tally.right is not None:
        yield _("The right answer: {answer}.").format(answer=right_words(item, language))
    if item.kind is ItemKind.MULTIPLE:
        yield _("People could pick several answers, so the shares can add up to more than 100%.")
    if item.kind is ItemKind.MATRIX:
        yield _("Statements could be skipped: each share is of those who rated the statement.")
    if item.kind is ItemKind.RANKING:
        yield _(
            "The score is the mean over all who answered: {n} for a first place, one less for each"
            " place after it, 0 for what was not ranked."
        ).format(n=numerals.number(item.most_choices or len(item.codes), language))
    if item.kind is ItemKind.POINTS:
        yield _("Each person shared out 100 points; the averages are over all who answered.")
    if item.kind is ItemKind.GRID:
        yield _("The small marks are where single people placed it; the large one is their middle.")
    if item.kind is ItemKind.WORDS and tally.words:
        yield _("Each word counts the people who wrote it, however it was capitalised.")
    if any(part.is_withheld for part in tally.parts):
        yield _withheld_parts()


def _of_few(item: Item, tally: Tally) -> Iterator[str]:
    if tally.answered >= FEWEST_FOR_PERCENT or item.kind in WRITTEN | _MEASURED:
        return
    yield _("Fewer than {n} people answered, so only the counts are shown.").format(
        n=FEWEST_FOR_PERCENT
    )


def _withheld_parts() -> str:
    return _(
        "Where fewer than {n} people rated or placed something, or could be found by subtraction,"
        " only their number is given."
    ).format(n=SMALLEST_GROUP)


def _condition(item: Item, event: Event, language: str) -> str:
    assert item.asked_if is not None
    earlier = event.instrument.item(item.asked_if.item)
    words = [option_words(earlier, code, language) for code in item.asked_if.any_of]
    answers = [_("“{answer}”").format(answer=isolated(one, language)) for one in words]
    return _("Asked only of those who answered {answers} to “{question}”.").format(
        answers=numerals.listed(answers, language, "or"),
        question=isolated(question_words(earlier, event, language), language),
    )
