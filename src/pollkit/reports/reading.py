"""The closing part of a report: what its figures mean and what they do not."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.charts import numerals, wording
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT
from pollkit.domain.analysis.splits import SMALLEST_GROUP
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import EventResults
from pollkit.i18n import _


@dataclass(frozen=True)
class Note:
    heading: str
    text: str


def reading_notes(results: EventResults, language: str) -> tuple[Note, ...]:
    """Only what applies to these results, in plain words."""
    notes = [_bases(), _people(), _certainty(results, language)]
    tallies = [question.tally for question in results.questions]
    kinds = {question.item.kind for question in results.questions}
    if any(0 < t.answered < FEWEST_FOR_PERCENT and t.options for t in tallies):
        notes.append(_few())
    if ItemKind.MULTIPLE in kinds:
        notes.append(_several())
    if any(t.mean is not None and t.shows_percent for t in tallies):
        notes.append(_averages())
    if any(question.split for question in results.questions):
        notes.append(_groups())
    notes += _of_kinds(kinds)
    if any(tally.texts for tally in tallies):
        notes.append(_own_words())
    notes.append(_tied() if results.event.answers_tied else _untied())
    return tuple(notes)


def _bases() -> Note:
    return Note(
        _("What a share is a share of"),
        _(
            "Every share is of the people who answered that question, not of everyone who was"
            " there. The base stands with each result: how many answered, of how many who could."
            " Each share is rounded to a whole per cent by itself, so a row may add up to 99 or"
            " 101."
        ),
    )


def _people() -> Note:
    return Note(
        _("Who answered"),
        _(
            "These are the people who came and chose to answer. Nobody drew them at random, so"
            " they may differ from those who stayed away or did not answer."
        ),
    )


def _certainty(results: EventResults, language: str) -> Note:
    population = results.event.population
    if population is None:
        return Note(
            _("Why there is no margin of error"),
            _(
                "The answers speak for the people who gave them, and of those every one was"
                " counted. A margin of error would promise something about other people, which"
                " these answers cannot."
            ),
        )
    if not any(wording.shows_intervals(question.tally) for question in results.questions):
        return Note(
            _("Why there is no margin of error"),
            _(
                "The answers are meant to speak for {population} people. Where all of them"
                " answered nothing is left to estimate, and where very few did an interval would"
                " say nothing useful."
            ).format(population=numerals.number(population, language)),
        )
    return Note(
        _("What the intervals mean"),
        _(
            "The organiser states that the answers are meant to speak for {population} people."
            " Not all of them answered, so each share has a 95% interval (Wilson’s, corrected for"
            " a population of this size). If those who did not answer think like those who did,"
            " intervals made like this hold the share among all {population} in 95 of 100 polls."
            " If they think differently, no interval can tell."
        ).format(population=numerals.number(population, language)),
    )


def _few() -> Note:
    return Note(
        _("Why some results have no per cents"),
        _(
            "With fewer than {n} answers one person more or less moves a share by over ten"
            " points, so only the counts are given."
        ).format(n=FEWEST_FOR_PERCENT),
    )


def _several() -> Note:
    return Note(
        _("Questions with several answers"),
        _(
            "Where people could pick several answers each share is of the people who answered,"
            " not of the ticks. Together the shares can be more than 100%."
        ),
    )


def _averages() -> Note:
    return Note(
        _("Averages"),
        _(
            "The same average can come from people who agree and from people who are divided."
            " Read it together with its bars."
        ),
    )


def _of_kinds(kinds: set[ItemKind]) -> list[Note]:
    said = []
    if ItemKind.RANKING in kinds:
        said.append(
            Note(
                _("Rankings"),
                _(
                    "The score puts all places together, so an option that many put second can come"
                    " before one that few put first. The table has every place by itself."
                ),
            )
        )
    if ItemKind.GRID in kinds or ItemKind.PIN in kinds:
        said.append(
            Note(
                _("Places"),
                _(
                    "A middle can lie where nobody put anything. Look at the single marks before"
                    " you read it."
                ),
            )
        )
    if ItemKind.NUMBER in kinds:
        said.append(
            Note(
                _("Numbers"),
                _(
                    "The median is the one in the middle: half gave it or less. One very large"
                    " number moves the average, but hardly the median."
                ),
            )
        )
    return said


def _groups() -> Note:
    return Note(
        _("Groups"),
        _(
            "No group of fewer than {n} people is shown by itself: its answers could be traced to"
            " persons. Small groups are put together or left out, also where they could be found by"
            " subtracting the groups that are shown. Groups this small also differ by chance; a gap"
            " between two of them is a reason to ask, not a finding."
        ).format(n=SMALLEST_GROUP),
    )


def _own_words() -> Note:
    return Note(
        _("Answers in people’s own words"),
        _(
            "They are given as they were written, the most frequent first and then in alphabetical"
            " order, which tells nothing about who wrote them. Answers that differ only in"
            " capitals or a final stop count as one."
        ),
    )


def _tied() -> Note:
    return Note(
        _("What is stored about a person"),
        _(
            "No name and no device. The answers of one person were kept together under a random"
            " mark that is valid for this event alone, since follow-up questions and groups need"
            " it; the phones said so. This report holds no single person’s answers together."
        ),
    )


def _untied() -> Note:
    return Note(
        _("What is stored about a person"),
        _(
            "No name and no device. When a question closed its answers were shuffled like ballots"
            " in a box: whose is whose cannot be told any more, nor which belong to one person."
        ),
    )
