"""What has come in for a question: the chart, or on demand the same figures as a table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.pictures import ResultChart
from pollkit.desktop.facilitator.wall.album import NO_PICTURES, Album
from pollkit.desktop.facilitator.wall.figures import Table, result_tables, split_tables
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column
from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.shifts import Shift
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.i18n import _, speaking

_NAME = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_FIGURE = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_LEAST_NAME = 140
_MARGIN = 6


class ResultView(QStackedWidget):
    """The chart stands first; `turn` changes to the table and back."""

    def __init__(self, album: Album = NO_PICTURES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ResultChart(album)
        self.tables = ResultTables()
        self.addWidget(self.chart)
        self.addWidget(self.tables)

    @property
    def shows_table(self) -> bool:
        return self.currentWidget() is self.tables

    def turn(self) -> None:
        self.setCurrentWidget(self.chart if self.shows_table else self.tables)

    def show_result(
        self,
        event: Event,
        item: Item | None,
        result: Tally | None,
        split: Split | None,
        shift: Shift | None = None,
    ) -> None:
        self.chart.show_result(event, item, result, split, shift)
        self.tables.show_tables(_tables(event, item, result, split))


class ResultTables(QWidget):
    """One table under the other; widgets are made anew only when a figure is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Table, ...] | None = None
        self._scroll: QWidget | None = None
        self._column = column()
        self.setLayout(self._column)
        self.show_tables(())

    def show_tables(self, tables: tuple[Table, ...]) -> None:
        if tables == self._shown:
            return
        self._shown = tables
        parts: list[QWidget] = [FigureTable(table) for table in tables]
        inside = column(*(parts or [label(_("No answers yet."), "muted")]), gap=theme.L)
        inside.addStretch(1)
        fresh = ScrolledColumn(inside)
        if self._scroll is not None:
            self._column.removeWidget(self._scroll)
            self._scroll.hide()
            self._scroll.deleteLater()
        self._scroll = fresh
        self._column.addWidget(fresh)

    @property
    def shown(self) -> tuple[Table, ...]:
        return self._shown or ()


def _tables(
    event: Event, item: Item | None, result: Tally | None, split: Split | None
) -> tuple[Table, ...]:
    if item is None or result is None:
        return ()
    language = event.languages[0]
    with speaking(language):
        if split is not None and split.groups:
            return split_tables(item, split, event, language)
        return result_tables(item, result, language)


class FigureTable(QTableWidget):
    """As high as its rows, so that only the column around it scrolls; names at the left, figures at
    the right."""

    def __init__(self, table: Table) -> None:
        super().__init__(len(table.rows), len(table.heads))
        for across, head in enumerate(table.heads):
            item = QTableWidgetItem(head[:1].upper() + head[1:])
            item.setTextAlignment(_NAME if across == 0 else _FIGURE)
            self.setHorizontalHeaderItem(across, item)
        self.setAccessibleName(table.heads[0])
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for down, cells in enumerate(table.rows):
            for across, words in enumerate(cells):
                self.setItem(down, across, _cell(words, is_name=across == 0))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Figures take what they need, names the rest; the header's own stretching would come
        after the rows are as high as they stay. Many figures are scrolled to."""
        self.resizeColumnsToContents()
        figures = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        rest = self.viewport().width() - figures
        self.setColumnWidth(0, max(rest, _LEAST_NAME))
        for row in range(self.rowCount()):
            self.setRowHeight(row, self._name_height(row))
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if rest < _LEAST_NAME else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 4)

    def _name_height(self, row: int) -> int:
        """What the name really takes: Qt reckons without the margins that the theme gives a cell
        and would cut a third line."""
        room = QRect(0, 0, self.columnWidth(0) - 2 * _MARGIN, 10_000)
        item = self.item(row, 0)
        text = "" if item is None else item.text()
        flags = Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, flags, text).height() + _MARGIN


def _cell(words: str, is_name: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(words)
    cell.setTextAlignment(_NAME if is_name else _FIGURE)
    return cell
