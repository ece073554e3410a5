"""How one row's question is called: "household/member[2]/age", counted from 1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pollkit.domain.logic.nodes import place_among_siblings
from pollkit.domain.logic.tree import Branch, TreeNode
from pollkit.errors import NotFound
from pollkit.i18n import _

_PART = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")
_ROW = re.compile(r"\[(\d+)\]")


def path_of(node: TreeNode) -> str:
    """Empty for the form itself."""
    parts = []
    while node.parent is not None:
        place = f"[{place_among_siblings(node)}]" if node.repeats else ""
        parts.append(node.name + place)
        node = node.parent
    return "/".join(reversed(parts))


def without_rows(path: str) -> str:
    """As the instrument calls it: "household/member/age"."""
    return _ROW.sub("", path) if "[" in path else path


def rows_of(path: str) -> tuple[int, ...]:
    """The rows that it names, outermost first."""
    return tuple(int(row) for row in _ROW.findall(path))


def with_rows(path: str, repeats: Sequence[str], rows: Sequence[int]) -> str:
    """
    Args:
        repeats: the paths of the repeats around it, outermost first.
        rows: one for each of them.
    """
    # The innermost first: what stands before it keeps its length.
    for repeat, row in reversed(list(zip(repeats, rows, strict=True))):
        path = f"{repeat}[{row}]{path[len(repeat) :]}"
    return path


def split_path(path: str) -> list[tuple[str, int]]:
    """Names with their rows; 1 where none is said."""
    found = []
    for part in path.split("/"):
        match = _PART.fullmatch(part)
        if match is None:
            raise NotFound(_("There is no question “{name}” here.").format(name=path))
        found.append((match[1], int(match[2] or 1)))
    return found


def node_at(root: Branch, path: str) -> TreeNode:
    """
    Raises:
        NotFound: there is no such question, or no such row.
    """
    node: TreeNode = root
    for name, row in split_path(path) if path else ():
        nodes = node.children(name)
        if not 1 <= row <= len(nodes):
            raise NotFound(_("There is no question “{name}” here.").format(name=path))
        node = nodes[row - 1]
    return node


def rows_named(paths: Mapping[str, object]) -> dict[str, int]:
    """Path of each repeat, with the rows it stands in -> the most rows that any path names."""
    found: dict[str, int] = {}
    for path in paths:
        around = ""
        for part in path.split("/"):
            match = _PART.fullmatch(part)
            if match is not None and match[2]:
                repeat = f"{around}{match[1]}"
                found[repeat] = max(found.get(repeat, 0), int(match[2]))
            around += part + "/"
    return found
