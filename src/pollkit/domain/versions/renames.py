"""What an item or an option of one version is called in the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pollkit.domain.instruments import Instrument, Item

# Two texts that share less than this are two questions, not one that was reworded.
_ALIKE = 0.75


@dataclass(frozen=True)
class Renames:
    """Old name -> new name: of items, and of the options of an item by the item's old name."""

    items: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def item(self, old: str) -> str:
        return self.items.get(old, old)

    def option(self, item: str, old: str) -> str:
        return self.options.get(item, {}).get(old, old)

    def then(self, later: Renames) -> Renames:
        """The names after both: first these, then the later ones."""
        items = {old: later.item(new) for old, new in self.items.items()}
        items |= {old: new for old, new in later.items.items() if old not in self.items.values()}
        options: dict[str, dict[str, str]] = {}
        for item, codes in self.options.items():
            renamed = self.item(item)
            options[item] = {old: later.option(renamed, new) for old, new in codes.items()}
        back = {new: old for old, new in self.items.items()}
        for item, codes in later.options.items():
            of = options.setdefault(back.get(item, item), {})
            known = set(self.options.get(back.get(item, item), {}).values())
            of |= {old: new for old, new in codes.items() if old not in known}
        return Renames(items, options)


NO_RENAMES = Renames()


def likely_renames(old: Instrument, new: Instrument) -> Renames:
    """Names that changed while the thing stayed: to be confirmed by a person.

    An item that is gone and one that is new are taken for one where both are of one kind and either
    their last names are the same (it moved to another section) or their texts are alike, and no
    other pair fits as well. The same for options of items that stayed.
    """
    before = {item.name: item for item in old.items}
    after = {item.name: item for item in new.items}
    gone = [item for name, item in before.items() if name not in after]
    added = [item for name, item in after.items() if name not in before]
    items = _pairs(
        {item.name: _texts(item) for item in gone},
        {item.name: _texts(item) for item in added},
        can_be=lambda a, b: before[a].kind is after[b].kind,
        is_same=lambda a, b: before[a].leaf == after[b].leaf,
    )
    options = {}
    for name, item in before.items():
        found = after.get(items.get(name, name))
        if found is not None and (codes := _option_pairs(item, found)):
            options[name] = codes
    return Renames(items, options)


def _option_pairs(old: Item, new: Item) -> dict[str, str]:
    before = {option.code: list(option.texts.values()) for option in old.options}
    after = {option.code: list(option.texts.values()) for option in new.options}
    return _pairs(
        {code: texts for code, texts in before.items() if code not in after},
        {code: texts for code, texts in after.items() if code not in before},
        can_be=lambda a, b: True,
        is_same=lambda a, b: bool(set(before[a]) & set(after[b])),
    )


def _pairs(
    gone: Mapping[str, list[str]],
    added: Mapping[str, list[str]],
    can_be: Callable[[str, str], bool],
    is_same: Callable[[str, str], bool],
) -> dict[str, str]:
    scores = sorted(
        (
            (1.0 if is_same(a, b) else likeness(gone[a], added[b]), a, b)
            for a in gone
            for b in added
            if can_be(a, b)
        ),
        key=lambda found: -found[0],
    )
    pairs: dict[str, str] = {}
    for score, a, b in scores:
        rivals = [s for s, x, y in scores if s == score and (x == a) != (y == b)]
        if score >= _ALIKE and a not in pairs and b not in pairs.values() and not rivals:
            pairs[a] = b
    return pairs


def likeness(these: Iterable[str], those: Iterable[str]) -> float:
    """How alike the closest two of the texts are: 0 (nothing in common) to 1 (the same).

    Ratcliff and Obershelp's ratio: twice the characters in common over all characters.
    """
    return max(
        (
            SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio()
            for a in these
            for b in those
            if a and b
        ),
        default=0.0,
    )


def _texts(item: Item) -> list[str]:
    return [text for text in item.texts.values() if text]
