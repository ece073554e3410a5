"""Sections and items on the left: choose, add, order, group, copy, remove."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.questionnaires.kinds import kind_name, size_in_words
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.keys import add_keys
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.domain.editing.tree import Branch, numbers, tree, walk
from pollkit.domain.findings import Weight
from pollkit.domain.instruments import Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _, ngettext


class Outline(QFrame):
    node_chosen = Signal(object)  # name of an item, path of a section, None = the whole
    node_moved = Signal(str, int)  # name, to which line of the outline
    node_stepped = Signal(int)  # the chosen one, by
    add_wanted = Signal()
    group_wanted = Signal(object)  # names
    duplicate_wanted = Signal()
    remove_wanted = Signal(object)  # names

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setMinimumWidth(230)
        self.list = TwoLineList(_("Outline"))
        self.list.allow_moving()
        self.list.allow_several()
        self.add = Button(_("Add"), "secondary", "ph.plus")
        self.up = icon_button("ph.arrow-up", _("Up, also out of a section"))
        self.down = icon_button("ph.arrow-down", _("Down, also into a section"))
        self.group = icon_button("ph.folder-simple-plus", _("Make a section of what is chosen"))
        self.copy = icon_button("ph.copy", _("Duplicate"))
        self.remove = icon_button("ph.trash", _("Remove"))
        tools = row(self.up, self.down, self.group, None, self.copy, self.remove, gap=theme.XS)
        self.setLayout(column(self.list, tools, self.add, margin=theme.M, gap=theme.S))
        add_keys(self.list, {"Del": self.remove.click})
        self.list.line_chosen.connect(self.node_chosen)
        self.list.line_moved.connect(self._on_line_moved)
        self.add.clicked.connect(self.add_wanted)
        self.up.clicked.connect(lambda: self.node_stepped.emit(-1))
        self.down.clicked.connect(lambda: self.node_stepped.emit(1))
        self.group.clicked.connect(lambda: self.group_wanted.emit(self._chosen()))
        self.copy.clicked.connect(self.duplicate_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._chosen()))

    def render_state(self, state: EditorState) -> None:
        about = _("About the questionnaire")
        lines = [ListLine(None, about, *_second(state, None, _("Title, languages, scales")))]
        numbered = numbers(state.instrument)
        for node in walk(tree(state.instrument)):
            if isinstance(node, Item):
                lines.append(_item_line(node, numbered.get(node.name), state))
            else:
                lines.append(_section_line(node, state))
        self.list.show_lines(lines, state.chosen)
        for button in (self.up, self.down, self.group, self.copy, self.remove):
            button.setEnabled(state.chosen is not None)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(str(key) for key in self.list.chosen_keys() if key is not None)

    @Slot(object, int)
    def _on_line_moved(self, name: object, place: int) -> None:
        # The questionnaire itself is the first line of the list.
        if name is not None:
            self.node_moved.emit(name, place - 1)


def _item_line(item: Item, number: int | None, state: EditorState) -> ListLine:
    text = " ".join(in_language(item.texts, state.main).split()) or item.leaf
    kind = " · ".join(filter(None, (kind_name(item.kind), size_in_words(item))))
    if item.rules.relevant:
        kind += " · " + _("conditional")
    second = _second(state, item.name, kind)
    title = text if number is None else f"{number}  {text}"
    return ListLine(item.name, title, *second, item.name.count("/"))


def _section_line(branch: Branch, state: EditorState) -> ListLine:
    section = branch.section
    assert section is not None
    text = " ".join(in_language(section.texts, state.main).split())
    title = f"▾  {text or section.path.rpartition('/')[2]}"
    count = sum(isinstance(node, Item) for node in walk(branch))
    words = ngettext("Section · {n} question", "Section · {n} questions", count).format(n=count)
    if section.repeats:
        words = _("Repeats · {n}").format(n=count)
    second = _second(state, section.path, words)
    return ListLine(section.path, title, *second, section.path.count("/"))


def _second(state: EditorState, name: str | None, otherwise: str) -> tuple[str, bool]:
    findings = [f for f in state.findings_of(name) if f.weight is not Weight.HINT]
    if findings:
        count = len(findings)
        return ngettext("{n} thing to do", "{n} things to do", count).format(n=count), True
    return otherwise, False
