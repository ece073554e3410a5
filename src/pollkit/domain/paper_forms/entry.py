"""Typing in what came back on paper: one short field after the other, digits wherever it can be.

Single choice: the digit beside the box. Several: the digits with blanks between, 0 = none marked. A
row or a table: the number in the box, one field for each row. Dates: day, month, year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import SURENESS, Instrument, Item, ItemKind
from pollkit.domain.paper_forms.sheets import PaperForm, PaperQuestion, Shape
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _

# Typed where the person marked "I would rather not say"; an empty field is one that was left open.
UNSAID = "-"


@dataclass(frozen=True)
class EntryField:
    """
    Attributes:
        part: the row of a table, the option of numbers, SURE; "" = the answer itself.
        prompt: what the person who types sees: the number, the question, the row.
        digits: what may be typed -> what it stands for; empty = not from a list.
    """

    address: str
    item: str
    part: str
    number: str
    prompt: str
    shape: Shape
    digits: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Entered:
    """
    Attributes:
        answers: address -> choice; unsaid: addresses; both ready to be kept.
        problems: address -> what is wrong with what was typed.
    """

    answers: Mapping[str, Choice]
    unsaid: frozenset[str]
    problems: Mapping[str, str]


def entry_fields(form: PaperForm) -> tuple[EntryField, ...]:
    """In the order of the paper."""
    return tuple(found for question in form.questions for found in _of_question(question))


def _of_question(question: PaperQuestion) -> Iterator[EntryField]:
    shape = question.shape
    if shape is Shape.NOTHING:
        return

    def one(part: str, said: str, digits: Mapping[str, str]) -> EntryField:
        prompt = f"{question.text} · {said}" if said else question.text
        return EntryField(
            question.address, question.item, part, question.number, prompt, shape, digits
        )

    codes = {box.digit: box.code for box in question.boxes}
    if shape is Shape.TABLE:
        yield from (one(code, words, codes) for code, words in question.rows)
    elif shape is Shape.NUMBERS:
        yield from (one(box.code, box.label, {}) for box in question.boxes)
    else:
        yield one("", "", codes)
    if question.asks_sureness:
        yield one(SURE, _("How sure?"), {point: point for point in SURENESS})


def check_field(entry: EntryField, typed: str) -> str:
    """What is wrong with one field, told while it is typed; "" = nothing.

    What only shows when the whole answer is known (points that do not add up) comes from
    `read_entry`.
    """
    typed = typed.strip()
    if not typed or typed == UNSAID or not entry.digits:
        return ""
    wrong = [digit for digit in _digits(entry, typed) if digit not in entry.digits]
    if entry.shape is Shape.SEVERAL:
        wrong = [digit for digit in wrong if digit != "0"]
    if wrong:
        return _("{digit} is not on the paper here. Possible: {digits}.").format(
            digit=wrong[0], digits=possible(entry)
        )
    return ""


def possible(entry: EntryField) -> str:
    """ "1–3": what may be typed; "" where anything may."""
    digits = list(entry.digits)
    return f"{digits[0]}–{digits[-1]}" if len(digits) > 1 else "".join(digits)


def read_entry(
    form: PaperForm, instrument: Instrument, typed: Mapping[tuple[str, str], str]
) -> Entered:
    """The answers of one sheet.

    Args:
        typed: (address, part) -> what was typed; what is missing was left open.
    """
    items = {item.name: item for item in instrument.items}
    fields: dict[str, list[EntryField]] = {}
    for entry in entry_fields(form):
        fields.setdefault(entry.address, []).append(entry)
    answers, unsaid, problems = {}, set(), {}
    for address, found in fields.items():
        given = {f: typed.get((address, f.part), "").strip() for f in found}
        if any(text == UNSAID for text in given.values()):
            unsaid.add(address)
            continue
        try:
            choice = _choice(items[found[0].item], {f: text for f, text in given.items() if text})
        except AnswerNotAccepted as refused:
            problems[address] = str(refused)
        else:
            if choice is not None:
                answers[address] = choice
    return Entered(_with_counts(answers, instrument), frozenset(unsaid), problems)


def _choice(item: Item, given: Mapping[EntryField, str]) -> Choice | None:
    for entry, text in given.items():
        if problem := check_field(entry, text):
            raise AnswerNotAccepted(problem)
    words: list[str] = []
    for entry, text in given.items():
        if entry.part == SURE:
            words.append(f"{SURE}={text}")
        elif entry.part:
            words.append(f"{entry.part}={entry.digits.get(text, text)}")
        else:
            words += _words(item, entry, text)
    is_empty = not [word for word in words if not word.startswith(f"{SURE}=")]
    return None if is_empty else read_choice(item, words)


def _words(item: Item, entry: EntryField, text: str) -> Sequence[str]:
    if entry.digits:
        codes = (entry.digits.get(digit) for digit in _digits(entry, text))
        return [code for code in codes if code is not None]
    if item.kind is ItemKind.DATE:
        return [_date(text)]
    if item.kind is ItemKind.TIME:
        return [_time(text)]
    if item.kind is ItemKind.WORDS:
        return re.split(r"[;\n]", text)
    return [text]


def _digits(entry: EntryField, text: str) -> list[str]:
    """ "13" is 1 and 3 where nothing has two digits, else the thirteenth."""
    if entry.shape is not Shape.SEVERAL:
        return [text]
    found = re.split(r"[\s,;.]+", text)
    if len(found) == 1 and all(len(digit) == 1 for digit in entry.digits):
        return list(text)
    return found


def _date(text: str) -> str:
    """Day, month, year, as the boxes stand: "24112026", "24.11.2026", "24 11 26"."""
    plain = re.sub(r"\D+", " ", text).strip()
    parts = [plain[:2], plain[2:4], plain[4:]] if " " not in plain else plain.split()
    if len(parts) != 3 or not all(parts):
        raise AnswerNotAccepted(_("Type day, month and year, such as 24112026."))
    if len(parts[0]) == 4:  # a year first can only be year, month, day
        parts.reverse()
    day, month, year = parts
    if len(year) != 4:
        raise AnswerNotAccepted(_("Type the year with four digits."))
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _time(text: str) -> str:
    plain = re.sub(r"\D+", "", text).zfill(4)
    return f"{plain[:2]}:{plain[2:4]}"


_ROW = re.compile(r"^(.*)\[(\d+)\]")


def _with_counts(answers: Mapping[str, Choice], instrument: Instrument) -> dict[str, Choice]:
    """With the number of rows of what repeats: the last one that has an answer."""
    counts: dict[str, int] = {}
    for address in answers:
        if row := _ROW.match(address):
            counts[row[1]] = max(counts.get(row[1], 0), int(row[2]))
    told = {path: Choice(values=(("count", str(n)),)) for path, n in counts.items()}
    return {**told, **answers}
