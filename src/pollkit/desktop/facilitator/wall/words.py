"""The wall's own words, in the language of the event and not in that of the program."""

from __future__ import annotations

from pollkit.charts import numerals, wording
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.analysis.splits import Group
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import HeadCount, Scene, WallPicture
from pollkit.i18n import _, ngettext, speaking


def language_of(event: Event) -> str:
    """What the wall speaks: the language that the event was written in."""
    return event.languages[0]


def title(event: Event) -> str:
    return event.title_in(language_of(event))


def stem(item: Item, event: Event) -> str:
    return wording.question_words(item, event, language_of(event))


def option_label(item: Item, code: str, event: Event) -> str:
    return wording.option_words(item, code, language_of(event))


def answered_so_far(heads: HeadCount, event: Event) -> str:
    return _base(heads.answered, max(heads.asked, heads.answered), event)


def base_in_words(result: Tally, event: Event) -> str:
    """Out of how many the shares are; for a scale the average with it."""
    base = _base(result.answered, result.asked, event)
    if result.mean is None:
        return base
    mean = _("average {mean}").format(mean=numerals.one_decimal(result.mean, language_of(event)))
    return f"{base} · {mean}"


def bar_number(option: OptionCount, result: Tally, event: Event) -> str:
    """The count, with its share where the base is large enough for one."""
    return wording.count_words(option, result, language_of(event))


def joined_so_far(heads: HeadCount, event: Event) -> str:
    number = numerals.number(heads.joined, language_of(event))
    return ngettext("{n} joined", "{n} joined", heads.joined).format(n=number)


def group_label(group: Group, by: Item, event: Event) -> str:
    return wording.group_words(group, by, language_of(event))


def how_to_answer(item: Item) -> str:
    most = item.most_choices
    if item.kind is ItemKind.TEXT:
        return _("Write your answer.")
    if item.kind is ItemKind.MULTIPLE and most is None:
        return _("Choose all that apply")
    # One for a single choice and for a scale.
    most = most if item.kind is ItemKind.MULTIPLE and most is not None else 1
    return ngettext("Choose one answer", "Choose up to {n} answers", most).format(n=most)


def state_of(item: Item, state: QuestionState | None) -> str:
    """What the room is doing with the question; "" where the count says enough."""
    match state:
        case QuestionState.OPEN:
            return how_to_answer(item)
        case QuestionState.READING:
            return _("Answers are taken in a moment.")
        case QuestionState.CLOSED:
            return _("Closed.")
        case _:
            return ""


def describe(picture: WallPicture, event: Event) -> str:
    """The wall in words, for those who hear it read out."""
    with speaking(language_of(event)):
        return "\n".join(line for line in _lines(picture, event) if line)


def result_lines(item: Item, result: Tally, event: Event) -> list[str]:
    """A chart in words: each option with its count, and the base."""
    with speaking(language_of(event)):
        return _counts(item, result, event)


def _lines(picture: WallPicture, event: Event) -> list[str]:
    if picture.scene is Scene.BLANK:
        return [_("The wall is dark.")]
    if picture.scene is Scene.END:
        return [_("Thank you for taking part."), title(event)]
    way_in = [address.spoken for address in picture.addresses[:1]]
    if picture.scene is Scene.JOIN or picture.item is None:
        return [title(event), _("Scan the code, or type the address"), *way_in]
    if picture.state is QuestionState.WAITING:
        return [title(event), _("The next question comes in a moment."), *way_in]
    lines = [stem(picture.item, event)]
    if picture.result is not None:
        return lines + _counts(picture.item, picture.result, event)
    if picture.state is not QuestionState.READING:
        lines += [option_label(picture.item, code, event) for code in picture.item.codes]
        lines.append(answered_so_far(picture.heads, event))
    return [*lines, state_of(picture.item, picture.state)]


def _counts(item: Item, result: Tally, event: Event) -> list[str]:
    lines = [
        f"{option_label(item, option.code, event)}: {bar_number(option, result, event)}"
        for option in result.options
    ]
    return [*lines, *result.texts, base_in_words(result, event)]


def _base(answered: int, asked: int, event: Event) -> str:
    return wording.base_words(Tally("", ItemKind.TEXT, asked, answered), language_of(event))
