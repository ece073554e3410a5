"""Who is here by name, and how they stand in a quiz."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from pollkit.domain.analysis.values import is_right
from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.people import Person, Standing, clean_name, standings
from pollkit.domain.rooms import QuestionState
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.live.attendance import Attendee
from pollkit.live.live_room import LiveRoom

BEST = 5


def people_of(room: LiveRoom) -> tuple[Person, ...]:
    """By name; who has gone is told apart from who is connected."""
    if not room.event.asks_for.is_named:
        return ()
    found = [
        Person(one.phone.name, one.has_stream, may_be_shown(room, one), key_of(one))
        for one in room.attendance
        if one.channel is Channel.PHONE and one.phone.name
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def may_be_shown(room: LiveRoom, attendee: Attendee) -> bool:
    phone = attendee.phone
    return phone.is_name_released or not room.rude_words.are_in(phone.name)


def key_of(attendee: Attendee) -> str:
    return hashlib.sha256(attendee.phone.token_hash).hexdigest()[:16]


async def name_person(room: LiveRoom, key: str, typed: str) -> None:
    """Lets a name be shown, or gives somebody another; "" leaves it as it is. Returns once that is
    on disk.

    Raises:
        NotFound: there is nobody with this key.
    """
    attendee = next((one for one in room.attendance if one.phone.name and key_of(one) == key), None)
    if attendee is None:
        raise NotFound(_("This person is not in the room any more."))
    event_id, token_hash = room.event.id, attendee.phone.token_hash
    name = clean_name(typed) or attendee.phone.name
    await room.write(lambda repos: repos.rooms.set_name(event_id, token_hash, name))
    attendee.phone = replace(attendee.phone, name=name, is_name_released=True)
    room.on_news()


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
            scores[number] = (name if may_be_shown(room, one) else "", sum(right))
    return standings(scores, BEST)


def _choice(room: LiveRoom, item: str, person: UUID) -> Choice:
    question = room.live.get(item)
    given = None if question is None else question.by_person.get(person)
    return given or room.live.earlier.get(person, {}).get(item) or Choice()
