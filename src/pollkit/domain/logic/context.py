"""What an expression is evaluated in. Nothing is read from the machine: it all comes from here."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from pollkit.domain.logic.nodes import Node


def _no_label(path: str, code: str) -> str:
    return ""


def _no_words(text_id: str) -> str:
    # Lists here have their words where an XForm has ids of texts.
    return text_id


@dataclass
class World:
    """One response and what is around it.

    Attributes:
        root: of the response: `/data` is its path.
        now: with its time zone, which is also that of all days and times without one.
        chance: where random numbers come from.
        lists: what `instance(...)` and `pulldata(...)` look things up in, by name.
        label: of an option, from the path of its question ("/data/town") and its code.
        words: a text of the form by its id, for `jr:itext`.
        properties: what the program knows of itself, for `property(...)`: "deviceid", ...
        version: of the form.
        language: that the form is shown in: of months and days.
    """

    root: Node
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311
    lists: Mapping[str, Node] = field(default_factory=dict)
    label: Callable[[str, str], str] = _no_label
    words: Callable[[str], str] = _no_words
    properties: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    language: str = "en"

    @property
    def zone(self) -> tzinfo:
        return self.now.tzinfo or UTC


class Here:
    """Where in the world: the node, and inside a predicate its place among the others.

    `current` is the node that the whole expression belongs to, also inside predicates.
    """

    __slots__ = ("current", "node", "place", "size", "world", "zone")

    def __init__(
        self, world: World, node: Node, current: Node | None = None, place: int = 1, size: int = 1
    ) -> None:
        self.world = world
        self.zone = world.zone
        self.node = node
        self.current = node if current is None else current
        self.place = place
        self.size = size
