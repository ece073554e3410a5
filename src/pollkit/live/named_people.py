"""Who is here by name, and how they stand in a quiz."""

from __future__ import annotations

from uuid import UUID

from pollkit.domain.analysis.values import is_right
from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.people import Person, Standing, standings
from pollkit.domain.rooms import QuestionState
from pollkit.live.live_room import LiveRoom

BEST = 5


def people_of(room: LiveRoom) -> tuple[Person, ...]:
    """By name; who has gone is told apart from who is connected."""
    if not room.event.asks_for.is_named:
        return ()
    rude = room.rude_words
    found = [
        Person(one.phone.name, one.has_stream, not rude.are_in(one.phone.name))
        for one in room.attendance
        if one.channel is Channel.PHONE and one.phone.name
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def scores_of(room: LiveRoom) -> tuple[Standing, ...]:
    """The best, by the questions that were revealed: no right answer is told before. A right answer
    counts what the question says, however late it came."""
    if not room.event.answers_tied:
        return ()
    revealed = {q.item for q in room.room.questions if q.state is QuestionState.REVEALED}
    quiz = [
        item
        for item in room.event.instrument.items
        if item.name in revealed and item.right and item.score
    ]
    scores: dict[int, tuple[str, int]] = {}
    for number, one in enumerate(room.attendance):
        name, person = one.phone.name, one.phone.respondent_id
        if name and person is not None:
            right = (i.score for i in quiz if is_right(i, _choice(room, i.name, person)))
            scores[number] = ("" if room.rude_words.are_in(name) else name, sum(right))
    return standings(scores, BEST)


def _choice(room: LiveRoom, item: str, person: UUID) -> Choice:
    question = room.live.get(item)
    given = None if question is None else question.by_person.get(person)
    return given or room.live.earlier.get(person, {}).get(item) or Choice()
