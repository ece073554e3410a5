"""The computer in a respondent's hands: one question a page, and nothing of others to be reached.

Its words are the respondent's, in the language that they have chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from pollkit.desktop.answering.view import Keeping
from pollkit.desktop.caseworker.kiosk.covered import Covered
from pollkit.desktop.caseworker.kiosk.pin import Pin
from pollkit.desktop.caseworker.kiosk.state import KioskState, Occasion, Stage
from pollkit.desktop.caseworker.kiosk.steps import (
    Step,
    is_asked,
    lines_aloud,
    open_points,
    step_lines,
    steps_of,
)
from pollkit.desktop.caseworker.scribe import Follow, Scribe
from pollkit.domain.codes import new_code, read_code
from pollkit.domain.logic.states import QuestionNow
from pollkit.domain.paging import is_counted
from pollkit.domain.texts import in_language
from pollkit.errors import CodeNotAccepted, NotAllowedNow, PollKitError
from pollkit.i18n import _, speaking
from pollkit.usecases.collect import Sitting

Start = Callable[[str, "str | None"], Sitting]  # language, code
KeepCode = Callable[[Sitting, Mapping[str, str]], "Future[None]"]


class KioskPresenter(Covered):
    """`on_changed` is called in the window's thread when the state is new."""

    def __init__(
        self,
        occasion: Occasion,
        start: Start,
        pin: Pin,
        follow: Follow,
        monotonic: Callable[[], float],
        sitting: Sitting | None = None,
        keep_code: KeepCode | None = None,
    ) -> None:
        """
        Args:
            start: begins a sitting in a language, with a code or without.
            sitting: one that the caseworker has begun, with a person who is known.
            keep_code: keeps a code that somebody makes of a few questions; None = none can be
                made here.
        """
        self._occasion = occasion
        self._start = start
        self._follow = follow
        self._monotonic = monotonic
        self._keep_code = keep_code
        self._sitting: Sitting | None = None
        self._scribe: Scribe | None = None
        self._at = ""  # the address of the step that is shown
        super().__init__(
            pin,
            KioskState(
                title=in_language(occasion.instrument.title, occasion.language),
                languages=occasion.instrument.languages,
                language=occasion.language,
                is_for_one=sitting is not None,
                can_make_code=keep_code is not None,
            ),
        )
        if sitting is not None:
            self._take(sitting)

    def speak(self, language: str) -> None:
        if self._sitting is not None:
            self._sitting.speak(language)
        self._set(
            language=language,
            title=in_language(self._occasion.instrument.title, language),
            trouble="",
        )
        self._refresh()

    def begin(self) -> None:
        """After the welcome: the code, or the questions at once."""
        if self._sitting is not None:
            self._go_in()
        elif self._occasion.asks_code:
            self._set(stage=Stage.CODE, trouble="")
        else:
            self._open(None)

    def enter_code(self, typed: str) -> None:
        with speaking(self.state.language):
            try:
                code = read_code(typed)
            except CodeNotAccepted as wrong:
                self._set(trouble=str(wrong))
                return
        self._open(code)

    def begin_without_card(self) -> None:
        """A new code is made, and shown when they have finished."""
        code = new_code(self._occasion.taken)
        self._open(code)
        if self._sitting is not None:
            self._set(new_code=code)

    def make_own_code(self) -> None:
        """Of a few questions that the person can answer again: nothing has to be kept."""
        if self._begin(None):
            self._set(stage=Stage.OWN_CODE)

    def keep_own_code(self, chosen: Mapping[str, str]) -> None:
        """Element -> option; none = the questions were skipped."""
        assert self._sitting is not None
        if chosen and self._keep_code is not None:
            kept = self._keep_code(self._sitting, chosen)
            self._follow(kept, lambda _kept: None, self._on_code_lost)
        self._go_in()

    def _on_code_lost(self, _error: BaseException) -> None:
        with speaking(self.state.language):
            self._set(trouble=_("The code could not be kept. Please tell the team."))
        self._refresh()

    def consent(self, is_given: bool) -> None:
        sitting = self._sitting
        assert sitting is not None
        if not self._is_written(lambda: sitting.record_consent(is_given)):
            return
        if is_given:
            self._go_in()
        else:
            self._close(Stage.REFUSED)

    def answer(self, address: str, words: Sequence[str]) -> None:
        if self._scribe is not None:
            self._set(trouble="")
            with speaking(self.state.language):
                self._scribe.answer(address, words)

    def decline(self) -> None:
        """Would rather not say, or says after all; goes on where it is left out."""
        if self._scribe is None or not self.state.can_decline:
            return
        is_declined = not self.state.has_declined
        self._scribe.decline(self._at, is_declined)
        if is_declined:
            self.go_on()

    def add_one(self, section: str) -> None:
        assert self._scribe is not None
        row = self._scribe.add_one(section)
        steps = self._steps()
        place = next((n for n, one in enumerate(steps) if one.path.startswith(f"{row}/")), None)
        if place is not None:
            self._show(steps[place].path)

    def go_on(self) -> None:
        """To the next question, if this one is settled; after the last, to the end."""
        if self._scribe is None:
            return
        steps, place = self._steps(), self._place()
        if steps and self._is_held(steps[place]):
            return
        if place + 1 < len(steps):
            self._show(steps[place + 1].path)
        else:
            self._end()

    def go_back(self) -> None:
        if self._scribe is None:  # sealed
            return
        steps, place = self._steps(), self._place()
        if self.state.stage is not Stage.QUESTIONS:
            self._set(stage=Stage.QUESTIONS)
            self._refresh()
        elif steps and place > 0:
            self._show(steps[place - 1].path)

    def go_to(self, address: str) -> None:
        self._show(address)

    def ask_to_stop(self) -> None:
        self._set(stage=Stage.STOPPING)

    def stop(self) -> None:
        """They do not want to go on: what they said is not kept."""
        sitting = self._sitting
        if sitting is None or self._is_written(sitting.refuse):
            self._close(Stage.REFUSED)

    def welcome_next(self) -> None:
        """The next person: nothing of the one before is left."""
        self._close(Stage.WELCOME)
        self._set(
            language=self._occasion.language,
            title=in_language(self._occasion.instrument.title, self._occasion.language),
            new_code="",
            trouble="",
        )

    def try_again(self) -> None:
        if self._scribe is not None:
            self._scribe.try_again()

    def words_aloud(self) -> str:
        """What is read aloud of this page: its words, and the options after them."""
        if self.state.stage is Stage.CONSENT:
            return self.state.consent_words
        return lines_aloud(self.state.lines)

    def _open(self, code: str | None) -> None:
        if self._begin(code):
            self._go_in()

    def _begin(self, code: str | None) -> bool:
        """Whether a sitting has begun; else the trouble says why not."""
        try:
            with speaking(self.state.language):
                sitting = self._start(self.state.language, code)
        except NotAllowedNow:
            with speaking(self.state.language):
                self._set(trouble=_("This code has been used here already. Please ask the team."))
            return False
        except PollKitError as wrong:
            self._set(trouble=str(wrong))
            return False
        self._take(sitting)
        return True

    def _take(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._scribe = Scribe(sitting, self._follow, self._monotonic, self._refresh)
        text = sitting.consent_text
        words = "" if text is None else in_language(text.texts, self.state.language)
        self._set(consent_words=words, trouble="")

    def _go_in(self) -> None:
        """To the consent text, else to the first question that is not settled."""
        assert self._sitting is not None and self._scribe is not None
        if self._sitting.needs_consent:
            self._set(stage=Stage.CONSENT)
            self._refresh()
            return
        steps = self._steps()
        settled = self._scribe.is_settled
        has_begun = bool(self._sitting.response.answers or self._sitting.response.unsaid)
        asked = [one for one in steps if isinstance(one, QuestionNow) and is_asked(one)]
        open_ones = [one.path for one in asked if not settled(one)]
        first = open_ones[0] if has_begun and open_ones else steps[0].path if steps else ""
        self._show(first)

    def _steps(self) -> list[Step]:
        assert self._scribe is not None
        return steps_of(self._scribe)

    def _place(self) -> int:
        steps = self._steps()
        found = (n for n, one in enumerate(steps) if one.path == self._at)
        return next(found, min(self.state.place, max(0, len(steps) - 1)))

    def _show(self, address: str) -> None:
        assert self._scribe is not None
        self._at = address
        self._scribe.reach(address)
        self._set(stage=Stage.QUESTIONS, trouble="")
        self._refresh()

    def _is_held(self, step: Step) -> bool:
        """Whether the question must be answered or mended before going on; says so."""
        assert self._scribe is not None and self._sitting is not None
        if not isinstance(step, QuestionNow):
            return False
        with speaking(self.state.language):
            if step.path in self._scribe.unaccepted:
                return True
            is_open = step.is_required and not self._scribe.is_settled(step)
            if is_open and is_counted(step.item):
                words = _("Please answer this question, or choose “I would rather not say”.")
                self._set(trouble=words)
                self._refresh()
                return True
        return False

    def _end(self) -> None:
        assert self._sitting is not None and self._scribe is not None
        if self._scribe.unaccepted or self._sitting.missing():
            self._set(stage=Stage.REVIEW)
            self._refresh()
        elif self._is_written(self._sitting.finish):
            self._close(Stage.THANKS)

    def _is_written(self, write: Callable[[], object]) -> bool:
        """Whether it is on the disk; else the person is told, and may try again."""
        try:
            write()
        except PollKitError as fault:
            self._set(trouble=str(fault))
            self._refresh()
            return False
        return True

    def _close(self, stage: Stage) -> None:
        """Seals: from here on nothing of this person can be reached."""
        self._sitting = None
        self._scribe = None
        self._at = ""
        self._set(
            stage=stage,
            lines=(),
            place=0,
            count=0,
            open_points=(),
            consent_words="",
            keeping=Keeping.NOTHING,
            can_go_back=False,
            can_decline=False,
            has_declined=False,
        )

    def _refresh(self) -> None:
        if self._sitting is None or self._scribe is None:
            return
        with speaking(self.state.language):
            self._show_step()
            text = self._sitting.consent_text
            words = "" if text is None else in_language(text.texts, self.state.language)
            self._set(
                consent_words=words,
                keeping=self._scribe.keeping,
                open_points=(
                    open_points(self._scribe, self.state.language)
                    if self.state.stage is Stage.REVIEW
                    else ()
                ),
            )

    def _show_step(self) -> None:
        assert self._sitting is not None and self._scribe is not None
        steps = self._steps()
        if not steps:
            self._set(lines=(), place=0, count=0, can_go_back=False, can_decline=False)
            return
        place = self._place()
        step = steps[place]
        self._at = step.path
        counts = is_asked(step)
        self._set(
            lines=step_lines(self._scribe, step, self.state.language, self.state.trouble),
            place=place,
            count=len(steps),
            can_go_back=place > 0,
            can_decline=counts,
            has_declined=counts and step.path in self._sitting.response.unsaid,
        )
