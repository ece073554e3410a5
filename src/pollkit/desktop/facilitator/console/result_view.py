"""What has come in for a question: the chart, or on demand the same figures as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
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
_MOST_HEADS, _NAME_WIDTH = 8, 200


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
        parts: list[QWidget] = [_table_widget(table) for table in tables]
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
        if split is not None:
            return split_tables(item, split, event, language)
        return result_tables(item, result, language)


def _table_widget(table: Table) -> QTableWidget:
    """As high as its rows, so that only the column scrolls; names at the left, figures at the
    right."""
    made = QTableWidget(len(table.rows), len(table.heads))
    made.setHorizontalHeaderLabels([head[:1].upper() + head[1:] for head in table.heads])
    made.horizontalHeaderItem(0).setTextAlignment(_NAME)
    made.setAccessibleName(table.heads[0])
    made.verticalHeader().hide()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.setWordWrap(True)
    for down, cells in enumerate(table.rows):
        for across, words in enumerate(cells):
            made.setItem(down, across, _cell(words, is_name=across == 0))
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    below = 4
    if len(table.heads) <= _MOST_HEADS:
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    else:  # names keep a width in which they can be read; the rest is scrolled to
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        made.setColumnWidth(0, _NAME_WIDTH)
        below += made.horizontalScrollBar().sizeHint().height()
    made.resizeRowsToContents()
    rows = sum(made.rowHeight(row) for row in range(made.rowCount()))
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedHeight(rows + header.sizeHint().height() + below)
    return made


def _cell(words: str, is_name: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(words)
    cell.setTextAlignment(_NAME if is_name else _FIGURE)
    return cell
