"""How paths are walked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.expressions import Axis, Call, Expression, Path, Start, Step
from pollkit.domain.logic.lookups import lookup_in, narrowed
from pollkit.domain.logic.nodes import Attribute, Node, Nodeset, in_order, inside
from pollkit.domain.logic.shape import Scope
from pollkit.domain.logic.values import Value, to_boolean, to_number

Evaluate: TypeAlias = Callable[[Here], Value]
Compile: TypeAlias = Callable[[Expression, "Scope | None"], Evaluate]
_Walk: TypeAlias = Callable[[Sequence[Node], Here], Sequence[Node]]


def path(expression: Path, scope: Scope | None, compile_one: Compile) -> Evaluate:
    start, passed = _start(expression, scope, compile_one)
    walks = [_step(step, scope, compile_one) for step in expression.steps[passed:]]
    if len(walks) == 1:
        only = walks[0]
        return lambda here: Nodeset(only(start(here), here))

    def value(here: Here) -> Nodeset:
        nodes = start(here)
        for walk in walks:
            nodes = walk(nodes, here)
        return Nodeset(nodes)

    return value


def filtered(base: Evaluate, predicates: Sequence[Evaluate]) -> Evaluate:
    def value(here: Here) -> Nodeset:
        nodes = base(here)
        return Nodeset(_kept(nodes.nodes if isinstance(nodes, Nodeset) else (), predicates, here))

    return value


def own_repeat(steps: Sequence[Step], scope: Scope | None) -> int:
    """How many steps of an absolute path lead to the innermost repeat that `scope` stands in.

    `/data/child/age` is the age of the own child for all that is asked about a child, as in Collect
    and in the web engines.
    """
    if scope is None:
        return 0
    own = 0
    reach = len(scope.here) - (1 if scope.counts else 0)
    for length, (step, name) in enumerate(zip(steps, scope.here[:reach], strict=False), start=1):
        if step.axis is not Axis.CHILD or step.name != name or step.predicates:
            break
        place = scope.shape.by_names.get(scope.here[:length])
        if place is not None and place.repeats:
            own = length
    return own


_Starting: TypeAlias = Callable[[Here], Sequence[Node]]


def _start(expression: Path, scope: Scope | None, compile_one: Compile) -> tuple[_Starting, int]:
    """Where the path begins, and how many of its steps that has taken."""
    if expression.start is Start.HERE:
        return lambda here: (here.node,), 0
    if expression.start is Start.ROOT:
        return _at_root(expression.steps, scope)
    base = compile_one(expression.start, scope)

    def start(here: Here) -> Sequence[Node]:
        nodes = base(here)
        return nodes.nodes if isinstance(nodes, Nodeset) else ()

    return start, 0


def _at_root(steps: Sequence[Step], scope: Scope | None) -> tuple[_Starting, int]:
    own = own_repeat(steps, scope)
    if own:
        assert scope is not None
        up = len(scope.here) - own
        return lambda here: (_up(here.current, up),), own
    if not steps or steps[0].axis is not Axis.CHILD or steps[0].predicates:
        return lambda here: (here.world.root,), 0
    name = steps[0].name

    def start(here: Here) -> Sequence[Node]:
        root = here.world.root
        return (root,) if name in {None, root.name} else ()

    return start, 1


def _up(node: Node, levels: int) -> Node:
    for _level in range(levels):
        assert node.parent is not None
        node = node.parent
    return node


def _step(step: Step, scope: Scope | None, compile_one: Compile) -> _Walk:
    walk = _axis(step)
    if not step.predicates:
        return walk
    predicates = [compile_one(one, scope) for one in step.predicates]
    lookup = lookup_in(step.predicates[0])
    if step.axis is Axis.CHILD and step.name is not None and lookup is not None:
        return _looked_up(step.name, lookup.column, compile_one(lookup.wanted, scope), predicates)
    if step.axis is Axis.CHILD:
        # The place in a predicate is that among the children of one parent.
        return lambda nodes, here: [
            kept for node in nodes for kept in _kept(walk((node,), here), predicates, here)
        ]
    return lambda nodes, here: _kept(walk(nodes, here), predicates, here)


def _looked_up(name: str, column: str, wanted: Evaluate, predicates: Sequence[Evaluate]) -> _Walk:
    def walk(nodes: Sequence[Node], here: Here) -> Sequence[Node]:
        kept: list[Node] = []
        for node in nodes:
            children = narrowed(node, name, column, wanted, here)
            if children is None:
                children = node.children(name)
            kept += _kept(children, predicates, here)
        return kept

    return walk


def _axis(step: Step) -> _Walk:
    name = step.name
    match step.axis:
        case Axis.CHILD if name is None:
            return lambda nodes, here: [one for node in nodes for one in node.all_children()]
        case Axis.CHILD:
            return _children(name or "")
        case Axis.PARENT:
            return _parents
        case Axis.SELF if name is None:
            return lambda nodes, here: nodes
        case Axis.SELF:
            return lambda nodes, here: [node for node in nodes if node.name == name]
        case Axis.ATTRIBUTE:
            return _attributes(name or "")
        case Axis.INSIDE:
            return lambda nodes, here: in_order([one for node in nodes for one in inside(node)])


def _children(name: str) -> _Walk:
    def walk(nodes: Sequence[Node], here: Here) -> Sequence[Node]:
        if len(nodes) == 1:
            return nodes[0].children(name)
        return [child for node in nodes for child in node.children(name)]

    return walk


def _parents(nodes: Sequence[Node], here: Here) -> Sequence[Node]:
    parents = [node.parent for node in nodes if node.parent is not None]
    return parents if len(parents) < 2 else list({id(one): one for one in parents}.values())


def _attributes(name: str) -> _Walk:
    def walk(nodes: Sequence[Node], here: Here) -> Sequence[Node]:
        found = [(node, node.attribute(name)) for node in nodes]
        return [Attribute(name, value, node) for node, value in found if value is not None]

    return walk


def _kept(nodes: Sequence[Node], predicates: Sequence[Evaluate], here: Here) -> Sequence[Node]:
    """Those for which each predicate is true, or is the number of their place."""
    for predicate in predicates:
        size, kept = len(nodes), []
        for place, node in enumerate(nodes, start=1):
            value = predicate(Here(here.world, node, here.current, place, size))
            if place == value if isinstance(value, float) else to_boolean(value):
                kept.append(node)
        nodes = kept
    return nodes


def indexed_repeat(call: Call, scope: Scope | None, compile_one: Compile) -> Evaluate:
    """`indexed-repeat(${name}, ${repeat}, 2)`: the path to the name, with places at its repeats."""
    target = _absolute_steps(call.arguments[0], scope)
    repeats = [_absolute_steps(one, scope) for one in call.arguments[1::2]]
    places = [compile_one(one, scope) for one in call.arguments[2::2]]
    place_at = {len(steps): place for steps, place in zip(repeats, places, strict=True)}
    first = min(place_at, default=0)
    own = min(own_repeat(target, scope), first - 1)
    up = 0 if scope is None else len(scope.here) - own

    def value(here: Here) -> Value:
        nodes = [_up(here.current, up)] if own > 0 else [here.world.root]
        for length, step in enumerate(target[max(own, 1) :], start=max(own, 1) + 1):
            nodes = [child for node in nodes for child in node.children(step.name or "")]
            if length in place_at:
                place = to_number(place_at[length](here), here.zone)
                nodes = [nodes[int(place) - 1]] if 1 <= place <= len(nodes) else []
        return Nodeset(nodes)

    return value


def _absolute_steps(expression: Expression, scope: Scope | None) -> list[Step]:
    """From the root, where `..` has been followed."""
    assert isinstance(expression, Path)
    names: list[str] = []
    if expression.start is not Start.ROOT and scope is not None:
        names = list(scope.here)
    for step in expression.steps:
        if step.axis is Axis.PARENT:
            names = names[:-1]
        elif step.axis is Axis.CHILD:
            names.append(step.name or "")
    return [Step(Axis.CHILD, name) for name in names]
