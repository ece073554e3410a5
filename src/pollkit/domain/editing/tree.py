"""An instrument as an outline: sections that hold items and sections, and back to one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Section


@dataclass(frozen=True)
class Branch:
    """A section with what stands in it; the whole has no section of its own."""

    section: Section | None
    children: tuple[Branch | Item, ...]

    @property
    def path(self) -> str:
        return "" if self.section is None else self.section.path


def tree(instrument: Instrument) -> Branch:
    """Sections without a single item have no place, and are left out."""
    sections = {section.path: section for section in instrument.sections}
    return _branch(None, instrument.items, sections)


def flat(root: Branch, instrument: Instrument) -> tuple[Instrument, dict[str, str]]:
    """The instrument with the items and sections of this outline, named after where they stand;
    and old name -> new name of those that were moved to another section."""
    items: list[Item] = []
    sections: list[Section] = []
    moved: dict[str, str] = {}
    _flatten(root, "", items, sections, moved)
    changed = replace(instrument, items=tuple(items), sections=tuple(sections))
    return renamed(changed, moved), moved


def renamed(instrument: Instrument, names: Mapping[str, str]) -> Instrument:
    """What names items by their whole names, after these have changed."""
    if not names:
        return instrument

    def now(name: str) -> str:
        """A statement of a matrix is "matrix.statement"."""
        whole, dot, statement = name.partition(".")
        return names.get(name) or names.get(whole, whole) + dot + statement

    scales = tuple(
        replace(
            scale,
            items=tuple(now(name) for name in scale.items),
            reverse_keyed=tuple(now(name) for name in scale.reverse_keyed),
        )
        for scale in instrument.scales
    )
    items = tuple(
        replace(
            item,
            asked_if=item.asked_if and replace(item.asked_if, item=now(item.asked_if.item)),
            repeats=item.repeats and now(item.repeats),
        )
        for item in instrument.items
    )
    return replace(instrument, items=items, scales=scales)


def name_of(node: Branch | Item) -> str:
    """The whole name of an item, the path of a section."""
    return node.path if isinstance(node, Branch) else node.name


def leaf_of(node: Branch | Item) -> str:
    return name_of(node).rpartition("/")[2]


def walk(branch: Branch) -> Iterator[Branch | Item]:
    """Everything inside, in order, a section before what stands in it."""
    for child in branch.children:
        yield child
        if isinstance(child, Branch):
            yield from walk(child)


def numbers(instrument: Instrument) -> dict[str, int]:
    """Item name -> its number, from 1, of those that people are asked; as on paper."""
    asked = (item for item in instrument.items if item.kind not in _NOT_ASKED)
    return {item.name: number for number, item in enumerate(asked, start=1)}


_NOT_ASKED = frozenset({ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER})


def _branch(
    section: Section | None, items: tuple[Item, ...], sections: Mapping[str, Section]
) -> Branch:
    path = "" if section is None else section.path
    children: list[Branch | Item] = []
    place = 0
    while place < len(items):
        inner = _next_step(path, items[place].section)
        if inner == path or inner not in sections:
            children.append(items[place])
            place += 1
            continue
        end = place
        while end < len(items) and f"{items[end].name}/".startswith(f"{inner}/"):
            end += 1
        children.append(_branch(sections[inner], items[place:end], sections))
        place = end
    return Branch(section, tuple(children))


def _next_step(path: str, inside: str) -> str:
    """The section one level below `path` on the way to `inside`."""
    if inside == path:
        return path
    rest = inside[len(path) + 1 :] if path else inside
    step = rest.partition("/")[0]
    return f"{path}/{step}" if path else step


def _flatten(
    branch: Branch,
    path: str,
    items: list[Item],
    sections: list[Section],
    moved: dict[str, str],
) -> None:
    for child in branch.children:
        name = f"{path}/{leaf_of(child)}" if path else leaf_of(child)
        if isinstance(child, Item):
            if name != child.name:
                moved[child.name] = name
            items.append(replace(child, name=name))
            continue
        if not any(isinstance(node, Item) for node in walk(child)):
            continue
        assert child.section is not None
        if name != child.path:
            moved[child.path] = name
        sections.append(replace(child.section, path=name))
        _flatten(child, name, items, sections, moved)
