"""What a question's form says of itself: its options, its limits, and what to do if it is not
filled in as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pollkit.domain.instruments import POINTS_IN_ALL, SURENESS, Image, Item, ItemKind
from pollkit.domain.texts import Texts, in_language
from pollkit.i18n import words
from pollkit.live.page.answer import OwnAnswer
from pollkit.live.page.wording import Spoken, Told, told

# Kinds that are answered with one tap, as long as nothing else is asked beside them.
_ONE_TAP = frozenset({ItemKind.SINGLE, ItemKind.SCALE})


@dataclass(frozen=True)
class Picture:
    """`name` is the end of its path in the room; `alt` is what it shows."""

    name: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Row:
    """What can be chosen, rated, ranked, given points or placed. `place` 1 .. 7 chooses mark and
    letter; 0: a point of a scale."""

    code: str
    label: Told
    place: int
    picture: Picture | None = None

    @property
    def letter(self) -> str:
        return chr(ord("A") + self.place - 1)


@dataclass(frozen=True)
class Form:
    """What a form's template needs.

    Attributes:
        rows: the options, statements or things; of a scale, its points.
        points: of a matrix.
        hint: how to answer, "" where the fields speak for themselves.
        texts: sentences and limits for the script, as `data-` attributes of the form.
        is_one_tap: a tap sends the answer.
        most: how many places a ranking has, how many words may be sent.
        sureness: (value, words) of "How sure are you?"; empty where it is not asked.
    """

    rows: tuple[Row, ...]
    points: tuple[Row, ...]
    hint: str
    texts: dict[str, str]
    is_one_tap: bool
    most: int
    sureness: tuple[tuple[str, str], ...]


def form_of(item: Item, view: Spoken) -> Form:
    return Form(
        rows=rows_of(item, view),
        points=points_of(item, view) if item.kind is ItemKind.MATRIX else (),
        hint=_hint(item, view),
        texts=_empty(item, view) | _counts(item, view) | _limits(item, view),
        is_one_tap=item.kind in _ONE_TAP and not item.asks_sureness,
        most=item.most_words if item.kind is ItemKind.WORDS else _most(item),
        sureness=sureness_words(view.language) if item.asks_sureness else (),
    )


def rows_of(item: Item, view: Spoken) -> tuple[Row, ...]:
    if item.kind is ItemKind.SCALE:
        return points_of(item, view)
    return tuple(
        Row(option.code, told(option.texts, view), place, picture_of(option.image, view))
        for place, option in enumerate(item.options, start=1)
    )


def points_of(item: Item, view: Spoken) -> tuple[Row, ...]:
    ends: dict[str, Texts] = {}
    if item.scale_points:
        ends = {item.scale_points[0]: item.low_label, item.scale_points[-1]: item.high_label}
    return tuple(Row(point, told(ends.get(point, {}), view), 0) for point in item.scale_points)


def picture_of(image: Image | None, view: Spoken) -> Picture | None:
    if image is None:
        return None
    alt = in_language(image.texts, view.language, (view.event.languages[0], "en"))
    return Picture(image.sha256, image.width, image.height, alt)


def sureness_words(language: str) -> tuple[tuple[str, str], ...]:
    _ = words(language).gettext
    said = (_("I guessed"), _("Not very sure"), _("Fairly sure"), _("Certain"))
    return tuple(zip(SURENESS, said, strict=True))


def unit_of(item: Item, view: Spoken) -> Told:
    return told(item.unit, view)


def _most(item: Item) -> int:
    return min(item.most_choices or len(item.options), len(item.options))


def _least(item: Item) -> int:
    return item.least_choices or 1


def _hint(item: Item, view: Spoken) -> str:
    if item.kind is ItemKind.MULTIPLE:
        return _choices_hint(item, view.language)
    if item.kind is ItemKind.RANKING:
        return _ranking_hint(item, view.language)
    if item.kind is ItemKind.NUMBER:
        return _number_hint(item, view.language)
    catalogue = words(view.language)
    _, ngettext = catalogue.gettext, catalogue.ngettext
    if item.kind is ItemKind.MATRIX:
        return _("You may leave statements out.")
    if item.kind is ItemKind.POINTS:
        return _("Share out {n} points.").format(n=POINTS_IN_ALL)
    if item.kind is ItemKind.WORDS:
        most = item.most_words
        return ngettext(
            "One word or short phrase", "Up to {n} words or short phrases", most
        ).format(n=most)
    return ""


def _choices_hint(item: Item, language: str) -> str:
    catalogue = words(language)
    _, ngettext = catalogue.gettext, catalogue.ngettext
    least, most = _least(item), _most(item)
    has_most = most < len(item.options)
    if has_most and least == most > 1:
        return ngettext("Choose {n} answer", "Choose {n} answers", most).format(n=most)
    if has_most and least > 1:
        return _("Choose {least} to {most} answers").format(least=least, most=most)
    if has_most:
        return ngettext("Choose one answer", "Choose up to {n} answers", most).format(n=most)
    if least > 1:
        return ngettext("Choose at least {n} answer", "Choose at least {n} answers", least).format(
            n=least
        )
    return _("Choose all that apply")


def _ranking_hint(item: Item, language: str) -> str:
    catalogue = words(language)
    _, ngettext = catalogue.gettext, catalogue.ngettext
    most = _most(item)
    if most < len(item.options):
        return ngettext(
            "Choose your first.", "Choose your first {n}, the best one first.", most
        ).format(n=most)
    return _("Put them in order, the best one first.")


def _number_hint(item: Item, language: str) -> str:
    _ = words(language).gettext
    low, high = item.smallest, item.largest
    if low is not None and high is not None:
        return _("From {low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("{n} or more").format(n=low)
    return "" if high is None else _("{n} or less").format(n=high)


def _empty(item: Item, view: Spoken) -> dict[str, str]:
    """What is said of a form that is sent empty."""
    _ = words(view.language).gettext
    said = {
        ItemKind.TEXT: _("Please write an answer first."),
        ItemKind.WORDS: _("Please write an answer first."),
        ItemKind.NUMBER: _("Please write one number, such as 12 or 3.5."),
        ItemKind.RANKING: _("Please put at least one option in order first."),
        ItemKind.GRID: _("Please place at least one of them first."),
        ItemKind.PIN: _("Please put your pin on the picture first."),
    }
    return {"empty": said.get(item.kind, _("Please choose an answer first."))}


def _counts(item: Item, view: Spoken) -> dict[str, str]:
    """How many may be chosen or ranked, where that is not any number."""
    if item.kind not in (ItemKind.MULTIPLE, ItemKind.RANKING):
        return {}
    ngettext = words(view.language).ngettext
    texts, most, least = {}, _most(item), _least(item)
    if most < len(item.options):
        texts["most"] = str(most)
        texts["toomany"] = ngettext(
            "Please choose only one answer.", "Please choose at most {n} answers.", most
        ).format(n=most)
    if least > 1:
        texts["least"] = str(least)
        texts["toofew"] = ngettext(
            "Please choose at least one answer.", "Please choose at least {n} answers.", least
        ).format(n=least)
    return texts


def _limits(item: Item, view: Spoken) -> dict[str, str]:
    _ = words(view.language).gettext
    if item.kind is ItemKind.POINTS:
        wrong = _("Please share out exactly {n} points. You have given {given}.")
        return {"total": str(POINTS_IN_ALL), "wrong": wrong.replace("{n}", str(POINTS_IN_ALL))}
    texts = {}
    if item.kind is ItemKind.NUMBER and item.smallest is not None:
        texts["low"] = item.smallest
        texts["toolow"] = _("Please give a number from {n} up.").format(n=item.smallest)
    if item.kind is ItemKind.NUMBER and item.largest is not None:
        texts["high"] = item.largest
        texts["toohigh"] = _("Please give a number up to {n}.").format(n=item.largest)
    if item.kind in (ItemKind.RANKING, ItemKind.GRID, ItemKind.PIN):
        texts["unset"] = _("not placed yet")
    if item.kind is ItemKind.RANKING:
        texts["placed"] = _("{option}: place {n}")
        texts["taken"] = _("{option}: taken out")
    return texts


def number_keys(item: Item) -> str:
    """The keyboard that a number needs: iPhones' decimal keys have no minus."""
    may_be_negative = item.smallest is not None and Decimal(item.smallest) < 0
    return "text" if may_be_negative else "decimal"


def places_of(own: OwnAnswer, item: Item) -> dict[str, int]:
    """Option -> its own place in a ranking."""
    return {code: int(own.of(code)) for code in item.codes if own.of(code).isdecimal()}
