"""A panel for each group of a split, all of one size, with the group's name above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.charts.group_places import MOST_GROUPS
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import FittedText, fit, line_height
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.splits import Group, Split, few_groups
from pollkit.domain.events import Event
from pollkit.i18n import _, current_language

_MOST_NAME_LINES = 3
_FAIR = 0.7


@dataclass(frozen=True)
class Panel:
    group: Group
    name: str
    head: QRectF
    place: QRectF


@dataclass(frozen=True)
class Panels:
    """`lost`: so many names lose a word; `width` is that of each place, `least` what is wanted."""

    panels: tuple[Panel, ...]
    width: float
    lost: int
    least: float

    @property
    def is_good(self) -> bool:
        return self.lost == 0 and self.width >= self.least

    @property
    def worth(self) -> tuple[bool, bool, float, int, float]:
        """Panels that are much too small are of less use than names that lose their end."""
        is_fair = self.lost == 0 and self.width >= self.least * _FAIR
        return self.is_good, is_fair, min(self.width, self.least), -self.lost, self.width


def lay_panels(
    sheet: Sheet, split: Split, event: Event, frame: QRectF, shape: float, least: float
) -> Panels:
    """In as many rows as let the panels be largest; `shape` is their width by their height, `least`
    the width that is wanted. Where the names of all those put together are too long, they are the
    others."""
    groups, has_others = few_groups(split, MOST_GROUPS)
    by = event.instrument.item(split.by)
    names = [words.group_label(group, by, event) for group in groups]
    best = Panels((), 0.0, len(groups), least)
    for labels in (names, [*names[:-1], _("Others")]) if has_others else (names,):
        ways = [
            _laid(sheet, groups, labels, frame, shape, least, columns)
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


def _head(sheet: Sheet, name: str, group: Group, wish: QRectF) -> FittedText:
    """Name and number; where the name loses its end, the number comes first and stays."""
    size = sheet.sizes.small.least
    number = f"n\u00a0=\u00a0{numerals.number(group.result.answered, current_language())}"
    heads = [
        fit(sheet.lettering(said, wish, Span(size, size), bold=True, most_lines=_MOST_NAME_LINES))
        for said in (f"{name}\u2002{number}", f"{number}\u2002{name}")
    ]
    return heads[1] if heads[0].is_elided else heads[0]


def _laid(
    sheet: Sheet, groups: Sequence[Group], names: Sequence[str], frame: QRectF, shape: float,
    least: float, columns: int,
) -> Panels:  # fmt: skip
    gap, size = sheet.sizes.gap, sheet.sizes.small.least
    rows = math.ceil(len(groups) / columns)
    pitch = (frame.width() + gap) / columns
    wish = QRectF(0, 0, max(pitch - gap, 1.0), line_height(size) * (_MOST_NAME_LINES + 0.3))
    fitted = [_head(sheet, name, group, wish) for group, name in zip(groups, names, strict=True)]
    lost = sum(text.is_elided or text.is_torn for text in fitted)
    # One name on three lines makes only its own row lower than it could be.
    lines = max(text.line_count for text in fitted)
    head, between = line_height(size) * (lines + 0.1), gap * 0.25
    height = (frame.height() + gap) / rows - gap - head - between
    width = min(pitch - gap, height * shape)
    if width <= 0:
        return Panels((), 0.0, len(groups), least)
    pace = head + between + width / shape + gap
    top = frame.y() + max(0.0, frame.height() + gap - pace * rows) * 0.35
    panels = []
    for place, (group, head_text) in enumerate(zip(groups, fitted, strict=True)):
        x = frame.x() + pitch * (place % columns)
        y = top + pace * (place // columns)
        panels.append(
            Panel(
                group, head_text.wish.text, QRectF(x, y, pitch - gap, head),
                QRectF(x, y + head + between, width, width / shape),
            )
        )  # fmt: skip
    return Panels(tuple(panels), width, lost, least)
