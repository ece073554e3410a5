"""The sentences that go with a result: the same in picture, page, document and sheet.

Call them inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from pollkit.charts import numerals
from pollkit.charts.lines import END_ISOLATE, ISOLATE, has_direction
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT, OptionCount, Tally
from pollkit.domain.analysis.splits import SMALLEST_GROUP, Group, Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.domain.texts import clean_text, in_language, on_one_line
from pollkit.i18n import _, catalogue_language, direction, ngettext

_LONGEST = 4000


def plain(text: str) -> str:
    """What a person typed, on one line and without control or direction marks."""
    return on_one_line(clean_text(text, _LONGEST))


def question_words(item: Item, event: Event, language: str) -> str:
    return plain(in_language(item.texts, language, event.languages)) or item.name


def option_words(item: Item, code: str, language: str) -> str:
    return plain(item.label(code, language)) or code


def place_and_day(event: Event, language: str) -> str:
    """Event, place and date, as they stand under a headline."""
    title, place = plain(event.title_in(language)), plain(event.place)
    parts = (title, place, numerals.day(event.starts_at, language))
    return " · ".join(isolated(part, language) for part in parts if part)


def base_words(tally: Tally, language: str) -> str:
    """The base of every share: "41 of 42 answered"."""
    return ngettext(
        "{answered} of {asked} answered", "{answered} of {asked} answered", tally.asked
    ).format(
        answered=numerals.number(tally.answered, language),
        asked=numerals.number(tally.asked, language),
    )


def count_words(option: OptionCount, tally: Tally, language: str) -> str:
    """ "29 · 69 %", or the count alone where a percentage would say more than is known."""
    count = numerals.number(option.count, language)
    if not tally.shows_percent:
        return count
    return f"{count} · {numerals.percent(option.count, tally.answered, language)}"


def interval_words(option: OptionCount, tally: Tally, language: str) -> str:
    """ "62–75 %"; "" where no interval is to be shown."""
    if option.interval is None or not shows_intervals(tally):
        return ""
    return numerals.percent_range(option.interval, language)


def shows_intervals(tally: Tally) -> bool:
    """Not below ten answers, and not when everyone who is meant has answered."""
    return (
        tally.population is not None
        and tally.shows_percent
        and tally.population > tally.answered
        and bool(tally.options)
    )


def finding(result: QuestionResult, language: str) -> str:
    """What the result says, in one sentence."""
    item, tally = result.item, result.tally
    if tally.answered == 0:
        return _("Nobody answered this question.")
    if tally.is_withheld:
        return _("Too few people answered for their answers to be shown here.")
    if item.kind is ItemKind.TEXT:
        return ngettext(
            "{n} person answered in their own words.",
            "{n} people answered in their own words.",
            tally.answered,
        ).format(n=numerals.number(tally.answered, language))
    if tally.mean is not None and tally.shows_percent:
        return _("The average is {mean} on a scale from 1 to {points}.").format(
            mean=numerals.one_decimal(tally.mean, language), points=item.points
        )
    return _most_chosen(item, tally, language)


def notes(result: QuestionResult, event: Event, language: str) -> tuple[str, ...]:
    """What a reader must know to read this one result rightly."""
    item, tally = result.item, result.tally
    said = []
    if item.asked_if is not None:
        said.append(_condition(item, event, language))
    if tally.is_withheld:
        said.append(
            _(
                "Where fewer than {n} people answered, files hold no answers: each could be traced"
                " to a person."
            ).format(n=SMALLEST_GROUP)
        )
        return tuple(said)
    if item.kind is ItemKind.MULTIPLE and tally.answered:
        said.append(
            _("People could pick several answers, so the shares can add up to more than 100%.")
        )
    if 0 < tally.answered < FEWEST_FOR_PERCENT and item.kind is not ItemKind.TEXT:
        said.append(
            _("Fewer than {n} people answered, so only the counts are shown.").format(
                n=FEWEST_FOR_PERCENT
            )
        )
    if item.kind is ItemKind.TEXT and tally.answered and not tally.texts:
        said.append(_("The answers’ own words are not part of this file."))
    if shows_intervals(tally):
        said.append(
            _(
                "The lines are 95% intervals: where the share probably lies among all"
                " {population} people whom the answers are meant to speak for."
            ).format(population=numerals.number(tally.population or 0, language))
        )
    return tuple(said)


def group_words(group: Group, by: Item, language: str) -> str:
    """The group's name, made of every answer that was put together in it."""
    labels = [isolated(option_words(by, code, language), language) for code in group.codes]
    labels += [_("no answer")] if group.has_unsaid else []
    return numerals.listed(labels, language, "standard")


def split_title(split: Split, event: Event, language: str) -> str:
    return _("By the answer to “{question}”").format(
        question=isolated(
            question_words(event.instrument.item(split.by), event, language), language
        )
    )


def split_notes(result: QuestionResult, split: Split, language: str) -> tuple[str, ...]:
    """Who stands in which group, and whom no group shows."""
    said = []
    if any(len(group.codes) > 1 for group in split.groups):
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
    if any(not group.result.shows_percent for group in split.groups):
        said.append(
            _("Where fewer than {n} people answered, only the counts are shown.").format(
                n=FEWEST_FOR_PERCENT
            )
        )
    return tuple(said)


def sureness_words(step: str) -> str:
    """How sure somebody is: one of SURENESS in words."""
    return {
        "1": _("I guessed"),
        "2": _("Not very sure"),
        "3": _("Fairly sure"),
        "4": _("Certain"),
    }[step]


def answered_words(answered: int, language: str) -> str:
    return ngettext("{n} answered", "{n} answered", answered).format(
        n=numerals.number(answered, language)
    )


def isolated(text: str, language: str) -> str:
    """The text so wrapped that words of the other direction do not disturb the sentence."""
    # A sentence may be English in a report whose questions are Hebrew: it has no catalogue yet.
    ways = {direction(language), direction(catalogue_language(language))}
    if any(has_direction(text, right_to_left=way == "ltr") for way in ways):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def _most_chosen(item: Item, tally: Tally, language: str) -> str:
    most = max(option.count for option in tally.options)
    leaders = [option for option in tally.options if option.count == most]
    figures = {
        "count": numerals.number(most, language),
        "base": numerals.number(tally.answered, language),
        "share": numerals.percent(most, tally.answered, language),
    }
    if len(leaders) > 2:
        return _("No answer stands out.")
    labels = [isolated(option_words(item, o.code, language), language) for o in leaders]
    if len(leaders) == 2:
        return _("“{one}” and “{other}” were chosen equally often: {count} of {base} each.").format(
            one=labels[0], other=labels[1], **figures
        )
    if tally.shows_percent:
        return _("Most chosen: “{answer}”, by {count} of {base} ({share}).").format(
            answer=labels[0], **figures
        )
    return _("Most chosen: “{answer}”, by {count} of {base}.").format(answer=labels[0], **figures)


def _condition(item: Item, event: Event, language: str) -> str:
    assert item.asked_if is not None
    earlier = event.instrument.item(item.asked_if.item)
    words = [option_words(earlier, code, language) for code in item.asked_if.any_of]
    answers = [_("“{answer}”").format(answer=isolated(one, language)) for one in words]
    return _("Asked only of those who answered {answers} to “{question}”.").format(
        answers=numerals.listed(answers, language, "or"),
        question=isolated(question_words(earlier, event, language), language),
    )
