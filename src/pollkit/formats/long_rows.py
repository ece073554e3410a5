"""The results of any kind of question as rows of one long table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pollkit.charts import wording
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT, OptionCount, Tally
from pollkit.domain.analysis.values import Part, ninths
from pollkit.domain.instruments import SURENESS, Item, ItemKind
from pollkit.domain.results import QuestionResult

Share: TypeAlias = tuple[float | None, float | None, float | None]

_UNKNOWN: Share = (None, None, None)


@dataclass(frozen=True)
class LongRow:
    """A count with its base, or a measure with its value. `part` is the statement, option or thing
    that it is about; `share` with the ends of its interval."""

    option: str | None
    label: str | None
    count: int | None
    base: int
    share: Share = _UNKNOWN
    part: str | None = None
    part_label: str | None = None
    measure: str | None = None
    value: float | None = None


def counted_rows(question: QuestionResult, language: str) -> Iterator[LongRow]:
    item, tally = question.item, question.tally
    base = tally.answered
    if tally.posts:
        yield from _post_rows(tally)
        return
    if not (tally.options or tally.parts or tally.pins or tally.numbers or tally.words):
        yield LongRow(None, None, base, base)
        return
    for option in tally.options:
        label = wording.option_words(item, option.code, language)
        yield LongRow(option.code, label, option.count, base, share_cells(option, tally))
    for part in tally.parts:
        yield from _part_rows(item, part, tally, language)
    for measure, _part, people, value in group_measures(item, tally) if not tally.parts else ():
        yield LongRow(None, None, people, base, measure=measure, value=value)
    if tally.numbers is not None:
        for one in tally.numbers.bins:
            words = wording.bin_words(one, language)
            yield LongRow(
                f"{one.low:g}–{one.high:g}", words, one.count, base, _share(one.count, base)
            )
    if tally.pins:
        for place, count in zip(wording.place_words(), ninths(tally.pins), strict=True):
            yield LongRow(place, place, count, base, _share(count, base))
    for word in tally.words:
        text = wording.plain(word.text)
        yield LongRow(text, text, word.count, base, _share(word.count, base))
    if tally.right is not None:
        interval = wording.right_interval(tally)
        ends = (
            (None, None) if interval is None else (round(interval.low, 4), round(interval.high, 4))
        )
        share = (_share(tally.right, base)[0], *ends)
        yield LongRow(None, None, tally.right, base, share, measure="right")
    yield from _sureness_rows(tally)


def _post_rows(tally: Tally) -> Iterator[LongRow]:
    """Votes for each post, out of all who could have voted: who did is not kept."""
    for post in tally.posts:
        text = wording.plain(post.text)
        yield LongRow(post.category, text, post.supports, tally.asked, measure="votes")


def group_measures(item: Item, tally: Tally) -> Iterator[tuple[str, str | None, int, float | None]]:
    """(measure, part, people, value) of what is no count."""
    for part in tally.parts:
        for measure, value in _measures(item, part).items():
            yield measure, part.code, part.answered, value
    if tally.numbers is not None:
        yield "median", None, tally.answered, tally.numbers.median
        yield "mean", None, tally.answered, tally.numbers.mean
        for number in tally.numbers.closest:
            yield "closest", None, tally.answered, number
    if tally.mean is not None and tally.shows_percent:
        yield "mean", None, tally.answered, tally.mean


def share_cells(option: OptionCount, tally: Tally) -> Share:
    """Share, low and high; None where they are not to be shown."""
    if not tally.shows_percent or option.share is None:
        return _UNKNOWN
    share = round(option.share, 4)
    if option.interval is None or not wording.shows_intervals(tally):
        return (share, None, None)
    return (share, round(option.interval.low, 4), round(option.interval.high, 4))


def _part_rows(item: Item, part: Part, tally: Tally, language: str) -> Iterator[LongRow]:
    label = wording.option_words(item, part.code, language)
    # A statement that was skipped has a base of its own; a place is one of all rankings.
    base = part.answered if item.kind is ItemKind.MATRIX else tally.answered
    if part.is_withheld or not part.counts:
        yield LongRow(None, None, part.answered, tally.answered, part=part.code, part_label=label)
    names = item.scale_points or tuple(str(n) for n in range(1, len(part.counts) + 1))
    for name, count in zip(names, part.counts, strict=False):
        words = wording.plain(item.point_label(name, language)) if item.scale_points else name
        yield LongRow(name, words, count, base, _share(count, base), part.code, label)
    for measure, value in _measures(item, part).items():
        yield LongRow(None, None, part.answered, base, _UNKNOWN, part.code, label, measure, value)


def _measures(item: Item, part: Part) -> dict[str, float | None]:
    if part.is_withheld:
        return {}
    middle = part.middle
    of_kind: dict[ItemKind, dict[str, float | None]] = {
        ItemKind.MATRIX: {"mean": part.mean},
        ItemKind.RANKING: {"score": part.score, "mean_place": part.mean},
        ItemKind.POINTS: {"mean_points": part.mean},
        ItemKind.GRID: {}
        if middle is None
        else {"middle_x": round(middle.x, 2), "middle_y": round(middle.y, 2)},
    }
    measures = of_kind.get(item.kind, {})
    return {name: value for name, value in measures.items() if value is not None}


def _sureness_rows(tally: Tally) -> Iterator[LongRow]:
    for place, count in enumerate(tally.sureness):
        step, words = SURENESS[place], wording.sureness_words(SURENESS[place])
        share = _share(count, tally.answered)
        yield LongRow(step, words, count, tally.answered, share, measure="sureness")
        if tally.sureness_right:
            right = tally.sureness_right[place]
            yield LongRow(step, words, right, count, _share(right, count), measure="sureness_right")


def share_of(count: int, base: int) -> float | None:
    """Of few people none is told."""
    return round(count / base, 4) if base >= FEWEST_FOR_PERCENT else None


def _share(count: int, base: int) -> Share:
    return (share_of(count, base), None, None)
