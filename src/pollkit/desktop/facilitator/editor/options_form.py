"""The options of a choice: words in two languages, order, more and fewer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.changes import new_option
from pollkit.desktop.facilitator.editor.text_pair import TextPair
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.option_mark import OptionMark, option_letter
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, Option
from pollkit.i18n import _


class OptionsForm(QWidget):
    """Rows are made once and filled again, so that the focus stays where it is."""

    committed = Signal()
    drafted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._languages: tuple[str, str | None] = ("", None)
        self.rows = [OptionRow(place) for place in range(MOST_OPTIONS_ON_A_WALL)]
        self.add = Button(_("Add an option"), "quiet", "ph.plus")
        self._lines = column(*self.rows, gap=theme.S)
        self.setLayout(column(label(_("Options"), "label"), self._lines, gap=theme.XS))
        self.layout().addLayout(row(self.add, None))  # type: ignore[union-attr]
        for option_row in self.rows:
            option_row.pair.committed.connect(self.committed)
            option_row.pair.drafted.connect(self.drafted)
            option_row.moved.connect(self._on_row_moved)
            option_row.removed.connect(self._on_row_removed)
        self.add.clicked.connect(self._on_add_clicked)

    def show_options(
        self, options: tuple[Option, ...], main: str, translation: str | None, is_locked: bool
    ) -> None:
        self._options, self._languages = options, (main, translation)
        self._show_rows()
        for place, option_row in enumerate(self.rows):
            option_row.show_limits(place, len(options), is_locked)
        is_full = len(options) >= len(self.rows)
        self.add.setEnabled(not is_locked and not is_full)
        self.add.setText(
            _("Seven options are the most that a wall can show") if is_full else _("Add an option")
        )

    def options(self) -> tuple[Option, ...]:
        """As they now stand."""
        shown = zip(self._options, self.rows, strict=False)
        return tuple(Option(option.code, line.pair.texts()) for option, line in shown)

    def commit(self) -> None:
        for option_row in self.rows[: len(self._options)]:
            option_row.pair.commit()

    def first_gap(self, language: str | None) -> QWidget:
        """The field of the first option that lacks words in this language."""
        wanted = language or self._languages[0]
        for option, line in zip(self._options, self.rows, strict=False):
            if not option.texts.get(wanted):
                return line.pair.main if wanted == self._languages[0] else line.pair.translation
        return self.rows[0].pair.main if self._options else self.add

    def _show_rows(self) -> None:
        main, translation = self._languages
        for place, option_row in enumerate(self.rows):
            option_row.setVisible(place < len(self._options))
            texts = self._options[place].texts if place < len(self._options) else {}
            option_row.pair.show_texts(texts, main, translation)

    def _change(self, options: tuple[Option, ...]) -> None:
        self._options = options
        self._show_rows()
        self.committed.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        options = self.options()
        self._change((*options, new_option(options)))
        self.rows[len(options)].pair.main.setFocus()

    @Slot(int, int)
    def _on_row_moved(self, place: int, by: int) -> None:
        options = list(self.options())
        options.insert(place + by, options.pop(place))
        self._change(tuple(options))

    @Slot(int)
    def _on_row_removed(self, place: int) -> None:
        options = self.options()
        self._change((*options[:place], *options[place + 1 :]))


class OptionRow(QWidget):
    moved = Signal(int, int)  # place, by
    removed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        letter = option_letter(place)
        self._place = place
        self.mark = OptionMark(place)
        self.pair = TextPair(_("Option {letter}").format(letter=letter), TextField)
        self.up = icon_button("ph.arrow-up", _("Option {letter} up").format(letter=letter))
        self.down = icon_button("ph.arrow-down", _("Option {letter} down").format(letter=letter))
        self.remove = icon_button("ph.x", _("Remove option {letter}").format(letter=letter))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.XS)
        mark = column(self.mark, gap=0)
        mark.setContentsMargins(0, theme.S, 0, 0)  # in the middle of the first field
        mark.addStretch(1)
        box.addLayout(mark)
        box.addSpacing(theme.XS)
        box.addWidget(self.pair, 1)
        for button in (self.up, self.down, self.remove):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.up.clicked.connect(lambda: self.moved.emit(place, -1))
        self.down.clicked.connect(lambda: self.moved.emit(place, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(place))
        self._tint()

    def show_limits(self, place: int, count: int, is_locked: bool) -> None:
        self.up.setEnabled(not is_locked and place > 0)
        self.down.setEnabled(not is_locked and place + 1 < count)
        self.remove.setEnabled(not is_locked and count > 2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.mark.set_dark(self.palette().color(QPalette.ColorRole.Window).lightness() < 128)
