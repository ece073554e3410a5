"""How far everyone has come at their own pace: of each question, how many have answered."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall import words
from pollkit.desktop.facilitator.wall.lettering import line_height, natural_width
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.events import Event
from pollkit.domain.views import Progress
from pollkit.i18n import _

_NAME_SHARE = 0.56


def draw_progress(
    sheet: Sheet, progress: tuple[Progress, ...], event: Event, frame: QRectF
) -> None:
    """A row for each question: its words and a bar of those who have answered. Where there are
    more than can be read, those that lag behind go first."""
    size = sheet.sizes.small.least
    least = line_height(size) * 1.25
    most = max(1, int(frame.height() / least))
    shown = progress
    if len(progress) > most:
        behind = sorted(progress, key=lambda one: one.answered / max(one.asked, 1))[:most]
        shown = tuple(one for one in progress if one in behind)
    pitch = min(frame.height() / max(len(shown), 1), line_height(size) * 2.6)
    for number, one in enumerate(shown):
        row = QRectF(frame.x(), frame.y() + pitch * number, frame.width(), pitch)
        _draw_row(sheet, one, event, row)


def progress_lines(progress: tuple[Progress, ...], event: Event) -> list[str]:
    """The same in words."""
    return [f"{_stem(one, event)}: {_count(one, event)}" for one in progress]


def _draw_row(sheet: Sheet, one: Progress, event: Event, row: QRectF) -> None:
    size = sheet.sizes.small.least
    line = line_height(size)
    name = QRectF(row.x(), row.y(), row.width() * _NAME_SHARE, row.height() * 0.92)
    lines = 2 if row.height() >= line * 2.1 else 1
    sheet.write(_stem(one, event), name, Span(size, size), most_lines=lines, stand=0.5)
    text = _count(one, event)
    width = natural_width(text, size, bold=True) + 2
    left = name.right() + sheet.sizes.gap
    room = max(0.0, row.right() - left - width - sheet.sizes.gap)
    thick = min(line * 0.8, row.height() * 0.6)
    track = QRectF(left, row.y() + (row.height() - thick) / 2, room, thick)
    sheet.draw_panel(track, sheet.colours.hairline)
    share = one.answered / one.asked if one.asked else 0.0
    done = QRectF(track.x(), track.y(), room * share, thick)
    sheet.draw_bar(done, sheet.colours.accent, None)
    spot = QRectF(track.right() + sheet.sizes.gap, row.y(), width, row.height())
    sheet.write(text, spot, Span(size, size), bold=True, most_lines=1, stand=0.5)


def _stem(one: Progress, event: Event) -> str:
    item = next((item for item in event.instrument.items if item.name == one.item), None)
    return "" if item is None else words.stem(item, event)


def _count(one: Progress, event: Event) -> str:
    language = words.language_of(event)
    return _("{answered} of {asked}").format(
        answered=numerals.number(one.answered, language), asked=numerals.number(one.asked, language)
    )
