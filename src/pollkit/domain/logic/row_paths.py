"""How one row's question is called: "household/member[2]/age", counted from 1."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pollkit.domain.logic.nodes import place_among_siblings
from pollkit.domain.logic.tree import Branch, TreeNode
from pollkit.errors import NotFound
from pollkit.i18n import _

_PART = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")


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
    return re.sub(r"\[\d+\]", "", path)


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
