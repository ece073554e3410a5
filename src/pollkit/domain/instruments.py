"""An instrument: items with texts by language, options and the condition under which each is asked.

A live question and a questionnaire item are the same thing: an event plays an instrument at the
facilitator's pace, a wave at the respondent's.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from pollkit.domain.texts import Texts, in_language
from pollkit.errors import NotFound
from pollkit.i18n import _

# As many as a wall can show and a letter can name (A to G).
MOST_OPTIONS_ON_A_WALL = 7


class ItemKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    SCALE = "scale"


@dataclass(frozen=True)
class Option:
    code: str
    texts: Texts


@dataclass(frozen=True)
class Condition:
    """Asked only of those who gave one of these options to an earlier item.

    In XLSForm: `selected(${item}, 'a') or selected(${item}, 'b')`.
    """

    item: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One question. A scale's points are the options "1" .. `str(points)`; its ends have labels."""

    name: str
    kind: ItemKind
    texts: Texts
    options: tuple[Option, ...] = ()
    points: int = 5
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    most_choices: int | None = None
    longest_text: int = 280
    asked_if: Condition | None = None

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """What can be chosen, in order; empty for open text."""
        if self.kind is ItemKind.SCALE:
            return tuple(str(point) for point in range(1, self.points + 1))
        return tuple(option.code for option in self.options)

    def label(self, code: str, language: str) -> str:
        """The words of one option; a scale's point is its number, with the label at the ends."""
        if self.kind is ItemKind.SCALE:
            end = {"1": self.low_label, str(self.points): self.high_label}.get(code, {})
            words = in_language(end, language)
            return f"{code} · {words}" if words else code
        for option in self.options:
            if option.code == code:
                return in_language(option.texts, language)
        raise NotFound(_("This question has no option “{code}”.").format(code=code))


@dataclass(frozen=True)
class Instrument:
    """Immutable; a change makes another version. `languages[0]` is the one it was written in."""

    title: Texts
    languages: tuple[str, ...]
    items: tuple[Item, ...]

    def item(self, name: str) -> Item:
        for item in self.items:
            if item.name == name:
                return item
        raise NotFound(_("There is no question “{name}” here.").format(name=name))

    def canonical_json(self) -> str:
        """The same text for the same content: keys sorted, no blanks (after RFC 8785)."""
        return json.dumps(
            dataclasses.asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )

    @property
    def version_id(self) -> str:
        """SHA-256 of the canonical form, 64 hex digits: self-verifying and the same everywhere."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


class ItemPart(StrEnum):
    """Where in a question a problem lies, so that a form can lead there."""

    TEXT = "text"
    OPTIONS = "options"
    POINTS = "points"
    MOST_CHOICES = "most_choices"
    CONDITION = "condition"


@dataclass(frozen=True)
class Problem:
    """Why an instrument cannot be asked yet: `item` is None where the whole is meant."""

    item: str | None
    message: str
    part: ItemPart = ItemPart.TEXT


def problems(instrument: Instrument) -> tuple[Problem, ...]:
    """Everything that must be mended before a room can be asked, in the order of the items."""
    found: list[Problem] = []
    if not instrument.items:
        found.append(Problem(None, _("Add at least one question.")))
    names = [item.name for item in instrument.items]
    main = instrument.languages[0]
    for place, item in enumerate(instrument.items):
        say = [*_text_problems(item, main), *_option_problems(item, main)]
        if names.count(item.name) > 1:
            say.append((ItemPart.TEXT, _("Two questions have the same name.")))
        if item.asked_if is not None:
            say += _condition_problems(instrument, item.asked_if, place)
        found += [Problem(item.name, message, part) for part, message in say]
    return tuple(found)


def missing_translations(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """(item name, language) of each text that one of the instrument's languages lacks."""
    gaps = []
    for item in instrument.items:
        shown = [item.texts, *(option.texts for option in item.options)]
        shown += [label for label in (item.low_label, item.high_label) if label]
        for language in instrument.languages:
            if any(not texts.get(language) for texts in shown):
                gaps.append((item.name, language))
    return tuple(gaps)


_Found = list[tuple[ItemPart, str]]


def _text_problems(item: Item, main: str) -> _Found:
    if item.texts.get(main, "").strip():
        return []
    return [(ItemPart.TEXT, _("Write the question."))]


def _option_problems(item: Item, main: str) -> _Found:
    if item.kind is ItemKind.SCALE:
        fits = 2 <= item.points <= 11
        return [] if fits else [(ItemPart.POINTS, _("A scale has 2 to 11 points."))]
    if item.kind is ItemKind.TEXT:
        return []
    say = []
    if len(item.options) < 2:
        say.append(_("Give at least two options to choose from."))
    if len(item.options) > MOST_OPTIONS_ON_A_WALL:
        say.append(_("At most seven options can be read from the back row."))
    if any(not option.texts.get(main, "").strip() for option in item.options):
        say.append(_("An option has no words yet."))
    if len(set(item.codes)) < len(item.codes):
        say.append(_("Two options have the same code."))
    found = [(ItemPart.OPTIONS, message) for message in say]
    if item.most_choices is not None and not 1 <= item.most_choices <= len(item.options):
        too_many = _("More choices are allowed than there are options.")
        found.append((ItemPart.MOST_CHOICES, too_many))
    return found


def _condition_problems(instrument: Instrument, condition: Condition, place: int) -> _Found:
    earlier = {item.name: item for item in instrument.items[:place]}
    if condition.item not in earlier:
        return [(ItemPart.CONDITION, _("The question it follows up must come before it."))]
    if not condition.any_of or not set(condition.any_of) <= set(earlier[condition.item].codes):
        return [(ItemPart.CONDITION, _("Choose which answers lead to this question."))]
    return []
