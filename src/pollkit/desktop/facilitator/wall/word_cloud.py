"""Words and phrases as large as they are frequent, with the most frequent ones in a list beside
them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from pollkit.charts import numerals
from pollkit.desktop.facilitator.wall.answer_cards import say_that_nothing_is_shown
from pollkit.desktop.facilitator.wall.cloud_places import (
    MOST_WORDS,
    Cloud,
    CloudWord,
    lay_out_cloud,
)
from pollkit.desktop.facilitator.wall.lettering import (
    Align,
    FittedText,
    Lettering,
    fit,
    line_height,
    natural_width,
    reads_right_to_left,
)
from pollkit.desktop.facilitator.wall.look import Span
from pollkit.desktop.facilitator.wall.marks import TextMark
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import WordCount
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import current_language, ngettext

_WIDEST_WORD = 0.6
_MOST_LINES = 3
_BOLD_FROM = 1.7  # times the least size
# Beside a cloud that is wider than so many times its height there is room for the list.
_ROOM_FOR_LIST = 2.0
_LIST_SHARE = 0.26
_MOST_LISTED = 7
_DENSITY = 0.45


def cloud_needs(sheet: Sheet, item: Item, result: Tally, event: Event, width: float) -> float:
    """Enough for all of the words that are shown, at their smallest."""
    least, words = sheet.sizes.small.least, result.words[:MOST_WORDS]
    sizes = (_measured(word.text, least, width, least) for word in words)
    area = sum(wide * high for wide, high in sizes)
    return max(line_height(least) * 8, area / width / _DENSITY)


def draw_cloud(sheet: Sheet, item: Item, result: Tally, event: Event, frame: QRectF) -> None:
    if not result.words:
        say_that_nothing_is_shown(sheet, result.answered, frame)
        return
    area = QRectF(frame)
    if frame.width() > frame.height() * _ROOM_FOR_LIST and result.words[0].count > 1:
        area.setWidth(frame.width() * (1 - _LIST_SHARE) - sheet.sizes.gap)
        left = area.right() + sheet.sizes.gap
        _draw_list(
            sheet, result.words, QRectF(left, frame.y(), frame.right() - left, frame.height())
        )
    line = line_height(sheet.sizes.small.least) * 1.15
    area.setHeight(area.height() - line)
    cloud = _cloud(sheet, item, result, area)
    for word in cloud.words:
        _draw_word(sheet, word, area)
    sheet.is_crowded |= cloud.is_squeezed
    if cloud.left_out:
        sheet.is_crowded |= len(cloud.words) < min(len(result.words), MOST_WORDS)
        words = ngettext("and {n} more", "and {n} more", cloud.left_out)
        more = QRectF(area.x(), area.bottom(), area.width(), line)
        sheet.write(
            words.format(n=numerals.number(cloud.left_out, current_language())), more,
            sheet.sizes.small, sheet.colours.muted, most_lines=1, stand=1.0, moves=True,
        )  # fmt: skip


def _cloud(sheet: Sheet, item: Item, result: Tally, area: QRectF) -> Cloud:
    least, most = sheet.sizes.small.least, sheet.sizes.stem.ideal * 1.55
    key = (item.name, round(area.width()), round(area.height()))
    counts = [(word.text, word.count) for word in result.words]

    def measure(text: str, size: float) -> tuple[float, float]:
        return _measured(text, size, area.width(), least)

    cloud = lay_out_cloud(
        counts, area.width(), area.height(), least, most, measure, sheet.props.clouds.recall(*key)
    )
    sheet.props.clouds.keep(cloud, *key)
    return cloud


def _measured(text: str, size: float, width: float, least: float) -> tuple[float, float]:
    """Width and height; only what needs more than one line is laid out for that."""
    wide = natural_width(text, size, bold=size >= least * _BOLD_FROM)
    if wide <= width * _WIDEST_WORD - 1:
        return wide, line_height(size)
    fitted = _fitted(text, size, width, least)
    return fitted.widest, fitted.height


def _fitted(text: str, size: float, width: float, least: float) -> FittedText:
    """On one line, a long phrase on up to three."""
    bold = size >= least * _BOLD_FROM
    room = line_height(size) * (_MOST_LINES + 0.3)
    align = Align.RIGHT if reads_right_to_left(text) else Align.LEFT
    return fit(Lettering(text, width * _WIDEST_WORD, room, size, size, bold, align, _MOST_LINES))


def _draw_word(sheet: Sheet, word: CloudWord, area: QRectF) -> None:
    least = sheet.sizes.small.least
    place = QRectF(area.x() + word.x, area.y() + word.y, word.width, word.height)
    align = Align.RIGHT if reads_right_to_left(word.text) else Align.LEFT
    fitted = fit(
        Lettering(
            word.text, word.width + 1, line_height(word.pixel_size) * (_MOST_LINES + 0.3),
            word.pixel_size, word.pixel_size, word.pixel_size >= least * _BOLD_FROM, align,
            _MOST_LINES,
        )
    )  # fmt: skip
    sheet.add(TextMark(sheet.mirrored(place), fitted, _colour(sheet, word)))


def _colour(sheet: Sheet, word: CloudWord) -> QColor:
    """Only a second sign of what the size says."""
    size, least = word.pixel_size, sheet.sizes.small.least
    if size >= least * 2.2:
        return sheet.colours.accent
    return sheet.colours.ink if size >= least * 1.25 else sheet.colours.muted


def _draw_list(sheet: Sheet, words: tuple[WordCount, ...], frame: QRectF) -> None:
    size = sheet.sizes.small.least
    exact, line = Span(size, size), line_height(size) * 1.25
    number = max(size * 1.2, size * 0.65 * len(str(words[0].count)))
    fitting = min(_MOST_LISTED, len(words), int(frame.height() // line))
    top = frame.y() + (frame.height() - line * fitting) / 2
    for place, word in enumerate(words[:fitting]):
        y = top + line * place
        sheet.write(
            numerals.number(word.count, current_language()), QRectF(frame.x(), y, number, line),
            exact, align=Align.RIGHT, bold=True, most_lines=1, stand=0.5, moves=True,
        )  # fmt: skip
        left = frame.x() + number + size * 0.5
        sheet.write(
            word.text, QRectF(left, y, frame.right() - left, line), exact, most_lines=1, stand=0.5,
            moves=True,
        )  # fmt: skip
