"""Items of a questionnaire: add, change, rename, copy, move, remove; and so their sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pollkit.domain.editing.names import free_name, leaves, with_renamed_references
from pollkit.domain.editing.tree import Branch, flat, leaf_of, name_of, renamed, tree, walk
from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.rules import Scale, Section
from pollkit.domain.texts import Texts

Changed = tuple[Instrument, str]  # and the name of what is to be chosen then


def with_item(instrument: Instrument, item: Item) -> Instrument:
    """The item as it now is, under the name that it has."""
    items = tuple(item if one.name == item.name else one for one in instrument.items)
    return replace(instrument, items=items)


def with_section(instrument: Instrument, section: Section) -> Instrument:
    sections = (section if one.path == section.path else one for one in instrument.sections)
    return replace(instrument, sections=tuple(sections))


def with_new_items(instrument: Instrument, items: Sequence[Item], after: str | None) -> Changed:
    """Items after an item, at the beginning of a section (its path), or at the end of all (None),
    each under a name that is free; the first of them is to be chosen."""
    first = ""
    for item in items:
        leaf = free_name(leaves(instrument), item.leaf)
        fresh = replace(item, name=leaf)
        instrument, after = _inserted(instrument, fresh, after)
        first = first or after
    return instrument, first


def with_copy(instrument: Instrument, name: str, pattern: str) -> Changed:
    """An item or a whole section again right after it; `pattern` makes the copy's text in the main
    language from {text}.

    Inside a copied section, expressions refer to the copies of its items.
    """
    node = node_at(instrument, name)
    main = instrument.languages[0]
    taken = leaves(instrument)
    names: dict[str, str] = {}
    for inner in [node, *(walk(node) if isinstance(node, Branch) else ())]:
        names[leaf_of(inner)] = free_name(taken, leaf_of(inner))
        taken.add(names[leaf_of(inner)])
    copy = _renamed_node(node, names)
    copy = _with_text(copy, pattern, main)
    instrument, copied = _placed(instrument, copy, name)
    part = replace(
        instrument,
        items=tuple(i for i in instrument.items if _is_in(i.name, copied)),
        sections=tuple(s for s in instrument.sections if _is_in(s.path, copied)),
        settings={},
    )
    for old, new in names.items():
        if old != new:
            part = with_renamed_references(part, old, new)
    changed = {i.name: i for i in part.items}
    sections = {s.path: s for s in part.sections}
    whole = replace(
        instrument,
        items=tuple(changed.get(i.name, i) for i in instrument.items),
        sections=tuple(sections.get(s.path, s) for s in instrument.sections),
    )
    return whole, copied


def without(instrument: Instrument, name: str) -> tuple[Instrument, str | None]:
    """Without an item or a section and all in it; the name of what takes its place.

    Expressions that call it stay as they are: the check tells of each.
    """
    root = tree(instrument)
    order = [name_of(node) for node in walk(root)]
    changed, _moved = flat(_without(root, name), instrument)
    left = {item.name for item in changed.items} | {s.path for s in changed.sections}
    after = [one for one in order[order.index(name) :] if one in left]
    before = [one for one in order[: order.index(name)] if one in left]
    chosen = after[0] if after else (before[-1] if before else None)
    return replace(changed, scales=_scales_without(changed)), chosen


def with_moved(instrument: Instrument, name: str, before: str | None, into: str) -> Changed:
    """An item or a section at another place: before this one of the section `into` ("" = none), or
    at its end (None). A section cannot go into itself: then nothing changes."""
    if _is_in(into, name) or before == name:
        return instrument, name
    instrument, name = _made_unlike(instrument, name, into)
    node = node_at(instrument, name)
    root = _without(tree(instrument), name)
    root = _grown(root, into, before, node)
    changed, moved = flat(root, instrument)
    return changed, moved.get(name, name)


def with_stepped(instrument: Instrument, name: str, by: int) -> Changed:
    """One step up (-1) or down (1) in the outline: past an item, into a section that is next, or
    out of the one it stands in."""
    root = tree(instrument)
    parent = _parent(root, name)
    names = [name_of(child) for child in parent.children]
    place = names.index(name)
    beyond = place + by
    if not 0 <= beyond < len(names):
        return _out_of(instrument, root, parent, name, by)
    neighbour = parent.children[beyond]
    if isinstance(neighbour, Branch):
        first = name_of(neighbour.children[0]) if by > 0 else None
        return with_moved(instrument, name, first, neighbour.path)
    target = names[beyond] if by < 0 else next(iter(names[beyond + 1 :]), None)
    return with_moved(instrument, name, target, parent.path)


def grouped(instrument: Instrument, names: Sequence[str], leaf: str, texts: Texts) -> Changed:
    """These items and sections, which stand in one section, as a section of their own at the place
    of the first; what stands between them moves after it."""
    root = tree(instrument)
    parent = _parent(root, names[0])
    wanted = set(names)
    inside = tuple(child for child in parent.children if name_of(child) in wanted)
    leaf = free_name(leaves(instrument), leaf)
    path = f"{parent.path}/{leaf}" if parent.path else leaf
    made = Branch(Section(path, texts), inside)
    children: list[Branch | Item] = []
    for child in parent.children:
        if child is inside[0]:
            children.append(made)
        elif name_of(child) not in wanted:
            children.append(child)
    root = _replaced(root, parent.path, tuple(children))
    return flat(root, instrument)[0], path


def ungrouped(instrument: Instrument, path: str) -> tuple[Instrument, str]:
    """Without this section; what stood in it stands where it was. The first of it is to be chosen.

    The section's condition goes to what stood in it.
    """
    around = path.rpartition("/")[0]
    for child in _branch_at(instrument, path).children:
        instrument, _name = _made_unlike(instrument, name_of(child), around)
    root = tree(instrument)
    parent = _parent(root, path)
    branch = _branch_at(instrument, path)
    assert branch.section is not None
    inside = tuple(_asked_where(child, branch.section.relevant) for child in branch.children)
    children: list[Branch | Item] = []
    for child in parent.children:
        children += inside if name_of(child) == path else (child,)
    changed, moved = flat(_replaced(root, parent.path, tuple(children)), instrument)
    first = name_of(branch.children[0])
    return changed, moved.get(first, first)


def with_name(instrument: Instrument, name: str, leaf: str) -> Changed:
    """An item or a section under another name; every expression and text that calls it does so by
    the new one."""
    old = name.rpartition("/")[2]
    if old == leaf:
        return instrument, name
    root = _mapped(tree(instrument), name, lambda node: _named(node, leaf))
    changed, moved = flat(root, instrument)
    now = moved.get(name) or _sibling(name, leaf)
    # Only its own name was replaced in place: `flat` tells of what moved with a section.
    changed = renamed(changed, {name: now})
    return with_renamed_references(changed, old, leaf), now


def _made_unlike(instrument: Instrument, name: str, into: str) -> Changed:
    """Under another name where the section it goes to has one like it already."""
    target = tree(instrument) if not into else _branch_at(instrument, into)
    beside = {leaf_of(child) for child in target.children if name_of(child) != name}
    leaf = name.rpartition("/")[2]
    if leaf not in beside:
        return instrument, name
    return with_name(instrument, name, free_name(leaves(instrument), leaf))


def _branch_at(instrument: Instrument, path: str) -> Branch:
    branch = node_at(instrument, path)
    assert isinstance(branch, Branch)
    return branch


def node_at(instrument: Instrument, name: str) -> Branch | Item:
    return next(node for node in walk(tree(instrument)) if name_of(node) == name)


def _inserted(instrument: Instrument, item: Item, after: str | None) -> Changed:
    if after is not None and any(section.path == after for section in instrument.sections):
        root = tree(instrument)
        branch = node_at(instrument, after)
        assert isinstance(branch, Branch)
        root = _replaced(root, after, (item, *branch.children))
        changed, _moved = flat(root, instrument)
        return changed, f"{after}/{item.leaf}"
    return _placed(instrument, item, after)


def _placed(instrument: Instrument, node: Branch | Item, after: str | None) -> Changed:
    """Right after an item or a section, in the same section; None = at the end of all."""
    root = tree(instrument)
    if after is None:
        root = replace(root, children=(*root.children, node))
        return flat(root, instrument)[0], leaf_of(node)
    parent = _parent(root, after)
    names = [name_of(child) for child in parent.children]
    place = names.index(after) + 1
    children = (*parent.children[:place], node, *parent.children[place:])
    changed, _moved = flat(_replaced(root, parent.path, children), instrument)
    return changed, _in(parent.path, leaf_of(node))


def _out_of(instrument: Instrument, root: Branch, parent: Branch, name: str, by: int) -> Changed:
    if not parent.path:
        return instrument, name
    around = _parent(root, parent.path)
    names = [name_of(child) for child in around.children]
    place = names.index(parent.path)
    before = parent.path if by < 0 else next(iter(names[place + 1 :]), None)
    return with_moved(instrument, name, before, around.path)


def _parent(branch: Branch, name: str) -> Branch:
    for child in branch.children:
        if name_of(child) == name:
            return branch
        if isinstance(child, Branch) and _is_in(name, child.path):
            return _parent(child, name)
    raise KeyError(name)


def _replaced(branch: Branch, path: str, children: tuple[Branch | Item, ...]) -> Branch:
    """The outline with other children in one of its sections."""
    if branch.path == path:
        return replace(branch, children=children)
    return replace(
        branch,
        children=tuple(
            _replaced(child, path, children) if isinstance(child, Branch) else child
            for child in branch.children
        ),
    )


def _without(branch: Branch, name: str) -> Branch:
    return replace(
        branch,
        children=tuple(
            _without(child, name) if isinstance(child, Branch) else child
            for child in branch.children
            if name_of(child) != name
        ),
    )


def _grown(branch: Branch, into: str, before: str | None, node: Branch | Item) -> Branch:
    if branch.path == into:
        names = [name_of(child) for child in branch.children]
        place = names.index(before) if before in names else len(names)
        children = (*branch.children[:place], node, *branch.children[place:])
        return replace(branch, children=children)
    return replace(
        branch,
        children=tuple(
            _grown(child, into, before, node) if isinstance(child, Branch) else child
            for child in branch.children
        ),
    )


def _mapped(branch: Branch, name: str, change: Callable[[Branch | Item], Branch | Item]) -> Branch:
    children = []
    for child in branch.children:
        if name_of(child) == name:
            children.append(change(child))
        else:
            children.append(_mapped(child, name, change) if isinstance(child, Branch) else child)
    return replace(branch, children=tuple(children))


def _named(node: Branch | Item, leaf: str) -> Branch | Item:
    if isinstance(node, Item):
        return replace(node, name=_sibling(node.name, leaf))
    assert node.section is not None
    return replace(node, section=replace(node.section, path=_sibling(node.path, leaf)))


def _renamed_node(node: Branch | Item, names: dict[str, str]) -> Branch | Item:
    named = _named(node, names[leaf_of(node)])
    if isinstance(named, Item):
        return named
    return replace(named, children=tuple(_renamed_node(c, names) for c in named.children))


def _with_text(node: Branch | Item, pattern: str, main: str) -> Branch | Item:
    if isinstance(node, Item):
        return replace(node, texts=_patterned(node.texts, pattern, main))
    assert node.section is not None
    texts = _patterned(node.section.texts, pattern, main)
    return replace(node, section=replace(node.section, texts=texts))


def _patterned(texts: Texts, pattern: str, main: str) -> Texts:
    # Not format(): texts may hold braces, such as ${name}.
    text = texts.get(main, "")
    return {**texts, main: pattern.replace("{text}", text)} if text else texts


def _asked_where(node: Branch | Item, relevant: str) -> Branch | Item:
    if not relevant:
        return node
    if isinstance(node, Item):
        rules = replace(node.rules, relevant=both(relevant, node.rules.relevant))
        return replace(node, rules=rules)
    assert node.section is not None
    section = replace(node.section, relevant=both(relevant, node.section.relevant))
    return replace(node, section=section)


def both(one: str, other: str) -> str:
    """True where both are; "" counts as true."""
    if not one or not other:
        return one or other
    return f"({one}) and ({other})"


def _scales_without(instrument: Instrument) -> tuple[Scale, ...]:
    """Without what is no longer there; a scale of nothing goes with its last item."""
    names = {item.name for item in instrument.items}

    def kept(members: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in members if one in names or one.partition(".")[0] in names)

    scales = (
        replace(scale, items=kept(scale.items), reverse_keyed=kept(scale.reverse_keyed))
        for scale in instrument.scales
    )
    return tuple(scale for scale in scales if scale.items)


def _is_in(name: str, path: str) -> bool:
    return name == path or name.startswith(f"{path}/")


def _sibling(name: str, leaf: str) -> str:
    return _in(name.rpartition("/")[0], leaf)


def _in(path: str, leaf: str) -> str:
    return f"{path}/{leaf}" if path else leaf
