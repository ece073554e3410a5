"""A list of questions from elsewhere: pasted on the left, what comes of it on the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.kinds import kind_name, size_in_words
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.instruments import Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, ngettext
from pollkit.usecases.pasted_questions import PastedQuestions, read_questions

_PAUSE_MS = 150
_EXAMPLE = """Does your city evaluate what it funds?
- Yes
- No

How sure are you?
1-5: not at all - entirely"""


class PasteForm(QWidget):
    """Nothing is added before it was seen."""

    items_wanted = Signal(object)  # tuple of Item
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._language = "en"
        self.title = label(_("Paste a list of questions"), "title", wraps=True)
        self.words = label(
            _(
                "One question to a block, its options below it, each with a dash. “[ ]” before the "
                "options lets people choose several, “(x)” marks a right answer, and “1-5” makes "
                "a scale."
            ),
            "muted",
            wraps=True,
        )
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(_("Your list"))
        self.field.setPlaceholderText(_EXAMPLE)
        self.field.setTabChangesFocus(True)
        self.seen = TwoLineList(_("What comes of it"))
        self.count = label("", "label")
        self.left_out = label("", "caution", wraps=True)
        self.add = Button("", "primary", "ph.plus")
        self.cancel = Button(_("Back"), "secondary", "ph.arrow-left")
        # A long list is read once the typing pauses, not at each key.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._place_parts()
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._on_pause_over)
        self.add.clicked.connect(self._on_add_clicked)
        self.cancel.clicked.connect(self.cancelled)

    def begin(self, language: str) -> None:
        """`language` is the one that the event is written in. A list that was not added yet is
        still there."""
        self._language = language
        self.render_state(read_questions(self.field.toPlainText(), language))
        self.field.setFocus()

    def clear(self) -> None:
        self.field.clear()

    def render_state(self, pasted: PastedQuestions) -> None:
        count = len(pasted.items)
        self.seen.show_lines(
            [
                _line(place, item, self._language)
                for place, item in enumerate(pasted.items, start=1)
            ],
            None,
        )
        self.count.setText(ngettext("{n} question", "{n} questions", count).format(n=count))
        self.add.setText(
            ngettext("Add {n} question", "Add {n} questions", count).format(n=count)
            if count
            else _("Add the questions")
        )
        self.add.setEnabled(count > 0)
        self.left_out.setText(
            _("Seven options are the most that a wall can show. Left out: {options}").format(
                options=", ".join(pasted.left_out)
            )
        )
        self.left_out.setVisible(bool(pasted.left_out))

    def _place_parts(self) -> None:
        for side in (self.field, self.seen):
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            side.setMinimumHeight(280)
        head = row(self.title, None, self.add, self.cancel, gap=theme.M)
        left = column(label(_("Your list"), "label"), self.field, gap=theme.XS)
        right = column(self.count, self.seen, self.left_out, gap=theme.XS)
        sides = row(left, right, gap=theme.L)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        whole = column(head, self.words, sides, gap=theme.M)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    @Slot()
    def _on_pause_over(self) -> None:
        self.render_state(read_questions(self.field.toPlainText(), self._language))

    @Slot()
    def _on_add_clicked(self) -> None:
        self.items_wanted.emit(read_questions(self.field.toPlainText(), self._language).items)


def _line(place: int, item: Item, language: str) -> ListLine:
    second = " · ".join(filter(None, (kind_name(item.kind), size_in_words(item))))
    return ListLine(place, f"{place}  {in_language(item.texts, language)}", second)
