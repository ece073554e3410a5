"""A spot on a picture, and things placed between two pairs of ends."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSlider, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.widgets.labels import label, rule
from pollkit.desktop.widgets.panels import column
from pollkit.domain.answers import GRID_STEPS, PIN_STEPS
from pollkit.domain.instruments import Image
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_KEY_STEP = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PinAnswer(AnswerWidget):
    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        most = QSize(900, 520) if surface.look.is_large else QSize(640, 380)
        self.board = PinBoard(view.item.image, surface.pictures, most)
        self.how = label("", "muted", wraps=True)
        self.setLayout(column(self.how, self.board, gap=theme.S))
        self.board.placed.connect(self._on_placed)

    def show_view(self, view: QuestionView) -> None:
        self.how.setText(_("Click on the picture, or move the pin with the arrow keys."))
        x, y = view.value("x"), view.value("y")
        self.board.setAccessibleName(view.text)
        self.board.setEnabled(not view.is_read_only)
        self.board.show_spot((int(x), int(y)) if x and y else None)

    def first_control(self) -> QWidget:
        return self.board

    @Slot(int, int)
    def _on_placed(self, x: int, y: int) -> None:
        self.answered.emit((f"x={x}", f"y={y}"))


class PinBoard(QWidget):
    """The picture with its pin; spots run from 0 to PIN_STEPS from left and top."""

    placed = Signal(int, int)

    def __init__(self, image: Image | None, pictures: Pictures, most: QSize) -> None:
        super().__init__()
        self._pixels = None if image is None else pictures.fitted(image, most)
        self._size = most if self._pixels is None else self._pixels.size()
        self._spot: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_spot(self, spot: tuple[int, int] | None) -> None:
        self._spot = spot
        words = _("No pin yet") if spot is None else _("{x} % from the left, {y} % from the top")
        if spot is not None:
            words = words.format(x=round(spot[0] / 10), y=round(spot[1] / 10))
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._pixels is not None:
                painter.drawPixmap(0, 0, self._pixels)
            else:
                painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Midlight))
            role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Mid
            painter.setPen(QPen(self.palette().color(role), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            if self._spot is not None:
                self._paint_pin(painter, self._spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        x = event.position().x() / max(1, self.width())
        y = event.position().y() / max(1, self.height())
        self._place(round(x * PIN_STEPS), round(y * PIN_STEPS))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        x, y = self._spot or (PIN_STEPS // 2, PIN_STEPS // 2)
        self._place(x + step[0] * _KEY_STEP, y + step[1] * _KEY_STEP)

    def _place(self, x: int, y: int) -> None:
        spot = (min(max(x, 0), PIN_STEPS), min(max(y, 0), PIN_STEPS))
        self.show_spot(spot)
        self.placed.emit(*spot)

    def _paint_pin(self, painter: QPainter, spot: tuple[int, int]) -> None:
        centre = QPointF(spot[0] / PIN_STEPS * self.width(), spot[1] / PIN_STEPS * self.height())
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 3))
        painter.drawEllipse(QRectF(centre.x() - 11, centre.y() - 11, 22, 22))


class GridAnswer(AnswerWidget):
    """Two sliders for each thing that is placed: along, and up."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._codes = view.item.codes
        self.words: list[QLabel] = []
        self.sliders: list[tuple[_Slider, _Slider]] = []
        self._ends: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        grid = QGridLayout()
        grid.setSpacing(theme.S)
        for place in range(len(self._codes)):
            self._add_row(grid, place)
        self.setLayout(column(grid))

    def show_view(self, view: QuestionView) -> None:
        item, texts = view.item, {option.code: option.text for option in view.options}
        ends = [
            in_language(end, view.language)
            for end in (item.low_label, item.high_label, item.bottom_label, item.top_label)
        ]
        for place, code in enumerate(self._codes):
            words = texts.get(code, code)
            self.words[place].setText(words)
            for shown, end in zip(self._ends[place], ends, strict=True):
                shown.setText(end)
            for slider, axis, low, high in (
                (self.sliders[place][0], "x", ends[0], ends[1]),
                (self.sliders[place][1], "y", ends[2], ends[3]),
            ):
                slider.setAccessibleName(
                    _("{thing}: from {low} to {high}").format(thing=words, low=low, high=high)
                )
                slider.show_value(view.value(f"{code}.{axis}"))
                slider.setEnabled(not view.is_read_only)

    def first_control(self) -> QWidget:
        return self.sliders[0][0]

    def _add_row(self, grid: QGridLayout, place: int) -> None:
        top = place * 4
        if place:
            grid.addWidget(rule(), top, 0, 1, 3)
        words = label("", "strong", wraps=True)
        grid.addWidget(words, top + 1, 0, 1, 3)
        pair = (_Slider(), _Slider())
        ends = tuple(label("", "muted") for _end in range(4))
        for line, slider in enumerate(pair):
            grid.addWidget(ends[line * 2], top + 2 + line, 0)
            grid.addWidget(slider, top + 2 + line, 1)
            grid.addWidget(ends[line * 2 + 1], top + 2 + line, 2)
            slider.moved_by_hand.connect(self._tell)
        self.words.append(words)
        self.sliders.append(pair)
        self._ends.append((ends[0], ends[1], ends[2], ends[3]))

    @Slot()
    def _tell(self) -> None:
        words = []
        for code, (along, up) in zip(self._codes, self.sliders, strict=True):
            if along.is_placed or up.is_placed:
                words += [f"{code}.x={along.value()}", f"{code}.y={up.value()}"]
        self.answered.emit(tuple(words))


class _Slider(QSlider):
    """Stands in the middle until somebody moves it."""

    moved_by_hand = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, GRID_STEPS)
        self.setPageStep(10)
        self.is_placed = False
        self._is_showing = False
        self.setTracking(False)
        self.valueChanged.connect(self._on_value_changed)
        self.sliderReleased.connect(self._on_value_changed)

    def show_value(self, value: str) -> None:
        self._is_showing = True
        self.is_placed = bool(value)
        self.setValue(int(value) if value else GRID_STEPS // 2)
        self._is_showing = False

    def wheelEvent(self, event: object) -> None:  # noqa: N802
        event.ignore()  # type: ignore[attr-defined]

    @Slot()
    def _on_value_changed(self) -> None:
        if not self._is_showing:
            self.is_placed = True
            self.moved_by_hand.emit()
