"""A panel for each group of a split, all of one size, with the group's name above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.charts.group_places import MOST_GROUPS
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import fit, line_height
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.splits import Group, Split, few_groups
from pollkit.domain.events import Event
from pollkit.i18n import _, current_language

_MOST_NAME_LINES = 3


@dataclass(frozen=True)
class Panel:
    group: Group
    name: str
    head: QRectF
    place: QRectF


@dataclass(frozen=True)
class Panels:
    """`is_whole`: no name loses a word; `width` that of each place; `is_good`: that is enough."""

    panels: tuple[Panel, ...]
    width: float
    is_whole: bool
    least: float

    @property
    def is_good(self) -> bool:
        return self.is_whole and self.width >= self.least

    @property
    def worth(self) -> tuple[bool, float, bool, float]:
        """Panels that are too small are of less use than names that lose their end."""
        return self.is_good, min(self.width, self.least), self.is_whole, self.width


def lay_panels(
    sheet: Sheet, split: Split, event: Event, frame: QRectF, shape: float, least: float
) -> Panels:
    """In as many rows as let the panels be largest; `shape` is their width by their height, `least`
    the width that is wanted. Where the names of all those put together are too long, they are the
    others."""
    groups, has_others = few_groups(split, MOST_GROUPS)
    by = event.instrument.item(split.by)
    names = [words.group_label(group, by, event) for group in groups]
    best = Panels((), 0.0, is_whole=False, least=least)
    for labels in (names, [*names[:-1], _("Others")]) if has_others else (names,):
        said = [_with_size(name, group) for name, group in zip(labels, groups, strict=True)]
        ways = [
            _laid(sheet, groups, said, frame, shape, least, columns)
            for columns in range(1, len(groups) + 1)
        ]
        best = max((best, *ways), key=lambda way: way.worth)
        if best.is_good:
            break
    return best


def draw_heads(sheet: Sheet, panels: Panels) -> None:
    size = sheet.sizes.small.least
    for panel in panels.panels:
        sheet.write(
            panel.name, panel.head, Span(size, size), bold=True, most_lines=_MOST_NAME_LINES,
            stand=1.0,
        )  # fmt: skip


def _with_size(name: str, group: Group) -> str:
    number = numerals.number(group.result.answered, current_language())
    return f"{name}\u2002n\u00a0=\u00a0{number}"


def _laid(
    sheet: Sheet, groups: Sequence[Group], names: Sequence[str], frame: QRectF, shape: float,
    least: float, columns: int,
) -> Panels:  # fmt: skip
    gap, size = sheet.sizes.gap, sheet.sizes.small.least
    rows = math.ceil(len(groups) / columns)
    pitch = (frame.width() + gap) / columns
    wish = QRectF(0, 0, max(pitch - gap, 1.0), line_height(size) * (_MOST_NAME_LINES + 0.3))
    fitted = [
        fit(sheet.lettering(name, wish, Span(size, size), bold=True, most_lines=_MOST_NAME_LINES))
        for name in names
    ]
    is_whole = not any(text.is_elided or text.is_torn for text in fitted)
    # One name on three lines makes only its own row lower than it could be.
    lines = max(text.line_count for text in fitted)
    head, between = line_height(size) * (lines + 0.1), gap * 0.25
    height = (frame.height() + gap) / rows - gap - head - between
    width = min(pitch - gap, height * shape)
    if width <= 0:
        return Panels((), 0.0, is_whole=False, least=least)
    pace = head + between + width / shape + gap
    top = frame.y() + max(0.0, frame.height() + gap - pace * rows) * 0.35
    panels = []
    for place, (group, name) in enumerate(zip(groups, names, strict=True)):
        x = frame.x() + pitch * (place % columns)
        y = top + pace * (place // columns)
        panels.append(
            Panel(
                group, name, QRectF(x, y, pitch - gap, head),
                QRectF(x, y + head + between, width, width / shape),
            )
        )  # fmt: skip
    return Panels(tuple(panels), width, is_whole, least)
