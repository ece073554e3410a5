"""Which options a question offers now, and in which order."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pollkit.domain.instruments import Option
from pollkit.domain.logic.context import Here, World
from pollkit.domain.logic.elements import Element
from pollkit.domain.logic.functions.chance import park_miller, seed_of, shuffled
from pollkit.domain.logic.nodes import Nodeset, inside
from pollkit.domain.logic.references import named
from pollkit.domain.logic.surroundings import Surroundings
from pollkit.domain.logic.tree import TreeNode


def offered(
    element: Element, node: TreeNode, world: World, around: Surroundings
) -> tuple[Option, ...]:
    """Those that the choice filter lets through; shuffled where the form asks for it.

    Without a seed the order is drawn once for each filling and question, so that it stays while
    somebody looks at it.
    """
    item = element.item
    assert item is not None
    options = around.options(item)
    if element.choice_filter is not None:
        root, by_row = around.option_rows(item)
        rows = element.choice_filter.evaluate(Here(world, root, node))
        assert isinstance(rows, Nodeset)
        options = tuple(by_row[id(row)] for row in rows.nodes)
    if item.parameters.get("randomize", "").lower() == "true":
        return tuple(shuffled(options, park_miller(_seed(element, node, world, options))))
    return options


def _seed(element: Element, node: TreeNode, world: World, options: Sequence[Option]) -> int:
    assert element.item is not None
    written = element.item.parameters.get("seed", "")
    if written:
        return seed_of(_seed_text(written, world), Here(world, node))
    # Drawn from what a filling keeps, so that a draft that is taken up again shows the same order.
    draw = random.Random(f"{_instance_id(world)} {element.path}")  # noqa: S311
    return draw.randrange(1, 2**31)


def _seed_text(written: str, world: World) -> str:
    """A number, or the answer of the question that is named."""
    name = next(iter(named(written)), None)
    if name is None:
        return written
    return next((node.value() for node in inside(world.root) if node.name == name), "")


def _instance_id(world: World) -> str:
    found = [leaf for meta in world.root.children("meta") for leaf in meta.children("instanceID")]
    return found[0].value() if found else ""
