"""The options of an item, or the statements of a matrix: code, words in two languages, order; and
the list that other items share."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.picture_field import PictureField
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.editing.lists import OF_LISTS, new_option, sharing
from pollkit.domain.findings import Part
from pollkit.domain.instruments import WITH_OPTIONS, Item, ItemKind, Option
from pollkit.domain.texts import clean_text, in_language
from pollkit.i18n import _, ngettext

_WITH_PICTURES = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE})
_THUMBNAIL = 72

# So many rows of widgets are made at first: some lists have hundreds of villages.
_AT_FIRST = 30


class OptionsForm(FormPart):
    """Rows are made once and filled again, so that the focus stays where it is."""

    list_wanted = Signal(str)  # the name of the item whose options are offered too
    own_list_wanted = Signal()
    picture_chosen = Signal(str, object)  # part, Path or bytes
    picture_removed = Signal(str)

    kinds = WITH_OPTIONS

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._shown_of = ""
        self._limit = _AT_FIRST
        self._has_pictures = False
        self._state: EditorState | None = None
        self.rows: list[OptionRow] = []
        self.heading = label("", "label")
        self.shared = label("", "small", wraps=True)
        self.own = Button(_("Make them its own"), "quiet", "ph.copy-simple")
        self.take = Button(_("Use the options of another question"), "quiet", "ph.list-dashes")
        self._lists = QMenu(self)
        self.take.attach_menu(self._lists)
        self.add = Button(_("Add one"), "quiet", "ph.plus")
        self.more = Button("", "quiet", "ph.caret-down")
        self._lines = column(gap=theme.S)
        head = row(self.heading, None, self.take)
        sharing_line = row(self.shared, self.own)
        sharing_line.setStretch(0, 1)
        foot = row(self.add, self.more, None)
        self.setLayout(column(head, sharing_line, self._lines, foot, gap=theme.XS))
        self.add.clicked.connect(self._on_add_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.own.clicked.connect(self.own_list_wanted)
        self._lists.triggered.connect(self._on_list_triggered)

    def show_item(self, item: Item, state: EditorState) -> None:
        if item.name != self._shown_of:
            self._shown_of, self._limit = item.name, _AT_FIRST
        self._options, self._state = item.options, state
        self._has_pictures = item.kind in _WITH_PICTURES
        is_matrix = item.kind is ItemKind.MATRIX
        self.heading.setText(_("Statements") if is_matrix else _("Options"))
        self._show_rows()
        self._show_sharing(item, state)

    def read(self, item: Item) -> Item:
        return replace(item, options=self._now())

    def pairs(self) -> dict[str, TextPair]:
        pairs: dict[str, TextPair] = {}
        for option, line in zip(self._options, self._shown_rows(), strict=False):
            pairs[f"option.{option.code}"] = line.pair
            if option.image is not None:
                pairs[f"image.{option.code}"] = line.picture.alt
        return pairs

    def commit(self) -> None:
        for line in self._shown_rows():
            line.commit()

    def field_for(self, part: Part) -> QWidget | None:
        main = "" if self._state is None else self._state.main
        if part is Part.PICTURE:
            return self._undescribed(main)
        if part is not Part.OPTIONS:
            return None
        for option, line in zip(self._options, self._shown_rows(), strict=False):
            if not option.texts.get(main):
                return line.pair.main
        return self._shown_rows()[0].pair.main if self._options else self.add

    def _undescribed(self, main: str) -> QWidget | None:
        shown = zip(self._options, self._shown_rows(), strict=False)
        fields = (
            line.picture.alt.main for o, line in shown if o.image and not o.image.texts.get(main)
        )
        return next(fields, None)

    def paste_lines(self, place: int, text: str) -> None:
        """Each line becomes an option, from this one on; "code<tab>words" brings its code along."""
        assert self._state is not None
        options = list(self._now())
        for number, line in enumerate(line for line in text.splitlines() if line.strip()):
            code, tab, words = line.strip().partition("\t")
            if place + number >= len(options):
                options.append(new_option(tuple(options)))
            before = options[place + number]
            said = clean_text(words if tab else code, 500)
            texts = {**before.texts, self._state.main: said}
            options[place + number] = replace(before, texts=texts)
            if tab and code not in {option.code for option in options}:
                options[place + number] = replace(options[place + number], code=code.strip())
        self._limit = max(self._limit, len(options))
        self._change(tuple(options))

    def _shown_rows(self) -> list[OptionRow]:
        return self.rows[: min(len(self._options), self._limit)]

    def _show_rows(self) -> None:
        assert self._state is not None
        count = min(len(self._options), self._limit)
        while len(self.rows) < count:
            self._add_row()
        for place, line in enumerate(self.rows):
            line.setVisible(place < count)
            if place < count:
                line.show_option(self._options[place], self._state, self._has_pictures)
                line.show_limits(place, len(self._options))
        left = len(self._options) - count
        self.more.setVisible(left > 0)
        self.more.setText(ngettext("Show {n} more", "Show {n} more", left).format(n=left))

    def _show_sharing(self, item: Item, state: EditorState) -> None:
        others = sharing(state.instrument, item)
        words = ngettext(
            "Another question offers the same options: a change here is one there too.",
            "{n} other questions offer the same options: a change here is one there too.",
            len(others),
        )
        self.shared.setText(words.format(n=len(others)))
        self.shared.setVisible(bool(others))
        self.own.setVisible(bool(others))
        self._lists.clear()
        offered: set[object] = {item.list_name or item.name}
        for other in state.instrument.items:
            key = other.list_name or other.name
            if other.kind in OF_LISTS and other.options and key not in offered:
                offered.add(key)
                words = ", ".join(in_language(o.texts, state.main) for o in other.options[:3])
                title = f"{other.list_name or other.leaf}   {words}".replace("&", "&&")
                self._lists.addAction(title[:70]).setData(other.name)
        self.take.setVisible(item.kind in OF_LISTS and not self._lists.isEmpty())

    def _add_row(self) -> None:
        line = OptionRow(len(self.rows))
        self.rows.append(line)
        self._lines.addWidget(line)
        line.committed.connect(self.committed)
        line.pair.drafted.connect(self.drafted)
        place = line.place
        line.pair.looked_at.connect(
            lambda: self.looked_at.emit(f"option.{self._options[place].code}")
        )
        line.picture.alt.looked_at.connect(lambda: self.looked_at.emit(self._image(place)))
        line.picture.source_chosen.connect(
            lambda source: self.picture_chosen.emit(self._image(place), source)
        )
        line.picture.removed.connect(lambda: self.picture_removed.emit(self._image(place)))
        line.moved.connect(self._on_row_moved)
        line.removed.connect(self._on_row_removed)
        line.lines_pasted.connect(self.paste_lines)
        line.next_wanted.connect(self._on_next_wanted)

    def _image(self, place: int) -> str:
        return f"image.{self._options[place].code}"

    def _now(self) -> tuple[Option, ...]:
        shown = self._shown_rows()
        read = [line.read(option) for option, line in zip(self._options, shown, strict=False)]
        return (*read, *self._options[len(shown) :])

    def _change(self, options: tuple[Option, ...]) -> None:
        """The rows first take the new order: they are what is read when it is handed over."""
        self._options = options
        self._show_rows()
        self.committed.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        options = self._now()
        self._limit = max(self._limit, len(options) + 1)
        self._change((*options, new_option(options)))
        self.rows[len(options)].pair.main.setFocus()

    @Slot(int)
    def _on_next_wanted(self, place: int) -> None:
        """Return at the last option begins another one."""
        if place + 1 < len(self._shown_rows()):
            self.rows[place + 1].pair.main.setFocus()
        else:
            self._on_add_clicked()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._limit = len(self._options)
        self._show_rows()

    @Slot(int, int)
    def _on_row_moved(self, place: int, by: int) -> None:
        options = list(self._now())
        options.insert(place + by, options.pop(place))
        self._change(tuple(options))

    @Slot(int)
    def _on_row_removed(self, place: int) -> None:
        options = self._now()
        self._change((*options[:place], *options[place + 1 :]))

    @Slot(QAction)
    def _on_list_triggered(self, action: QAction) -> None:
        self.list_wanted.emit(action.data())


class OptionRow(QWidget):
    committed = Signal()
    moved = Signal(int, int)  # place, by
    removed = Signal(int)
    lines_pasted = Signal(int, str)  # place, what was pasted
    next_wanted = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        number = place + 1
        self.code = TextField(_("Code of option {n}").format(n=number), 80)
        self.code.setFixedWidth(104)
        self.code.setProperty("is_code", True)
        self.words = LinesTakingField(_("Option {n}").format(n=number))
        self._fields = [self.words]
        self.pair = TextPair(_("Option {n}").format(n=number), self._new_field)
        self.image = icon_button("ph.image", _("Picture for option {n}").format(n=number))
        self.picture = PictureField(_("Option {n}").format(n=number), _THUMBNAIL)
        self.up = icon_button("ph.arrow-up", _("Option {n} up").format(n=number))
        self.down = icon_button("ph.arrow-down", _("Option {n} down").format(n=number))
        self.remove = icon_button("ph.x", _("Remove option {n}").format(n=number))
        box = QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.XS)
        top = Qt.AlignmentFlag.AlignTop
        box.addWidget(self.code, 0, top)
        box.addWidget(self.pair, 1)
        for button in (self.image, self.up, self.down, self.remove):
            box.addWidget(button, 0, top)
        below = row(self.picture)
        below.setContentsMargins(104 + theme.XS, 0, 0, theme.S)
        self.setLayout(column(box, below, gap=theme.XS))
        self.image.clicked.connect(self.picture.ask)
        self.picture.alt.committed.connect(self.committed)
        self.code.committed.connect(self.committed)
        self.pair.committed.connect(self.committed)
        self.up.clicked.connect(lambda: self.moved.emit(place, -1))
        self.down.clicked.connect(lambda: self.moved.emit(place, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(place))
        self.words.lines_pasted.connect(lambda text: self.lines_pasted.emit(place, text))
        self.words.returnPressed.connect(lambda: self.next_wanted.emit(place))

    def show_option(self, option: Option, state: EditorState, has_pictures: bool) -> None:
        self.code.show_text(option.code)
        self.pair.show_part(f"option.{option.code}", option.texts, state)
        part = f"image.{option.code}"
        self.image.setVisible(has_pictures)
        is_under_way = part == state.awaited or bool(state.refused and state.refused[0] == part)
        self.picture.setVisible(has_pictures and (option.image is not None or is_under_way))
        texts = {} if option.image is None else option.image.texts
        self.picture.alt.show_part(part, texts, state)
        self.picture.show_picture(part, option.image, state)

    def show_limits(self, place: int, count: int) -> None:
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place + 1 < count)

    def read(self, option: Option) -> Option:
        code = "_".join(self.code.text().split()) or option.code
        image = option.image and replace(option.image, texts=self.picture.alt.texts())
        return replace(option, code=code, texts=self.pair.texts(), image=image)

    def commit(self) -> None:
        self.code.commit()
        self.pair.commit()
        self.picture.alt.commit()

    def _new_field(self, name: str) -> TextField:
        """The first one takes lists that are pasted."""
        return self._fields.pop() if self._fields else TextField(name, 500)


class LinesTakingField(TextField):
    lines_pasted = Signal(str)  # as they are, before they would become one long line

    def __init__(self, name: str) -> None:
        super().__init__(name, 500)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        pasted = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and "\n" in pasted.strip():
            self.lines_pasted.emit(pasted)
        else:
            super().keyPressEvent(event)
