"""The wall's own words, in the language of the event and not in that of the program."""

from __future__ import annotations

from collections.abc import Callable

from pollkit.charts import numerals, wording
from pollkit.desktop.facilitator.wall.asked_for import how_to_answer
from pollkit.desktop.facilitator.wall.board_words import board_lines
from pollkit.desktop.facilitator.wall.figures import end_words, result_tables, split_tables
from pollkit.domain.analysis.counts import OptionCount, Tally
from pollkit.domain.analysis.splits import Group, Split, can_be_split
from pollkit.domain.ballots import Channel
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.domain.texts import in_language
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
    words = [_base(heads.answered, max(heads.asked, heads.answered), event), ways_in(heads, event)]
    return " · ".join(part for part in words if part)


def ways_in(heads: HeadCount, event: Event) -> str:
    """By which ways the answers came in, in few words; "" where there was one only."""
    if len(heads.channels) < 2:
        return ""
    counts = [
        (channel, heads.channels[channel]) for channel in Channel if channel in heads.channels
    ]
    return ", ".join(
        _way_in(channel, n).format(n=numerals.number(n, language_of(event)))
        for channel, n in counts
    )


def _way_in(channel: Channel, n: int) -> str:
    return {
        Channel.PHONE: ngettext("{n} phone", "{n} phones", n),
        Channel.SHARED: _("{n} on a shared phone"),
        Channel.KIOSK: _("{n} at the laptop"),
        Channel.HANDS: ngettext("{n} hand", "{n} hands", n),
        Channel.CARD: ngettext("{n} card", "{n} cards", n),
    }[channel]


def finished_so_far(heads: HeadCount, event: Event) -> str:
    """Of those who answer at their own pace, how many have answered all."""
    language = language_of(event)
    return ngettext(
        "{done} of {all} has finished", "{done} of {all} have finished", heads.answered
    ).format(
        done=numerals.number(heads.answered, language), all=numerals.number(heads.asked, language)
    )


def base_in_words(result: Tally, event: Event, heads: HeadCount | None = None) -> str:
    """Out of how many the shares are, the figures that no bar shows, and the ways in."""
    words = [
        _base(result.answered, result.asked, event),
        *_SAID_OF.get(result.kind, _no_more)(result, language_of(event)),
    ]
    if result.right is not None and result.answered:
        words.append(_right(result, language_of(event)))
    if heads is not None and (ways := ways_in(heads, event)):
        words.append(ways)
    return " · ".join(words)


def bar_number(option: OptionCount, result: Tally, event: Event) -> str:
    """The count, with its share where the base is large enough for one."""
    return wording.count_words(option, result, language_of(event))


def joined_so_far(heads: HeadCount, event: Event) -> str:
    number = numerals.number(heads.joined, language_of(event))
    return ngettext("{n} joined", "{n} joined", heads.joined).format(n=number)


def two_counts(heads: HeadCount, event: Event) -> tuple[str, str]:
    """Who has opened the page, and whose phone is connected now."""
    scanned = numerals.number(heads.joined, language_of(event))
    connected = numerals.number(heads.connected, language_of(event))
    return (
        ngettext("{n} scanned", "{n} scanned", heads.joined).format(n=scanned),
        ngettext("{n} connected", "{n} connected", heads.connected).format(n=connected),
    )


def group_label(group: Group, by: Item, event: Event) -> str:
    return wording.group_words(group, by, language_of(event))


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


def state_in(
    item: Item, state: QuestionState | None, languages: tuple[str, ...]
) -> tuple[str, ...]:
    """The same in each of the wall's languages, each a clause that may be left out; the first may
    not."""
    said = []
    for language in languages:
        with speaking(language):
            said.append(state_of(item, state))
    return tuple(dict.fromkeys(part for words in said for part in words.split(" · ") if part))


def describe(picture: WallPicture, event: Event) -> str:
    """The wall in words, for those who hear it read out."""
    with speaking(language_of(event)):
        return "\n".join(line for line in _lines(picture, event) if line)


def result_lines(item: Item, result: Tally, event: Event) -> list[str]:
    """A chart in words: each row of its table, and the base."""
    with speaking(language_of(event)):
        return _counts(item, result, event)


def group_lines(item: Item, split: Split, event: Event) -> list[str]:
    """The figures of each group under its name."""
    with speaking(language_of(event)):
        return _groups(item, split, event)


def _lines(picture: WallPicture, event: Event) -> list[str]:
    if picture.scene is Scene.BLANK:
        return [_("The wall is dark.")]
    if picture.scene is Scene.END:
        return [_("Thank you for taking part."), title(event)]
    way_in = [address.spoken for address in picture.addresses[:1]]
    if picture.scene is Scene.SCORES:
        from pollkit.desktop.facilitator.wall.score_rows import score_lines

        return [_("The best so far"), *score_lines(picture.scores, event)]
    if picture.scene is Scene.PROGRESS:
        said = _("Answer the questions on your phone, at your own pace.")
        return [said, finished_so_far(picture.heads, event), *way_in]
    if picture.scene is Scene.JOIN or picture.item is None:
        return [title(event), _("Scan the code, or type the address"), *way_in]
    if picture.state is QuestionState.WAITING:
        return [title(event), _("The next question comes in a moment."), *way_in]
    lines = [stem(picture.item, event)]
    if picture.board is not None:
        return lines + board_lines(picture.item, picture.board, language_of(event))
    if picture.result is not None:
        lines += _counts(picture.item, picture.result, event, picture.heads)
        return (
            lines if picture.split is None else lines + _groups(picture.item, picture.split, event)
        )
    if picture.state is not QuestionState.READING:
        lines += _asked(picture.item, event)
        lines.append(answered_so_far(picture.heads, event))
    return [*lines, state_of(picture.item, picture.state)]


def _asked(item: Item, event: Event) -> list[str]:
    """What is chosen from, placed or looked at."""
    language = language_of(event)
    shown = [option_label(item, code, event) for code in item.codes]
    if item.kind is ItemKind.MATRIX:
        shown += [item.point_label(point, language) for point in item.scale_points]
    if item.kind is ItemKind.GRID:
        shown += end_words(item, language)
    if item.image is not None:
        shown.append(wording.plain(in_language(item.image.texts, language)))
    return shown


def _groups(item: Item, split: Split, event: Event) -> list[str]:
    if not can_be_split(item):
        return []
    tables = split_tables(item, split, event, language_of(event))
    return [line for table in tables for line in (table.heads[0], *table.lines)]


def _counts(item: Item, result: Tally, event: Event, heads: HeadCount | None = None) -> list[str]:
    tables = result_tables(item, result, language_of(event))
    base = base_in_words(result, event, heads)
    return [*(line for table in tables for line in table.lines), base]


def _base(answered: int, asked: int, event: Event) -> str:
    return wording.base_words(Tally("", ItemKind.TEXT, asked, answered), language_of(event))


def _no_more(_result: Tally, _language: str) -> list[str]:
    return []


def _mean(result: Tally, language: str) -> list[str]:
    if result.mean is None:
        return []
    return [_("average {mean}").format(mean=numerals.one_decimal(result.mean, language))]


def _mean_number(result: Tally, language: str) -> list[str]:
    if result.numbers is None:
        return []
    mean = numerals.one_decimal(result.numbers.mean, language)
    words = [_("average {mean}").format(mean=mean)]
    if result.numbers.closest:
        closest = [numerals.short_decimal(number, language) for number in result.numbers.closest]
        said = numerals.listed(closest, language, "standard")
        words.append(_("closest: {number}").format(number=said))
    return words


def _pins(result: Tally, language: str) -> list[str]:
    count = len(result.pins)
    return [ngettext("{n} pin", "{n} pins", count).format(n=numerals.number(count, language))]


def _words(result: Tally, language: str) -> list[str]:
    count = len(result.words)
    if count == 0:  # nobody has written, or nothing is released
        return []
    return [
        ngettext("{n} different word", "{n} different words", count).format(
            n=numerals.number(count, language)
        )
    ]


def _right(result: Tally, language: str) -> str:
    right = result.right or 0
    words = ngettext("{n} right", "{n} right", right).format(n=numerals.number(right, language))
    if not result.shows_percent:
        return words
    return f"{words} ({numerals.percent(right, result.answered, language)})"


_SAID_OF: dict[ItemKind, Callable[[Tally, str], list[str]]] = {
    ItemKind.SCALE: _mean,
    ItemKind.NUMBER: _mean_number,
    ItemKind.PIN: _pins,
    ItemKind.WORDS: _words,
}
