"""What people wrote, for the facilitator alone: released, hidden, merged or frozen from here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label, plain_tool_tip
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import ItemKind
from pollkit.domain.text_edits import WRITTEN, TextVerb
from pollkit.domain.texts import on_one_line
from pollkit.i18n import _, ngettext

_TEXT = Qt.ItemDataRole.UserRole
_BESIDE_CLOUD, _WHOLE = 150, 16_777_215


@dataclass(frozen=True)
class TextLine:
    """`count` is 0 for an open answer; a hidden text is known by its folded form."""

    text: str
    count: int = 0
    is_held: bool = False
    is_suspect: bool = False
    is_hidden: bool = False


def text_lines(state: ConsoleState) -> tuple[TextLine, ...]:
    """What waits first, then what the wall may show, at last what is hidden."""
    item, result = state.item, state.result
    if item is None or result is None or item.kind not in WRITTEN:
        return ()
    counts = {word.text: word.count for word in result.words}
    if item.kind is ItemKind.TEXT:
        counts = {text: 0 for text in result.texts if not state.edits.is_hidden(text)}
    held = [
        TextLine(text, counts.get(text, 0), True, state.edits.is_suspect(text))
        for text in state.held
    ]
    waiting = set(state.held)
    shown = [TextLine(text, count) for text, count in counts.items() if text not in waiting]
    hidden = [TextLine(text, is_hidden=True) for text in sorted(state.edits.words.hidden)]
    return (*held, *shown, *hidden)


class TextsPanel(QWidget):
    edit_wanted = Signal(TextVerb, tuple, str)  # texts, and the word they are merged into

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TextLine, ...] = ()
        self.head = label("", "label", wraps=True)
        self.texts = QListWidget()
        self.texts.setAccessibleName(_("What people wrote"))
        self.texts.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.release = Button(_("Release"), "secondary", "ph.eye")
        self.release_all = Button(_("Release all"), "secondary", "ph.checks")
        self.hide_text = Button(_("Hide"), "secondary", "ph.eye-slash")
        self.unhide = Button(_("Show again"), "secondary", "ph.arrow-counter-clockwise")
        self.merge = Button(_("Merge"), "secondary", "ph.git-merge")
        self.part = Button(_("Take apart"), "quiet", "ph.git-branch")
        self.freeze = Button(_("Freeze"), "secondary", "ph.snowflake")
        self.freeze.setCheckable(True)
        self._describe()
        buttons = (
            self.release, self.release_all, self.hide_text, self.unhide, self.merge, self.part,
            None, self.freeze,
        )  # fmt: skip
        for button in buttons:
            if button is not None:
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(column(self.head, self.texts, row(*buttons), gap=theme.S))
        self._connect_parts()

    def render_state(self, state: ConsoleState) -> None:
        lines = text_lines(state)
        is_written = state.item is not None and state.item.kind in WRITTEN
        self.setVisible(is_written and state.result is not None and not state.is_asking)
        self._is_cloud = state.item is not None and state.item.kind is ItemKind.WORDS
        # A cloud stands above it; of single answers this is the whole picture.
        self.texts.setMaximumHeight(_BESIDE_CLOUD if self._is_cloud else _WHOLE)
        self._holds = state.item is not None and state.item.holds_texts
        self._merged = bool(state.edits.words.merged)
        self.head.setText(_head_words(state))
        self.freeze.setChecked(state.edits.frozen is not None)
        self._show_lines(lines)
        self._render_buttons()

    def _show_lines(self, lines: tuple[TextLine, ...]) -> None:
        if lines == self._lines:
            return
        chosen = set(self._chosen())
        self._lines = lines
        self.texts.clear()
        for line in lines:
            item = QListWidgetItem(_line_words(line))
            item.setData(_TEXT, line.text)
            item.setToolTip(plain_tool_tip(line.text))
            self.texts.addItem(item)
            item.setSelected(line.text in chosen)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(str(item.data(_TEXT)) for item in self.texts.selectedItems())

    def _render_buttons(self) -> None:
        chosen = set(self._chosen())
        lines = [line for line in self._lines if line.text in chosen]
        held = [line for line in lines if line.is_held]
        hidden = [line for line in lines if line.is_hidden]
        holds = self._holds or any(line.is_held for line in self._lines)
        self.release.setVisible(holds)
        self.release.setEnabled(bool(held))
        self.release_all.setVisible(holds)
        self.release_all.setEnabled(any(line.is_held for line in self._lines))
        self.hide_text.setEnabled(len(lines) > len(hidden))
        self.unhide.setVisible(any(line.is_hidden for line in self._lines))
        self.unhide.setEnabled(bool(hidden))
        self.merge.setVisible(self._is_cloud)
        self.merge.setEnabled(len(lines) - len(hidden) > 1)
        self.part.setVisible(self._is_cloud and self._merged)
        self.part.setEnabled(len(lines) == 1 and not hidden)
        self.freeze.setVisible(self._is_cloud)

    def _describe(self) -> None:
        for button, words in (
            (self.release, _("Lets the wall show what is chosen")),
            (self.release_all, _("Lets the wall show all that was written so far")),
            (self.hide_text, _("Neither the wall nor the results show it")),
            (self.unhide, _("Takes the hiding back")),
            (self.merge, _("Counts the chosen words as the most frequent of them")),
            (self.part, _("Each word that was merged into this one counts for itself again")),
            (self.freeze, _("New words do not come into the cloud any more")),
        ):
            button.setToolTip(words)
            button.setAccessibleDescription(words)

    def _connect_parts(self) -> None:
        self.texts.itemSelectionChanged.connect(self._on_texts_selected)
        self.freeze.clicked.connect(self._on_freeze_clicked)
        self.merge.clicked.connect(self._on_merge_clicked)
        for button, verb in (
            (self.release, TextVerb.RELEASE),
            (self.hide_text, TextVerb.HIDE),
            (self.unhide, TextVerb.UNHIDE),
            (self.part, TextVerb.PART),
        ):
            button.clicked.connect(lambda _checked, verb=verb: self._edit(verb))
        self.release_all.clicked.connect(self._on_release_all_clicked)

    def _edit(self, verb: TextVerb) -> None:
        self.edit_wanted.emit(verb, self._chosen(), "")

    def _merge_chosen(self) -> None:
        """Into the most frequent, which stands first among those that are chosen."""
        chosen = set(self._chosen())
        lines = [line for line in self._lines if line.text in chosen and not line.is_hidden]
        into = max(lines, key=lambda line: line.count).text
        texts = tuple(line.text for line in lines if line.text != into)
        self.edit_wanted.emit(TextVerb.MERGE, texts, into)

    @Slot()
    def _on_texts_selected(self) -> None:
        self._render_buttons()

    @Slot()
    def _on_merge_clicked(self) -> None:
        self._merge_chosen()

    @Slot()
    def _on_release_all_clicked(self) -> None:
        self.edit_wanted.emit(TextVerb.RELEASE, (), "")

    @Slot(bool)
    def _on_freeze_clicked(self, is_wanted: bool) -> None:
        self.edit_wanted.emit(TextVerb.FREEZE if is_wanted else TextVerb.THAW, (), "")


def _head_words(state: ConsoleState) -> str:
    waiting = len(state.held)
    if not waiting:
        return _("What people wrote")
    return ngettext(
        "{n} text waits for you: the wall shows only what you release",
        "{n} texts wait for you: the wall shows only what you release",
        waiting,
    ).format(n=waiting)


def _line_words(line: TextLine) -> str:
    words = on_one_line(line.text)
    if line.count:
        words = f"{words} · {line.count}"
    if line.is_suspect:
        return _("⚠ {text} (perhaps rude)").format(text=words)
    if line.is_held:
        return _("○ {text}").format(text=words)
    if line.is_hidden:
        return _("– {text} (hidden)").format(text=words)
    return _("✓ {text}").format(text=words)
