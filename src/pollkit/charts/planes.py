"""Results that are places: things on a plane between two pairs of ends, pins on a picture."""

from __future__ import annotations

from pathlib import Path

from pollkit.charts import numerals, wording
from pollkit.charts.drawing import LINE, MARGIN, MOST_PIXELS, Drawing
from pollkit.charts.sheet import LABEL, ROOM, SMALL
from pollkit.domain.analysis.values import Part
from pollkit.domain.instruments import Image, Item
from pollkit.domain.results import QuestionResult
from pollkit.domain.texts import in_language
from pollkit.i18n import _, ngettext

_PLANE = 320.0
_MARK = 20.0
_KEY_MARK = 17.0
_SPOT = 3.2
_FAINT = 0.38
_TALLEST = 420.0
_PIN = 5.0


def draw_plane(drawing: Drawing, result: QuestionResult, language: str, y: float) -> float:
    """Left is left in every language: the ends were placed so when people answered. Beside the
    plane stands which mark is which."""
    item, parts = result.item, result.tally.parts
    left, right, bottom, top = wording.end_words(item, language)
    muted = drawing.palette.muted
    middle = MARGIN + _PLANE / 2
    y = _draw_end(drawing, top, middle, y, -1) + 4
    start = drawing.from_left(MARGIN, _PLANE)
    drawing.bar(start, y, _PLANE, _PLANE, drawing.palette.track, "track")
    half = _PLANE / 2
    drawing.line([(start, y + half), (start + _PLANE, y + half)], muted, 0.8)
    drawing.line([(start + half, y), (start + half, y + _PLANE)], muted, 0.8)
    for part in parts:
        _draw_spots(drawing, item, part, y)
    for part in parts:
        _draw_middle(drawing, item, part, y)
    key_bottom = _draw_key(drawing, item, parts, language, y)
    y = _draw_end(drawing, bottom, middle, y + _PLANE + 2, 1)
    return max(_draw_sides(drawing, left, right, y), key_bottom) + 6


def draw_pins(
    drawing: Drawing, result: QuestionResult, language: str, y: float, picture: Path | None
) -> float:
    """The pins on their picture; on an empty frame with its description where it is not there."""
    image = result.item.image
    width, height = _picture_size(image)
    left = MARGIN + (ROOM - width) / 2
    start = drawing.from_left(left, width)
    shown = picture is not None and is_picture_drawn(drawing, picture, start, y, width, height)
    if not shown and image is not None:
        words = wording.plain(in_language(image.texts, language))
        lines = drawing.lines(words, width - 40, LABEL, most_lines=6)
        baseline = y + height / 2 - (len(lines) - 1) * LABEL * LINE / 2
        for n, line in enumerate(lines):
            at = left + width / 2
            drawing.text(
                line, drawing.from_left(at), baseline + n * LABEL * LINE, LABEL,
                drawing.palette.muted, align="middle",
            )  # fmt: skip
    drawing.frame(start, y, width, height, drawing.palette.muted, "frame")
    for spot in result.tally.pins:
        x = drawing.from_left(left + width * spot.x / 1000)
        drawing.dot(x, y + height * spot.y / 1000, _PIN, drawing.palette.marks[1], "pin")
    return y + height + 10


def is_picture_drawn(
    drawing: Drawing, picture: Path, x: float, y: float, width: float, height: float,
    most_pixels: int = MOST_PIXELS,
) -> bool:  # fmt: skip
    try:
        drawing.picture(picture, x, y, width, height, most_pixels)
    except (OSError, ValueError):  # moved, or no picture: the frame says what it showed
        return False
    return True


def _picture_size(image: Image | None) -> tuple[float, float]:
    if image is None:
        return ROOM, ROOM * 0.6
    scale = min(ROOM / image.width, _TALLEST / image.height)
    return image.width * scale, image.height * scale


def _draw_end(drawing: Drawing, words: str, x: float, y: float, way: int) -> float:
    """The name of the upper (-1) or lower end, with an arrow before it."""
    lines = drawing.lines(words, _PLANE - 30, SMALL, bold=True, most_lines=2)
    at = drawing.from_left(x)
    if way > 0:
        draw_arrow(drawing, x, y + 8, 0, way)
        y += 15
    for line in lines:
        y += SMALL * LINE
        drawing.text(line, at, y - SMALL * 0.34, SMALL, bold=True, align="middle")
    if way < 0:
        draw_arrow(drawing, x, y + 6, 0, way)
        y += 12
    return y


def _draw_sides(drawing: Drawing, left: str, right: str, y: float) -> float:
    room = _PLANE / 2 - 24
    bottom = y
    for words, edge, way in ((left, MARGIN, -1), (right, MARGIN + _PLANE, 1)):
        draw_arrow(drawing, edge - way * 6, y + 9, way, 0)
        lines = drawing.lines(words, room, SMALL, bold=True, most_lines=3)
        at = drawing.from_left(edge - way * 16)
        align = drawing.left_align if way < 0 else drawing.right_align
        for n, line in enumerate(lines):
            base = y + SMALL * LINE * (n + 1) - SMALL * 0.34
            drawing.text(line, at, base, SMALL, bold=True, align=align)
        bottom = max(bottom, y + len(lines) * SMALL * LINE)
    return bottom


def draw_arrow(drawing: Drawing, x: float, y: float, across: int, down: int) -> None:
    """Around a point that is counted from the left; drawn, since a text would turn its arrows."""
    reach, wing, ink = 5.0, 3.0, drawing.palette.ink
    tip = (x + across * reach, y + down * reach)
    tail = (x - across * reach, y - down * reach)
    wings = [
        (tip[0] - across * wing + side * down * wing, tip[1] - down * wing + side * across * wing)
        for side in (-1, 1)
    ]
    for points in ((tail, tip), (wings[0], tip, wings[1])):
        drawing.line([(drawing.from_left(px), py) for px, py in points], ink, 1.3)


def _draw_spots(drawing: Drawing, item: Item, part: Part, top: float) -> None:
    colour = drawing.palette.mark(item.codes.index(part.code))
    for spot in part.spots:
        x = drawing.from_left(MARGIN + _PLANE * spot.x / 100)
        drawing.dot(x, top + _PLANE * (1 - spot.y / 100), _SPOT, colour, "spot", _FAINT)


def _draw_middle(drawing: Drawing, item: Item, part: Part, top: float) -> None:
    if part.middle is None:
        return
    x = MARGIN + _PLANE * part.middle.x / 100
    y = top + _PLANE * (1 - part.middle.y / 100)
    at = drawing.from_left(x)
    drawing.dot(at, y, _MARK * 0.62, drawing.palette.paper, "middle")
    start = drawing.from_left(x - _MARK / 2, _MARK)
    drawing.mark(item.codes.index(part.code), start, y - _MARK / 2, _MARK)


def _draw_key(
    drawing: Drawing, item: Item, parts: tuple[Part, ...], language: str, y: float
) -> float:
    """Beside the plane, so that no name lies on another."""
    left = MARGIN + _PLANE + 22
    room = ROOM - _PLANE - 22
    text_room = room - _KEY_MARK - 8
    for part in parts:
        start = drawing.from_left(left, room)
        drawing.mark(item.codes.index(part.code), start, y, _KEY_MARK)
        label = wording.option_words(item, part.code, language)
        x = start + _KEY_MARK + 8
        bottom = drawing.paragraph(label, x, y - 1, text_room, LABEL, most_lines=4)
        said = placed_words(part, language)
        y = drawing.paragraph(said, x, bottom, text_room, SMALL, drawing.palette.muted) + 10
    return y


def placed_words(part: Part, language: str) -> str:
    """ "placed by 38", or why nothing is shown."""
    if part.is_withheld:
        return _("Too few placed it.")
    return ngettext("placed by {n}", "placed by {n}", part.answered).format(
        n=numerals.number(part.answered, language)
    )
