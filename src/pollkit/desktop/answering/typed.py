"""Answers that are typed: words, numbers, days and times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt, QTime, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.typed_days import DayOrder, Precision, read_day, read_time
from pollkit.desktop.answering.view import QuestionView
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.dates import window_locale
from pollkit.desktop.widgets.fields import LinesField, ParagraphField, TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONG_TEXT = 300


class TextAnswer(AnswerWidget):
    """A line, or several where the answer may be long."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._is_words = view.item.kind is ItemKind.WORDS
        has_lines = self._is_words or _is_long(view)
        self.field: TextField | ParagraphField = (
            _AnswerLines("") if has_lines else TextField("", view.item.longest_text)
        )
        _enlarge(self.field, surface)
        self.how = label("", "muted", wraps=True)
        self.setLayout(column(self.field, self.how, gap=theme.XS))
        self.field.committed.connect(self._on_committed)

    def show_view(self, view: QuestionView) -> None:
        words = list(view.words)
        self.field.setAccessibleName(view.text)
        self.field.speak(view.language)
        show_unless_typing(self.field, "\n".join(words))
        self.field.setReadOnly(view.is_read_only)
        how = _("One on each line, {n} at the most.").format(n=view.item.most_words)
        self.how.setText(how if self._is_words else "")
        self.how.setVisible(self._is_words)

    def first_control(self) -> QWidget:
        return self.field

    def commit(self) -> None:
        self.field.commit()

    @Slot()
    def _on_committed(self) -> None:
        typed = self.field.text()
        if self._is_words:
            self.answered.emit(tuple(line for line in typed.splitlines() if line.strip()))
        else:
            self.answered.emit((typed,) if typed.strip() else ())


class NumberAnswer(AnswerWidget):
    """A number as it is typed; what counts as one is settled by the question, not by the field."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self.field = TextField("", 40)
        self.field.setMaximumWidth(260 if surface.look.is_large else 200)
        _enlarge(self.field, surface)
        self.unit = label("", "muted")
        self.setLayout(row(self.field, self.unit, None, gap=theme.S))
        self.field.committed.connect(self._on_committed)

    def show_view(self, view: QuestionView) -> None:
        typed = "".join(view.written) or view.value("number")
        self.field.setAccessibleName(view.text)
        show_unless_typing(self.field, typed)
        self.field.setReadOnly(view.is_read_only)
        self.unit.setText(in_language(view.item.unit, view.language))

    def first_control(self) -> QWidget:
        return self.field

    def commit(self) -> None:
        self.field.commit()

    @Slot()
    def _on_committed(self) -> None:
        typed = self.field.text()
        self.answered.emit((typed,) if typed.strip() else ())


class DayAnswer(AnswerWidget):
    """A day as it is typed here, or from a calendar."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self._precision = precision_of(view.item.appearance)
        self.field = TextField("", 40)
        self.field.setFixedWidth(320 if surface.look.is_large else 200)
        _enlarge(self.field, surface)
        self.calendar_button = icon_button("ph.calendar-blank", _("Choose in a calendar"))
        self._menu = QMenu(self)
        self.calendar: QCalendarWidget | None = None
        self.in_words = label("", "muted")
        self.setLayout(row(self.field, self.calendar_button, self.in_words, None, gap=theme.S))
        self.calendar_button.setVisible(self._precision is Precision.DAY)
        self.field.committed.connect(self._on_committed)
        self.calendar_button.clicked.connect(self._on_calendar_wanted)

    def show_view(self, view: QuestionView) -> None:
        self.field.setAccessibleName(view.text)
        self.field.setReadOnly(view.is_read_only)
        self.calendar_button.setEnabled(not view.is_read_only)
        self.field.setPlaceholderText(_pattern(self._precision))
        day = QDate.fromString("".join(view.words)[:10], Qt.DateFormat.ISODate)
        shown = self._shown(day) if day.isValid() else "".join(view.words)
        show_unless_typing(self.field, shown)
        long_format = QLocale.FormatType.LongFormat
        shows_day = day.isValid() and self._precision is Precision.DAY
        self.in_words.setText(window_locale().toString(day, long_format) if shows_day else "")

    def first_control(self) -> QWidget:
        return self.field

    def commit(self) -> None:
        self.field.commit()

    def _shown(self, day: QDate) -> str:
        return day.toString(_pattern_of_qt(self._precision))

    def _open_calendar(self) -> None:
        if self.calendar is None:
            self.calendar = QCalendarWidget()
            self.calendar.setLocale(window_locale())
            self.calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            inside = QWidgetAction(self._menu)
            inside.setDefaultWidget(self.calendar)
            self._menu.addAction(inside)
            self.calendar.activated.connect(self._on_day_activated)
            self.calendar.clicked.connect(self._on_day_activated)
        day = self._typed()
        self.calendar.setSelectedDate(QDate.currentDate() if day is None else day)
        self._menu.popup(self.field.mapToGlobal(self.field.rect().bottomLeft()))
        self.calendar.setFocus()

    def _typed(self) -> QDate | None:
        this_year = QDate.currentDate().year()
        day = read_day(self.field.text(), day_order(), this_year, self._precision)
        return None if day is None else QDate(day.year, day.month, day.day)

    def _tell(self, day: QDate | None) -> None:
        if not self.field.text().strip() and day is None:
            self.answered.emit(())
            return
        iso = self.field.text() if day is None else day.toString(Qt.DateFormat.ISODate)
        self.answered.emit((iso,))

    @Slot()
    def _on_committed(self) -> None:
        self._tell(self._typed())

    @Slot()
    def _on_calendar_wanted(self) -> None:
        self._open_calendar()

    @Slot(QDate)
    def _on_day_activated(self, day: QDate) -> None:
        self._menu.hide()
        self.field.show_text(self._shown(day))
        self._tell(day)


class TimeAnswer(AnswerWidget):
    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self.field = TextField("", 20)
        self.field.setMaximumWidth(160)
        _enlarge(self.field, surface)
        self.setLayout(row(self.field, None))
        self.field.committed.connect(self._on_committed)

    def show_view(self, view: QuestionView) -> None:
        self.field.setAccessibleName(view.text)
        self.field.setReadOnly(view.is_read_only)
        self.field.setPlaceholderText(_("such as 14:30"))
        moment = QTime.fromString("".join(view.words)[:8], Qt.DateFormat.ISODate)
        shown = moment.toString("HH:mm") if moment.isValid() else "".join(view.words)
        show_unless_typing(self.field, shown)

    def first_control(self) -> QWidget:
        return self.field

    def commit(self) -> None:
        self.field.commit()

    @Slot()
    def _on_committed(self) -> None:
        typed = self.field.text()
        moment = read_time(typed)
        words = typed if moment is None else moment.isoformat()
        self.answered.emit((words,) if typed.strip() else ())


class MomentAnswer(AnswerWidget):
    """A day and a time of day; told once both are there, or neither."""

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__(surface)
        self.day, self.time = DayAnswer(surface, view), TimeAnswer(surface)
        self.day.in_words.hide()
        self.now = Button(_("Now"), "secondary", "ph.clock")
        self.setLayout(row(self.day, self.time, self.now, None, gap=theme.S))
        self.day.answered.connect(self._on_part_answered)
        self.time.answered.connect(self._on_part_answered)
        self.now.clicked.connect(self._on_now_clicked)

    def show_view(self, view: QuestionView) -> None:
        day, _between, moment = "".join(view.words).partition("T")
        plain = replace(view, choice=None)
        self.day.show_view(replace(plain, written=(day,) if day else ()))
        self.time.show_view(replace(plain, written=(moment,) if moment else ()))
        self.now.setEnabled(not view.is_read_only)

    def first_control(self) -> QWidget:
        return self.day.first_control()

    def commit(self) -> None:
        self.day.commit()
        self.time.commit()

    def _tell(self) -> None:
        day, moment = self.day._typed(), read_time(self.time.field.text())
        if day is not None and moment is not None:
            iso = f"{day.toString(Qt.DateFormat.ISODate)}T{moment.isoformat()}"
            self.answered.emit((_with_zone(iso),))
        elif not (self.day.field.text().strip() or self.time.field.text().strip()):
            self.answered.emit(())
        else:
            # The part that is there is kept in the field until the other comes.
            typed = f"{self.day.field.text()}T{self.time.field.text()}"
            self.answered.emit((typed,))

    @Slot(tuple)
    def _on_part_answered(self, _words: tuple[str, ...]) -> None:
        self._tell()

    @Slot()
    def _on_now_clicked(self) -> None:
        self.answered.emit((datetime.now().astimezone().replace(microsecond=0).isoformat(),))


class _AnswerLines(LinesField):
    """Return begins a line; with Ctrl it goes on to the next question."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
            event.ignore()
        else:
            super().keyPressEvent(event)


def show_unless_typing(field: TextField | ParagraphField, text: str) -> None:
    """The page is shown anew at each answer; what is half typed meanwhile stays."""
    if not field.hasFocus() or field.property("last_shown") != text:
        field.setProperty("last_shown", text)
        field.show_text(text)


def precision_of(appearance: str) -> Precision:
    words = set(appearance.split())
    return next((p for p in (Precision.MONTH, Precision.YEAR) if p.value in words), Precision.DAY)


def day_order() -> DayOrder:
    pattern = window_locale().dateFormat(QLocale.FormatType.ShortFormat).casefold()
    first = next((sign for sign in pattern if sign in "dmy"), "d")
    return {"d": DayOrder.DAY_FIRST, "m": DayOrder.MONTH_FIRST, "y": DayOrder.YEAR_FIRST}[first]


def _pattern_of_qt(precision: Precision) -> str:
    """The order and the signs of this country, with all digits."""
    if precision is Precision.YEAR:
        return "yyyy"
    if precision is Precision.MONTH:
        return "MM/yyyy"
    return {
        DayOrder.DAY_FIRST: "dd/MM/yyyy",
        DayOrder.MONTH_FIRST: "MM/dd/yyyy",
        DayOrder.YEAR_FIRST: "yyyy-MM-dd",
    }[day_order()]


def _pattern(precision: Precision) -> str:
    """What the field asks for, in the letters of the reader."""
    if precision is Precision.YEAR:
        return _("year")
    if precision is Precision.MONTH:
        return _("month / year")
    return {
        DayOrder.DAY_FIRST: _("day / month / year"),
        DayOrder.MONTH_FIRST: _("month / day / year"),
        DayOrder.YEAR_FIRST: _("year - month - day"),
    }[day_order()]


def _is_long(view: QuestionView) -> bool:
    """In an XLSForm only what says so: Return must lead on in all others."""
    is_of_sheet = "type" in view.item.columns
    is_long = view.item.longest_text > _LONG_TEXT and not is_of_sheet
    return "multiline" in view.item.appearance.split() or is_long


def _with_zone(iso: str) -> str:
    return datetime.fromisoformat(iso).astimezone().isoformat()


def _enlarge(field: QWidget, surface: Surface) -> None:
    if surface.look.is_large:
        field.setProperty("is_large", True)
