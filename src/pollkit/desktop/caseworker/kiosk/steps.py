"""The steps of a sitting alone: a question, or the offer to fill in a section once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pollkit.desktop.answering.view import HeadingView, LineView, MoreView
from pollkit.desktop.caseworker.scribe import Scribe
from pollkit.domain.logic.states import QuestionNow, RepeatNow
from pollkit.domain.paging import is_counted

Step = QuestionNow | RepeatNow


def steps_of(scribe: Scribe) -> list[Step]:
    """One after the other, as they are asked now."""
    pages = scribe.paging.pages(scribe.standings())
    return [one for page in pages for one in page.standing if isinstance(one, Step)]


def is_asked(step: Step) -> bool:
    """Whether somebody is to answer it."""
    return isinstance(step, QuestionNow) and is_counted(step.item) and not step.is_read_only


def step_lines(scribe: Scribe, step: Step, language: str, trouble: str) -> tuple[LineView, ...]:
    """What stands on its page; `trouble` where the question holds the person up."""
    paging = scribe.paging
    if isinstance(step, RepeatNow):
        return (MoreView(step.path, paging.heading(step.path, language), step.rows),)
    section = step.path.rpartition("/")[0]
    heading = HeadingView(section, paging.heading(section, language), 1)
    view = replace(scribe.view(step, language), number="", is_required=False)
    view = replace(view, problem=view.problem or trouble)
    return (heading, view) if heading.text else (view,)


def lines_aloud(lines: Iterable[LineView]) -> str:
    """What is read aloud of a page: its words, and the options after them."""
    words = []
    for line in lines:
        words.append(line.text)
        if not isinstance(line, HeadingView | MoreView):
            words += [line.hint, *(one.text for one in line.options)]
    return ". ".join(one.strip().rstrip(".") for one in words if one.strip())


def open_points(scribe: Scribe, language: str) -> tuple[tuple[str, str], ...]:
    """(address, words) of what must be answered or mended before the end."""
    wanted = {one.address for one in scribe.sitting.missing()} | set(scribe.unaccepted)
    return tuple(
        (one.path, scribe.view(one, language).text)
        for one in steps_of(scribe)
        if isinstance(one, QuestionNow) and one.path in wanted
    )
