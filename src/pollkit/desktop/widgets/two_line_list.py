"""A list whose rows have a title, of up to two lines, and a quieter line below it, drawn with the
palette's roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pollkit.desktop import theme

_Index = QModelIndex | QPersistentModelIndex

_TITLE_LINE = 22
_STEP = 14  # by which a row stands in for each heading that it is under
_RTL = Qt.LayoutDirection.RightToLeft


@dataclass(frozen=True)
class ListLine:
    """`key` tells the rows apart; `has_caution` puts a mark before the second line; `depth` is how
    many headings it stands under."""

    key: object
    title: str
    second: str = ""
    has_caution: bool = False
    depth: int = 0


class TwoLineList(QListView):
    """Rows are shown as a whole; choosing one by hand or key says so, showing never does."""

    line_chosen = Signal(object)
    line_opened = Signal(object)
    line_moved = Signal(object, int)  # key, the row at which it is wanted

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # titles break anew
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._is_showing = False
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)

    def show_lines(self, lines: Sequence[ListLine], chosen: object) -> None:
        """Replaces the rows and the choice, without a word to anyone."""
        self._is_showing = True
        self._lines.replace(lines)
        place = next((n for n, line in enumerate(lines) if line.key == chosen), -1)
        index = self._lines.index(place)
        if not index.isValid():
            self.selectionModel().clear()
        elif index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)  # else more rows may be chosen, which stay so
        self._is_showing = False

    def allow_moving(self) -> None:
        """Rows after the first can be dragged; whoever listens to `line_moved` does the moving."""
        self._lines.can_move = True
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def allow_several(self) -> None:
        """Shift and Ctrl choose more than one row; the last one tells that it was chosen."""
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)

    def chosen_keys(self) -> tuple[object, ...]:
        """From top to bottom."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return tuple(self._lines.line(index).key for index in rows)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        before, after = self.currentIndex().row(), self._drop_row(event)
        key = self._lines.line(self.currentIndex()).key
        # Nothing is moved here: the rows come back in their new order from the presenter.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.line_moved.emit(key, after - 1 if after > before else after)

    def _drop_row(self, event: QDropEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return self.count()
        middle = self.visualRect(index).center().y()
        return max(1, index.row() + (event.position().y() > middle))

    def count(self) -> int:
        return self._lines.rowCount()

    def choose(self, place: int) -> None:
        """As a person would: tells what was chosen."""
        self.setCurrentIndex(self._lines.index(place))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_showing:
            self.line_chosen.emit(self._lines.line(index).key)

    def _on_activated(self, index: QModelIndex) -> None:
        self.line_opened.emit(self._lines.line(index).key)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: tuple[ListLine, ...] = ()
        self.can_move = False

    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = super().flags(index)
        if not self.can_move:
            return plain
        if not index.isValid():
            return plain | Qt.ItemFlag.ItemIsDropEnabled
        return plain | Qt.ItemFlag.ItemIsDragEnabled if index.row() > 0 else plain

    def replace(self, lines: Sequence[ListLine]) -> None:
        if tuple(lines) == self._shown:
            return
        if [line.key for line in lines] == [line.key for line in self._shown]:
            self._shown = tuple(lines)
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._shown = tuple(lines)
        self.endResetModel()

    def line(self, index: _Index) -> ListLine:
        return self._shown[index.row()]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.title}. {line.second}" if line.second else line.title
        return None


class _Painter(QStyledItemDelegate):
    """Two lines a row; the chosen one has a tint and a bar at its edge, not colour alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        line: ListLine = index.data(Qt.ItemDataRole.UserRole)
        view = self.parent()
        assert isinstance(view, QListView)
        room = _room_for_words(view) - line.depth * _STEP
        titles = len(in_lines(line.title, _title_font(view.font()), room))
        return QSize(120, 20 + _TITLE_LINE * titles + (18 if line.second else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: ListLine = index.data(Qt.ItemDataRole.UserRole)
        view = self.parent()
        assert isinstance(view, QWidget)
        palette = view.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(2, 2, -2, -2)
        self._paint_ground(painter, frame, option, palette, view.hasFocus())
        step, mirrored = line.depth * _STEP, view.layoutDirection() is _RTL
        words = frame.adjusted(theme.M, 6, -theme.S, -6)
        words = words.adjusted(0, 0, -step, 0) if mirrored else words.adjusted(step, 0, 0, 0)
        self._paint_words(painter, words, line, palette)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        frame: QRect,
        option: QStyleOptionViewItem,
        palette: QPalette,
        has_focus: bool,
    ) -> None:
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(palette.color(QPalette.ColorRole.Light))
            painter.drawRoundedRect(frame, 8, 8)
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(QRect(frame.x(), frame.y() + 10, 4, frame.height() - 20), 2, 2)
            if has_focus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
                painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(frame, 8, 8)

    def _paint_words(
        self, painter: QPainter, frame: QRect, line: ListLine, palette: QPalette
    ) -> None:
        title = _title_font(painter.font())
        top = QRect(frame.x(), frame.y(), frame.width(), _TITLE_LINE)
        if not line.second:
            top.setHeight(frame.height())
        view = self.parent()
        assert isinstance(view, QListView)
        room = _room_for_words(view) - line.depth * _STEP
        for words in in_lines(line.title, title, room):
            _draw_line(painter, top, title, palette.color(QPalette.ColorRole.Text), words)
            top.translate(0, _TITLE_LINE)
        if not line.second:
            return
        small = QFont(painter.font())
        small.setWeight(QFont.Weight.Normal)
        small.setPixelSize(theme.SMALL)
        role = (
            QPalette.ColorRole.LinkVisited
            if line.has_caution
            else QPalette.ColorRole.PlaceholderText
        )
        second = f"⚠ {line.second}" if line.has_caution else line.second
        bottom = QRect(frame.x(), top.y() + 1, frame.width(), 20)
        _draw_line(painter, bottom, small, palette.color(role), second)


def _title_font(font: QFont) -> QFont:
    title = QFont(font)
    title.setPixelSize(theme.BODY)
    title.setWeight(QFont.Weight.DemiBold)
    return title


def _room_for_words(view: QListView) -> int:
    """The same with and without a scroll bar, so that no line breaks anew when one appears."""
    bar = view.verticalScrollBar().sizeHint().width()
    return view.width() - 2 * view.frameWidth() - bar - 4 - theme.M - theme.S


def in_lines(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """One line or two; the second ends in … where the text is longer."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(width, 1))
    layout.endLayout()
    end = first.textLength() if first.isValid() else 0
    if not 0 < end < len(text):
        return (text,)
    rest = QFontMetrics(font).elidedText(text[end:], Qt.TextElideMode.ElideRight, width)
    return text[:end].rstrip(), rest


def _draw_line(painter: QPainter, frame: QRect, font: QFont, colour: QColor, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fits = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, frame.width())
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fits)
