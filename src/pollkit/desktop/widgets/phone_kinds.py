"""What an attendee's phone shows of each kind of question, in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pollkit.desktop import theme
from pollkit.desktop.widgets.phone_pen import PhonePen
from pollkit.domain.instruments import (
    MOST_OPTIONS_ON_A_WALL,
    POINTS_IN_ALL,
    Image,
    Item,
    ItemKind,
)
from pollkit.domain.texts import Texts, in_language
from pollkit.i18n import _, ngettext


@dataclass(frozen=True)
class PhoneQuestion:
    """`pictures` are files by their hashes."""

    item: Item
    language: str
    pictures: Mapping[str, Path]

    def words(self, texts: Texts) -> str:
        return in_language(texts, self.language)

    def path(self, image: Image | None) -> Path | None:
        return None if image is None else self.pictures.get(image.sha256)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.words(option.texts) or "…" for option in self.item.options)


def draw_question(pen: PhonePen, asked: PhoneQuestion) -> None:
    item = asked.item
    pen.write(asked.words(item.texts) or "…", 20, "ink", bold=True)
    pen.write(asked.words(item.hint), theme.SMALL, "muted")
    if hint := hint_of(item):
        pen.write(hint, theme.SMALL, "muted")
    _DRAWN[item.kind](pen, asked)
    if item.kind in _WITHOUT_ANSWER:
        return
    if item.asks_sureness:
        _draw_sureness(pen)
    is_one_tap = item.kind in (ItemKind.SINGLE, ItemKind.SCALE) and not item.asks_sureness
    if not is_one_tap:
        pen.draw_send(_SENDS.get(item.kind, lambda: _("Send"))())


def hint_of(item: Item) -> str:
    """In the words of the phone's own page."""
    if item.kind is ItemKind.MULTIPLE:
        return _choices_hint(item)
    if item.kind is ItemKind.RANKING:
        return _ranking_hint(item)
    if item.kind is ItemKind.NUMBER:
        return _number_hint(item)
    most = item.most_words
    return {
        ItemKind.MATRIX: _("You may leave statements out."),
        ItemKind.POINTS: _("Share out {n} points.").format(n=POINTS_IN_ALL),
        ItemKind.GRID: _("Choose one, then tap where it belongs. The arrow keys move it."),
        ItemKind.PIN: _("Tap the spot in the picture. The arrow keys move the pin."),
        ItemKind.WORDS: ngettext(
            "One word or short phrase", "Up to {n} words or short phrases", most
        ).format(n=most),
    }.get(item.kind, "")


def _choices_hint(item: Item) -> str:
    least, most = item.least_choices or 1, item.most_choices or len(item.options)
    has_most = most < len(item.options)
    if has_most and least == most > 1:
        return ngettext("Choose {n} answer", "Choose {n} answers", most).format(n=most)
    if has_most and least > 1:
        return _("Choose {least} to {most} answers").format(least=least, most=most)
    if has_most:
        return ngettext("Choose one answer", "Choose up to {n} answers", most).format(n=most)
    if least > 1:
        words = ngettext("Choose at least {n} answer", "Choose at least {n} answers", least)
        return words.format(n=least)
    return _("Choose all that apply")


def _ranking_hint(item: Item) -> str:
    most = item.most_choices or len(item.options)
    if most < len(item.options):
        words = ngettext("Choose your first.", "Choose your first {n}, the best one first.", most)
        return words.format(n=most)
    return _("Put them in order, the best one first.")


def _number_hint(item: Item) -> str:
    low, high = item.smallest, item.largest
    if low is not None and high is not None:
        return _("From {low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("{n} or more").format(n=low)
    return "" if high is None else _("{n} or less").format(n=high)


def _draw_options(pen: PhonePen, asked: PhoneQuestion) -> None:
    is_round = asked.item.kind is ItemKind.SINGLE
    has_marks = len(asked.labels) <= MOST_OPTIONS_ON_A_WALL
    for place, words in enumerate(asked.labels[:_MOST_DRAWN]):
        picture = asked.path(asked.item.options[place].image)
        pen.draw_option(place if has_marks else None, words, is_round, picture)
    if len(asked.labels) > _MOST_DRAWN:
        pen.write("…", theme.LEAD, "muted", is_centred=True)


def _draw_scale(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_points(asked.item.scale_points)
    _write_ends(pen, asked)


def _draw_matrix(pen: PhonePen, asked: PhoneQuestion) -> None:
    for place, words in enumerate(asked.labels):
        pen.write_named(place, words)
        pen.draw_points(asked.item.scale_points, height=40.0)
        _write_ends(pen, asked)


def _write_ends(pen: PhonePen, asked: PhoneQuestion) -> None:
    item, points = asked.item, asked.item.scale_points
    low, high = asked.words(item.low_label), asked.words(item.high_label)
    if low:
        pen.write(f"{points[0]} · {low}", theme.SMALL, "muted")
    if high:
        pen.write(f"{points[-1]} · {high}", theme.SMALL, "muted", at_end=True)


def _draw_ranking(pen: PhonePen, asked: PhoneQuestion) -> None:
    for place, words in enumerate(asked.labels):
        pen.draw_ranked(place, words)


def _draw_points(pen: PhonePen, asked: PhoneQuestion) -> None:
    for place, words in enumerate(asked.labels):
        pen.draw_share(place, words)


def _draw_grid(pen: PhonePen, asked: PhoneQuestion) -> None:
    item = asked.item
    for place, words in enumerate(asked.labels):
        pen.draw_chip(place, words)
    ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
    pen.draw_square(*(asked.words(end) or "…" for end in ends))


def _draw_pin(pen: PhonePen, asked: PhoneQuestion) -> None:
    image = asked.item.image
    if image is None:
        pen.draw_picture(None, 4, 3, _("The picture"))
    else:
        pen.draw_picture(asked.path(image), image.width, image.height, asked.words(image.texts))


def _draw_number(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_field(0.5, asked.words(asked.item.unit))


def _draw_words(pen: PhonePen, asked: PhoneQuestion) -> None:
    for _place in range(asked.item.most_words):
        pen.draw_field()


def _draw_text(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_box(96)
    longest = asked.item.longest_text
    words = ngettext("At most {n} character", "At most {n} characters", longest)
    pen.write(words.format(n=longest), theme.SMALL, "muted")


def _draw_posts(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_box(72)
    longest = asked.item.longest_text
    words = ngettext("At most {n} character", "At most {n} characters", longest).format(n=longest)
    if asked.item.holds_texts:
        held = _("The facilitator reads it before the others see it.")
        words = f"{words} · {held}"
    pen.write(words, theme.SMALL, "muted")
    if asked.labels:
        pen.write(_("What is it about?"), theme.BODY, "ink")
        for place, label in enumerate(asked.labels):
            pen.write_named(place, label)


def _draw_sureness(pen: PhonePen) -> None:
    pen.write(_("How sure are you?"), theme.BODY, "ink", bold=True)
    for words in (_("I guessed"), _("Not very sure"), _("Fairly sure"), _("Certain")):
        pen.draw_option(None, words, is_round=True)


def _draw_day(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_field(0.75)


def _draw_moment(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.draw_field(0.75)
    pen.draw_field(0.5)


def _draw_nothing(pen: PhonePen, asked: PhoneQuestion) -> None:
    pass


def _draw_not_gathered(pen: PhonePen, asked: PhoneQuestion) -> None:
    pen.write(_("Not gathered on this computer"), theme.SMALL, "muted")


_SENDS: Mapping[ItemKind, Callable[[], str]] = {
    ItemKind.QUESTIONS: lambda: _("Send this question"),
    ItemKind.IDEAS: lambda: _("Give this idea"),
}

_DRAWN: Mapping[ItemKind, Callable[[PhonePen, PhoneQuestion], None]] = {
    ItemKind.SINGLE: _draw_options,
    ItemKind.MULTIPLE: _draw_options,
    ItemKind.SCALE: _draw_scale,
    ItemKind.MATRIX: _draw_matrix,
    ItemKind.RANKING: _draw_ranking,
    ItemKind.POINTS: _draw_points,
    ItemKind.GRID: _draw_grid,
    ItemKind.PIN: _draw_pin,
    ItemKind.NUMBER: _draw_number,
    ItemKind.WORDS: _draw_words,
    ItemKind.TEXT: _draw_text,
    ItemKind.QUESTIONS: _draw_posts,
    ItemKind.IDEAS: _draw_posts,
    ItemKind.DATE: _draw_day,
    ItemKind.TIME: _draw_number,
    ItemKind.MOMENT: _draw_moment,
    ItemKind.NOTE: _draw_nothing,
    ItemKind.HIDDEN: _draw_nothing,
    ItemKind.OTHER: _draw_not_gathered,
}
_WITHOUT_ANSWER = frozenset({ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER})
# Long lists are searched, not scrolled through.
_MOST_DRAWN = 12
