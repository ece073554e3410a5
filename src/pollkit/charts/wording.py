"""The sentences that go with a result: the same in picture, page, document and sheet.

Call them inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from pollkit.charts import numerals
from pollkit.charts.lines import END_ISOLATE, ISOLATE, has_direction
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.analysis.intervals import Interval, wilson
from pollkit.domain.analysis.splits import Group, Split
from pollkit.domain.analysis.values import Bin, Numbers
from pollkit.domain.ballots import Channel
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
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
    """The base of every share: "41 of 42 answered"; of a board, how much was shown."""
    if tally.kind in OF_POSTS:
        return post_words(tally, language)
    return ngettext(
        "{answered} of {asked} answered", "{answered} of {asked} answered", tally.asked
    ).format(
        answered=numerals.number(tally.answered, language),
        asked=numerals.number(tally.asked, language),
    )


def post_words(tally: Tally, language: str) -> str:
    """ "12 questions, 87 votes"."""
    count, votes = tally.answered, sum(post.supports for post in tally.posts)
    number = numerals.number(count, language)
    if tally.kind is ItemKind.IDEAS:
        said = ngettext("{n} idea", "{n} ideas", count).format(n=number)
    else:
        said = ngettext("{n} question", "{n} questions", count).format(n=number)
    if not tally.posts:
        return said
    of_all = ngettext("{n} vote", "{n} votes", votes).format(n=numerals.number(votes, language))
    return _("{one}, {other}").format(one=said, other=of_all)


def count_words(option: OptionCount, tally: Tally, language: str) -> str:
    """ "29 · 69 %", or the count alone where a percentage would say more than is known."""
    return share_words(option.count, tally, language)


def share_words(people: int, tally: Tally, language: str) -> str:
    """The same for any part of those who answered."""
    count = numerals.number(people, language)
    if not tally.shows_percent:
        return count
    return f"{count} · {numerals.percent(people, tally.answered, language)}"


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
        and (bool(tally.options) or tally.right is not None)
    )


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


def end_words(item: Item, language: str) -> tuple[str, str, str, str]:
    """The ends of a grid: left, right, bottom, top."""
    ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
    left, right, bottom, top = (plain(in_language(texts, language)) for texts in ends)
    return left, right, bottom, top


def unit_words(item: Item, language: str) -> str:
    return plain(in_language(item.unit, language))


def with_unit(value: float, item: Item, language: str) -> str:
    """ "42 people", "3.5 %", or the number alone."""
    unit = unit_words(item, language)
    words = numerals.short_decimal(value, language)
    return f"{words}\u00a0{isolated(unit, language)}" if unit else words


def bin_words(part: Bin, language: str) -> str:
    """ "10 – 20", or the one number of which it is the bar."""
    low, high = (numerals.short_decimal(rim, language) for rim in (part.low, part.high))
    return low if part.low == part.high else f"{low} – {high}"


def place_words() -> tuple[str, ...]:
    """The ninths of a picture, line by line from the top left."""
    return (
        _("top left"), _("top middle"), _("top right"),
        _("middle left"), _("middle"), _("middle right"),
        _("bottom left"), _("bottom middle"), _("bottom right"),
    )  # fmt: skip


def channel_words(channels: Mapping[Channel, int], language: str) -> str:
    """ "38 by phone, 4 by card"; "" where all came in the same way."""
    if len(channels) < 2:
        return ""
    ways = {
        Channel.PHONE: _("{n} by phone"),
        Channel.SHARED: _("{n} on a shared phone"),
        Channel.KIOSK: _("{n} on the laptop"),
        Channel.HANDS: _("{n} by a show of hands"),
        Channel.CARD: _("{n} by card"),
    }
    said = [
        ways[channel].format(n=numerals.number(channels[channel], language))
        for channel in Channel
        if channels.get(channel)
    ]
    # Babel 2.18 says the second of two twice in Arabic's list of units.
    return reduce(lambda one, other: _("{one}, {other}").format(one=one, other=other), said)


def right_words(item: Item, language: str) -> str:
    """The right answer of a quiz question; "" where there is none."""
    if item.kind is ItemKind.NUMBER:
        return right_number(item, language) if item.right else ""
    labels = [isolated(option_words(item, code, language), language) for code in item.right]
    return numerals.listed(
        [_("“{answer}”").format(answer=one) for one in labels], language, "standard"
    )


def right_number(item: Item, language: str) -> str:
    """The right number, with the margin within which answers are right too."""
    number = with_unit(float(item.right[0]), item, language)
    if not item.right_within or not float(item.right_within):
        return number
    margin = numerals.short_decimal(float(item.right_within), language)
    return isolated(f"{number} ±\u00a0{margin}", language)


def closest_words(item: Item, numbers: Numbers, language: str) -> str:
    """The numbers that came nearest to the right one."""
    said = [with_unit(number, item, language) for number in numbers.closest]
    return numerals.listed(said, language, "standard")


def right_interval(tally: Tally) -> Interval | None:
    """Of the share that answered right, under the same conditions as every interval."""
    population = tally.population
    if tally.right is None or population is None or not tally.shows_percent:
        return None
    if population <= tally.answered:
        return None
    return wilson(tally.right, tally.answered, population)


def isolated(text: str, language: str) -> str:
    """The text so wrapped that words of the other direction do not disturb the sentence."""
    # A sentence may be English in a report whose questions are Hebrew: it has no catalogue yet.
    ways = {direction(language), direction(catalogue_language(language))}
    if any(has_direction(text, right_to_left=way == "ltr") for way in ways):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text
