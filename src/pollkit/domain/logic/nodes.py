"""What expressions look at: a tree of named nodes with values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol


class Node(Protocol):
    """A question, group, repeat, row of a list or a list.

    Attributes:
        parent: None for the root.
        repeats: it is one of several with this name: `/data/child` is then the own one for all
            that is inside it.
        is_relevant: False = nobody is asked: it counts for nothing, and its value is blank.
    """

    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> Node | None: ...
    @property
    def repeats(self) -> bool: ...
    @property
    def is_relevant(self) -> bool: ...
    def value(self) -> str:
        """As ODK XForms stores it; "" = blank, and of a node with others in it."""
        ...

    def stored(self) -> str:
        """The same, also while it is not relevant."""
        ...

    def children(self, name: str) -> Sequence[Node]: ...
    def all_children(self) -> Iterable[Node]: ...
    def attribute(self, name: str) -> str | None: ...


class Nodeset:
    """Nodes in the order in which they stand; a value of its own kind."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    def relevant(self) -> list[Node]:
        return [node for node in self.nodes if node.is_relevant]

    def text(self) -> str:
        """The value of the first node, as everywhere in XPath; "" if there is none."""
        return self.nodes[0].value() if self.nodes else ""


class Attribute:
    """`@id`: a node without anything inside."""

    __slots__ = ("_value", "name", "parent")

    repeats = False
    is_relevant = True

    def __init__(self, name: str, value: str, parent: Node) -> None:
        self.name = name
        self.parent: Node | None = parent
        self._value = value

    def value(self) -> str:
        return self._value

    def stored(self) -> str:
        return self._value

    def children(self, name: str) -> Sequence[Node]:
        return ()

    def all_children(self) -> Iterable[Node]:
        return ()

    def attribute(self, name: str) -> str | None:
        return None


def inside(node: Node) -> Iterator[Node]:
    """The node and all inside it, in the order in which they stand."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(list(one.all_children())))


def top_of(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def line_of(node: Node) -> list[Node]:
    """Those it stands in, from the root, and itself."""
    line = [node]
    while (parent := line[-1].parent) is not None:
        line.append(parent)
    return line[::-1]


def in_order(nodes: Sequence[Node]) -> list[Node]:
    """Each once, in the order in which they stand."""
    once = list({id(node): node for node in nodes}.values())
    if len(once) < 2:
        return once
    tops = {id(top): top for top in map(top_of, once)}
    places = {
        id(node): place
        for place, node in enumerate(one for top in tops.values() for one in inside(top))
    }
    return sorted(once, key=lambda node: places.get(id(node), -1))


def place_among_siblings(node: Node) -> int:
    """From 1, among those of its name."""
    if node.parent is None:
        return 1
    siblings = node.parent.children(node.name)
    return next((n for n, one in enumerate(siblings, start=1) if one is node), 1)
