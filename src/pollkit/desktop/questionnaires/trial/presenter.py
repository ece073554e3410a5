"""Trying a questionnaire out: it is asked as it will be, and nothing of it is kept; without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pollkit.desktop.answering.view import (
    HeadingView,
    LineView,
    MoreView,
    OptionView,
    QuestionView,
)
from pollkit.domain.answers import read_choice
from pollkit.domain.editing.tree import numbers
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.states import Fault, QuestionNow, RepeatNow, SectionNow
from pollkit.domain.texts import in_language
from pollkit.errors import AnswerNotAccepted, ExpressionProblem
from pollkit.i18n import _, speaking


@dataclass(frozen=True)
class TrialState:
    """Attributes:
    lines: everything that is asked now, one below the other.
    values: name -> what would be kept of it, calculations too.
    in_the_way: addresses of what stands between here and the end; None = nobody has finished yet.
    trouble: why it cannot be tried, "" if it can.
    """

    language: str
    lines: tuple[LineView, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    in_the_way: tuple[str, ...] | None = None
    trouble: str = ""


class TrialPresenter:
    def __init__(self, instrument: Instrument, language: str, now: Callable[[], datetime]) -> None:
        self.instrument = instrument
        self._now = now
        self._filling: Filling | None = None
        self._numbers = numbers(instrument)
        self._written: dict[str, tuple[tuple[str, ...], str]] = {}
        self._declined: set[str] = set()
        self.state = TrialState(language)
        self.begin()

    def begin(self) -> None:
        """From the beginning, without answers."""
        self._written, self._declined = {}, set()
        self.state = TrialState(self.state.language)
        try:
            form = Form(self.instrument)
            self._filling = Filling(form, self._now, language=self.state.language)
        except ExpressionProblem as problem:
            self.state = replace(self.state, trouble=str(problem))
        self._show()

    def speak(self, language: str) -> None:
        self.state = replace(self.state, language=language)
        self._show()

    def answer(self, address: str, words: Sequence[str]) -> None:
        """No words take the answer back; what does not fit the question is told beside it."""
        now = self._question(address)
        if now is None:
            return
        self._written.pop(address, None)
        self._declined.discard(address)
        try:
            choice = read_choice(now.item, words) if any(words) else None
        except AnswerNotAccepted as refused:
            self._written[address] = (tuple(words), str(refused))
        else:
            assert self._filling is not None
            self._filling.answer(address, choice)
        self._show()

    def decline(self, address: str, is_declined: bool) -> None:
        """ "I would rather not say"."""
        if is_declined:
            self.answer(address, ())
            self._declined.add(address)
        else:
            self._declined.discard(address)
        self._show()

    def add_one(self, section: str) -> None:
        assert self._filling is not None
        self._filling.add_row(section)
        self._show()

    def remove_one(self, section: str) -> None:
        assert self._filling is not None
        self._filling.remove_row(section)
        self._show()

    def finish(self) -> None:
        """Says what is in the way, if anything is."""
        if self._filling is None:
            return
        open_ones = (one.path for one in self._filling.finish() if one.path not in self._declined)
        self.state = replace(self.state, in_the_way=tuple(open_ones))
        self._show()

    def _question(self, address: str) -> QuestionNow | None:
        return None if self._filling is None else self._filling.question(address)

    def _show(self) -> None:
        if self._filling is None:
            return
        # What people answer is told in the language that they read.
        with speaking(self.state.language):
            lines = tuple(self._lines(self._filling))
        answers = self._filling.questions()
        values = tuple((one.path, one.text) for one in answers if one.text)
        self.state = replace(self.state, lines=lines, values=values)

    def _lines(self, filling: Filling) -> Iterator[LineView]:
        language = self.state.language
        for one in filling.walk():
            if isinstance(one, QuestionNow):
                if one.item.kind is not ItemKind.HIDDEN:
                    yield self._view(filling, one)
            elif isinstance(one, RepeatNow):
                if one.can_add:
                    words = in_language(one.section.texts, language) or one.path
                    yield MoreView(one.path, words, one.rows)
            elif heading := _heading(one, language):
                yield heading

    def _view(self, filling: Filling, now: QuestionNow) -> QuestionView:
        item, language, path = now.item, self.state.language, now.path
        written, refused = self._written.get(path, ((), ""))
        options = tuple(
            OptionView(o.code, filling.words(path, in_language(o.texts, language)), o.image)
            for o in filling.options(path)
        )
        return QuestionView(
            path,
            item,
            filling.words(path, in_language(item.texts, language)) or item.leaf,
            language,
            number=str(self._numbers.get(item.name, "")),
            hint=filling.words(path, in_language(item.hint, language)),
            options=options,
            choice=now.choice,
            written=written,
            is_required=now.is_required,
            is_read_only=now.is_read_only,
            can_decline=item.kind is not ItemKind.NOTE,
            has_declined=path in self._declined,
            problem=refused or self._problem(filling, now),
        )

    def _problem(self, filling: Filling, now: QuestionNow) -> str:
        """Of a required question only once somebody has tried to finish."""
        if now.fault is None or now.path in self._declined:
            return ""
        if now.fault is Fault.MISSING:
            is_tried = now.path in (self.state.in_the_way or ())
            return self._said(filling, now.item, now.path, missing=True) if is_tried else ""
        if now.fault is Fault.NOT_WORKED_OUT:
            return now.why
        return self._said(filling, now.item, now.path, missing=False)

    def _said(self, filling: Filling, item: Item, path: str, missing: bool) -> str:
        texts = item.rules.required_message if missing else item.rules.constraint_message
        otherwise = (
            _("Please answer this question.") if missing else _("This cannot be the answer.")
        )
        return filling.words(path, in_language(texts, self.state.language)) or otherwise


def _heading(one: SectionNow, language: str) -> HeadingView | None:
    words = "" if one.section is None else in_language(one.section.texts, language)
    if one.rows:
        words = f"{words or one.path} {one.row}"
    can_remove = one.rows > 1 and one.section is not None and not one.section.repeat_count
    return HeadingView(one.path, words, 1, can_remove) if words else None
