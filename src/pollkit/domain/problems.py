"""What must be mended before questions can be asked, and which texts are not translated yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pollkit.domain.instruments import (
    CAN_BE_RIGHT,
    MOST_OPTIONS_ON_A_WALL,
    OF_CODES,
    OF_POSTS,
    OF_QUESTIONNAIRES,
    WITH_OPTIONS,
    WITH_POINTS,
    Instrument,
    Item,
    ItemKind,
)
from pollkit.domain.texts import Texts
from pollkit.i18n import _


class ItemPart(StrEnum):
    """Where in a question a problem lies, so that a form can lead there."""

    TEXT = "text"
    OPTIONS = "options"
    POINTS = "points"
    LEAST_CHOICES = "least_choices"
    MOST_CHOICES = "most_choices"
    ENDS = "ends"
    IMAGE = "image"
    LIMITS = "limits"
    RIGHT = "right"
    CONDITION = "condition"
    REPEATS = "repeats"


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
        say += [*_scale_problems(item), *_choice_problems(item), *_number_problems(item)]
        say += [*_picture_problems(item, main), *_right_problems(item)]
        if item.stays_open and any(other.stays_open for other in instrument.items[:place]):
            say.append((ItemPart.TEXT, _("Only one question can stay open beside the others.")))
        if names.count(item.name) > 1:
            say.append((ItemPart.TEXT, _("Two questions have the same name.")))
        say += _earlier_problems(item, {i.name: i for i in instrument.items[:place]})
        found += [Problem(item.name, message, part) for part, message in say]
    return tuple(found)


def missing_translations(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """(item name, language) of each text that one of the instrument's languages lacks."""
    return tuple(
        (item.name, language)
        for item in instrument.items
        for language in instrument.languages
        if any(not texts.get(language) for texts in shown_texts(item))
    )


def shown_texts(item: Item) -> tuple[Texts, ...]:
    """Every text of a question that an attendee reads; the question's own comes first."""
    optional = (item.low_label, item.high_label, item.bottom_label, item.top_label, item.unit)
    images = [image for image in (item.image, *(o.image for o in item.options)) if image]
    return (
        item.texts,
        *(option.texts for option in item.options),
        *(texts for texts in optional if texts),
        *(image.texts for image in images),
    )


_Found = Iterable[tuple[ItemPart, str]]


def _text_problems(item: Item, main: str) -> _Found:
    if item.kind in OF_QUESTIONNAIRES:
        yield ItemPart.TEXT, _("A room cannot be asked this; it belongs to a questionnaire.")
    if not item.texts.get(main, "").strip():
        yield ItemPart.TEXT, _("Write the question.")


def _option_problems(item: Item, main: str) -> _Found:
    if item.kind in WITH_OPTIONS:
        least = 1 if item.kind in (ItemKind.MATRIX, ItemKind.GRID) else 2
        if len(item.options) < least:
            message = _("Give at least two options to choose from.")
            if least == 1:
                message = _("Give at least one statement or thing to rate.")
            yield ItemPart.OPTIONS, message
    elif item.kind not in OF_POSTS:
        return
    if len(item.options) > MOST_OPTIONS_ON_A_WALL:
        yield ItemPart.OPTIONS, _("At most seven options can be read from the back row.")
    if any(not option.texts.get(main, "").strip() for option in item.options):
        yield ItemPart.OPTIONS, _("An option has no words yet.")
    if len(set(item.codes)) < len(item.codes):
        yield ItemPart.OPTIONS, _("Two options have the same code.")


def _scale_problems(item: Item) -> _Found:
    if item.kind in WITH_POINTS and not 2 <= item.points <= 11:
        yield ItemPart.POINTS, _("A scale has 2 to 11 points.")
    if item.kind is ItemKind.GRID:
        ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
        if not all(any(end.values()) for end in ends):
            yield ItemPart.ENDS, _("Name all four ends of the grid.")


def _choice_problems(item: Item) -> _Found:
    least, most = item.least_choices, item.most_choices
    if item.kind in (ItemKind.MULTIPLE, ItemKind.RANKING):
        if most is not None and not 1 <= most <= len(item.options):
            yield ItemPart.MOST_CHOICES, _("More choices are allowed than there are options.")
        if least is not None and not 1 <= least <= (most or len(item.options)):
            yield ItemPart.LEAST_CHOICES, _("More choices are asked for than are allowed.")
    elif most is not None and most < 1:
        yield ItemPart.MOST_CHOICES, _("Allow at least one.")


def _number_problems(item: Item) -> _Found:
    if item.kind is not ItemKind.NUMBER or item.smallest is None or item.largest is None:
        return
    if Decimal(item.smallest) >= Decimal(item.largest):
        yield ItemPart.LIMITS, _("The largest number must be above the smallest.")


def _picture_problems(item: Item, main: str) -> _Found:
    if item.kind is ItemKind.PIN and item.image is None:
        yield ItemPart.IMAGE, _("Choose the picture that people put a pin on.")
    pictures = [option.image for option in item.options if option.image is not None]
    if item.image is not None:
        pictures.append(item.image)
    if any(not picture.texts.get(main, "").strip() for picture in pictures):
        yield ItemPart.IMAGE, _("Say what the picture shows, for those who do not see it.")


def _right_problems(item: Item) -> _Found:
    if not item.right:
        if item.score:
            yield ItemPart.RIGHT, _("Mark the right answer, or keep no score.")
        return
    if item.kind not in CAN_BE_RIGHT:
        yield ItemPart.RIGHT, _("This kind of question has no right answer.")
    elif item.kind is not ItemKind.NUMBER and not set(item.right) <= set(item.codes):
        yield ItemPart.RIGHT, _("The right answer is none of the options.")
    elif item.kind is not ItemKind.MULTIPLE and len(item.right) > 1:
        yield ItemPart.RIGHT, _("Only one answer can be right.")
    if item.right_within is not None and Decimal(item.right_within) < 0:
        yield ItemPart.RIGHT, _("The margin around the right number cannot be below nought.")


def _earlier_problems(item: Item, earlier: dict[str, Item]) -> _Found:
    condition = item.asked_if
    if condition is not None:
        of = earlier.get(condition.item)
        if of is None:
            message = _("The question it follows up must come before it.")
            yield ItemPart.CONDITION, message
        elif (
            of.kind not in OF_CODES
            or not condition.any_of
            or not set(condition.any_of) <= set(of.codes)
        ):
            yield ItemPart.CONDITION, _("Choose which answers lead to this question.")
    if item.repeats is not None:
        first = earlier.get(item.repeats)
        if first is None:
            yield ItemPart.REPEATS, _("The question it repeats must come before it.")
        elif first.kind is not item.kind or first.codes != item.codes:
            message = _("It repeats a question with other options, so nobody can be compared.")
            yield ItemPart.REPEATS, message
