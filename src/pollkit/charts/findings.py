"""What a result says, in one sentence for each kind of question.

Call inside `speaking(language)`; `language` chooses the words of the instrument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pollkit.charts import numerals
from pollkit.charts.wording import (
    closest_words,
    end_words,
    isolated,
    option_words,
    place_words,
    plain,
    post_words,
    right_interval,
    right_number,
    with_unit,
)
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import Part, ninths
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.domain.results import QuestionResult
from pollkit.i18n import _, ngettext

# Nearer to the middle of a grid than this, a thing lies towards neither end.
_NEAR = 5


def finding(result: QuestionResult, language: str) -> str:
    """What the result says, in one sentence."""
    item, tally = result.item, result.tally
    if tally.kind in OF_POSTS:
        return _posts(item, tally, language)
    if tally.answered == 0:
        return _("Nobody answered this question.")
    if tally.is_withheld:
        return _("Too few people answered for their answers to be shown here.")
    if tally.right is not None:
        said = right_sentence(tally, language)
        return f"{said} {_closest(item, tally, language)}".strip()
    return _FINDINGS[item.kind](item, tally, language)


def _closest(item: Item, tally: Tally, language: str) -> str:
    if tally.numbers is None or not tally.numbers.closest:
        return ""
    return _("The closest answer was {number}; right is {right}.").format(
        number=closest_words(item, tally.numbers, language), right=right_number(item, language)
    )


def right_sentence(tally: Tally, language: str) -> str:
    """How many answered a quiz question right."""
    figures = {
        "count": numerals.number(tally.right or 0, language),
        "base": numerals.number(tally.answered, language),
        "share": numerals.percent(tally.right or 0, tally.answered, language),
    }
    interval = right_interval(tally)
    if interval is not None:
        return _("{count} of {base} answered right ({share}; 95% interval {range}).").format(
            range=numerals.percent_range(interval, language), **figures
        )
    if tally.shows_percent:
        return _("{count} of {base} answered right ({share}).").format(**figures)
    return _("{count} of {base} answered right.").format(**figures)


def by_score(parts: Sequence[Part]) -> tuple[Part, ...]:
    """A ranking's options, the best first; those that are equal in the item's order."""
    return tuple(sorted(parts, key=lambda part: -(part.score or 0)))


def by_mean(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Options by the points they were given, the most first."""
    return tuple(sorted(parts, key=lambda part: -(part.mean or 0)))


def _chosen(item: Item, tally: Tally, language: str) -> str:
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


def _scale(item: Item, tally: Tally, language: str) -> str:
    if tally.mean is None or not tally.shows_percent:
        return _chosen(item, tally, language)
    return _("The average is {mean} on a scale from {lowest} to {highest}.").format(
        mean=numerals.one_decimal(tally.mean, language),
        lowest=item.scale_points[0],
        highest=item.scale_points[-1],
    )


def _own_words(_item: Item, tally: Tally, language: str) -> str:
    return ngettext(
        "{n} person answered in their own words.",
        "{n} people answered in their own words.",
        tally.answered,
    ).format(n=numerals.number(tally.answered, language))


def _statements(item: Item, tally: Tally, language: str) -> str:
    """The two ends only: where all are rated alike the sentence would be a false one."""
    rated = [part for part in tally.parts if part.mean is not None]
    if not rated:
        return _("Too few people rated each statement for the answers to be shown here.")
    means = {part.code: numerals.one_decimal(part.mean or 0, language) for part in rated}
    ranked = by_mean(rated)
    high, low = (part.code for part in (ranked[0], ranked[-1]))
    words = {code: isolated(option_words(item, code, language), language) for code in (high, low)}
    if len(rated) == 1:
        return _("“{statement}” is rated {mean} on average.").format(
            statement=words[high], mean=means[high]
        )
    if means[high] == means[low]:
        return _("All statements are rated {mean} on average.").format(mean=means[high])
    return _("Highest: “{high}” ({high_mean} on average). Lowest: “{low}” ({low_mean}).").format(
        high=words[high], high_mean=means[high], low=words[low], low_mean=means[low]
    )


def _ranking(item: Item, tally: Tally, language: str) -> str:
    parts = by_score(tally.parts)
    leaders = [part for part in parts if part.score == parts[0].score]
    labels = [isolated(option_words(item, p.code, language), language) for p in parts]
    if len(leaders) > 2:
        return _("No option stands out.")
    if len(leaders) == 2:
        return _("“{one}” and “{other}” share the first place.").format(
            one=labels[0], other=labels[1]
        )
    return _("“{first}” comes first, then “{second}”.").format(first=labels[0], second=labels[1])


def _points(item: Item, tally: Tally, language: str) -> str:
    parts = by_mean(tally.parts)
    leaders = [part for part in parts if part.mean == parts[0].mean]
    if len(leaders) > 1:
        return _("No option stands out.")
    return _("Most points: “{option}”, {mean} of 100 on average.").format(
        option=isolated(option_words(item, parts[0].code, language), language),
        mean=numerals.one_decimal(parts[0].mean or 0, language),
    )


def _grid(item: Item, tally: Tally, language: str) -> str:
    placed = [(part.code, part.middle) for part in tally.parts if part.middle is not None]
    if not placed:
        return _("Too few people placed each of them for the answers to be shown here.")
    code, spot = max(placed, key=lambda one: (one[1].x - 50) ** 2 + (one[1].y - 50) ** 2)
    left, right, bottom, top = (isolated(end, language) for end in end_words(item, language))
    towards = [(left, right)[spot.x > 50]] if abs(spot.x - 50) > _NEAR else []
    towards += [(bottom, top)[spot.y > 50]] if abs(spot.y - 50) > _NEAR else []
    if not towards:
        return _("All of them lie near the middle.")
    ends = [_("“{answer}”").format(answer=end) for end in towards]
    return _("“{thing}” lies furthest from the middle, towards {ends}.").format(
        thing=isolated(option_words(item, code, language), language),
        ends=numerals.listed(ends, language, "standard"),
    )


def _pins(_item: Item, tally: Tally, language: str) -> str:
    counts = ninths(tally.pins)
    most = max(counts)
    if counts.count(most) > 1:
        return _("The pins are spread over the picture.")
    return _("Most pins are here: {place} ({count} of {base}).").format(
        place=place_words()[counts.index(most)],
        count=numerals.number(most, language),
        base=numerals.number(tally.answered, language),
    )


def _numbers(item: Item, tally: Tally, language: str) -> str:
    assert tally.numbers is not None
    given = tally.numbers.given
    if given[0] == given[-1]:
        return _("All gave the same number: {number}.").format(
            number=with_unit(given[0], item, language)
        )
    return _("Half gave {median} or less; the answers go from {low} to {high}.").format(
        median=with_unit(tally.numbers.median, item, language),
        low=numerals.short_decimal(given[0], language),
        high=numerals.short_decimal(given[-1], language),
    )


def _words(item: Item, tally: Tally, language: str) -> str:
    if not tally.words:
        return _own_words(item, tally, language)
    most = tally.words[0].count
    leaders = [word for word in tally.words if word.count == most]
    if len(leaders) > 2 or most == 1:
        return _("No word stands out.")
    figures = {
        "count": numerals.number(most, language),
        "base": numerals.number(tally.answered, language),
    }
    words = [isolated(word.text, language) for word in leaders]
    if len(words) == 2:
        return _("Written most often: “{one}” and “{other}”, by {count} of {base} each.").format(
            one=words[0], other=words[1], **figures
        )
    return _("Written most often: “{word}”, by {count} of {base}.").format(word=words[0], **figures)


def _posts(_item: Item, tally: Tally, language: str) -> str:
    if not tally.answered:
        return _("Nothing was shown to the room.")
    if not tally.posts:
        return f"{post_words(tally, language)}."
    most = max(post.supports for post in tally.posts)
    leaders = [post for post in tally.posts if post.supports == most]
    if most == 0:
        return _("Nobody voted for any of them.")
    if len(leaders) > 1:
        return _("{n} of them have the most votes, {votes} each.").format(
            n=numerals.number(len(leaders), language), votes=numerals.number(most, language)
        )
    return ngettext(
        "Most support: “{text}”, with {n} vote.", "Most support: “{text}”, with {n} votes.", most
    ).format(text=isolated(plain(leaders[0].text), language), n=numerals.number(most, language))


_FINDINGS: dict[ItemKind, Callable[[Item, Tally, str], str]] = {
    ItemKind.SINGLE: _chosen,
    ItemKind.MULTIPLE: _chosen,
    ItemKind.SCALE: _scale,
    ItemKind.TEXT: _own_words,
    ItemKind.MATRIX: _statements,
    ItemKind.RANKING: _ranking,
    ItemKind.POINTS: _points,
    ItemKind.GRID: _grid,
    ItemKind.PIN: _pins,
    ItemKind.NUMBER: _numbers,
    ItemKind.WORDS: _words,
    ItemKind.QUESTIONS: _posts,
    ItemKind.IDEAS: _posts,
}
