"""Where each phone is among the questions that everyone answers at their own pace.

It is kept in memory alone: after a restart a phone goes on with its first unanswered question.
"""

from __future__ import annotations

from pollkit.domain.ballots import Channel
from pollkit.domain.views import HeadCount, PhoneStep, Progress
from pollkit.live.attendance import Attendance, Attendee
from pollkit.live.live_question import LiveQuestion, LiveQuestions


def asked_of(live: LiveQuestions, attendee: Attendee) -> list[LiveQuestion]:
    """The open questions that this phone's owner is asked, as far as is known now."""
    return [question for question in live.open if live.asks(question.item, attendee)]


def place_of(live: LiveQuestions, attendee: Attendee) -> LiveQuestion | None:
    """The question that the phone shows; None if its owner is asked none of them."""
    mine = asked_of(live, attendee)
    here = next((question for question in mine if question.item.name == attendee.place), None)
    if here is None and mine:
        unanswered = (question for question in mine if not question.has_answer_of(attendee))
        here = next(unanswered, mine[-1])
        attendee.place = here.item.name
    return here


def step_of(live: LiveQuestions, attendee: Attendee) -> PhoneStep | None:
    here = place_of(live, attendee)
    if here is None:
        return None
    mine = asked_of(live, attendee)
    number = mine.index(here)
    names = [question.item.name for question in mine]
    return PhoneStep(
        number=number + 1,
        of=len(mine),
        answered=sum(question.has_answer_of(attendee) for question in mine),
        previous=names[number - 1] if number else None,
        next=names[number + 1] if number + 1 < len(names) else None,
    )


def progress_of(live: LiveQuestions, attendance: Attendance) -> tuple[Progress, ...]:
    return tuple(
        Progress(
            question.item.name,
            question.answered,
            max(live.count_asked(question.item, attendance), question.answered),
        )
        for question in live.open
    )


def heads(live: LiveQuestions, attendance: Attendance, joined: int) -> HeadCount:
    """Out of the phones, and of those who have had their turn, how many have answered all that
    they are asked."""
    passing = sum(has_finished(live, attendee) for attendee in attendance.passing)
    phones = (one for one in attendance if one.channel is Channel.PHONE)
    done = passing + sum(has_finished(live, attendee) for attendee in phones)
    return HeadCount(joined, attendance.connected(), joined + passing, done)


def has_finished(live: LiveQuestions, attendee: Attendee) -> bool:
    mine = asked_of(live, attendee)
    return bool(mine) and all(question.has_answer_of(attendee) for question in mine)
