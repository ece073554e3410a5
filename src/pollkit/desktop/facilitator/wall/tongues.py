"""A question in two languages at once, for a room that reads both."""

from __future__ import annotations

from dataclasses import replace

from pollkit.charts import wording
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, Option
from pollkit.domain.texts import Texts, in_language

# Between the two ways of saying one thing.
_BETWEEN = " · "


def wall_event(event: Event, languages: tuple[str, ...]) -> Event:
    """The event as a wall in these languages speaks it: the first one leads, and every short text
    stands in both. Questions themselves stay in the first, see `second_stem`."""
    languages = spoken(event, languages)
    others = tuple(one for one in event.languages if one not in languages)
    items = event.instrument.items
    if len(languages) > 1:
        items = tuple(_in_both(item, *languages) for item in items)
    instrument = replace(event.instrument, languages=(*languages, *others), items=items)
    return replace(event, instrument=instrument)


def spoken(event: Event, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The first two of these that the event has; none = the one that it was written in."""
    known = tuple(one for one in languages if one in event.languages)[:2]
    return known or event.languages[:1]


def second_stem(item: Item, event: Event, languages: tuple[str, ...]) -> str:
    """The question in the second language; "" if there is none, or it says the same."""
    first, *rest = spoken(event, languages)
    if not rest:
        return ""
    second = wording.question_words(item, event, rest[0])
    return "" if second == wording.question_words(item, event, first) else second


def _in_both(item: Item, first: str, second: str) -> Item:
    def both(texts: Texts) -> Texts:
        words = [wording.plain(in_language(texts, one)) for one in (first, second)]
        return {**texts, first: _BETWEEN.join(dict.fromkeys(one for one in words if one))}

    options = tuple(
        Option(option.code, both(option.texts), option.image) for option in item.options
    )
    return replace(
        item,
        options=options,
        low_label=both(item.low_label),
        high_label=both(item.high_label),
        bottom_label=both(item.bottom_label),
        top_label=both(item.top_label),
        unit=both(item.unit),
    )
