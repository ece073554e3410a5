"""The wall's own words, in the language of the event and not in that of the program."""

from __future__ import annotations

from pollkit.domain.analysis.counts import OptionCount, Tally, whole_percents
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.domain.texts import in_language
from pollkit.domain.views import HeadCount, Scene, WallPicture
from pollkit.i18n import _, ngettext, speaking


def stem(item: Item, event: Event) -> str:
    return in_language(item.texts, event.languages[0])


def option_label(item: Item, code: str, event: Event) -> str:
    return item.label(code, event.languages[0])


def answered_so_far(heads: HeadCount) -> str:
    return _base(heads.answered, max(heads.asked, heads.answered))


def base_in_words(result: Tally) -> str:
    """Out of how many the shares are; for a scale the mean with it."""
    base = _base(result.answered, result.asked)
    if result.mean is None:
        return base
    return _("{base} · mean {mean}").format(base=base, mean=f"{result.mean:.1f}")


def bar_number(option: OptionCount, result: Tally) -> str:
    """The count, with its share where the base is large enough for one."""
    if not result.shows_percent:
        return str(option.count)
    (percent,) = whole_percents((option.count,), result.answered)
    return _("{count} · {percent}%").format(count=option.count, percent=percent)


def joined_so_far(heads: HeadCount) -> str:
    return ngettext("{n} joined", "{n} joined", heads.joined).format(n=heads.joined)


def group_label(by: Item, codes: tuple[str, ...], event: Event) -> str:
    return " + ".join(option_label(by, code, event) for code in codes)


def how_to_answer(item: Item) -> str:
    match item.kind:
        case ItemKind.TEXT:
            return _("Write your answer.")
        case ItemKind.MULTIPLE if item.most_choices is not None:
            return ngettext("Choose one.", "Choose up to {n}.", item.most_choices).format(
                n=item.most_choices
            )
        case ItemKind.MULTIPLE:
            return _("Choose all that apply.")
        case _:
            return _("Choose one.")


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
    with speaking(event.languages[0]):
        return "\n".join(line for line in _lines(picture, event) if line)


def result_lines(item: Item, result: Tally, event: Event) -> list[str]:
    """A chart in words: each option with its count, and the base."""
    with speaking(event.languages[0]):
        return _counts(item, result, event)


def _lines(picture: WallPicture, event: Event) -> list[str]:
    if picture.scene is Scene.BLANK:
        return [_("The wall is dark.")]
    if picture.scene is Scene.END:
        return [_("Thank you for taking part."), event.title]
    way_in = [address.spoken for address in picture.addresses[:1]]
    if picture.scene is Scene.JOIN or picture.item is None:
        return [event.title, _("Scan the code, or type the address"), *way_in]
    if picture.state is QuestionState.WAITING:
        return [event.title, _("The next question comes in a moment."), *way_in]
    lines = [stem(picture.item, event)]
    if picture.result is not None:
        return lines + _counts(picture.item, picture.result, event)
    if picture.state is not QuestionState.READING:
        lines += [option_label(picture.item, code, event) for code in picture.item.codes]
        lines.append(answered_so_far(picture.heads))
    return [*lines, state_of(picture.item, picture.state)]


def _counts(item: Item, result: Tally, event: Event) -> list[str]:
    lines = [
        f"{option_label(item, option.code, event)}: {bar_number(option, result)}"
        for option in result.options
    ]
    return [*lines, *result.texts, base_in_words(result)]


def _base(answered: int, asked: int) -> str:
    return ngettext(
        "{answered} of {asked} answered", "{answered} of {asked} answered", asked
    ).format(answered=answered, asked=asked)
