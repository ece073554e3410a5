"""The result of one question in a few quiet lines: words, bar, count, share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pollkit.charts import numerals, wording
from pollkit.desktop import theme
from pollkit.desktop.widgets.labels import label
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _, current_language, ngettext


class ShareBar(QWidget):
    """A bar from the left edge; `share` is 0 .. 1."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(0, 5, self.width(), 2), 1, 1)
        if self._share > 0:
            painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(QRectF(0, 1, max(4.0, self._share * self.width()), 10), 3, 3)
        painter.end()


class ResultBars(QWidget):
    """Counts of one question with their base in words."""

    def __init__(self, item: Item, tally: Tally, language: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        base = tally.answered
        # All bars of a sheet have the same room, whatever stands in their numbers.
        grid.setColumnMinimumWidth(2, _widest_number(self.fontMetrics()))
        for place, option in enumerate(tally.options):
            words = label(item.label(option.code, language), wraps=True)
            number = label(wording.count_words(option, tally, current_language()))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(words, place, 0)
            grid.addWidget(ShareBar(option.count / base if base else 0.0), place, 1)
            grid.addWidget(number, place, 2)
        grid.addWidget(label(base_in_words(tally), "small", wraps=True), grid.rowCount(), 0, 1, 3)


def _widest_number(metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance("9,999 · 100 %")


def base_in_words(tally: Tally) -> str:
    """Such as "41 of 42 answered"; an open question's answers are counted, not shown."""
    said = wording.base_words(tally, current_language())
    if tally.kind is ItemKind.TEXT:
        count = len(tally.texts)
        return f"{said} · " + ngettext("{n} text", "{n} texts", count).format(n=count)
    if tally.mean is not None:
        mean = _("average {mean}").format(mean=numerals.one_decimal(tally.mean, current_language()))
        return f"{said} · {mean}"
    return said
