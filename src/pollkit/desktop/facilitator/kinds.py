"""The kinds of questions in a facilitator's words."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.i18n import _, ngettext


@dataclass(frozen=True)
class KindGroup:
    title: str
    kinds: tuple[ItemKind, ...]


def kind_groups() -> tuple[KindGroup, ...]:
    """What can be asked, in the order in which a facilitator looks for it."""
    return (
        KindGroup(_("Choose"), (ItemKind.SINGLE, ItemKind.MULTIPLE)),
        KindGroup(_("Rate"), (ItemKind.SCALE, ItemKind.MATRIX, ItemKind.GRID)),
        KindGroup(_("Set priorities"), (ItemKind.RANKING, ItemKind.POINTS)),
        KindGroup(_("Say it in words"), (ItemKind.TEXT, ItemKind.WORDS)),
        KindGroup(_("Estimate and point"), (ItemKind.NUMBER, ItemKind.PIN)),
        KindGroup(_("Let the room lead"), (ItemKind.QUESTIONS, ItemKind.IDEAS)),
    )


def kind_name(kind: ItemKind) -> str:
    return {
        ItemKind.SINGLE: _("One choice"),
        ItemKind.MULTIPLE: _("Several choices"),
        ItemKind.TEXT: _("Open text"),
        ItemKind.SCALE: _("Scale"),
        ItemKind.MATRIX: _("Statements on one scale"),
        ItemKind.RANKING: _("Ranking"),
        ItemKind.POINTS: _("100 points"),
        ItemKind.GRID: _("Two-way grid"),
        ItemKind.PIN: _("Pin on a picture"),
        ItemKind.NUMBER: _("A number"),
        ItemKind.WORDS: _("Word cloud"),
        ItemKind.QUESTIONS: _("Questions from the room"),
        ItemKind.IDEAS: _("Ideas, then votes"),
    }[kind]


def kind_words(kind: ItemKind) -> str:
    """When to ask in this way, in one line."""
    return {
        ItemKind.SINGLE: _("One answer from a short list: a vote, who is here, yes or no."),
        ItemKind.MULTIPLE: _("All that apply, or up to a number that you set."),
        ItemKind.TEXT: _("Answers in people’s own words, for when you cannot know them before."),
        ItemKind.SCALE: _("How much, how sure, how likely: one point between two ends."),
        ItemKind.MATRIX: _("Several statements, each rated in the same way and then compared."),
        ItemKind.RANKING: _("What comes first, second and third: the order of preference."),
        ItemKind.POINTS: _("A budget to share out: how much weight each option gets."),
        ItemKind.GRID: _("Where each thing stands on two scales, such as effort and effect."),
        ItemKind.PIN: _("A spot on a map, plan or photo: where it is, where it hurts."),
        ItemKind.NUMBER: _("A guess or a figure; the wall shows how far the room is apart."),
        ItemKind.WORDS: _("A few short words from each person; the most frequent grow large."),
        ItemKind.QUESTIONS: _("The room asks, and votes for what is to be answered first."),
        ItemKind.IDEAS: _("First everyone gives ideas, then everyone votes on them."),
    }[kind]


def kind_icon(kind: ItemKind) -> str:
    return {
        ItemKind.SINGLE: "ph.check-circle",
        ItemKind.MULTIPLE: "ph.check-square",
        ItemKind.TEXT: "ph.text-align-left",
        ItemKind.SCALE: "ph.sliders-horizontal",
        ItemKind.MATRIX: "ph.table",
        ItemKind.RANKING: "ph.list-numbers",
        ItemKind.POINTS: "ph.scales",
        ItemKind.GRID: "ph.grid-four",
        ItemKind.PIN: "ph.map-pin",
        ItemKind.NUMBER: "ph.hash",
        ItemKind.WORDS: "ph.cloud",
        ItemKind.QUESTIONS: "ph.chats-circle",
        ItemKind.IDEAS: "ph.lightbulb",
    }[kind]


def size_in_words(item: Item) -> str:
    """How much there is to choose, rate or place; "" where that says nothing."""
    count = len(item.options)
    if item.kind is ItemKind.MATRIX:
        return ngettext("{n} statement", "{n} statements", count).format(n=count)
    if item.kind is ItemKind.GRID:
        return ngettext("{n} thing to place", "{n} things to place", count).format(n=count)
    if item.kind is ItemKind.SCALE:
        points = item.scale_points
        return _("{first} to {last}").format(first=points[0], last=points[-1])
    if not item.options:
        return ""
    if item.kind in OF_POSTS:
        return ngettext("{n} category", "{n} categories", count).format(n=count)
    return ngettext("{n} option", "{n} options", count).format(n=count)
