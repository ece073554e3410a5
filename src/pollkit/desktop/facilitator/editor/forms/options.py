"""What is chosen, ranked, rated or placed: words in two languages, pictures, order, more and
fewer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.option_field import OptionField
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.kind_fields import WITH_PICTURES, new_option
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.option_mark import OptionMark, option_letter
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.picture_field import PictureField
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import (
    MOST_OPTIONS_ON_A_WALL,
    OF_POSTS,
    WITH_OPTIONS,
    Item,
    ItemKind,
    Option,
)
from pollkit.domain.problems import ItemPart
from pollkit.domain.texts import clean_text
from pollkit.i18n import _

_THUMBNAIL = 72


class OptionsForm(FormPart):
    """Rows are made once and filled again, so that the focus stays where it is."""

    picture_chosen = Signal(str, object)  # part, source
    picture_removed = Signal(str)

    kinds = WITH_OPTIONS | OF_POSTS

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._main = ""
        self.rows = [OptionRow(place) for place in range(MOST_OPTIONS_ON_A_WALL)]
        self.heading = label("", "label")
        self.add = Button("", "quiet", "ph.plus")
        self._lines = column(*self.rows, gap=theme.S)
        self.setLayout(column(self.heading, self._lines, row(self.add, None), gap=theme.XS))
        for place, line in enumerate(self.rows):
            self._connect_row(place, line)
        self.add.clicked.connect(self._on_add_clicked)

    def show_item(self, item: Item, state: EditorState) -> None:
        self._options, self._main = item.options, state.main
        self.heading.setText(_heading(item.kind))
        least = _least(item.kind)
        for place, line in enumerate(self.rows):
            line.setVisible(place < len(item.options))
            if place < len(item.options):
                line.show_option(item.options[place], item.kind, state)
                line.show_limits(place, len(item.options), least, state.is_locked)
        is_full = len(item.options) >= len(self.rows)
        self.add.setEnabled(not state.is_locked and not is_full)
        more = _("Add a category") if item.kind in OF_POSTS else _("Add one")
        self.add.setText(_("Seven are the most that a wall can show") if is_full else more)

    def read(self, item: Item) -> Item:
        shown = zip(self._options, self.rows, strict=False)
        options = tuple(line.read(option) for option, line in shown)
        codes = {option.code for option in options}
        right = tuple(code for code in item.right if code in codes)
        return replace(item, options=options, right=right)

    def pairs(self) -> dict[str, TextPair]:
        pairs: dict[str, TextPair] = {}
        for option, line in zip(self._options, self.rows, strict=False):
            pairs[f"option.{option.code}"] = line.pair
            if option.image is not None:
                pairs[f"image.{option.code}"] = line.picture.alt
        return pairs

    def commit(self) -> None:
        for pair in self.pairs().values():
            pair.commit()

    def field_for(self, part: ItemPart) -> QWidget | None:
        if part is ItemPart.OPTIONS:
            return self._first_empty()
        if part is ItemPart.IMAGE:
            lines = zip(self._options, self.rows, strict=False)
            return next(
                (
                    line.picture.alt.main
                    for option, line in lines
                    if option.image and not option.image.texts.get(self._main)
                ),
                None,
            )
        return None

    def paste_lines(self, place: int, text: str) -> None:
        """Each line becomes an option, from this one on; those that do not fit stay out."""
        lines = [clean_text(line, 300) for line in text.splitlines() if line.strip()]
        options = list(self._now())
        for number, words in enumerate(lines):
            if place + number >= len(self.rows):
                break
            if place + number >= len(options):
                options.append(new_option(tuple(options)))
            texts = {**options[place + number].texts, self._main: words}
            options[place + number] = replace(options[place + number], texts=texts)
        self._change(tuple(options))

    def _connect_row(self, place: int, line: OptionRow) -> None:
        for pair in (line.pair, line.picture.alt):
            pair.committed.connect(self.committed)
            pair.drafted.connect(self.drafted)
        line.pair.looked_at.connect(lambda: self.looked_at.emit(self._part("option", place)))
        line.picture.alt.looked_at.connect(lambda: self.looked_at.emit(self._part("image", place)))
        line.picture.source_chosen.connect(
            lambda source: self.picture_chosen.emit(self._part("image", place), source)
        )
        line.picture.removed.connect(lambda: self.picture_removed.emit(self._part("image", place)))
        for field in line.fields:
            field.picture_given.connect(line.picture.source_chosen)
        # Lines are options in the main language; a translation has its own field for each.
        line.fields[0].lines_pasted.connect(lambda text: self.paste_lines(place, text))
        line.moved.connect(self._on_row_moved)
        line.removed.connect(self._on_row_removed)

    def _part(self, part: str, place: int) -> str:
        return f"{part}.{self._options[place].code}"

    def _first_empty(self) -> QWidget:
        for option, line in zip(self._options, self.rows, strict=False):
            if not option.texts.get(self._main):
                return line.pair.main
        return self.rows[0].pair.main if self._options else self.add

    def _now(self) -> tuple[Option, ...]:
        shown = zip(self._options, self.rows, strict=False)
        return tuple(line.read(option) for option, line in shown)

    def _change(self, options: tuple[Option, ...]) -> None:
        """The rows first take the new order: they are what is read when it is handed over."""
        self._options = options
        for option, line in zip(options, self.rows, strict=False):
            line.show_words(option)
        self.committed.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        options = self._now()
        self._change((*options, new_option(options)))
        self.rows[len(options)].pair.main.setFocus()

    @Slot(int, int)
    def _on_row_moved(self, place: int, by: int) -> None:
        options = list(self._now())
        options.insert(place + by, options.pop(place))
        self._change(tuple(options))

    @Slot(int)
    def _on_row_removed(self, place: int) -> None:
        options = self._now()
        self._change((*options[:place], *options[place + 1 :]))


class OptionRow(QWidget):
    moved = Signal(int, int)  # place, by
    removed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        letter = option_letter(place)
        self._languages: tuple[str, str | None] = ("", None)
        self.mark = OptionMark(place)
        self.fields: list[OptionField] = []
        self.pair = TextPair(_("Option {letter}").format(letter=letter), self._new_field)
        self.image = icon_button("ph.image", _("Picture for option {letter}").format(letter=letter))
        self.up = icon_button("ph.arrow-up", _("Option {letter} up").format(letter=letter))
        self.down = icon_button("ph.arrow-down", _("Option {letter} down").format(letter=letter))
        self.remove = icon_button("ph.x", _("Remove option {letter}").format(letter=letter))
        self.picture = PictureField(_("Option {letter}").format(letter=letter), _THUMBNAIL)
        self._place_parts()
        self.up.clicked.connect(lambda: self.moved.emit(place, -1))
        self.down.clicked.connect(lambda: self.moved.emit(place, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(place))
        self.image.clicked.connect(self._on_image_clicked)
        self._tint()

    def show_option(self, option: Option, kind: ItemKind, state: EditorState) -> None:
        self._languages = (state.main, state.translation)
        self.pair.show_part(f"option.{option.code}", option.texts, state)
        texts = {} if option.image is None else option.image.texts
        self.picture.alt.show_part(f"image.{option.code}", texts, state)
        self.image.setVisible(kind in WITH_PICTURES)
        for field in self.fields:
            field.takes_pictures = kind in WITH_PICTURES and not state.is_locked
        self.image.setEnabled(not state.is_locked)
        part = f"image.{option.code}"
        is_under_way = part in (state.awaited, state.refused_part)
        is_shown = kind in WITH_PICTURES and (option.image is not None or is_under_way)
        self.picture.setVisible(is_shown)
        self.picture.show_picture(part, option.image, state)

    def show_words(self, option: Option) -> None:
        main, translation = self._languages
        self.pair.show_texts(option.texts, main, translation)
        texts = {} if option.image is None else option.image.texts
        self.picture.alt.show_texts(texts, main, translation)

    def show_limits(self, place: int, count: int, least: int, is_locked: bool) -> None:
        self.up.setEnabled(not is_locked and place > 0)
        self.down.setEnabled(not is_locked and place + 1 < count)
        self.remove.setEnabled(not is_locked and count > least)

    def read(self, option: Option) -> Option:
        image = option.image and replace(option.image, texts=self.picture.alt.texts())
        return replace(option, texts=self.pair.texts(), image=image)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _new_field(self, name: str) -> OptionField:
        field = OptionField(name)
        self.fields.append(field)
        return field

    def _place_parts(self) -> None:
        box = QHBoxLayout()
        box.setSpacing(theme.XS)
        mark = column(self.mark, gap=0)
        mark.setContentsMargins(0, theme.S, 0, 0)  # in the middle of the first field
        mark.addStretch(1)
        box.addLayout(mark)
        box.addSpacing(theme.XS)
        box.addWidget(self.pair, 1)
        for button in (self.image, self.up, self.down, self.remove):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        below = row(self.picture)
        below.setContentsMargins(40, 0, 0, theme.S)
        self.setLayout(column(box, below, gap=theme.XS))

    def _tint(self) -> None:
        self.mark.set_dark(self.palette().color(QPalette.ColorRole.Window).lightness() < 128)

    @Slot()
    def _on_image_clicked(self) -> None:
        self.picture.ask()


def _least(kind: ItemKind) -> int:
    if kind in OF_POSTS:
        return 0
    return 1 if kind in (ItemKind.MATRIX, ItemKind.GRID) else 2


def _heading(kind: ItemKind) -> str:
    if kind in OF_POSTS:
        return _("Categories, if you want the room to sort what it writes")
    if kind is ItemKind.MATRIX:
        return _("Statements")
    if kind is ItemKind.GRID:
        return _("Things to place")
    return _("Options")
