"""Which translations are missing, and which were made from a main text that has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.texts import Texts


@dataclass(frozen=True)
class TextPlace:
    """Where in an event a text stands: `item` None = the event's title. `part` is one of title,
    text, low, high, bottom, top, unit, image, option.CODE and image.CODE."""

    item: str | None
    part: str

    def key(self, language: str) -> str:
        return f"{self.item or ''}/{self.part}/{language}"


TITLE = TextPlace(None, "title")


@dataclass(frozen=True)
class Gap:
    """A translation to write or to look at again; `made_from` is the main text as it was when an
    outdated one was written, None where there is none yet."""

    place: TextPlace
    language: str
    made_from: str | None = None


def item_texts(item: Item) -> dict[str, Texts]:
    """Every text of a question that people read, by its part, in the order of a form."""
    texts = {"text": item.texts}
    if item.image is not None:
        texts["image"] = item.image.texts
    for option in item.options:
        texts[f"option.{option.code}"] = option.texts
        if option.image is not None:
            texts[f"image.{option.code}"] = option.image.texts
    ends = {"low": item.low_label, "high": item.high_label}
    ends |= {"bottom": item.bottom_label, "top": item.top_label, "unit": item.unit}
    return texts | {part: words for part, words in ends.items() if words}


def event_texts(event: Event) -> dict[TextPlace, Texts]:
    texts: dict[TextPlace, Texts] = {
        TITLE: {**event.instrument.title, event.languages[0]: event.title}
    }
    for item in event.instrument.items:
        texts |= {TextPlace(item.name, part): words for part, words in item_texts(item).items()}
    return texts


def gaps(event: Event) -> tuple[Gap, ...]:
    """In the order of the form, language by language; a text that is not written in the main
    language needs no translation yet."""
    main, *others = event.languages
    return tuple(
        Gap(place, language, event.outdated.get(place.key(language)))
        for place, texts in event_texts(event).items()
        for language in others
        if texts.get(main)
        and (not texts.get(language) or event.outdated.get(place.key(language)) is not None)
    )


def with_outdated(before: Event, after: Event) -> Event:
    """The changed event, with a note at each translation whose main text was changed without it.

    Who changes a translation has looked at it; a main text that is as it was makes it fit again.
    """
    earlier, main = event_texts(before), after.languages[0]
    outdated: dict[str, str] = {}
    for place, texts in event_texts(after).items():
        was = earlier.get(place, {})
        for language, text in texts.items():
            if language == main or not text or was.get(language) != text:
                continue
            made_from = before.outdated.get(place.key(language), was.get(main))
            if made_from and made_from != texts.get(main):
                outdated[place.key(language)] = made_from
    return replace(after, outdated=outdated)


def still_fits(event: Event, place: TextPlace, language: str) -> Event:
    """The same without the note: somebody has looked at this translation."""
    return replace(event, outdated=_without(event.outdated, place.key(language)))


def _without(notes: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: words for name, words in notes.items() if name != key}
