"""Which translations are missing, and which were made from a main text that has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument, Item, Option
from pollkit.domain.texts import Texts


@dataclass(frozen=True)
class TextPlace:
    """Where a text stands: `item` is the name of an item, the path of a section or the name of a
    scale, None for the title of the whole. `part` is one of title, text, hint, low, high, bottom,
    top, unit, image, option.CODE, image.CODE, required and constraint; of a scale, scale."""

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
    if item.hint:
        texts["hint"] = item.hint
    if item.image is not None:
        texts["image"] = item.image.texts
    for option in item.options:
        texts[f"option.{option.code}"] = option.texts
        if option.image is not None:
            texts[f"image.{option.code}"] = option.image.texts
    ends = {"low": item.low_label, "high": item.high_label}
    ends |= {"bottom": item.bottom_label, "top": item.top_label, "unit": item.unit}
    ends |= {
        "required": item.rules.required_message,
        "constraint": item.rules.constraint_message,
    }
    return texts | {part: words for part, words in ends.items() if words}


def event_texts(event: Event) -> dict[TextPlace, Texts]:
    texts: dict[TextPlace, Texts] = {
        TITLE: {**event.instrument.title, event.languages[0]: event.title}
    }
    for item in event.instrument.items:
        texts |= {TextPlace(item.name, part): words for part, words in item_texts(item).items()}
    return texts


def instrument_texts(instrument: Instrument) -> dict[TextPlace, Texts]:
    """The same of a questionnaire: with its sections and scales, and the options of a list that
    several items share only once, at the first of them."""
    texts: dict[TextPlace, Texts] = {TITLE: instrument.title}
    headed: set[str] = set()
    listed: dict[str, list[tuple[Option, ...]]] = {}
    for item in instrument.items:
        for section in instrument.sections:
            if section.path not in headed and f"{item.name}/".startswith(f"{section.path}/"):
                headed.add(section.path)
                texts[TextPlace(section.path, "text")] = section.texts
        # Two lists of one name are two where their options differ.
        is_listed = item.options in listed.get(item.list_name, [])
        for part, words in item_texts(item).items():
            if not is_listed or not part.startswith(("option.", "image.")):
                texts[TextPlace(item.name, part)] = words
        if item.list_name:
            listed.setdefault(item.list_name, []).append(item.options)
    return texts | {TextPlace(scale.name, "scale"): scale.texts for scale in instrument.scales}


def gaps(event: Event) -> tuple[Gap, ...]:
    """In the order of the form, language by language; a text that is not written in the main
    language needs no translation yet."""
    return gaps_among(event_texts(event), event.languages, event.outdated)


def gaps_among(
    texts: Mapping[TextPlace, Texts], languages: Sequence[str], outdated: Mapping[str, str]
) -> tuple[Gap, ...]:
    """`outdated` as in an event: the key of a translation's place -> the text it was made from."""
    main, *others = languages
    return tuple(
        Gap(place, language, outdated.get(place.key(language)))
        for place, words in texts.items()
        for language in others
        if words.get(main)
        and (not words.get(language) or outdated.get(place.key(language)) is not None)
    )


def with_outdated(before: Event, after: Event) -> Event:
    """The changed event, with a note at each translation whose main text was changed without it.

    Who changes a translation has looked at it; a main text that is as it was makes it fit again.
    """
    texts = event_texts(after)
    notes = outdated_notes(event_texts(before), texts, before.outdated, after.languages[0])
    return replace(after, outdated=notes)


def outdated_notes(
    earlier: Mapping[TextPlace, Texts],
    texts: Mapping[TextPlace, Texts],
    notes: Mapping[str, str],
    main: str,
) -> dict[str, str]:
    """The notes after a change; `notes` are those before it."""
    outdated: dict[str, str] = {}
    for place, words in texts.items():
        was = earlier.get(place, {})
        for language, text in words.items():
            if language == main or not text or was.get(language) != text:
                continue
            made_from = notes.get(place.key(language), was.get(main))
            if made_from and made_from != words.get(main):
                outdated[place.key(language)] = made_from
    return outdated


def still_fits(event: Event, place: TextPlace, language: str) -> Event:
    """The same without the note: somebody has looked at this translation."""
    return replace(event, outdated=without_note(event.outdated, place.key(language)))


def without_note(notes: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: words for name, words in notes.items() if name != key}
