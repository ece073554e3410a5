"""The list of keys, as a screen of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.i18n import _

_BESIDE = 3


def shortcut_list() -> dict[str, list[tuple[str, str]]]:
    """Group -> (keys, what they do)."""
    return {
        _("Everywhere"): [
            ("Alt+1", _("Run a poll")),
            ("Alt+2", _("Collect")),
            ("Alt+3", _("Review")),
            ("Alt+0", _("Home")),
            ("Esc", _("Back")),
            ("Tab", _("Next control")),
            ("F1", _("This list")),
            ("Ctrl+Q", _("Quit")),
        ],
        _("Events"): [
            ("Ctrl+N", _("New event")),
            ("Ctrl+F", _("Search")),
            ("Ctrl+E", _("Edit the event")),
            ("Ctrl+D", _("Duplicate")),
            ("Del", _("Archive")),
            ("Ctrl+L", _("Go live")),
        ],
        _("In a live room"): [
            ("Space", _("The next step: ask, close, reveal, next")),
            ("PgDown", _("The same, as clickers send it")),
            ("PgUp", _("The question before, as it stands")),
            ("N", _("Skip a question")),
            ("Q", _("Ask something on the spot; then 1 to 7")),
            ("+", _("30 seconds more, or a clock of 30 seconds")),
            ("K", _("Stop the clock")),
            ("B", _("Blank the wall, and back; . does it too")),
            ("R", _("Show the question before it can be answered")),
            ("O", _("Open the question again")),
            ("2", _("Second round: ask again, and keep the first")),
            ("M", _("Who moved since the answers before")),
            ("C", _("Clear the answers")),
            ("V", _("Ideas: let them vote, or gather more")),
            ("X", _("Ideas: close without a vote")),
            ("H", _("Hide a revealed result")),
            ("A", _("Show answers on the wall as they come")),
            ("L", _("Lock the door to new phones, and open it")),
            ("S", _("Split by the next earlier answer; Shift+S to choose")),
            ("P", _("Everyone at their own pace from here")),
            ("Alt+Up", _("A question that was not asked: one place up")),
            ("Alt+Down", _("… or one place down")),
            ("T", _("Figures as a table, and back")),
            ("U", _("Questions for the speaker, whatever is on the wall")),
            ("I", _("Other ways in: hands, cards, this computer, phones that go round")),
            ("W", _("Open or close the wall")),
            ("J", _("Large or small code on the wall")),
            ("F11", _("Wall on the full screen, and back; F5 does it too")),
        ],
        _("At what the room wrote"): [
            ("Return", _("Release what is chosen, or show it again")),
            ("A", _("Mark a question as answered")),
            ("Del", _("Put it away")),
            ("M", _("Merge the chosen ones")),
            ("Z", _("Large on the wall, and back")),
        ],
        _("Collecting"): [
            ("Ctrl+N", _("New project")),
            ("Ctrl+O", _("Open a project package")),
            ("Ctrl+L", _("Collect: choose the way")),
            ("Ctrl+F", _("Find a response by its code")),
        ],
        _("In an interview"): [
            ("1", _("Choose by number, 1 to 9; 0 is the tenth")),
            ("Return", _("Next question")),
            ("Ctrl+Return", _("Next question, from a text of several lines")),
            ("Del", _("Take the answer back")),
            ("PgDown", _("Next page; at the end, finish")),
            ("PgUp", _("Page before")),
            ("Ctrl+L", _("Language of the questions")),
            ("Esc", _("Pause: the draft stays; handed over, hide the screen")),
        ],
        _("Editing"): [
            ("Ctrl+Z", _("Undo")),
            ("Ctrl+Shift+Z", _("Do again")),
            ("Ctrl+Return", _("Add a question")),
            ("Ctrl+Up", _("Move the question up")),
            ("Ctrl+Down", _("Move the question down")),
            ("Alt+Up", _("Question before")),
            ("Alt+Down", _("Next question")),
            ("F8", _("Next translation to do")),
            ("F9", _("Copy the main text into the translation")),
        ],
        _("Questionnaires"): [
            ("Ctrl+N", _("New questionnaire")),
            ("Ctrl+E", _("Edit the questionnaire")),
            ("F7", _("What the check says")),
            ("Ctrl+G", _("Make a section of what is chosen")),
            ("Ctrl+D", _("Duplicate")),
            ("Del", _("Remove")),
            ("F5", _("Read the spreadsheet again")),
        ],
    }


class ShortcutsScreen(QWidget):
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.back = Button(_("Back"), "secondary", "ph.arrow-left")
        self.back.clicked.connect(self.closed)
        groups = [_group(title, keys) for title, keys in shortcut_list().items()]
        inside = column(gap=theme.L)
        for first in range(0, len(groups), _BESIDE):
            inside.addLayout(row(*groups[first : first + _BESIDE], gap=theme.L))
        inside.addStretch(1)
        self.setLayout(
            column(
                row(label(_("Keyboard shortcuts"), "title"), None, self.back),
                ScrolledColumn(inside),
                margin=theme.XL,
                gap=theme.L,
            )
        )


def _group(title: str, keys: list[tuple[str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.S)
    for place, (key, words) in enumerate(keys):
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(label(shown, "label"), place, 0)
        grid.addWidget(label(words, wraps=True), place, 1)
    grid.setColumnStretch(1, 1)
    inside = column(label(title, "lead"), gap=theme.M)
    inside.addLayout(grid)
    inside.addStretch(1)
    return card(inside)
