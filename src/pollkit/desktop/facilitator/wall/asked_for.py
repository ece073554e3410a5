"""What the phones are asked to do, in one short sentence for each kind of question."""

from __future__ import annotations

from collections.abc import Callable

from pollkit.charts import numerals
from pollkit.domain.instruments import POINTS_IN_ALL, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language, ngettext


def how_to_answer(item: Item) -> str:
    words = _SENTENCES.get(item.kind, _write)(item)
    if not item.asks_sureness:
        return words
    sure = _("Say how sure you are")
    return f"{words} · {sure}"


def _write(_item: Item) -> str:
    return _("Write your answer.")


def _choose_one(_item: Item) -> str:
    return ngettext("Choose one answer", "Choose up to {n} answers", 1).format(n=1)


def _choose_several(item: Item) -> str:
    least, most = item.least_choices or 1, item.most_choices
    if least > 1 and most == least:
        return ngettext("Choose {n} answer", "Choose {n} answers", most).format(n=most)
    if least > 1 and most is not None:
        return _("Choose {least} to {most} answers").format(least=least, most=most)
    if least > 1:
        return ngettext("Choose at least {n} answer", "Choose at least {n} answers", least).format(
            n=least
        )
    if most is None:
        return _("Choose all that apply")
    return ngettext("Choose one answer", "Choose up to {n} answers", most).format(n=most)


def _rate_each(_item: Item) -> str:
    return " · ".join((_("Rate each statement"), _("You may skip any")))


def _rank(item: Item) -> str:
    most = item.most_choices
    if most is None or most >= len(item.codes):
        return _("Put them in order, the best first")
    return ngettext(
        "Choose the best one", "Choose the best {n}, in order, the best first", most
    ).format(n=most)


def _share_out(_item: Item) -> str:
    return _("Share out {n} points").format(n=POINTS_IN_ALL)


def _place_each(_item: Item) -> str:
    return _("Place each one between the four ends")


def _pin(_item: Item) -> str:
    return _("Tap one place on the picture")


def _type_number(item: Item) -> str:
    least, most, unit = item.smallest, item.largest, in_language(item.unit, current_language())
    if least is not None and most is not None:
        words = _("Type a number from {least} to {most}").format(
            least=_decimal(least), most=_decimal(most)
        )
    else:
        words = _("Type a number")
    return f"{words} ({unit})" if unit else words


def _send_words(item: Item) -> str:
    return ngettext(
        "Send one word or short phrase", "Send up to {n} words or short phrases", item.most_words
    ).format(n=item.most_words)


def _ask(_item: Item) -> str:
    return _("Ask your question, or support those of others")


def _gather(_item: Item) -> str:
    return _("Write down an idea")


def _decimal(number: str) -> str:
    return numerals.short_decimal(float(number), current_language())


_SENTENCES: dict[ItemKind, Callable[[Item], str]] = {
    ItemKind.SINGLE: _choose_one,
    ItemKind.SCALE: _choose_one,
    ItemKind.MULTIPLE: _choose_several,
    ItemKind.MATRIX: _rate_each,
    ItemKind.RANKING: _rank,
    ItemKind.POINTS: _share_out,
    ItemKind.GRID: _place_each,
    ItemKind.PIN: _pin,
    ItemKind.NUMBER: _type_number,
    ItemKind.WORDS: _send_words,
    ItemKind.QUESTIONS: _ask,
    ItemKind.IDEAS: _gather,
}
