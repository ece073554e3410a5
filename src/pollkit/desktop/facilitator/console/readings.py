"""What the console reads out of its event and the room's status."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from pollkit.desktop.facilitator.console.state import AsideState, ConsoleState, QuestionRow, Step
from pollkit.desktop.facilitator.splits import SplitChoice, split_choices
from pollkit.domain.analysis.shifts import can_shift
from pollkit.domain.analysis.splits import can_be_split
from pollkit.domain.boards import Post
from pollkit.domain.corrections import begun_items
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move, Pace, Question, QuestionState, Room, seconds_until
from pollkit.domain.text_edits import held_texts
from pollkit.domain.texts import in_language
from pollkit.domain.views import JoinAddress, RoomStatus, wall_picture
from pollkit.domain.wifi import Wifi
from pollkit.i18n import _, ngettext

_NOT_ASKED = frozenset({QuestionState.WAITING, QuestionState.READING})
_SETTLED = frozenset({QuestionState.CLOSED, QuestionState.REVEALED})


def read_status(
    state: ConsoleState,
    status: RoomStatus,
    now: datetime,
    wifi: Wifi | None,
    chosen: JoinAddress | None,
) -> ConsoleState:
    """The state with what the room tells now.

    Args:
        wifi: the network that the wall shows as a step of its own.
        chosen: the address that was chosen for the code, if one was.
    """
    event, room = state.event, status.room
    item = item_named(event, room.current)
    addresses, address = status.addresses, _address_of(status, chosen)
    if address is not None:
        status = replace(status, addresses=(address,))
    current = room.on_wall
    is_open = bool(room.open_questions)
    return replace(
        state,
        rows=rows_of(event, room),
        begun=begun_items(room),
        item=item,
        question=None if current is None else current.state,
        heads=status.heads,
        result=status.result,
        split=status.split,
        step=step_of(room, event, status.has_more_time),
        allowed=room.allowed_moves(),
        can_restore=Move.RESTORE in room.allowed_moves(),
        split_choices=earlier_splits(event, room, item),
        split_by=None if status.split is None else status.split.by,
        addresses=addresses,
        address=address,
        pin=status.pin,
        round=1 if current is None else current.round,
        ways=status.ways,
        is_blank=room.is_blank,
        is_locked=room.is_locked,
        people=status.people,
        scores=status.scores,
        shows_scores=status.shows_scores,
        remote=status.remote,
        has_ended=room.has_ended,
        wall=replace(wall_picture(without_unknown(status, item), item, now), wifi=wifi),
        can_shift=can_compare(room, item),
        shift=status.shift,
        pace=room.pace,
        progress=status.progress,
        next_text=text_of(item_named(event, room.next_item), event),
        open_s=seconds_since(status.asked_at, now) if is_open else None,
        seconds_left=seconds_until(room.ends_at, now),
        has_more_time=status.has_more_time,
        live_min=minutes_since(status.opened_at, now),
        shows_live=current is not None and current.shows_live,
        edits=status.edits,
        posts=status.posts,
        aside=aside_of(event, status),
        large_post=status.large_post,
        is_voting=current is not None and current.is_voting,
        held=()
        if item is None or status.result is None
        else held_texts(item, status.result, status.edits),
    )


def read_clock(state: ConsoleState, status: RoomStatus, now: datetime) -> ConsoleState:
    """The state with nothing new but the time, once the room has told of itself."""
    if state.wall is None:
        return state
    left = seconds_until(status.room.ends_at, now)
    is_open = state.question is QuestionState.OPEN or bool(state.progress)
    return replace(
        state,
        open_s=seconds_since(status.asked_at, now) if is_open else None,
        seconds_left=left,
        live_min=minutes_since(status.opened_at, now),
        wall=replace(state.wall, seconds_left=left),
    )


def move_to(state: ConsoleState, item: str) -> Move:
    """What puts a question on the wall: it is asked, or shown alone where it is to be read first;
    one that was asked before is shown as it stands."""
    states = {row.item: row.state for row in state.rows}
    if states[item] not in _NOT_ASKED:
        return Move.SHOW
    asked = item_named(state.event, item)
    reads = asked is not None and asked.reads_first and states[item] is QuestionState.WAITING
    return Move.READ if reads else Move.ASK


def next_split(state: ConsoleState) -> str | None:
    """One earlier question after the other, and then none again."""
    choices = [None, *(choice.item for choice in state.split_choices)]
    here = choices.index(state.split_by) if state.split_by in choices else 0
    return choices[(here + 1) % len(choices)]


def added_item(before: Event, after: Event) -> str:
    """The name of the first item that was not there before."""
    known = {item.name for item in before.instrument.items}
    return next(item.name for item in after.instrument.items if item.name not in known)


def posts_in_order(posts: tuple[Post, ...], ids: tuple[UUID, ...]) -> list[Post]:
    """The posts with these ids, in the order of the ids."""
    chosen = [post for post in posts if post.id in ids]
    return sorted(chosen, key=lambda post: ids.index(post.id))


def item_named(event: Event, name: str | None) -> Item | None:
    return next((item for item in event.instrument.items if item.name == name), None)


def without_unknown(status: RoomStatus, item: Item | None) -> RoomStatus:
    """For a moment after a question was removed the room may still have it on the wall."""
    return status if item is not None else replace(status, room=replace(status.room, current=None))


def aside_of(event: Event, status: RoomStatus) -> AsideState | None:
    staying = status.room.staying
    item = None if staying is None else item_named(event, staying.item)
    if staying is None or item is None or status.room.has_ended:
        return None
    is_open, is_on_wall = status.room.beside is not None, status.room.current == staying.item
    return AsideState(
        item, is_open, is_on_wall, status.posts if is_on_wall else status.beside_posts
    )


def rows_of(event: Event, room: Room) -> tuple[QuestionRow, ...]:
    questions = {question.item: question for question in room.questions}
    found = []
    for number, item in enumerate(event.instrument.items, start=1):
        question = questions.get(item.name)
        found.append(
            QuestionRow(
                item.name,
                number,
                text_of(item, event),
                QuestionState.WAITING if question is None else question.state,
                item.name == room.current,
                can_move=question is None or (question.is_untouched and item.name != room.current),
            )
        )
    return tuple(found)


def text_of(item: Item | None, event: Event) -> str:
    return "" if item is None else in_language(item.texts, event.languages[0])


def step_of(room: Room, event: Event, waited_for: int) -> Step | None:
    """What comes next; `waited_for` have asked for more time."""
    if room.has_ended:
        return None
    if room.pace is Pace.SELF:
        return Step(Move.TAKE_BACK, _closing_words(waited_for) or _("Take back and close"))
    question = room.on_wall
    if question is None:
        return Step(Move.NEXT, _("First question")) if room.next_item else None
    is_done = question.state is QuestionState.REVEALED or question == room.beside
    if is_done and room.next_item is None:
        return Step(Move.END, _("End the event"))
    if question.state is QuestionState.WAITING:
        item = item_named(event, question.item)
        reads = item is not None and item.reads_first
        return Step(Move.READ, _("Show the question")) if reads else Step(Move.ASK, _("Ask"))
    if question.state is QuestionState.OPEN and _is_gathering(event, question):
        return Step(Move.VOTE, _("Let them vote"))
    if is_done:
        return Step(Move.NEXT, _("Next question"))
    return {
        QuestionState.READING: Step(Move.ASK, _("Take answers")),
        QuestionState.OPEN: Step(Move.CLOSE, _closing_words(waited_for) or _("Close")),
        QuestionState.CLOSED: Step(Move.REVEAL, _("Reveal")),
    }[question.state]


def _is_gathering(event: Event, question: Question) -> bool:
    item = item_named(event, question.item)
    return item is not None and item.kind is ItemKind.IDEAS and not question.is_voting


def _closing_words(waited_for: int) -> str:
    if not waited_for:
        return ""
    return ngettext("Close ({n} has more time)", "Close ({n} have more time)", waited_for).format(
        n=waited_for
    )


def earlier_splits(event: Event, room: Room, item: Item | None) -> tuple[SplitChoice, ...]:
    if item is None or not can_be_split(item):
        return ()
    items = event.instrument.items
    earlier = {one.name for one in items[: items.index(item)]}
    return tuple(choice for choice in split_choices(event, room) if choice.item in earlier)


def why_no_split(state: ConsoleState) -> str:
    """What the split key says where it can do nothing; "" before there is a result."""
    item, event = state.item, state.event
    if item is None or state.result is None:
        return ""
    if not can_be_split(item):
        return _(
            "What people wrote is not shown group by group: their words may tell who they are."
        )
    if not event.answers_tied:
        return _(
            "This event does not keep one person’s answers together, so no result can be split."
        )
    return _("No earlier question with one answer each is closed yet, to split by.")


def can_compare(room: Room, item: Item | None) -> bool:
    """Whether the question on the wall was asked before, in an earlier round or as another."""
    question = room.on_wall
    if item is None or question is None or question.state not in _SETTLED or not can_shift(item):
        return False
    if question.before:
        return True
    return any(
        earlier.item == item.repeats and earlier.state in _SETTLED for earlier in room.questions
    )


def _address_of(status: RoomStatus, chosen: JoinAddress | None) -> JoinAddress | None:
    """The chosen one, else the same interface under a new address, else the first."""
    if chosen in status.addresses:
        return chosen
    interface = None if chosen is None else chosen.interface
    same = (address for address in status.addresses if address.interface == interface)
    return next(same, next(iter(status.addresses), None))


def minutes_since(moment: datetime | None, now: datetime) -> int | None:
    seconds = seconds_since(moment, now)
    return None if seconds is None else seconds // 60


def seconds_since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, int((now - moment).total_seconds()))
