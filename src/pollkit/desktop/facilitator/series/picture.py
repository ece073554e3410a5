"""A drawn chart as wide as its place, and its figures as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.i18n import _

# Wider, its letters would be larger than those around it.
_WIDEST = 860


class PictureView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, png: bytes, words: str) -> None:
        """`words` say the same to those who cannot see it."""
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(png)
        self.setAccessibleName(_("Chart"))
        self.setAccessibleDescription(words)
        self._fit()
        self.update()

    @property
    def has_picture(self) -> bool:
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), _WIDEST)
        # It stands in the middle of a wider place.
        place = QRectF((self.width() - width) / 2, 0, width, self.height())
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()

    def _fit(self) -> None:
        if not self._pixmap.isNull():
            width = min(self.width(), _WIDEST)
            self.setFixedHeight(round(width * self._pixmap.height() / self._pixmap.width()))


class ResultTable(QTableWidget):
    """Read only; every row is there without scrolling up and down."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.clear()
        self.setColumnCount(len(heading))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(heading))
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for line, cells in enumerate(rows):
            for place, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                if place:
                    cell.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.setItem(line, place, cell)
        self.resizeRowsToContents()
        for line in range(len(rows)):
            self.setRowHeight(line, self.rowHeight(line) + 2 * theme.S)
        heights = sum(self.rowHeight(line) for line in range(len(rows)))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + heights + bar + 4)
