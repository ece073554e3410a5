"""Options put in order, and points shared out among them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.option_rows import SomeOfThem
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.widgets.fields import NumberField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.instruments import POINTS_IN_ALL
from pollkit.i18n import _, ngettext


class Ranking(AnswerWidget):
    """Each option that is chosen takes the next place; chosen again, it leaves its place and those
    after it move up."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._codes = view.item.codes
        self._order: list[str] = []
        self.how = label("", "muted", wraps=True)
        self.rows = [SomeOfThem(surface.look, place) for place in range(len(self._codes))]
        self.setLayout(column(self.how, *self.rows, gap=theme.S))
        for place, one in enumerate(self.rows):
            one.clicked.connect(lambda _checked, place=place: self._take(place))

    def show_view(self, view: QuestionView) -> None:
        self.how.setText(_("Choose in your order: the most important first."))
        self._order = _order_of(view)
        texts = {option.code: option.text for option in view.options}
        for code, one in zip(self._codes, self.rows, strict=True):
            place = self._order.index(code) + 1 if code in self._order else 0
            one.face.badge = str(place) if place else ""
            one.face.show_words(texts.get(code, code))
            words = _("Place {n}").format(n=place) if place else _("No place yet")
            one.setAccessibleDescription(words)
            one.setChecked(bool(place))
            one.setEnabled(not view.is_read_only)
            one.update()

    def first_control(self) -> QWidget:
        return self.rows[0]

    def press_digit(self, digit: int) -> bool:
        place = (digit or 10) - 1
        if place < len(self.rows) and self.rows[place].isEnabled():
            self.rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rows[place].click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._order:
            self.answered.emit(())
        else:
            super().keyPressEvent(event)

    def _take(self, place: int) -> None:
        code = self._codes[place]
        if code in self._order:
            order = [one for one in self._order if one != code]
        else:
            order = [*self._order, code]
        self.answered.emit(tuple(f"{one}={n}" for n, one in enumerate(order, start=1)))


class SharedPoints(AnswerWidget):
    """A number for each option; what is left of the hundred is said as it goes."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._codes = view.item.codes
        self.left = label("", "strong")
        self.words: list[QLabel] = []
        self.fields: list[NumberField] = []
        grid = QGridLayout()
        grid.setSpacing(theme.S)
        grid.setColumnStretch(0, 1)
        for place in range(len(self._codes)):
            words, field = label("", wraps=True), NumberField("", 0, POINTS_IN_ALL)
            field.setFixedWidth(110)
            field.committed.connect(self._on_committed)
            words.setBuddy(field)
            grid.addWidget(words, place, 0)
            grid.addWidget(field, place, 1)
            self.words.append(words)
            self.fields.append(field)
        self.setLayout(column(grid, self.left, gap=theme.S))

    def show_view(self, view: QuestionView) -> None:
        texts = {option.code: option.text for option in view.options}
        shares = _parts(view)
        for code, words, field in zip(self._codes, self.words, self.fields, strict=True):
            words.setText(texts.get(code, code))
            field.setAccessibleName(texts.get(code, code))
            if int(shares.get(code, "0") or 0) != field.value():
                field.show_value(int(shares.get(code, "0") or 0))
            field.setEnabled(not view.is_read_only)
        left = POINTS_IN_ALL - sum(field.value() for field in self.fields)
        self.left.setText(_left_words(left))

    def first_control(self) -> QWidget:
        return self.fields[0]

    def commit(self) -> None:
        for field in self.fields:
            field.commit()

    @Slot()
    def _on_committed(self) -> None:
        given = {c: f.value() for c, f in zip(self._codes, self.fields, strict=True) if f.value()}
        self.answered.emit(tuple(f"{code}={share}" for code, share in given.items()))


def _order_of(view: QuestionView) -> list[str]:
    if not view.written:
        return list(view.codes)
    placed = dict(word.rpartition("=")[::2] for word in view.written)
    return sorted(placed, key=lambda code: int(placed[code]))


def _parts(view: QuestionView) -> dict[str, str]:
    if view.written:
        return dict(word.rpartition("=")[::2] for word in view.written)
    return dict(view.choice.values) if view.choice is not None else {}


def _left_words(left: int) -> str:
    if left == 0:
        return _("✓ All {n} points are shared out.").format(n=POINTS_IN_ALL)
    if left > 0:
        return ngettext("{n} point is left.", "{n} points are left.", left).format(n=left)
    return ngettext("{n} point too many.", "{n} points too many.", -left).format(n=-left)
