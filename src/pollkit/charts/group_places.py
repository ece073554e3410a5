"""Places by the answer to another question: a small plane or picture for each group."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from pollkit.charts import fonts, numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, Drawing
from pollkit.charts.planes import draw_arrow, is_picture_drawn
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.splits import Group, Split, few_groups
from pollkit.domain.analysis.values import Part
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.results import QuestionResult
from pollkit.domain.texts import in_language

# More groups than these are shown together: smaller panels could not be compared.
MOST_GROUPS = 4
_COLUMNS = {1: 2, 2: 2, 3: 3, 4: 2, 5: 3}
_GAP = 18.0
_LARGEST = 235.0
_MARK, _KEY_MARK = 15.0, 15.0
_MOST_PIXELS = 420
_FAINTEST, _STRONGEST = 0.18, 0.62

DrawPanel = Callable[[Group, float, float, float, float], None]


def draw_group_planes(
    drawing: Drawing, result: QuestionResult, split: Split, event: Event, language: str, y: float
) -> float:
    """The middle of each option in each group, by the option's own mark."""
    item = result.item
    y = _draw_ends(drawing, item, language, y)
    y = _draw_key(drawing, item, language, y + 4) + 6

    def plane(group: Group, x: float, top: float, side: float, _height: float) -> None:
        drawing.bar(x, top, side, side, drawing.palette.track, "track")
        half, muted = side / 2, drawing.palette.muted
        drawing.line([(x, top + half), (x + side, top + half)], muted, 0.8)
        drawing.line([(x + half, top), (x + half, top + side)], muted, 0.8)
        _draw_middles(drawing, item, group.result.parts, x, top, side)

    return _draw_panels(drawing, split, event, language, y, 1.0, plane)


def draw_group_pins(
    drawing: Drawing, result: QuestionResult, split: Split, event: Event, language: str, y: float,
    picture: Path | None,
) -> float:  # fmt: skip
    """How many pins of each group lie in each ninth of the picture."""
    image = result.item.image
    shape = 0.6 if image is None else image.height / image.width

    def pinned(group: Group, x: float, top: float, width: float, height: float) -> None:
        shown = picture is not None and is_picture_drawn(
            drawing, picture, x, top, width, height, _MOST_PIXELS
        )
        if not shown and image is not None:
            words = wording.plain(in_language(image.texts, language))
            drawing.paragraph(
                words, x + 6, top + 4, width - 12, SMALL, drawing.palette.muted, most_lines=2
            )
        _draw_regions(drawing, group, language, (x, top, width, height))
        drawing.frame(x, top, width, height, drawing.palette.muted, "frame")

    return _draw_panels(drawing, split, event, language, y, shape, pinned)


def _draw_panels(
    drawing: Drawing, split: Split, event: Event, language: str, y: float, shape: float,
    draw: DrawPanel,
) -> float:  # fmt: skip
    """`shape` is height by width; `draw` takes the place of a panel: x, top, width, height."""
    groups, _has_others = few_groups(split, MOST_GROUPS)
    by = event.instrument.item(split.by)
    columns = _COLUMNS.get(len(groups), 3)
    room = (ROOM - _GAP * (columns - 1)) / columns
    width = min(room, _LARGEST, _LARGEST / shape)
    for first in range(0, len(groups), columns):
        row = groups[first : first + columns]
        names = [wording.group_words(group, by, language) for group in row]
        heights = [
            len(drawing.lines(name, room, LABEL, bold=True, most_lines=4)) * LABEL * LINE
            for name in names
        ]
        for place, (group, name, height) in enumerate(zip(row, names, heights, strict=True)):
            x = MARGIN + place * (room + _GAP)
            top = y + max(heights) - height
            top = drawing.paragraph(name, x, top, room, LABEL, bold=True, most_lines=4)
            base = wording.answered_words(group.result.answered, language)
            top = drawing.paragraph(base, x, top, room, SMALL, drawing.palette.muted) + 4
            draw(group, x, top, width, width * shape)
        y += max(heights) + SMALL * LINE + 4 + width * shape + _GAP
    return y


def _draw_middles(
    drawing: Drawing, item: Item, parts: Sequence[Part], x: float, top: float, side: float
) -> None:
    """Left is left in every language."""
    placed = [(item.codes.index(part.code), part.middle) for part in parts if part.middle]
    left = drawing.from_left(x, side)  # the panel's own left side, counted from the left
    wanted = [
        (left + side * spot.x / 100, top + side * (1 - spot.y / 100)) for _place, spot in placed
    ]
    shown = apart(wanted, _MARK + 1.5, (left, top, left + side, top + side))
    for (place, _spot), (true_x, true_y), (at_x, at_y) in zip(placed, wanted, shown, strict=True):
        if math.dist((true_x, true_y), (at_x, at_y)) > _MARK * 0.3:
            ends = [(drawing.from_left(true_x), true_y), (drawing.from_left(at_x), at_y)]
            drawing.line(ends, drawing.palette.mark(place), 1.2)
            drawing.dot(*ends[0], 2.2, drawing.palette.mark(place), "spot")
    for (place, _spot), (at_x, at_y) in zip(placed, shown, strict=True):
        drawing.dot(drawing.from_left(at_x), at_y, _MARK * 0.6, drawing.palette.paper, "middle")
        start = drawing.from_left(at_x - _MARK / 2, _MARK)
        drawing.mark(place, start, at_y - _MARK / 2, _MARK)


def apart(
    wanted: Sequence[tuple[float, float]], least: float, within: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    """Middles of marks, moved as little as it takes for any two to be `least` apart.

    Args:
        within: left, top, right, bottom.
    """
    spots, half = list(wanted), least / 2
    for _round in range(200):
        has_moved = False
        for n in range(len(spots)):
            for m in range(n):
                (ax, ay), (bx, by) = spots[m], spots[n]
                distance = math.dist(spots[m], spots[n])
                if distance >= least - 0.01:
                    continue
                turn = math.atan2(by - ay, bx - ax) if distance > 0.01 else (n + m) * 2.4
                push = (least - distance) / 2
                dx, dy = math.cos(turn) * push, math.sin(turn) * push
                spots[m], spots[n] = (ax - dx, ay - dy), (bx + dx, by + dy)
                has_moved = True
        left, top, right, bottom = within
        spots = [
            (min(max(x, left + half), right - half), min(max(y, top + half), bottom - half))
            for x, y in spots
        ]
        if not has_moved:
            break
    return spots


def _draw_regions(
    drawing: Drawing, group: Group, language: str, frame: tuple[float, float, float, float]
) -> None:
    """A ninth with more of the group's pins is darker; one without a pin is left as it is."""
    x, top, width, height = frame
    across, down = width / 3, height / 3
    left, palette = drawing.from_left(x, width), drawing.palette
    most = max((count for count in group.result.regions if count), default=1)
    for place, count in enumerate(group.result.regions):
        start = drawing.from_left(left + across * (place % 3), across)
        upper = down * (place // 3) + top
        if count:
            strength = _FAINTEST + (_STRONGEST - _FAINTEST) * count / most
            drawing.bar(start, upper, across, down, palette.accent, "share", strength)
        if count == 0:
            continue
        words = "–" if count is None else numerals.number(count, language)
        middle, baseline = start + across / 2, upper + down / 2 + LABEL * 0.36
        plate = fonts.width(words, LABEL, bold=True) + 10
        drawing.bar(
            middle - plate / 2, upper + down / 2 - 9, plate, 18, palette.paper, "track", 0.92
        )
        drawing.text(words, middle, baseline, LABEL, bold=True, align="middle")
    for third in (1, 2):
        drawing.line(
            [(x + across * third, top), (x + across * third, top + height)], palette.paper, 1.0
        )
        drawing.line([(x, top + down * third), (x + width, top + down * third)], palette.paper, 1.0)


def _draw_ends(drawing: Drawing, item: Item, language: str, y: float) -> float:
    """Which side of every plane is which, once for all of them."""
    left, right, bottom, top = wording.end_words(item, language)
    room = ROOM / 2 - 24
    for row in (((left, -1, 0), (right, 1, 0)), ((top, 0, -1), (bottom, 0, 1))):
        below = y
        for place, (words, across, down) in enumerate(row):
            if not words:
                continue
            x = MARGIN + place * ROOM / 2
            draw_arrow(drawing, drawing.from_left(x + 6), y + SMALL * LINE / 2, across, down)
            end = drawing.paragraph(words, x + 18, y, room, SMALL, bold=True, most_lines=3)
            below = max(below, end)
        y = below + 3
    return y


def _draw_key(drawing: Drawing, item: Item, language: str, y: float) -> float:
    """Which mark is which, two in a row."""
    room = ROOM / 2 - _KEY_MARK - 14
    for first in range(0, len(item.codes), 2):
        below = y
        for column, code in enumerate(item.codes[first : first + 2]):
            x = MARGIN + column * ROOM / 2
            drawing.mark(first + column, x, y, _KEY_MARK)
            label = wording.option_words(item, code, language)
            end = drawing.paragraph(label, x + _KEY_MARK + 7, y, room, SMALL + 1, most_lines=4)
            below = max(below, end, y + _KEY_MARK)
        y = below + 4
    return y
