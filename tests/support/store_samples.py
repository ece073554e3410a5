"""Values that the tests of the store put in."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from pollkit.domain.ballots import Choice, Vote
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.store import Repositories, Workspace

YES, NO = Choice(("yes",)), Choice(("no",))


def instrument(question: str = "Does your city evaluate?") -> Instrument:
    return Instrument(
        title={"en": "Meeting"},
        languages=("en", "ar"),
        items=(
            Item(
                "evaluates",
                ItemKind.SINGLE,
                {"en": question, "ar": "هل تقيّم مدينتك؟"},
                (Option("yes", {"en": "Yes", "ar": "نعم"}), Option("no", {"en": "No"})),
            ),
            Item(
                "how",
                ItemKind.TEXT,
                {"en": "How?"},
                asked_if=Condition("evaluates", ("yes",)),
            ),
            Item(
                "topics",
                ItemKind.MULTIPLE,
                {"en": "Which?"},
                (Option("a", {"en": "A"}), Option("b", {"en": "B"}), Option("c", {"en": "C"})),
                most_choices=2,
            ),
            Item(
                "sure",
                ItemKind.SCALE,
                {"en": "How sure?"},
                points=5,
                low_label={"en": "not"},
                high_label={"en": "very"},
            ),
        ),
    )


def event(*, tied: bool = False, title: str = "Cities") -> Event:
    return Event(
        id=uuid4(),
        title=title,
        place="Town hall",
        starts_at=datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
        instrument=instrument(),
        answers_tied=tied,
    )


def token(number: int) -> bytes:
    return number.to_bytes(4, "big") * 8


def vote(
    phone: int,
    choice: Choice = YES,
    item: str = "evaluates",
    round_: int = 1,
    id_: UUID | None = None,
) -> Vote:
    return Vote(id_ or uuid4(), token(phone), item, round_, choice)


def told_event(workspace: Workspace, said: str) -> Event:
    """An event whose open question was answered by six people in the same words."""
    held = event()

    def hold(repos: Repositories) -> None:
        repos.events.save(held)
        for phone in range(6):
            repos.rooms.join(held.id, token(phone), "en")
        for move in (Move.ASK, Move.CLOSE):
            repos.rooms.save(repos.rooms.load(held.id).make(move, "how"), move, asked=6)
            if move is Move.ASK:
                votes = [vote(phone, Choice(text=said), "how") for phone in range(6)]
                repos.rooms.cast(held.id, votes)
        repos.rooms.seal(held.id, "how", 1)

    workspace.write(hold).result(10)
    return held
