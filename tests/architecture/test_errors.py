"""The tree drawn on top of errors.py is the tree of its classes."""

from __future__ import annotations

import re

import pollkit.errors
from pollkit.errors import PollKitError


def test_the_drawn_tree_is_the_tree_of_classes() -> None:
    assert _drawn_tree(pollkit.errors.__doc__ or "") == set(_tree_below(PollKitError))


def _drawn_tree(drawing: str) -> set[tuple[str, str]]:
    """Pairs of parent and child; each level is indented by four characters."""
    pairs, line_of_parents = set(), ["PollKitError"]
    for line in drawing.splitlines():
        entry = re.match(r"    ([│ ]*)[├└]── (\w+)", line)
        if entry:
            depth = len(entry[1]) // 4 + 1
            line_of_parents[depth:] = [entry[2]]
            pairs.add((line_of_parents[depth - 1], entry[2]))
    return pairs


def _tree_below(parent: type[PollKitError]) -> list[tuple[str, str]]:
    children = [child for child in parent.__subclasses__() if child.__module__ == "pollkit.errors"]
    return [
        pair
        for child in children
        for pair in [(parent.__name__, child.__name__), *_tree_below(child)]
    ]
