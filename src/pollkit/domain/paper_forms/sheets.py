"""What stands on the paper: numbered questions with boxes, and when each is to be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.tokens import REFERENCE
from pollkit.domain.paper_forms.conditions import Numbered, in_words
from pollkit.domain.rules import Section
from pollkit.domain.texts import Texts, in_language
from pollkit.i18n import _, speaking

# Rows for what repeats, where nothing says how many there are.
COPIES = 3
_NEVER_PRINTED = frozenset({ItemKind.HIDDEN, ItemKind.OTHER, ItemKind.GRID, ItemKind.PIN})
_CODE_DIGITS = 8


class Shape(StrEnum):
    """How the answer is written down."""

    ONE = "one"  # a mark in one box
    SEVERAL = "several"  # marks in boxes
    ROW = "row"  # a mark in one box of a row, the ends named
    TABLE = "table"  # a row of boxes for each statement
    NUMBERS = "numbers"  # a number beside each option
    DIGITS = "digits"  # boxes for digits
    DATE = "date"
    TIME = "time"
    LINES = "lines"
    NOTHING = "nothing"  # words to read


@dataclass(frozen=True)
class Box:
    """`digit` is what is printed beside it and typed at entry; `code` what it stands for."""

    digit: str
    code: str
    label: str


@dataclass(frozen=True)
class PaperQuestion:
    """
    Attributes:
        address: of its answer, with positions in what repeats.
        number: as printed, "7" or "7.2" in the second copy of what repeats; "" for words to read.
        when: a sentence, "" = always.
        boxes: to mark; of a table, its columns; of `NUMBERS`, its rows.
        rows: of a table: (code, words).
        low, high: the ends of a row.
        size: boxes for digits (beside each option too), or lines to write on.
        after: what is said at the end, such as a unit or how many to choose.
    """

    address: str
    item: str
    number: str
    text: str
    hint: str
    when: str
    shape: Shape
    boxes: tuple[Box, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    low: str = ""
    high: str = ""
    size: int = 0
    after: str = ""
    asks_sureness: bool = False


@dataclass(frozen=True)
class PaperSection:
    title: str
    when: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True)
class PaperForm:
    """
    Attributes:
        stamp: the version of the instrument, short: nobody types old paper into a new form.
        unsaid: what people mark who would rather not say.
        left_out: names of items that paper cannot ask.
    """

    title: str
    language: str
    stamp: str
    sections: tuple[PaperSection, ...]
    unsaid: str
    left_out: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[PaperQuestion, ...]:
        return tuple(one for section in self.sections for one in section.questions)


def version_stamp(version_id: str) -> str:
    """ "3F9A 01C2": the first digits of the version's hash, as they are printed and compared."""
    digits = version_id[:_CODE_DIGITS].upper()
    return f"{digits[:4]} {digits[4:]}"


def paper_form(
    instrument: Instrument, language: str, copies: Mapping[str, int] | None = None
) -> PaperForm:
    """The form in one of its languages; PollKit's own words are in that language too.

    Args:
        copies: how often a section that repeats is printed, by its path; else as often as it says
            itself, or `COPIES` times.
    """
    with speaking(language):
        printing = _Printing(instrument, language, copies or {})
        sections = tuple(printing.sections())
        left_out = tuple(
            item.name
            for item in instrument.items
            if item.kind in _NEVER_PRINTED and item.kind is not ItemKind.HIDDEN
        )
        return PaperForm(
            title=in_language(instrument.title, language, instrument.languages),
            language=language,
            stamp=version_stamp(instrument.version_id),
            sections=sections,
            unsaid=_("I would rather not say"),
            left_out=left_out,
        )


@dataclass
class _Printing:
    instrument: Instrument
    language: str
    copies: Mapping[str, int]
    _numbers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        asked = [item for item in self.instrument.items if _is_printed(item)]
        asked = [item for item in asked if item.kind is not ItemKind.NOTE]
        self._numbers = {item.name: str(n) for n, item in enumerate(asked, start=1)}

    def sections(self) -> Iterator[PaperSection]:
        """The items in their order, a new section wherever the path changes; what repeats comes as
        often as it is printed."""
        known = {section.path: section for section in self.instrument.sections}
        items = [item for item in self.instrument.items if _is_printed(item)]
        at = 0
        while at < len(items):
            path = items[at].section
            outer = self._outermost_repeat(path, known)
            end = at
            while end < len(items) and _belongs(items[end], outer, path):
                end += 1
            yield from self._copies(items[at:end], outer, path, known)
            at = end

    def _outermost_repeat(self, path: str, known: Mapping[str, Section]) -> str:
        for prefix in _prefixes(path):
            if prefix in known and known[prefix].repeats:
                return prefix
        return ""

    def _copies(
        self, items: Sequence[Item], repeat: str, path: str, known: Mapping[str, Section]
    ) -> Iterator[PaperSection]:
        if not repeat:
            yield self._section(items, known.get(path), "", "")
            return
        section = known[repeat]
        for number in range(1, self._count(section) + 1):
            title = self._words(section.texts) or section.path.rpartition("/")[2]
            yield self._section(items, section, f"{title} {number}", f"[{number}]")

    def _count(self, section: Section) -> int:
        if section.path in self.copies:
            return self.copies[section.path]
        fixed = section.repeat_count.strip()
        return min(int(fixed), 20) if fixed.isdecimal() else COPIES

    def _section(
        self, items: Sequence[Item], section: Section | None, title: str, position: str
    ) -> PaperSection:
        if section is not None and not title:
            title = self._words(section.texts)
        when = "" if section is None else self._when(section.relevant)
        path = "" if section is None or not position else section.path
        questions = tuple(self._question(item, path, position) for item in items)
        return PaperSection(title, when, questions)

    def _question(self, item: Item, repeat: str, position: str) -> PaperQuestion:
        number = self._numbers.get(item.name, "")
        if position and number:
            number += "." + position[1:-1]
        address = repeat + position + item.name[len(repeat) :]
        shape = _SHAPES[item.kind]
        return PaperQuestion(
            address=address,
            item=item.name,
            number=number,
            text=self._words(item.texts),
            hint=self._words(item.hint),
            when=self._asked_if(item),
            shape=shape,
            boxes=self._boxes(item),
            rows=tuple((o.code, self._words(o.texts)) for o in item.options)
            if shape is Shape.TABLE
            else (),
            low=self._words(item.low_label),
            high=self._words(item.high_label),
            size=_size(item),
            after=self._after(item),
            asks_sureness=item.asks_sureness,
        )

    def _boxes(self, item: Item) -> tuple[Box, ...]:
        if item.kind in (ItemKind.SCALE, ItemKind.MATRIX):
            return tuple(Box(point, point, point) for point in item.scale_points)
        words = [(option.code, self._words(option.texts)) for option in item.options]
        return tuple(Box(str(n), code, label or code) for n, (code, label) in enumerate(words, 1))

    def _after(self, item: Item) -> str:
        if item.kind is ItemKind.MULTIPLE:
            if item.most_choices is not None:
                return _("Mark up to {n}.").format(n=item.most_choices)
            return _("Mark all that fit.")
        if item.kind is ItemKind.RANKING:
            if item.most_choices is not None:
                return _("Write 1 beside the first, 2 beside the second, up to {n}.").format(
                    n=item.most_choices
                )
            return _("Write 1 beside the first, 2 beside the second, and so on.")
        if item.kind is ItemKind.POINTS:
            return _("Share out 100 points in all.")
        if item.kind is ItemKind.WORDS:
            return _("Up to {n}, one on each line.").format(n=item.most_words)
        return self._words(item.unit)

    def _asked_if(self, item: Item) -> str:
        condition = item.asked_if
        if condition is None or condition.item not in self._numbers:
            return self._when(item.rules.relevant)
        chosen = " or ".join(f"selected(${{{condition.item}}}, '{c}')" for c in condition.any_of)
        return self._when(chosen)

    def _when(self, written: str) -> str:
        if not written:
            return ""
        said = in_words(written, Numbered(self.instrument, self._numbers, self.language))
        if said is None:
            return _("Please ask whether you should answer this.")
        return _("Only if {condition}.").format(condition=said)

    def _words(self, texts: Texts) -> str:
        """With the number of the question where an answer would stand."""
        text = in_language(texts, self.language, self.instrument.languages)

        def answer(match: re.Match[str]) -> str:
            found = Numbered(self.instrument, self._numbers, self.language).find(_name(match[0]))
            return "…" if found is None else _("[answer {number}]").format(number=found[1])

        return REFERENCE.sub(answer, text)


def _name(reference: str) -> str:
    return reference.strip("${} ").rpartition("#")[2]


def _is_printed(item: Item) -> bool:
    return item.kind not in _NEVER_PRINTED and item.kind in _SHAPES


def _belongs(item: Item, repeat: str, path: str) -> bool:
    return item.name.startswith(repeat + "/") if repeat else item.section == path


def _prefixes(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]


def _size(item: Item) -> int:
    if item.kind is ItemKind.NUMBER:
        return min(len((item.largest or "").partition(".")[0]) or 4, 8)
    if item.kind is ItemKind.RANKING:
        return len(str(len(item.options)))
    if item.kind is ItemKind.POINTS:
        return 3
    if item.kind is ItemKind.WORDS:
        return item.most_words
    if item.kind is ItemKind.TEXT:
        return 1 if item.longest_text <= 60 else 3
    return 0


_SHAPES = {
    ItemKind.SINGLE: Shape.ONE,
    ItemKind.MULTIPLE: Shape.SEVERAL,
    ItemKind.SCALE: Shape.ROW,
    ItemKind.MATRIX: Shape.TABLE,
    ItemKind.RANKING: Shape.NUMBERS,
    ItemKind.POINTS: Shape.NUMBERS,
    ItemKind.NUMBER: Shape.DIGITS,
    ItemKind.DATE: Shape.DATE,
    ItemKind.TIME: Shape.TIME,
    ItemKind.MOMENT: Shape.LINES,
    ItemKind.TEXT: Shape.LINES,
    ItemKind.WORDS: Shape.LINES,
    ItemKind.NOTE: Shape.NOTHING,
}
