"""How sure people are: four small bars under the chart, with those who are right in full colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from pollkit.charts import numerals, wording
from pollkit.desktop.facilitator.wall.lettering import fit, line_height
from pollkit.desktop.facilitator.wall.look import Span, middle_grey
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.instruments import SURENESS
from pollkit.i18n import _, current_language, ngettext

_HEAD_SHARE = 0.19
_LINES = 3.9


def strip_height(sheet: Sheet, result: Tally) -> float:
    """0 where it was not asked for."""
    return line_height(sheet.sizes.small.least) * _LINES if any(result.sureness) else 0.0


def draw_strip(sheet: Sheet, result: Tally, frame: QRectF) -> None:
    if not any(result.sureness):
        return
    size, gap = sheet.sizes.small.least, sheet.sizes.gap
    sheet.draw_panel(
        QRectF(frame.x(), frame.y(), frame.width(), max(1.0, gap * 0.06)), sheet.colours.hairline
    )
    inner = frame.adjusted(0, gap * 0.4, 0, 0)
    head = QRectF(inner.x(), inner.y(), inner.width() * _HEAD_SHARE - gap, inner.height())
    sheet.write(
        _("How sure?"), head, Span(size, size), sheet.colours.muted, bold=True, most_lines=2
    )
    pitch = inner.width() * (1 - _HEAD_SHARE) / len(SURENESS)
    most, said = max(result.sureness), _said(sheet, result, pitch - gap)
    for place, step in enumerate(SURENESS):
        left = inner.x() + inner.width() * _HEAD_SHARE + pitch * place
        cell = QRectF(left, inner.y(), pitch - gap, inner.height())
        right = result.sureness_right[place] if result.sureness_right else None
        _draw_cell(sheet, step, said[place], result.sureness[place], right, most, cell)


def _said(sheet: Sheet, result: Tally, width: float) -> list[str]:
    """The numbers under the bars, with a tick for the word where that does not fit in all."""
    language = current_language()
    counts = [numerals.number(count, language) for count in result.sureness]
    if not result.sureness_right:
        return counts
    rights = [numerals.number(right, language) for right in result.sureness_right]
    whole = [
        ngettext("{n}, {right} right", "{n}, {right} right", count).format(n=n, right=right)
        for count, n, right in zip(result.sureness, counts, rights, strict=True)
    ]
    pairs = list(zip(counts, rights, strict=True))
    ways = (whole, [f"{n} · ✓ {r}" for n, r in pairs], [f"{n} ✓{r}" for n, r in pairs])
    return next((way for way in ways if _fits(sheet, way, width)), ways[-1])


def _fits(sheet: Sheet, said: list[str], width: float) -> bool:
    size = sheet.sizes.small.least
    frame = QRectF(0, 0, width, line_height(size))
    wishes = (sheet.lettering(n, frame, Span(size, size), bold=True, most_lines=1) for n in said)
    return not any(fit(wish).is_elided for wish in wishes)


def _draw_cell(
    sheet: Sheet, step: str, said: str, count: int, right: int | None, most: int, cell: QRectF,
) -> None:  # fmt: skip
    size = sheet.sizes.small.least
    exact, line = Span(size, size), line_height(size)
    thick = line * 0.5
    whole = QRectF(cell.x(), cell.y() + line * 0.06, cell.width() * count / most, thick)
    full = sheet.colours.accent
    if right is None:
        sheet.draw_bar(whole, full, None)
    else:
        sheet.draw_bar(whole, middle_grey(sheet.colours.is_dark), None)
        sheet.draw_bar(QRectF(whole.x(), whole.y(), cell.width() * right / most, thick), full, None)
    number = QRectF(cell.x(), whole.bottom() + line * 0.1, cell.width(), line)
    sheet.write(said, number, exact, bold=True, most_lines=1, moves=True)
    label = QRectF(cell.x(), number.bottom(), cell.width(), cell.bottom() - number.bottom())
    sheet.write(
        wording.sureness_words(step), label, exact, sheet.colours.muted,
        most_lines=2 if label.height() >= line * 1.95 else 1,
    )  # fmt: skip
