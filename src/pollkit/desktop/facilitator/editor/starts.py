"""What a new question can begin as: each kind, and a few that people look for by another name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pollkit.desktop.facilitator.kinds import kind_groups, kind_icon, kind_name, kind_words
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _


@dataclass(frozen=True)
class Start:
    """`fields` of the item are set from the beginning."""

    kind: ItemKind
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StartCard:
    """How a start is offered; `words` say when to use it."""

    start: Start
    name: str
    words: str
    icon: str


def start_groups() -> tuple[tuple[str, tuple[StartCard, ...]], ...]:
    """(title, cards) as they are offered for a new question."""
    return tuple(
        (group.title, tuple(card for kind in group.kinds for card in _cards(kind)))
        for group in kind_groups()
    )


def kind_cards() -> tuple[tuple[str, tuple[StartCard, ...]], ...]:
    """The same for the kind of a question that there is already."""
    return tuple(
        (group.title, tuple(_card(kind) for kind in group.kinds)) for group in kind_groups()
    )


def _cards(kind: ItemKind) -> tuple[StartCard, ...]:
    if kind is ItemKind.MULTIPLE:
        return (_card(kind), _quiz())
    if kind is ItemKind.SCALE:
        return (_card(kind), _zero_to_ten())
    return (_card(kind),)


def _card(kind: ItemKind) -> StartCard:
    return StartCard(Start(kind), kind_name(kind), kind_words(kind), kind_icon(kind))


def _quiz() -> StartCard:
    return StartCard(
        Start(ItemKind.SINGLE, {"score": 1}),
        _("Quiz question"),
        _("One answer is right. The score does not reward the fastest."),
        "ph.trophy",
    )


def _zero_to_ten() -> StartCard:
    return StartCard(
        Start(ItemKind.SCALE, {"lowest": 0, "points": 11}),
        _("0 to 10"),
        _("How likely, how satisfied: eleven points, as in many questionnaires."),
        "ph.gauge",
    )
