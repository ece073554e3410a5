"""What a form consists of, as far as expressions can refer to it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

# The names from the root to a question or section: ("data", "household", "age").
Names: TypeAlias = tuple[str, ...]

LAST_SAVED = "__last-saved"


@dataclass(frozen=True)
class Place:
    """A question, a section, or the form itself.

    Attributes:
        is_section: others stand in it.
        repeats: it is filled in several times.
    """

    names: Names
    is_section: bool = False
    repeats: bool = False

    @property
    def path(self) -> str:
        return "/" + "/".join(self.names)


@dataclass(frozen=True)
class Shape:
    """
    Attributes:
        places: the form itself first, each section before what stands in it.
        lists: name -> its columns; None = what columns it has is not known.
    """

    places: tuple[Place, ...]
    lists: Mapping[str, frozenset[str] | None] = field(default_factory=dict)

    @cached_property
    def by_names(self) -> dict[Names, Place]:
        return {place.names: place for place in self.places}

    @cached_property
    def named(self) -> dict[str, tuple[Place, ...]]:
        """Name -> all places that have it, which should be one."""
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.places[1:]:
            name = place.names[-1]
            found[name] = (*found.get(name, ()), place)
        return found

    @cached_property
    def inner(self) -> dict[Names, tuple[Place, ...]]:
        """Of each section what stands directly in it."""
        found: dict[Names, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.names[:-1], []).append(place)
        return {names: tuple(places) for names, places in found.items()}

    def repeats_around(self, names: Names) -> list[int]:
        """How many of these names reach to each repeat around it, from the outermost."""
        return [
            length
            for length in range(1, len(names))
            if names[:length] in self.by_names and self.by_names[names[:length]].repeats
        ]


@dataclass(frozen=True)
class Scope:
    """Where in a form an expression stands.

    Attributes:
        here: the question or section that it belongs to.
        filters_options: it is looked at for each option of a list, whose columns it can name.
        options: that list.
        counts: it says how often the section repeats, so it stands outside of it.
    """

    shape: Shape
    here: Names
    filters_options: bool = False
    options: str | None = None
    counts: bool = False


def close_to(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant; None = none is near."""
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)
    return folded[near[0]] if near else None
