"""Writes down what one person answers, and knows of each answer what has become of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from pollkit.desktop.answering.plain_words import plain_words
from pollkit.desktop.answering.view import Keeping, OptionView, QuestionView
from pollkit.domain.instruments import ItemKind, Option
from pollkit.domain.logic.row_paths import without_rows
from pollkit.domain.logic.states import Fault, QuestionNow
from pollkit.domain.paging import (
    Paging,
    Standing,
    is_counted,
    shown_questions,
)
from pollkit.domain.texts import Texts, in_language
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _
from pollkit.usecases.collect import AnswerOutcome, Sitting

Follow = Callable[["Future[None]", Callable[[Any], None], Callable[[BaseException], None]], None]

_LONGEST_MS = 3_600_000


@dataclass(frozen=True)
class _Mark:
    """`words` are the newest, kept or not; None = would rather not say."""

    keeping: Keeping
    words: tuple[str, ...] | None
    problem: str = ""


class Scribe:
    """`on_changed` is called in the window's thread when something has become of an answer."""

    def __init__(
        self,
        sitting: Sitting,
        follow: Follow,
        monotonic: Callable[[], float],
        on_changed: Callable[[], None],
        on_kept: Callable[[], None] | None = None,
    ) -> None:
        """
        Args:
            follow: tells in the window's thread how a write has ended.
            monotonic: seconds, to measure how long an answer took.
            on_kept: something has become of an answer, and the form is as it was; None =
                `on_changed`.
        """
        self.sitting = sitting
        self._follow = follow
        self._monotonic = monotonic
        self._on_changed = on_changed
        self._on_kept = on_kept or on_changed
        self._marks: dict[str, _Mark] = {}
        self.paging = Paging(sitting.instrument)
        self._reached_at = monotonic()

    def reach(self, _address: str) -> None:
        """The person has come to this question: from now on it takes time."""
        self._reached_at = self._monotonic()

    def answer(self, address: str, words: Sequence[str]) -> None:
        """None at all take the answer away."""
        kept = tuple(words)
        try:
            outcome = self._write(address, kept)
        except AnswerNotAccepted as wrong:
            self._marks[address] = _Mark(Keeping.NOT_ACCEPTED, kept, str(wrong))
        else:
            self._await(outcome, kept)
        self._reached_at = self._monotonic()
        self._on_changed()

    def decline(self, address: str, is_declined: bool) -> None:
        if is_declined:
            self._await(self.sitting.would_rather_not_say(address), None)
        else:
            self._await(self.sitting.clear(address), ())
        self._on_changed()

    def add_one(self, section: str) -> str:
        """The address of the new row of a repeated section."""
        outcome = self.sitting.add_repeat(section)
        self._await(outcome, ())
        return outcome.address

    def remove_one(self, row: str) -> None:
        outcome = self.sitting.remove_repeat(row)
        around = row.rpartition("[")[0]
        for address in [one for one in self._marks if one.startswith(f"{around}[")]:
            del self._marks[address]  # those after it have moved up
        self._await(outcome, ())

    def try_again(self) -> None:
        """Writes once more what could not be written."""

        def saved(_done: object) -> None:
            self._settle_owed()
            self._on_kept()

        self._follow(self.sitting.save_again(), saved, lambda _: None)

    @property
    def keeping(self) -> Keeping:
        """Of all answers together: the worst."""
        of_all = {mark.keeping for mark in self._marks.values()}
        order = (Keeping.NOT_SAVED, Keeping.NOT_ACCEPTED, Keeping.SAVING, Keeping.SAVED)
        return next((one for one in order if one in of_all), Keeping.NOTHING)

    @property
    def unaccepted(self) -> tuple[str, ...]:
        """Addresses of what was written and does not fit, among what is asked now."""
        wrong = {a for a, m in self._marks.items() if m.keeping is Keeping.NOT_ACCEPTED}
        return tuple(one.path for one in shown_questions(self.standings()) if one.path in wrong)

    def is_settled(self, now: QuestionNow) -> bool:
        """A question that the person would rather not answer is settled too, and so is one that
        has its first value from the form."""
        return now.choice is not None or now.path in self.sitting.response.unsaid

    def standings(self) -> tuple[Standing, ...]:
        """All that is relevant now, in the order of the form."""
        return tuple(self.sitting.filling.walk())

    def view(self, now: QuestionNow, language: str) -> QuestionView:
        address, item = now.path, now.item
        mark = self._marks.get(address)
        takes_answer = is_counted(item)
        number = self.paging.numbers.get(without_rows(address))
        rejected = mark is not None and mark.keeping is Keeping.NOT_ACCEPTED
        return QuestionView(
            address=address,
            item=item,
            text=self._said(address, item.texts, language) or item.leaf,
            language=language,
            number="" if number is None else str(number),
            hint=self._said(address, item.hint, language),
            options=tuple(self._option(address, one, language) for one in self._offered(now)),
            choice=now.choice,
            written=(mark.words or ()) if mark is not None and rejected else (),
            is_required=takes_answer and now.is_required,
            is_read_only=now.is_read_only,
            can_decline=takes_answer and not now.is_read_only,
            has_declined=address in self.sitting.response.unsaid,
            problem=(mark.problem if mark is not None else "") or self.problem(now, language),
            note=_note(now),
            keeping=Keeping.NOTHING if mark is None else mark.keeping,
        )

    def problem(self, now: QuestionNow, language: str) -> str:
        """What stands against an answer that is there; "" = nothing."""
        if now.fault is Fault.NOT_ALLOWED:
            message = self._said(now.path, now.item.rules.constraint_message, language)
            return message or _("This answer does not fit. Please look at it again.")
        if now.fault is Fault.NOT_OFFERED:
            return _("This option is not offered any more. Please choose again.")
        if now.fault is Fault.NOT_WORKED_OUT:
            return _("This could not be worked out: {why}").format(why=now.why)
        return ""

    def _write(self, address: str, words: tuple[str, ...]) -> AnswerOutcome:
        took = round((self._monotonic() - self._reached_at) * 1000)
        if not words:
            return self.sitting.clear(address)
        return self.sitting.answer(address, words, took if took < _LONGEST_MS else None)

    def _await(self, outcome: AnswerOutcome, words: tuple[str, ...] | None) -> None:
        address = outcome.address
        mark = _Mark(Keeping.SAVING, words)
        self._marks[address] = mark

        def settle(keeping: Keeping) -> None:
            if self._marks.get(address) is mark:  # else a newer answer is on its way
                self._marks[address] = replace(mark, keeping=keeping)
            if keeping is Keeping.SAVED:
                self._settle_owed()
            self._on_kept()

        self._follow(
            outcome.saved, lambda _: settle(Keeping.SAVED), lambda _: settle(Keeping.NOT_SAVED)
        )

    def _settle_owed(self) -> None:
        """What the disk had refused is written with whatever is written next."""
        for address, mark in self._marks.items():
            if mark.keeping is Keeping.NOT_SAVED:
                self._marks[address] = replace(mark, keeping=Keeping.SAVED)

    def _offered(self, now: QuestionNow) -> tuple[Option, ...]:
        if not now.item.options:
            return ()
        return self.sitting.filling.options(now.path)

    def _option(self, address: str, option: Option, language: str) -> OptionView:
        image = option.image
        words = "" if image is None else self._said(address, image.texts, language)
        text = self._said(address, option.texts, language)
        return OptionView(option.code, text or ("" if image else option.code), image, words)

    def _said(self, address: str, texts: Texts, language: str) -> str:
        """In this language, with the answers that it tells, without marks of layout."""
        words = in_language(texts, language, self.sitting.instrument.languages)
        return plain_words(self.sitting.filling.words(address, words))


def _note(now: QuestionNow) -> str:
    if now.item.kind is ItemKind.NOTE or not now.is_read_only:
        return ""
    return _("This is worked out and cannot be changed here.")
