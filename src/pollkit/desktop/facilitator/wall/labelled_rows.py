"""Rows of a chart whose labels may need several lines: words beside the track or above it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pollkit.desktop.facilitator.wall.lettering import line_height
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.option_rows import Row, draw_label, label_fit, mark_width
from pollkit.desktop.facilitator.wall.sheet import Sheet

_STEPS = 6
_SHARES = (0.34, 0.44, 0.52)
_MOST_LINES = 3
# In lines of letters: a track, the air between two rows, the most that rows stand apart.
_TRACK, _AIR, _MOST_AIR = 1.15, 0.22, 0.9
_TRACK_BELOW = 0.92


@dataclass(frozen=True)
class _Way:
    """One way of setting the rows: `share` of the width is for words, None = above the track."""

    size: float
    share: float | None
    lines: int

    @property
    def track(self) -> float:
        return line_height(self.size) * (_TRACK_BELOW if self.share is None else _TRACK)


def rows_take(sheet: Sheet, rows: list[Row], width: float) -> float:
    """The least height in which the rows lose no word."""
    heights = [
        sum(_heights(rows, width, way)) for way in _smallest(sheet) if _fits(rows, width, way)
    ]
    if not heights:
        heights = [sum(_heights(rows, width, way)) for way in _smallest(sheet)]
    air = line_height(sheet.sizes.option.least) * _AIR
    return min(heights) + air * (len(rows) - 1) + 1


def lay_rows(sheet: Sheet, rows: list[Row], frame: QRectF) -> list[QRectF]:
    """Writes the labels; returns the track of each row."""
    way = _best_way(sheet, rows, frame)
    heights = _heights(rows, frame.width(), way)
    line = line_height(way.size)
    spare = (frame.height() - sum(heights)) / len(rows)
    air = min(max(spare, 0.0), line * _MOST_AIR)
    sheet.is_crowded |= spare < line * _AIR * 0.5
    tracks = []
    y = frame.y()
    for row, height in zip(rows, heights, strict=True):
        tracks.append(_lay_row(sheet, row, rows, QRectF(frame.x(), y, frame.width(), height), way))
        y += height + air
    return tracks


def _lay_row(sheet: Sheet, row: Row, rows: list[Row], place: QRectF, way: _Way) -> QRectF:
    start, thick = mark_width(way.size, rows), way.track
    if way.share is None:
        words = QRectF(place.x(), place.y(), place.width(), place.height() - thick)
        draw_label(sheet, row, words, way.size, way.lines, start)
        return QRectF(place.x() + start, words.bottom(), place.width() - start, thick)
    width = place.width() * way.share
    words = QRectF(place.x(), place.y(), width - sheet.sizes.gap, place.height())
    draw_label(sheet, row, words, way.size, way.lines, start)
    top = place.y() + (place.height() - thick) / 2
    return QRectF(place.x() + width, top, place.width() - width, thick)


def _best_way(sheet: Sheet, rows: list[Row], frame: QRectF) -> _Way:
    ways = [*_beside(sheet.sizes.option), *_smallest(sheet)]
    for way in ways:
        air = line_height(way.size) * _AIR * (len(rows) - 1)
        height = sum(_heights(rows, frame.width(), way)) + air
        if height <= frame.height() and _fits(rows, frame.width(), way):
            return way
    return min(
        _smallest(sheet),
        key=lambda way: (
            sum(_heights(rows, frame.width(), way)) > frame.height(),
            not _fits(rows, frame.width(), way),
        ),
    )


def _beside(span: Span) -> list[_Way]:
    sizes = [span.ideal + (span.least - span.ideal) * n / (_STEPS - 1) for n in range(_STEPS)]
    return [_Way(size, share, _MOST_LINES) for size in sizes for share in _SHARES]


def _smallest(sheet: Sheet) -> list[_Way]:
    size = sheet.sizes.option.least
    above = [_Way(size, None, lines) for lines in (2, 1)]
    return [*(_Way(size, share, _MOST_LINES) for share in _SHARES), *above]


def _label_width(rows: list[Row], width: float, way: _Way) -> float:
    start = mark_width(way.size, rows)
    return width - start if way.share is None else width * way.share - start - way.size * 0.5


def _fits(rows: list[Row], width: float, way: _Way) -> bool:
    room = _label_width(rows, width, way)
    texts = (label_fit(row.label, room, way.size, way.lines) for row in rows)
    return not any(text.is_elided or text.is_torn for text in texts)


def _heights(rows: list[Row], width: float, way: _Way) -> list[float]:
    room, track = _label_width(rows, width, way), way.track
    words = [label_fit(row.label, room, way.size, way.lines).height for row in rows]
    if way.share is None:
        return [height + track for height in words]
    return [max(height, track) for height in words]
