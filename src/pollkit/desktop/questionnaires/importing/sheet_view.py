"""A sheet of the form as a table, the cells that notes speak of marked; each can be written in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from pollkit.formats.xlsform import Note, Severity
from pollkit.formats.xlsform.sheets import Sheet

_Index = QModelIndex | QPersistentModelIndex
_WIDEST, _NARROWEST = 320, 80


class SheetView(QTableView):
    cell_written = Signal(int, str, str)  # row number in the file, header, text

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._cells = _Cells(self)
        self.setModel(self._cells)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._cells.cell_written.connect(self.cell_written)

    def show_sheet(self, sheet: Sheet, notes: Sequence[Note]) -> None:
        is_other = self._cells.replace(sheet, notes)
        if is_other:
            self.resizeColumnsToContents()
            for place in range(self._cells.columnCount()):
                width = self.columnWidth(place)
                self.setColumnWidth(place, min(max(width, _NARROWEST), _WIDEST))

    def go_to(self, row: int | None, header: str) -> None:
        """Makes the cell of a note the current one."""
        index = self._cells.index_of(row, header)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)


class _Cells(QAbstractTableModel):
    cell_written = Signal(int, str, str)

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._sheet = Sheet("", (), ())
        self._notes: dict[tuple[int | None, str], Note] = {}

    def replace(self, sheet: Sheet, notes: Sequence[Note]) -> bool:
        """Whether it is another sheet, or has other columns, than before."""
        is_other = (sheet.name, sheet.header) != (self._sheet.name, self._sheet.header)
        self.beginResetModel()
        self._sheet = sheet
        self._notes = {}
        for note in notes:
            self._notes.setdefault((note.row, note.column), note)
        self.endResetModel()
        return is_other

    def index_of(self, row: int | None, header: str) -> QModelIndex:
        rows = [one.number for one in self._sheet.rows]
        place = self._sheet.header.index(header) if header in self._sheet.header else 0
        if row not in rows:
            return self.index(0, place)
        return self.index(rows.index(row), place)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._sheet.header)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._sheet.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.cell(index.column())
        note = self._note(row.number, index.column())
        if note is None:
            return None
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._tint(note.severity)
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole,):
            return note.message
        if role == Qt.ItemDataRole.FontRole and note.severity is Severity.REFUSED:
            font = QFont(self._view.font())
            font.setBold(True)
            return font
        return None

    def setData(  # noqa: N802
        self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        row = self._sheet.rows[index.row()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == row.cell(index.column()):
            return False
        self.cell_written.emit(row.number, self._sheet.header[index.column()], text)
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._sheet.header[section]
        return self._sheet.rows[section].number

    def _note(self, number: int, place: int) -> Note | None:
        header = self._sheet.header[place]
        whole_row = self._notes.get((number, "")) if place == 0 else None
        return self._notes.get((number, header)) or whole_row

    def _tint(self, severity: Severity) -> QColor:
        role = {
            Severity.REFUSED: QPalette.ColorRole.BrightText,
            Severity.DIFFERENT: QPalette.ColorRole.LinkVisited,
            Severity.KEPT: QPalette.ColorRole.Mid,
        }[severity]
        colour = QColor(self._view.palette().color(role))
        colour.setAlpha(46)
        return colour
