"""How closed questions are sealed. All of it runs in the writer's thread, within one write."""

from __future__ import annotations

from collections.abc import Sequence

from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS
from pollkit.domain.rooms import QuestionState, Room
from pollkit.live.attendance import Attendance
from pollkit.live.live_question import read_live
from pollkit.live.rude_words import RudeWords
from pollkit.store import Repositories

Key = tuple[str, int]  # item, round

_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})


def seal_all(
    repos: Repositories,
    event: Event,
    room: Room,
    attendance: Attendance,
    rude_words: RudeWords,
    keys: Sequence[Key],
) -> None:
    """Of those who changed an earlier answer meanwhile, what they are no longer asked is taken
    back first."""
    items = {key: event.instrument.item(key[0]) for key in keys}
    if any(item.asked_if is not None for item in items.values()):
        names = [item.name for item in items.values()]
        live = read_live(repos, event, room, attendance, rude_words, names)
        for (name, round_), item in items.items():
            question = live.get(name)
            assert question is not None
            tokens = [
                token
                for token in question.votes
                if (attendee := attendance.get(token)) is not None and not live.asks(item, attendee)
            ]
            repos.rooms.withdraw(event.id, name, round_, tokens)
    for key in keys:
        _seal(repos, event, key)


def seal_what_is_closed(repos: Repositories, event: Event, room: Room) -> None:
    """A crash may have come between closing a question and sealing its ballots."""
    boards = set(repos.boards.open_rounds(event.id))
    for question in room.questions:
        key = question.item, question.round
        has_open = key in boards or repos.rooms.votes(event.id, *key)
        if question.state in _SETTLED and has_open:
            _seal(repos, event, key)


def _seal(repos: Repositories, event: Event, key: Key) -> None:
    is_board = event.instrument.item(key[0]).kind in OF_POSTS
    (repos.boards.seal if is_board else repos.rooms.seal)(event.id, *key)
