"""Options of which one is chosen, or several."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.option_rows import OneOfThem, SomeOfThem
from pollkit.desktop.answering.view import OptionView, QuestionView
from pollkit.desktop.widgets.fields import SearchField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _, ngettext

# More are looked for by typing than by reading.
MOST_ROWS = 14
_TWO_COLUMNS_FROM = 6

Row = OneOfThem | SomeOfThem


class OptionChoice(AnswerWidget):
    """One row for each option; digits choose, a second press takes back where several may be
    chosen."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self.rows: list[Row] = []
        self._view: QuestionView | None = None
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_row_clicked)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.S)
        self.limits = label("", "muted", wraps=True)
        self.setLayout(column(self.limits, self._grid, gap=theme.S))

    def show_view(self, view: QuestionView) -> None:
        before, self._view = self._view, view
        if before is None or _shape_of(before) != _shape_of(view):
            self._make_rows(view)
        self._group.setExclusive(False)
        for row, option in zip(self.rows, view.options, strict=True):
            self._fill_row(row, option)
            row.setChecked(option.code in view.codes)
            row.setEnabled(not view.is_read_only)
            row.update()
        self._group.setExclusive(view.item.kind is not ItemKind.MULTIPLE)
        self.limits.setText(limits_words(view))
        self.limits.setVisible(bool(self.limits.text()))

    def first_control(self) -> QWidget:
        chosen = (row for row in self.rows if row.isChecked())
        return next(chosen, self.rows[0]) if self.rows else self

    def press_digit(self, digit: int) -> bool:
        place = (digit or 10) - 1
        if place < len(self.rows) and self.rows[place].isEnabled():
            self.rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rows[place].click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._has_answer():
            self.answered.emit(())
        else:
            super().keyPressEvent(event)

    def _has_answer(self) -> bool:
        view = self._view
        return view is not None and bool(view.codes) and not view.is_read_only

    def _make_rows(self, view: QuestionView) -> None:
        for row in self.rows:
            self._group.removeButton(row)
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        kind = SomeOfThem if view.item.kind is ItemKind.MULTIPLE else OneOfThem
        look, has_shape = self.surface.look, not any(option.image for option in view.options)
        self.rows = [kind(look, place, has_shape) for place in range(len(view.options))]
        columns = 2 if look.is_large and len(self.rows) >= _TWO_COLUMNS_FROM else 1
        deep = -(-len(self.rows) // columns)
        for place, row in enumerate(self.rows):
            row.face.text_px = _text_size(look.is_large, view)
            self._group.addButton(row, place)
            self._grid.addWidget(row, place % deep, place // deep)
        _chain_tabs(self.rows)

    def _fill_row(self, row: Row, option: OptionView) -> None:
        look = self.surface.look
        if option.image is not None and row.face.picture is None:
            most = QSize(round(look.picture * 1.5), look.picture)
            row.face.picture = self.surface.pictures.fitted(option.image, most)
        row.face.show_words(option.text, option.picture_words)

    @Slot(int)
    def _on_row_clicked(self, _place: int) -> None:
        self._tell()

    def _tell(self) -> None:
        assert self._view is not None
        chosen = zip(self.rows, self._view.options, strict=True)
        self.answered.emit(tuple(option.code for row, option in chosen if row.isChecked()))


class SearchedChoice(AnswerWidget):
    """Many options: a few letters narrow the list; what is chosen stands above it."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._view: QuestionView | None = None
        self.chosen = label("", "strong", wraps=True)
        self.search = SearchField(_("Type to find an option"))
        self.list = _OptionList(_("Options"))
        self.list.setFixedHeight(320 if surface.look.is_large else 220)
        self.limits = label("", "muted", wraps=True)
        self.setLayout(column(self.limits, self.chosen, self.search, self.list, gap=theme.S))
        self.search.textEdited.connect(self._on_search_edited)
        self.search.returnPressed.connect(self._on_search_returned)
        self.list.line_opened.connect(self._on_line_taken)
        self.list.clicked.connect(self._on_list_clicked)

    def show_view(self, view: QuestionView) -> None:
        self._view = view
        self.setEnabled(not view.is_read_only)
        texts = {option.code: option.text for option in view.options}
        chosen = [texts.get(code, code) for code in view.codes]
        self.chosen.setText(" · ".join(f"✓ {text}" for text in chosen))
        self.chosen.setVisible(bool(chosen))
        self.search.setPlaceholderText(_("Type to find an option"))
        self.limits.setText(limits_words(view))
        self.limits.setVisible(bool(self.limits.text()))
        self._show_found()

    def first_control(self) -> QWidget:
        return self.search

    def _show_found(self) -> None:
        assert self._view is not None
        wanted = self.search.text().casefold().split()
        found = [
            option
            for option in self._view.options
            if all(word in option.text.casefold() for word in wanted)
        ]
        codes = set(self._view.codes)
        lines = [ListLine(o.code, f"✓ {o.text}" if o.code in codes else o.text) for o in found]
        first = lines[0].key if lines and wanted else None
        self.list.show_lines(lines, next((code for code in self._view.codes), first))

    def _take(self, code: str) -> None:
        assert self._view is not None
        if self._view.item.kind is not ItemKind.MULTIPLE:
            self.answered.emit((code,))
            return
        codes = set(self._view.codes) ^ {code}
        self.answered.emit(tuple(o.code for o in self._view.options if o.code in codes))

    @Slot(str)
    def _on_search_edited(self, _words: str) -> None:
        self._show_found()

    @Slot()
    def _on_search_returned(self) -> None:
        self.list.open_first()

    @Slot(object)
    def _on_line_taken(self, code: str) -> None:
        self._take(code)

    @Slot()
    def _on_list_clicked(self) -> None:
        self.list.open_current()


class _OptionList(TwoLineList):
    """Takes an option by one click, Return or the space bar."""

    def open_first(self) -> None:
        index = self.currentIndex()
        self._tell_opened(index if index.isValid() else self.model().index(0, 0))

    def open_current(self) -> None:
        self._tell_opened(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _tell_opened(self, index: QModelIndex) -> None:
        line = self.model().data(index, Qt.ItemDataRole.UserRole) if self.count() else None
        if isinstance(line, ListLine):
            self.line_opened.emit(line.key)


def is_searched(view: QuestionView) -> bool:
    """Whether the options are too many to be read one by one."""
    wants_search = {"autocomplete", "search", "quick"} & set(view.item.appearance.split())
    return len(view.item.options) > MOST_ROWS or bool(wants_search and len(view.options) > 9)


def limits_words(view: QuestionView) -> str:
    """How many may be chosen; "" where one is, or as many as one likes."""
    item = view.item
    if item.kind is not ItemKind.MULTIPLE:
        return ""
    if view.hint and item.most_choices is None and (item.least_choices or 1) < 2:
        return ""
    least, most = item.least_choices or 1, item.most_choices
    if most is None:
        if least < 2:
            return _("You can choose several.")
        return ngettext("At least {n}.", "At least {n}.", least).format(n=least)
    if least == most:
        return ngettext("Choose {n}.", "Choose exactly {n}.", most).format(n=most)
    return ngettext("{n} at the most.", "{n} at the most.", most).format(n=most)


def _shape_of(view: QuestionView) -> tuple[object, ...]:
    return (view.item.kind, tuple((o.code, o.image) for o in view.options))


def _text_size(is_large: bool, view: QuestionView) -> int:
    if not is_large:
        return theme.BODY
    longest = max((len(option.text) for option in view.options), default=0)
    return theme.TITLE if len(view.options) < _TWO_COLUMNS_FROM and longest < 40 else theme.LEAD


def _chain_tabs(rows: list[Row]) -> None:
    for before, after in pairwise(rows):
        QWidget.setTabOrder(before, after)
