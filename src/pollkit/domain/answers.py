"""What a phone or a form sent, checked against its question; and a choice as it would be sent.

An answer travels as a list of words: codes or texts as they are, values as "part=value".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import OF_CODES, POINTS_IN_ALL, SURENESS, Item, ItemKind
from pollkit.domain.texts import clean_text, on_one_line
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _, ngettext

# A picture's width and height, and a grid's, in the steps in which a spot is told.
PIN_STEPS = 1000
GRID_STEPS = 100

_SURE_SENT = f"{SURE}="
# Longer numbers are typing errors, and would not fit on a wall.
_LONGEST_NUMBER = 15
_PERHAPS_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def read_choice(item: Item, given: Sequence[str]) -> Choice:
    """What a phone or a form sent, checked against the question.

    Raises:
        AnswerNotAccepted: empty, unknown, too few or too many, or out of bounds.
    """
    if item.asks_sureness:
        return _read_with_sureness(item, given)
    return _READERS[item.kind](item, given)


def as_sent(item: Item, choice: Choice) -> list[str]:
    """The words that `read_choice` would make this choice of."""
    if item.kind is ItemKind.RANKING:
        words = [f"{code}={place}" for place, code in enumerate(choice.codes, start=1)]
    elif item.kind is ItemKind.WORDS:
        words = (choice.text or "").split("\n")
    elif item.kind is ItemKind.NUMBER:
        words = [value for part, value in choice.values if part != SURE]
    elif choice.text is not None:
        words = [choice.text]
    else:
        words = [*choice.codes, *(f"{part}={v}" for part, v in choice.values if part != SURE)]
    sure = choice.value(SURE)
    return words if sure is None else [*words, _SURE_SENT + sure]


def _read_with_sureness(item: Item, given: Sequence[str]) -> Choice:
    sure = [word.removeprefix(_SURE_SENT) for word in given if word.startswith(_SURE_SENT)]
    answer = [word for word in given if not word.startswith(_SURE_SENT)]
    choice = _READERS[item.kind](item, answer)
    if not sure:
        return choice
    if len(sure) > 1 or sure[0] not in SURENESS:
        raise _does_not_belong()
    return Choice(choice.codes, choice.text, (*choice.values, (SURE, sure[0])))


def _read_codes(item: Item, given: Sequence[str]) -> Choice:
    chosen = set(given)
    if not chosen:
        raise _nothing_chosen()
    if not chosen <= set(item.codes):
        raise _does_not_belong()
    is_multiple = item.kind is ItemKind.MULTIPLE
    _check_count(
        len(chosen),
        least=(item.least_choices or 1) if is_multiple else 1,
        most=(item.most_choices or len(item.codes)) if is_multiple else 1,
    )
    return Choice(codes=tuple(code for code in item.codes if code in chosen))


def _read_ranking(item: Item, given: Sequence[str]) -> Choice:
    places = {code: _whole(place) for code, place in _parts(given).items()}
    if not places:
        raise AnswerNotAccepted(_("Please put at least one option in order first."))
    if not places.keys() <= set(item.codes):
        raise _does_not_belong()
    most = item.most_choices or len(item.codes)
    _check_count(len(places), least=item.least_choices or 1, most=most)
    if sorted(places.values()) != list(range(1, len(places) + 1)):
        raise AnswerNotAccepted(_("Please give each place once, beginning with 1."))
    return Choice(codes=tuple(sorted(places, key=places.__getitem__)))


def _read_matrix(item: Item, given: Sequence[str]) -> Choice:
    rated = _parts(given)
    if not rated:
        raise _nothing_chosen()
    if not rated.keys() <= set(item.codes) or not set(rated.values()) <= set(item.scale_points):
        raise _does_not_belong()
    return Choice(values=_in_order(item.codes, rated))


def _read_points(item: Item, given: Sequence[str]) -> Choice:
    shares = {code: _whole(share) for code, share in _parts(given).items()}
    if not shares.keys() <= set(item.codes):
        raise _does_not_belong()
    if sum(shares.values()) != POINTS_IN_ALL or min(shares.values()) < 0:
        message = _("Please share out exactly {n} points. You have given {given}.")
        raise AnswerNotAccepted(message.format(n=POINTS_IN_ALL, given=sum(shares.values())))
    kept = {code: str(share) for code, share in shares.items() if share}
    return Choice(values=_in_order(item.codes, kept))


def _read_grid(item: Item, given: Sequence[str]) -> Choice:
    sent = _parts(given)
    if not sent:
        raise AnswerNotAccepted(_("Please place at least one of them first."))
    axes = [f"{code}.{axis}" for code in item.codes for axis in "xy"]
    for code in item.codes:
        if (f"{code}.x" in sent) != (f"{code}.y" in sent):
            raise _does_not_belong()
    return Choice(values=_spot(sent, axes, GRID_STEPS))


def _read_pin(item: Item, given: Sequence[str]) -> Choice:
    sent = _parts(given)
    if not sent:
        raise AnswerNotAccepted(_("Please put your pin on the picture first."))
    if sent.keys() != {"x", "y"}:
        raise _does_not_belong()
    return Choice(values=_spot(sent, ("x", "y"), PIN_STEPS))


def _spot(sent: Mapping[str, str], axes: Sequence[str], steps: int) -> tuple[tuple[str, str], ...]:
    if not sent.keys() <= set(axes):
        raise _does_not_belong()
    placed = {axis: _whole(value) for axis, value in sent.items()}
    if any(not 0 <= value <= steps for value in placed.values()):
        raise _does_not_belong()
    return _in_order(axes, {axis: str(value) for axis, value in placed.items()})


def _read_number(item: Item, given: Sequence[str]) -> Choice:
    number = read_number("".join(given))
    if number is None:
        raise AnswerNotAccepted(_("Please write one number, such as 12 or 3.5."))
    if item.whole and number != number.to_integral_value():
        raise AnswerNotAccepted(_("Please use whole numbers only."))
    if item.smallest is not None and number < Decimal(item.smallest):
        raise AnswerNotAccepted(_("Please give a number from {n} up.").format(n=item.smallest))
    if item.largest is not None and number > Decimal(item.largest):
        raise AnswerNotAccepted(_("Please give a number up to {n}.").format(n=item.largest))
    return Choice(values=(("number", number_text(number)),))


def read_number(typed: str) -> Decimal | None:
    """A number as people write it: comma or point, blanks between thousands, any script's digits;
    None if it is none, or could be two: "2,000" is two thousand in one country and two in another.
    """
    plain = "".join(typed.split()).replace("−", "-")
    if _PERHAPS_THOUSANDS.fullmatch(plain):
        return None
    plain = plain.replace("٫", ".")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not 0 < len(plain) <= _LONGEST_NUMBER or set(plain) & set("eE_") or "," in plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(number: Decimal) -> str:
    """The shortest form that `read_number` takes: no exponent, no zeros that say nothing ("-0.50"
    -> "-0.5")."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if _PERHAPS_THOUSANDS.fullmatch(text):
        text += "0"
    return "0" if text in ("-0", "") else text


def _read_text(item: Item, given: Sequence[str]) -> Choice:
    if len(given) != 1:
        raise AnswerNotAccepted(_("Please write one answer."))
    return Choice(text=_checked(clean_text(given[0], longest=item.longest_text + 1), item))


def _read_words(item: Item, given: Sequence[str]) -> Choice:
    longest = item.longest_text + 1
    phrases = [on_one_line(clean_text(phrase, longest=longest)) for phrase in given]
    phrases = list(dict.fromkeys(phrase for phrase in phrases if phrase))
    if not phrases:
        raise AnswerNotAccepted(_("Please write an answer first."))
    _check_count(len(phrases), least=1, most=item.most_words)
    return Choice(text="\n".join(_checked(phrase, item) for phrase in phrases))


def _read_date(item: Item, given: Sequence[str]) -> Choice:
    return Choice(text=_iso(date.fromisoformat, given, _("Please give a day, such as 2026-11-24.")))


def _read_time(item: Item, given: Sequence[str]) -> Choice:
    return Choice(text=_iso(time.fromisoformat, given, _("Please give a time, such as 14:30.")))


def _read_moment(item: Item, given: Sequence[str]) -> Choice:
    unclear = _("Please give a day and a time, such as 2026-11-24 14:30.")
    text = _iso(datetime.fromisoformat, given, unclear)
    if datetime.fromisoformat(text).tzinfo is None:
        raise AnswerNotAccepted(unclear)
    return Choice(text=text)


def _iso(read: Callable[[str], date | time | datetime], given: Sequence[str], unclear: str) -> str:
    try:
        return read("".join(given).strip()).isoformat()
    except ValueError as error:
        raise AnswerNotAccepted(unclear) from error


def _not_answered(item: Item, given: Sequence[str]) -> Choice:
    raise _does_not_belong()


def _checked(text: str, item: Item) -> str:
    if not text:
        raise AnswerNotAccepted(_("Please write an answer first."))
    if len(text) > item.longest_text:
        raise AnswerNotAccepted(_("Please use at most {n} characters.").format(n=item.longest_text))
    return text


def _parts(given: Sequence[str]) -> dict[str, str]:
    """Part -> value of the words "part=value"; fields that were left empty do not count."""
    parts: dict[str, str] = {}
    for word in given:
        part, equals, value = word.partition("=")
        if not equals or part in parts:
            raise _does_not_belong()
        if value.strip():
            parts[part] = value.strip()
    return parts


def _in_order(parts: Iterable[str], values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((part, values[part]) for part in parts if part in values)


def _whole(text: str) -> int:
    if len(text) > 4 or not text.isdecimal():
        raise AnswerNotAccepted(_("Please use whole numbers only."))
    return int(text)


def _check_count(number: int, least: int, most: int) -> None:
    if number > most:
        raise AnswerNotAccepted(
            ngettext(
                "Please choose only one answer.", "Please choose at most {n} answers.", most
            ).format(n=most)
        )
    if number < least:
        raise AnswerNotAccepted(
            ngettext(
                "Please choose at least one answer.", "Please choose at least {n} answers.", least
            ).format(n=least)
        )


def _nothing_chosen() -> AnswerNotAccepted:
    return AnswerNotAccepted(_("Please choose an answer first."))


def _does_not_belong() -> AnswerNotAccepted:
    return AnswerNotAccepted(_("This answer does not belong to the question."))


_READERS: Mapping[ItemKind, Callable[[Item, Sequence[str]], Choice]] = {
    **dict.fromkeys(OF_CODES, _read_codes),
    ItemKind.RANKING: _read_ranking,
    ItemKind.MATRIX: _read_matrix,
    ItemKind.POINTS: _read_points,
    ItemKind.GRID: _read_grid,
    ItemKind.PIN: _read_pin,
    ItemKind.NUMBER: _read_number,
    ItemKind.TEXT: _read_text,
    ItemKind.WORDS: _read_words,
    ItemKind.QUESTIONS: _not_answered,
    ItemKind.IDEAS: _not_answered,
    ItemKind.DATE: _read_date,
    ItemKind.TIME: _read_time,
    ItemKind.MOMENT: _read_moment,
    ItemKind.NOTE: _not_answered,
    ItemKind.HIDDEN: _not_answered,
    ItemKind.OTHER: _not_answered,
}
