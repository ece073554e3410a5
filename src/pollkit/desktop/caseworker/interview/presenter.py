"""An interview: a page a section, every answer saved as it is given, a draft to come back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pollkit.desktop.answering.view import HeadingView, Keeping, LineView, MoreView, QuestionView
from pollkit.desktop.caseworker.scribe import Follow, Scribe
from pollkit.domain.consent import GivenBy
from pollkit.domain.logic.states import QuestionNow, SectionNow
from pollkit.domain.paging import (
    FormPage,
    Standing,
    is_counted,
    shown_questions,
)
from pollkit.domain.texts import in_language
from pollkit.domain.waves import ResponseState
from pollkit.usecases.collect import Sitting


class Stage(StrEnum):
    CONSENT = "consent"
    QUESTIONS = "questions"
    REVIEW = "review"  # what is missing, before it is finished
    FINISHED = "finished"
    REFUSED = "refused"


@dataclass(frozen=True)
class PageLine:
    """A page in the outline: how many of its questions are settled."""

    title: str
    answered: int
    asked: int


@dataclass(frozen=True)
class OpenPoint:
    """A question that must be answered before the response can be finished, or mended."""

    address: str
    text: str
    message: str


@dataclass(frozen=True)
class InterviewState:
    """
    Attributes:
        code: that the person keeps; "" = none.
        is_new_code: it was made here and must be written down by the person.
        languages: those that the form can be shown in.
        focus: the question that should get the keys; "" = leave them where they are.
        answered, asked: questions that are settled, and all that are asked now.
        declined: of the settled ones, those that the person would rather not answer.
        consent_words: in the language that is spoken; "" = nobody is asked to consent.
    """

    stage: Stage
    wave_title: str
    title: str
    code: str = ""
    is_new_code: bool = False
    languages: tuple[str, ...] = ()
    language: str = ""
    pages: tuple[PageLine, ...] = ()
    page: int = 0
    lines: tuple[LineView, ...] = ()
    focus: str = ""
    answered: int = 0
    asked: int = 0
    declined: int = 0
    keeping: Keeping = Keeping.NOTHING
    open_points: tuple[OpenPoint, ...] = ()
    consent_words: str = ""

    @property
    def is_last_page(self) -> bool:
        return self.page + 1 >= len(self.pages)


class InterviewPresenter:
    """`on_changed` is called in the window's thread when the state is new."""

    def __init__(
        self,
        sitting: Sitting,
        follow: Follow,
        monotonic: Callable[[], float],
        is_new_code: bool = False,
    ) -> None:
        self._sitting = sitting
        self._scribe = Scribe(sitting, follow, monotonic, self._refresh, self._show_kept)
        self._page_key = ""
        self._page: FormPage | None = None
        self.on_changed: Callable[[], None] = lambda: None
        instrument = sitting.instrument
        language = sitting.language or instrument.languages[0]
        self.state = InterviewState(
            stage=Stage.CONSENT if sitting.needs_consent else Stage.QUESTIONS,
            wave_title=sitting.wave.title,
            title=in_language(instrument.title, language),
            code=sitting.respondent.code or "",
            is_new_code=is_new_code,
            languages=instrument.languages,
            language=language,
        )
        self._page_key = self._first_open_page(self._pages())
        self._refresh()

    def answer(self, address: str, words: Sequence[str]) -> None:
        self._scribe.answer(address, words)

    def decline(self, address: str, is_declined: bool) -> None:
        self._scribe.decline(address, is_declined)

    def reach(self, address: str) -> None:
        self._scribe.reach(address)

    def add_one(self, section: str) -> None:
        """Of a repeated section; its page is shown."""
        self._show_section(self._scribe.add_one(section))

    def remove_one(self, section: str) -> None:
        self._scribe.remove_one(section)
        self._refresh(wants_focus=True)

    def speak(self, language: str) -> None:
        """The questions are put in another language from here on."""
        self._sitting.speak(language)
        self.state = replace(self.state, language=language)
        self._refresh()

    def consent(self, is_given: bool, given_by: GivenBy = GivenBy.SELF) -> None:
        """A no ends the interview; it is an answer too."""
        self._sitting.record_consent(is_given, given_by)
        stage = Stage.QUESTIONS if is_given else Stage.REFUSED
        self.state = replace(self.state, stage=stage)
        self._refresh(wants_focus=True)

    def go_to_page(self, place: int) -> None:
        pages = self._pages()
        if 0 <= place < len(pages):
            self._page_key = pages[place].key
            self.state = replace(self.state, stage=Stage.QUESTIONS)
            self._refresh(wants_focus=True)

    def go_on(self) -> None:
        """To the next page; after the last, to what is missing."""
        if self.state.is_last_page:
            self.state = replace(self.state, stage=Stage.REVIEW)
            self._refresh()
        else:
            self.go_to_page(self.state.page + 1)

    def go_back(self) -> None:
        if self.state.stage is Stage.REVIEW:
            self.go_to_page(len(self.state.pages) - 1)
        else:
            self.go_to_page(self.state.page - 1)

    def go_to_question(self, address: str) -> None:
        for place, page in enumerate(self._pages()):
            if any(one.path == address for one in page.questions):
                self.go_to_page(place)
                self._set(focus=address)

    def take_next_step(self) -> None:
        """What the main button does: on, or to the end."""
        if self.state.stage is Stage.REVIEW:
            self.finish()
        else:
            self.go_on()

    def focus_taken(self) -> None:
        """The question has the keys: later news leave them where they are."""
        self.state = replace(self.state, focus="")

    def finish(self) -> None:
        """Ends the response where nothing is open any more; else the open points stay."""
        if self._scribe.unaccepted or self._sitting.finish():
            self._refresh()
        else:
            self._set(stage=Stage.FINISHED, open_points=())

    def refuse(self, reason: str) -> None:
        """The person does not want to answer; what was said until then is not kept."""
        self._sitting.refuse(reason)
        self._set(stage=Stage.REFUSED)

    def try_again(self) -> None:
        self._scribe.try_again()

    @property
    def sitting(self) -> Sitting:
        return self._sitting

    @property
    def is_under_way(self) -> bool:
        return self._sitting.response.state is ResponseState.DRAFT

    def _refresh(self, wants_focus: bool = False) -> None:
        sitting, language = self._sitting, self.state.language
        standings = self._scribe.standings()
        pages = self._scribe.paging.pages(standings)
        place = self._place_of_page(pages)
        self._page = pages[place] if pages else None
        lines = self._lines(self._page, language) if self._page else ()
        asked = [one for one in shown_questions(standings) if is_counted(one.item)]
        text = sitting.consent_text
        self._set(
            title=in_language(sitting.instrument.title, language, sitting.instrument.languages),
            pages=tuple(self._outline(pages, language)),
            page=place,
            lines=lines,
            focus=_first_to_answer(lines) if wants_focus else "",
            answered=sum(map(self._scribe.is_settled, asked)),
            asked=len(asked),
            declined=len(sitting.response.unsaid & {one.path for one in asked}),
            keeping=self._scribe.keeping,
            open_points=self._open_points(standings),
            consent_words="" if text is None else in_language(text.texts, language),
        )

    def _show_kept(self) -> None:
        """What has become of answers; which are asked is not worked out anew."""
        if self._page is not None:
            lines = self._lines(self._page, self.state.language)
            self._set(lines=lines, keeping=self._scribe.keeping)

    def _pages(self) -> tuple[FormPage, ...]:
        return self._scribe.paging.pages(self._scribe.standings())

    def _place_of_page(self, pages: Sequence[FormPage]) -> int:
        """Where the questions of a page are gone, that which has come in its place."""
        place = next((n for n, page in enumerate(pages) if page.key == self._page_key), None)
        if place is None and pages:
            place = min(self.state.page, len(pages) - 1)
            self._page_key = pages[place].key
        return place or 0

    def _show_section(self, section: str) -> None:
        for place, page in enumerate(self._pages()):
            if page.section == section or any(s.path == section for s in page.standing):
                self.go_to_page(place)
                return
        self._refresh(wants_focus=True)

    def _first_open_page(self, pages: Sequence[FormPage]) -> str:
        """Where a draft is taken up: the first page with a question that is not settled."""
        response = self._sitting.response
        if not pages:
            return ""
        if not (response.answers or response.unsaid):
            return pages[0].key
        for page in pages:
            if not all(map(self._scribe.is_settled, _counted(page))):
                return page.key
        return pages[-1].key

    def _outline(self, pages: Sequence[FormPage], language: str) -> Iterator[PageLine]:
        for number, page in enumerate(pages, start=1):
            counted = _counted(page)
            answered = sum(map(self._scribe.is_settled, counted))
            title = self._scribe.paging.title(page, number, language)
            yield PageLine(title, answered, len(counted))

    def _lines(self, page: FormPage, language: str) -> tuple[LineView, ...]:
        lines: list[LineView] = [self._heading(page.section, language, 0)]
        for one in page.standing:
            if isinstance(one, QuestionNow):
                lines.append(self._scribe.view(one, language))
            elif isinstance(one, SectionNow):
                lines.append(self._heading(one.path, language, 1))
            else:
                words = self._scribe.paging.heading(one.path, language)
                lines.append(MoreView(one.path, words, one.rows))
        return tuple(line for line in lines if not isinstance(line, HeadingView) or line.text)

    def _heading(self, section: str, language: str, level: int) -> HeadingView:
        paging = self._scribe.paging
        words = paging.heading(section, language)
        return HeadingView(section, words, level, paging.can_remove(section))

    def _open_points(self, standings: Sequence[Standing]) -> tuple[OpenPoint, ...]:
        if self.state.stage is not Stage.REVIEW:
            return ()
        messages = {one.address: one.message for one in self._sitting.missing()}
        found = []
        for one in shown_questions(standings):
            view = self._scribe.view(one, self.state.language)
            message = view.problem or messages.get(one.path, "")
            if message:
                found.append(OpenPoint(one.path, view.text, message))
        return tuple(found)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _counted(page: FormPage) -> tuple[QuestionNow, ...]:
    return tuple(one for one in page.questions if is_counted(one.item))


def _first_to_answer(lines: Sequence[LineView]) -> str:
    """The first question without an answer, else the first."""
    questions = [line for line in lines if isinstance(line, QuestionView) and line.can_decline]
    unanswered = (q for q in questions if q.choice is None and not q.has_declined)
    return next((q.address for q in (*unanswered, *questions)), "")
