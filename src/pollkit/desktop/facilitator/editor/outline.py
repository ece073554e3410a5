"""The questions on the left: choose, add, order, copy, remove."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.facilitator.kinds import kind_name
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.texts import in_language
from pollkit.i18n import _, ngettext


class Outline(QFrame):
    item_chosen = Signal(object)  # name, None = the event
    item_moved = Signal(str, int)  # name, to which place among the questions
    item_stepped = Signal(int)  # the chosen one, by
    add_wanted = Signal()
    duplicate_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setMinimumWidth(230)
        self.list = TwoLineList(_("Questions"))
        self.list.allow_moving()
        self.add = Button(_("Add a question"), "secondary", "ph.plus")
        self.up = icon_button("ph.arrow-up", _("Move the question up"))
        self.down = icon_button("ph.arrow-down", _("Move the question down"))
        self.copy = icon_button("ph.copy", _("Duplicate the question"))
        self.remove = icon_button("ph.trash", _("Remove the question"))
        tools = row(self.up, self.down, None, self.copy, self.remove, gap=theme.XS)
        self.setLayout(column(self.list, tools, self.add, margin=theme.M, gap=theme.S))
        self.list.line_chosen.connect(self.item_chosen)
        self.list.line_moved.connect(self._on_line_moved)
        self.add.clicked.connect(self.add_wanted)
        self.up.clicked.connect(lambda: self.item_stepped.emit(-1))
        self.down.clicked.connect(lambda: self.item_stepped.emit(1))
        self.copy.clicked.connect(self.duplicate_wanted)
        self.remove.clicked.connect(self.remove_wanted)

    def render_state(self, state: EditorState) -> None:
        lines = [ListLine(None, _("About the event"), *_second(state, None, _("Title, languages")))]
        for number, item in enumerate(state.event.instrument.items, start=1):
            text = in_language(item.texts, state.main) or _("Question without words")
            second = _second(state, item.name, kind_name(item.kind))
            lines.append(ListLine(item.name, f"{number}  {text}", *second))
        self.list.show_lines(lines, state.chosen)
        last = len(state.event.instrument.items) - 1
        self.up.setEnabled(state.place is not None and state.place > 0)
        self.down.setEnabled(state.place is not None and state.place < last)
        self.copy.setEnabled(state.place is not None)
        self.remove.setEnabled(state.place is not None and not state.is_locked)

    @Slot(object, int)
    def _on_line_moved(self, name: object, place: int) -> None:
        # The event itself is the first line of the list.
        self.item_moved.emit(name, place - 1)


def _second(state: EditorState, name: str | None, otherwise: str) -> tuple[str, bool]:
    count = len(state.troubles_of(name))
    if count:
        return ngettext("{n} thing to do", "{n} things to do", count).format(n=count), True
    return otherwise, False
