"""Points between two ends: of one scale, or of a scale for each of several statements."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label, rule
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.texts import in_language


class PointRow(QWidget):
    """The points of one scale, from the low end to the high one."""

    def __init__(self, points: tuple[str, ...], is_large: bool) -> None:
        super().__init__()
        self.points = points
        self.buttons = [_PointButton(point, is_large) for point in points]
        self.group = QButtonGroup(self)
        line = row(*self.buttons, gap=theme.S if is_large else theme.XS)
        self.setLayout(line)
        for place, button in enumerate(self.buttons):
            self.group.addButton(button, place)

    def show_point(self, point: str, is_enabled: bool) -> None:
        self.group.setExclusive(False)
        for value, button in zip(self.points, self.buttons, strict=True):
            button.setChecked(value == point)
            button.setEnabled(is_enabled)
        self.group.setExclusive(True)

    def name(self, words: str, low: str, high: str) -> None:
        """What a screen reader says of each point."""
        ends = {self.points[0]: low, self.points[-1]: high}
        for point, button in zip(self.points, self.buttons, strict=True):
            end = ends.get(point, "")
            spoken = f"{point}, {end}" if end else point
            button.setAccessibleName(f"{words}: {spoken}" if words else spoken)

    def chosen(self) -> str:
        place = self.group.checkedId()
        return "" if place < 0 else self.points[place]

    def press_digit(self, digit: int) -> bool:
        """By the point's own number where it has one digit, else by its place; 0 is also 10."""
        wanted = str(digit)
        if wanted not in self.points:
            wanted = "10" if digit == 0 and "10" in self.points else ""
        if wanted:
            button = self.buttons[self.points.index(wanted)]
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if button.isEnabled():
                button.click()
        return bool(wanted)

    def first_control(self) -> QWidget:
        checked = self.group.checkedButton()
        return checked if checked is not None else self.buttons[0]


class ScaleChoice(AnswerWidget):
    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self.row = PointRow(view.item.scale_points, surface.look.is_large)
        self.row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.low, self.high = label("", "muted", wraps=True), label("", "muted", wraps=True)
        self.setLayout(column(self.row, row(self.low, self.high, gap=theme.L), gap=theme.XS))
        self.row.group.idClicked.connect(self._on_point_clicked)

    def show_view(self, view: QuestionView) -> None:
        low = in_language(view.item.low_label, view.language)
        high = in_language(view.item.high_label, view.language)
        self.low.setText(low)
        self.high.setText(high)
        self.high.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        self.row.name("", low, high)
        self.row.show_point(next(iter(view.codes), ""), not view.is_read_only)

    def first_control(self) -> QWidget:
        return self.row.first_control()

    def press_digit(self, digit: int) -> bool:
        return self.row.press_digit(digit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.row.chosen():
            self.answered.emit(())
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _on_point_clicked(self, _place: int) -> None:
        self.answered.emit((self.row.chosen(),))


class MatrixChoice(AnswerWidget):
    """A row of points for each statement; a digit rates the one with the keys and goes on to the
    next."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._codes = view.item.codes
        self.low, self.high = label("", "muted", wraps=True), label("", "muted", wraps=True)
        self.words: list[QLabel] = []
        self.rows: list[PointRow] = []
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(theme.S)
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.addLayout(row(self.low, self.high, gap=theme.L), 0, 1)
        for place in range(len(self._codes)):
            self._add_row(place, view)
        self.setLayout(column(self._grid))

    def show_view(self, view: QuestionView) -> None:
        low = in_language(view.item.low_label, view.language)
        high = in_language(view.item.high_label, view.language)
        self.low.setText(low)
        self.high.setText(high)
        self.high.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignBottom)
        texts = {option.code: option.text for option in view.options}
        for code, words, line in zip(self._codes, self.words, self.rows, strict=True):
            words.setText(texts.get(code, code))
            line.name(texts.get(code, code), low, high)
            line.show_point(view.value(code), not view.is_read_only)

    def first_control(self) -> QWidget:
        unrated = (line for line in self.rows if not line.chosen())
        return next(unrated, self.rows[0]).first_control()

    def press_digit(self, digit: int) -> bool:
        for place, line in enumerate(self.rows):
            if line.isAncestorOf(self.focusWidget()):
                if line.press_digit(digit) and place + 1 < len(self.rows):
                    after = self.rows[place + 1].first_control()
                    after.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for line in self.rows:
                if line.isAncestorOf(self.focusWidget()) and line.chosen():
                    line.show_point("", True)
                    self._tell()
        else:
            super().keyPressEvent(event)

    def _add_row(self, place: int, view: QuestionView) -> None:
        if place:
            self._grid.addWidget(rule(), 2 * place, 0, 1, 2)
        words = label("", wraps=True)
        if self.surface.look.is_large:
            words.setProperty("text_role", "plain_lead")
        line = PointRow(view.item.scale_points, self.surface.look.is_large)
        line.group.idClicked.connect(self._on_point_clicked)
        self._grid.addWidget(words, 2 * place + 1, 0)
        self._grid.addWidget(line, 2 * place + 1, 1)
        self.words.append(words)
        self.rows.append(line)

    def _tell(self) -> None:
        rated = zip(self._codes, self.rows, strict=True)
        self.answered.emit(
            tuple(f"{code}={line.chosen()}" for code, line in rated if line.chosen())
        )

    @Slot(int)
    def _on_point_clicked(self, _place: int) -> None:
        self._tell()


class _PointButton(Button):
    """A point is a button with its number; Return goes on to the next question."""

    def __init__(self, point: str, is_large: bool) -> None:
        super().__init__(point, "point_large" if is_large else "point")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
