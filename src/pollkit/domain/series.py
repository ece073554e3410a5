"""The same question at several events of a series."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import QuestionResult

# Of the others there is no figure that could be followed from event to event.
FOLLOWED = frozenset(
    {
        ItemKind.SINGLE,
        ItemKind.MULTIPLE,
        ItemKind.SCALE,
        ItemKind.MATRIX,
        ItemKind.RANKING,
        ItemKind.POINTS,
        ItemKind.NUMBER,
    }
)


@dataclass(frozen=True)
class SeriesPoint:
    """What one event brought."""

    event: Event
    result: QuestionResult


@dataclass(frozen=True)
class Series:
    """`item` as the last event asked it; `points` by the events' dates."""

    item: Item
    points: tuple[SeriesPoint, ...]


def asks_the_same(one: Item, other: Item) -> bool:
    """Whether answers to both can be compared: the wording may differ, what can be answered not."""
    return (
        one.kind is other.kind
        and one.codes == other.codes
        and one.scale_points == other.scale_points
        and one.most_choices == other.most_choices
    )
