"""The kinds of items in a questionnaire, in the words of those who write one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pollkit.desktop.questionnaires.ready_answers import ready_options
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, ngettext


@dataclass(frozen=True)
class Start:
    """What a new item begins as; `options` are words in every language of the questionnaire."""

    kind: ItemKind
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: str = ""

    def item(self, languages: Sequence[str]) -> Item:
        """Under the name "q1"; the questionnaire finds a free one."""
        blank = Item("q1", self.kind, {}, **self.fields)
        if not self.options:
            return blank
        return replace(blank, options=ready_options(self.options, languages))


@dataclass(frozen=True)
class StartCard:
    start: Start
    name: str
    words: str
    icon: str


def start_groups() -> tuple[tuple[str, tuple[StartCard, ...]], ...]:
    """(title, cards) as they are offered for a new item."""
    return tuple(
        (title, tuple(card for kind in kinds for card in (kind_card(kind), *_more(kind))))
        for title, kinds in _groups()
    )


def kind_cards() -> tuple[tuple[str, tuple[StartCard, ...]], ...]:
    """The same for an item that there is already."""
    return tuple((title, tuple(kind_card(kind) for kind in kinds)) for title, kinds in _groups())


def kind_card(kind: ItemKind) -> StartCard:
    return StartCard(Start(kind), kind_name(kind), _KIND_WORDS[kind](), kind_icon(kind))


def kind_name(kind: ItemKind) -> str:
    return _KIND_NAMES[kind]()


def kind_icon(kind: ItemKind) -> str:
    return _KIND_ICONS[kind]


def size_in_words(item: Item) -> str:
    """How much there is to choose from; "" where that says nothing."""
    count = len(item.options)
    if item.kind is ItemKind.MATRIX:
        return ngettext("{n} statement", "{n} statements", count).format(n=count)
    if item.kind is ItemKind.SCALE:
        points = item.scale_points
        return _("{first} to {last}").format(first=points[0], last=points[-1])
    return ngettext("{n} option", "{n} options", count).format(n=count) if count else ""


def _groups() -> tuple[tuple[str, tuple[ItemKind, ...]], ...]:
    return (
        (_("Choose"), (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.RANKING)),
        (_("Rate"), (ItemKind.SCALE, ItemKind.MATRIX)),
        (_("Write"), (ItemKind.TEXT, ItemKind.NUMBER)),
        (_("When"), (ItemKind.DATE, ItemKind.TIME, ItemKind.MOMENT)),
        (_("Not a question"), (ItemKind.NOTE, ItemKind.HIDDEN)),
    )


def _more(kind: ItemKind) -> tuple[StartCard, ...]:
    if kind is ItemKind.SINGLE:
        agree = Start(kind, {"appearance": "likert"}, "agree")
        return (
            StartCard(
                Start(kind, {}, "yes_no"), _("Yes or no"), _("The shortest answer."), "ph.check"
            ),
            StartCard(
                agree,
                _("How far people agree"),
                _("A statement with five answers from “not at all” to “completely”."),
                "ph.smiley",
            ),
        )
    if kind is ItemKind.SCALE:
        return (
            StartCard(
                Start(kind, {"lowest": 0, "points": 11}),
                _("0 to 10"),
                _("Eleven points, as in many questionnaires."),
                "ph.gauge",
            ),
        )
    return ()


_KIND_NAMES = {
    ItemKind.SINGLE: lambda: _("One choice"),
    ItemKind.MULTIPLE: lambda: _("Several choices"),
    ItemKind.RANKING: lambda: _("Ranking"),
    ItemKind.SCALE: lambda: _("Scale"),
    ItemKind.MATRIX: lambda: _("Statements on one scale"),
    ItemKind.NUMBER: lambda: _("A number"),
    ItemKind.TEXT: lambda: _("Open text"),
    ItemKind.DATE: lambda: _("A day"),
    ItemKind.TIME: lambda: _("A time of day"),
    ItemKind.MOMENT: lambda: _("Day and time"),
    ItemKind.NOTE: lambda: _("Words to read"),
    ItemKind.HIDDEN: lambda: _("Calculation"),
    ItemKind.OTHER: lambda: _("Not gathered on a computer"),
    ItemKind.POINTS: lambda: _("100 points"),
    ItemKind.GRID: lambda: _("Two-way grid"),
    ItemKind.PIN: lambda: _("Pin on a picture"),
    ItemKind.WORDS: lambda: _("Word cloud"),
    ItemKind.QUESTIONS: lambda: _("Questions from the room"),
    ItemKind.IDEAS: lambda: _("Ideas, then votes"),
}

_KIND_WORDS = {
    ItemKind.SINGLE: lambda: _("One answer from a list."),
    ItemKind.MULTIPLE: lambda: _("All that apply, or up to a number that you set."),
    ItemKind.RANKING: lambda: _("What comes first, second and third."),
    ItemKind.SCALE: lambda: _("One point between two ends."),
    ItemKind.MATRIX: lambda: _("Several statements, each rated in the same way."),
    ItemKind.NUMBER: lambda: _("An age, an amount, how many people."),
    ItemKind.TEXT: lambda: _("Answers in people’s own words."),
    ItemKind.DATE: lambda: _("A birthday, or when something happened."),
    ItemKind.TIME: lambda: _("Such as half past two."),
    ItemKind.MOMENT: lambda: _("When exactly something happened."),
    ItemKind.NOTE: lambda: _("A welcome, an explanation, thanks."),
    ItemKind.HIDDEN: lambda: _("A value from earlier answers. Nobody is asked."),
}

_KIND_ICONS = {
    ItemKind.SINGLE: "ph.check-circle",
    ItemKind.MULTIPLE: "ph.check-square",
    ItemKind.RANKING: "ph.list-numbers",
    ItemKind.SCALE: "ph.sliders-horizontal",
    ItemKind.MATRIX: "ph.table",
    ItemKind.NUMBER: "ph.hash",
    ItemKind.TEXT: "ph.text-align-left",
    ItemKind.DATE: "ph.calendar-blank",
    ItemKind.TIME: "ph.clock",
    ItemKind.MOMENT: "ph.calendar-check",
    ItemKind.NOTE: "ph.info",
    ItemKind.HIDDEN: "ph.calculator",
    ItemKind.OTHER: "ph.prohibit",
    ItemKind.POINTS: "ph.scales",
    ItemKind.GRID: "ph.grid-four",
    ItemKind.PIN: "ph.map-pin",
    ItemKind.WORDS: "ph.cloud",
    ItemKind.QUESTIONS: "ph.chats-circle",
    ItemKind.IDEAS: "ph.lightbulb",
}
