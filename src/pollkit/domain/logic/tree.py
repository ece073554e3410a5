"""The answers of one filling as a tree of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pollkit.domain.instruments import Option
from pollkit.domain.logic.shape import Names


class Leaf:
    """A question, or a part of one.

    Attributes:
        text: its answer as ODK XForms stores it, also while it is not relevant.
        is_asked: its own condition holds; `is_relevant` = and those of all it stands in.
        offered: options that a screen has asked for and that still hold; None = not known.
        faults: what was worked out -> why that failed the last time; None = nothing ever did.
    """

    __slots__ = (
        "faults",
        "is_asked",
        "is_read_only",
        "is_relevant",
        "is_required",
        "is_valid",
        "name",
        "names",
        "offered",
        "parent",
        "text",
    )

    repeats = False

    def __init__(self, names: Names, parent: Branch | None) -> None:
        self.name = names[-1]
        self.names = names
        self.parent = parent
        self.text = ""
        self.is_asked = True
        self.is_relevant: bool = parent is None or parent.is_relevant
        self.is_required = False
        self.is_read_only = False
        self.is_valid = True
        self.faults: dict[str, str] | None = None
        self.offered: tuple[Option, ...] | None = None

    @property
    def why_faulty(self) -> str:
        return next(iter(self.faults.values()), "") if self.faults else ""

    def set_fault(self, task: str, why: str) -> None:
        if why:
            self.faults = {**(self.faults or {}), task: why}
        elif self.faults:
            self.faults.pop(task, None)

    def value(self) -> str:
        return self.text if self.is_relevant else ""

    def stored(self) -> str:
        return self.text

    def children(self, name: str) -> Sequence[TreeNode]:
        return ()

    def all_children(self) -> Iterable[TreeNode]:
        return ()

    def attribute(self, name: str) -> str | None:
        return None


class Branch(Leaf):
    """The form, a section, one row of a repeat, or a question that is answered in parts."""

    __slots__ = ("_attributes", "_inner", "spare")

    def __init__(
        self, names: Names, parent: Branch | None, attributes: dict[str, str] | None = None
    ) -> None:
        super().__init__(names, parent)
        self._attributes = attributes or {}
        self._inner: dict[str, list[TreeNode]] = {}
        # Rows that are no longer counted, the last first: if they are again, so are their answers.
        self.spare: dict[str, list[Branch]] = {}

    def value(self) -> str:
        return ""

    def children(self, name: str) -> Sequence[TreeNode]:
        return self._inner.get(name, ())

    def all_children(self) -> Iterator[TreeNode]:
        for nodes in self._inner.values():
            yield from nodes

    def attribute(self, name: str) -> str | None:
        return self._attributes.get(name)

    def add(self, node: TreeNode) -> None:
        self._inner.setdefault(node.name, []).append(node)

    def set_rows(self, name: str, rows: list[TreeNode]) -> None:
        self._inner[name] = rows


class Row(Branch):
    """One row of a repeat."""

    __slots__ = ()

    repeats = True


TreeNode = Leaf


def descend(branch: TreeNode, names: Sequence[str]) -> list[TreeNode]:
    """All nodes that these names lead to, through all rows."""
    nodes: list[TreeNode] = [branch]
    for name in names:
        if len(nodes) == 1:
            nodes = list(nodes[0].children(name))
        else:
            nodes = [child for node in nodes for child in node.children(name)]
    return nodes


def everything_in(node: TreeNode) -> Iterator[TreeNode]:
    yield node
    for child in node.all_children():
        yield from everything_in(child)


def is_part_of(root: Branch, node: TreeNode) -> bool:
    """False = it stands in a row that was taken away."""
    while node.parent is not None:
        if node.repeats and all(one is not node for one in node.parent.children(node.name)):
            return False
        node = node.parent
    return node is root


def spread_relevance(node: TreeNode) -> bool:
    """Takes over from the parent and its own condition; True = something has changed."""
    parent = node.parent
    is_relevant = node.is_asked and (parent is None or parent.is_relevant)
    if is_relevant == node.is_relevant:
        return False
    node.is_relevant = is_relevant
    for child in node.all_children():
        spread_relevance(child)
    return True
