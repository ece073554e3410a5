"""An interview in the terminal: one question after the other, answers by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.logic.states import QuestionNow, RepeatNow, SectionNow
from pollkit.domain.texts import in_language
from pollkit.domain.waves import ResponseState
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _

if TYPE_CHECKING:
    from pollkit.usecases.collect import Sitting

UNSAID = "-"
BACK, LEAVE, REFUSE = "/back", "/leave", "/refuse"

_IN_ORDER = frozenset({ItemKind.MATRIX, ItemKind.POINTS})
_NOT_HERE = frozenset(
    {ItemKind.GRID, ItemKind.PIN, ItemKind.QUESTIONS, ItemKind.IDEAS, ItemKind.OTHER}
)


class Interview:
    """
    Args:
        ask: reads the next line; None = there is none any more.
        say: shows a line.
    """

    def __init__(
        self, sitting: Sitting, ask: Callable[[], str | None], say: Callable[[str], None]
    ) -> None:
        self._sitting = sitting
        self._ask = ask
        self._say = say
        self._passed: list[str] = []
        self._wants_to_leave = False

    def hold(self) -> ResponseState:
        """To its end, or until the person who asks leaves it: then it is a draft."""
        if self._sitting.needs_consent:
            self._ask_for_consent()
        while self._is_going_on():
            if self._take_next_step():
                continue
            missing = self._sitting.finish()
            for one in missing:
                self._say(f"  ! {self._words(one.address)}: {one.message}")
            again = {one.address for one in missing}
            self._passed = [address for address in self._passed if address not in again]
        return self._sitting.response.state

    def _is_going_on(self) -> bool:
        return self._sitting.response.state is ResponseState.DRAFT and not self._wants_to_leave

    def _ask_for_consent(self) -> None:
        text = self._sitting.consent_text
        assert text is not None
        self._say(in_language(text.texts, self._sitting.language))
        answer = self._yes_or_no()
        if answer is None:
            self._wants_to_leave = True
        else:
            self._sitting.record_consent(answer)

    def _take_next_step(self) -> bool:
        """The first thing on the form that was not passed yet; False = there is none."""
        for one in self._sitting.filling.walk():
            mark = f"{one.path}+" if isinstance(one, RepeatNow) else one.path
            if mark in self._passed:
                continue
            if isinstance(one, SectionNow):
                self._passed.append(mark)
                self._say_heading(one)
            elif isinstance(one, RepeatNow):
                self._offer_row(one, mark)
                return True
            elif one.item.kind is not ItemKind.HIDDEN:
                self._put(one)
                return True
        return False

    def _say_heading(self, section: SectionNow) -> None:
        texts = {} if section.section is None else section.section.texts
        heading = in_language(texts, self._sitting.language)
        number = f" {section.row}" if section.rows else ""
        if heading or number:
            self._say(f"— {heading}{number}")

    def _offer_row(self, repeat: RepeatNow, mark: str) -> None:
        if not repeat.can_add:
            self._passed.append(mark)
            return
        heading = in_language(repeat.section.texts, self._sitting.language) or repeat.path
        self._say(_("One more “{name}”?").format(name=heading))
        answer = self._yes_or_no()
        if answer:
            self._sitting.add_repeat(repeat.path).saved.result()
        elif answer is None:
            self._wants_to_leave = True
        else:
            self._passed.append(mark)

    def _put(self, question: QuestionNow) -> None:
        item, address = question.item, question.path
        self._say(self._words(address))
        hint = self._told(address, in_language(item.hint, self._sitting.language))
        if hint:
            self._say(f"  ({hint})")
        if item.kind is ItemKind.NOTE or question.is_read_only:
            if question.text:
                self._say(f"  = {question.text}")
            self._passed.append(address)
        elif item.kind in _NOT_HERE:
            self._say("  " + _("This cannot be asked in a terminal."))
            self._passed.append(address)
        else:
            self._take_answer(question)

    def _take_answer(self, question: QuestionNow) -> None:
        options = self._sitting.filling.options(question.path)
        for shown in shown_options(question.item, options, self._sitting.language):
            self._say(shown)
        begun = time.monotonic()
        while self._is_going_on():
            line = self._line()
            if line is None or self._obeys(line):
                return
            took_ms = round((time.monotonic() - begun) * 1000)
            if self._takes(question, options, line, took_ms):
                self._passed.append(question.path)
                return

    def _takes(
        self, question: QuestionNow, options: Sequence[Option], line: str, took_ms: int
    ) -> bool:
        if line == UNSAID:
            self._sitting.would_rather_not_say(question.path).saved.result()
            return True
        if not line:
            if question.is_required and question.choice is None:
                self._say("  ! " + _("Please answer, or type - for “would rather not say”."))
            return not question.is_required or question.choice is not None
        try:
            words = words_of(question.item, options, line)
            self._sitting.answer(question.path, words, took_ms).saved.result()
        except AnswerNotAccepted as error:
            self._say(f"  ! {error}")
            return False
        return True

    def _obeys(self, line: str) -> bool:
        """Whether it was no answer but an order."""
        if line == LEAVE:
            self._wants_to_leave = True
        elif line == REFUSE:
            self._sitting.refuse()
        elif line == BACK:
            self._go_back()
        return line in (LEAVE, REFUSE, BACK)

    def _go_back(self) -> None:
        """To the last thing that was asked; headings before it are said once more."""
        while self._passed:
            address = self._passed.pop()
            if address in self._sitting.asked():
                return

    def _line(self) -> str | None:
        line = self._ask()
        if line is None:
            self._wants_to_leave = True
            return None
        return line.strip()

    def _yes_or_no(self) -> bool | None:
        yes, no = {"y", "yes", _("yes").casefold()}, {"n", "no", _("no").casefold()}
        while True:
            self._say("  " + _("yes or no?"))
            said = self._line()
            if said is None or said == LEAVE:
                return None
            if said.casefold() in yes | no:
                return said.casefold() in yes

    def _words(self, address: str) -> str:
        texts = self._sitting.item(address).texts
        return self._told(address, in_language(texts, self._sitting.language) or address)

    def _told(self, address: str, text: str) -> str:
        return self._sitting.filling.words(address, text)


def shown_options(item: Item, options: Sequence[Option], language: str) -> list[str]:
    """The lines below a question: what can be typed, and what it stands for."""
    if item.kind is ItemKind.SCALE:
        low, high = item.scale_points[0], item.scale_points[-1]
        return [f"  {item.point_label(low, language)} … {item.point_label(high, language)}"]
    lines = [f"  {k}  {in_language(o.texts, language)}" for k, o in _keys(options).items()]
    if item.kind is ItemKind.MATRIX:
        low, high = item.scale_points[0], item.scale_points[-1]
        ends = f"{item.point_label(low, language)} … {item.point_label(high, language)}"
        lines.append(
            "  " + _("A point for each, in this order, - for none: {ends}").format(ends=ends)
        )
    elif item.kind is ItemKind.POINTS:
        lines.append("  " + _("100 points, shared out in this order"))
    elif item.kind is ItemKind.RANKING:
        lines.append("  " + _("The best first"))
    return lines


def words_of(item: Item, options: Sequence[Option], line: str) -> list[str]:
    """What was typed, in the words in which answers travel.

    Raises:
        AnswerNotAccepted: it names no option.
    """
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return [_code(options, word) for word in line.replace(",", " ").split()]
    if item.kind is ItemKind.RANKING:
        order = [_code(options, word) for word in line.replace(",", " ").split()]
        return [f"{code}={place}" for place, code in enumerate(order, start=1)]
    if item.kind in _IN_ORDER:
        points = line.split()
        if len(points) != len(options):
            words = _("Please give {n} numbers, one for each.").format(n=len(options))
            raise AnswerNotAccepted(words)
        pairs = zip(options, points, strict=True)
        return [f"{option.code}={point}" for option, point in pairs if point != UNSAID]
    if item.kind is ItemKind.WORDS:
        return [word.strip() for word in line.split(",")]
    if item.kind is ItemKind.MOMENT:
        return [_with_zone(line)]
    return [line]


def _keys(options: Sequence[Option]) -> dict[str, Option]:
    """What stands for each: its number, or its code where codes are numbers themselves."""
    if all(option.code.isdecimal() for option in options):
        return {option.code: option for option in options}
    return {str(number): option for number, option in enumerate(options, start=1)}


def _code(options: Sequence[Option], typed: str) -> str:
    keys = _keys(options)
    if typed in keys:
        return keys[typed].code
    if any(option.code == typed for option in options):
        return typed
    raise AnswerNotAccepted(_("“{typed}” is not among them.").format(typed=typed))


def _with_zone(typed: str) -> str:
    try:
        return datetime.fromisoformat(typed).astimezone().isoformat()
    except ValueError:
        return typed  # the question says what is wrong with it
