"""Who is here by name, the best of a quiz, and the remote control: for the facilitator alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QInputDialog, QListWidget, QListWidgetItem, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.join_card import JoinCode
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.people import Person
from pollkit.i18n import _, ngettext

_LIST_HEIGHT = 140
_CODE_SIDE = 170


class PeoplePanel(QWidget):
    """Shown only where the event asks for names."""

    scores_toggled = Signal(bool)
    name_wanted = Signal(str, str)  # a person's key, their new name or "" to let it be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] | None = None
        self._shown: tuple[Person, ...] = ()
        self.head = label("", "label")
        self.names = QListWidget()
        self.names.setAccessibleName(_("Who is here"))
        self.names.setMaximumHeight(_LIST_HEIGHT)
        self.names.setWordWrap(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scores = QCheckBox(_("Best scores on the wall"))
        self.scores.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = _("Shows the best of the quiz until the next step: right answers, not speed")
        self.scores.setToolTip(words)
        self.scores.setAccessibleDescription(words)
        self.release = Button(_("Show it"), "quiet", "ph.eye")
        self.rename = Button(_("Rename …"), "quiet", "ph.pencil-simple")
        for button, said in (
            (self.release, _("Lets the wall show this name, which looked rude")),
            (self.rename, _("Gives this person another name, which the wall may show")),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(said)
            button.setAccessibleDescription(said)
        self.renaming: QInputDialog | None = None
        parts = self.head, self.names, row(self.release, self.rename, None), self.scores
        self.setLayout(column(*parts, gap=theme.S))
        self.scores.clicked.connect(self.scores_toggled)
        self.names.itemSelectionChanged.connect(self._on_person_selected)
        self.release.clicked.connect(self._on_release_clicked)
        self.rename.clicked.connect(self._on_rename_clicked)
        self.hide()

    def render_state(self, state: ConsoleState) -> None:
        is_live = state.line is Line.LIVE and not state.has_ended
        self.setVisible(is_live and state.event.asks_for.is_named)
        self.scores.setVisible(bool(state.scores) or state.shows_scores)
        self.scores.setChecked(state.shows_scores)
        if state.people != self._people:
            self._people = state.people
            here = sum(person.is_connected for person in state.people)
            self.head.setText(ngettext("Who is here: {n}", "Who is here: {n}", here).format(n=here))
            chosen, self._shown = self._chosen(), state.people
            self.names.clear()
            for person in state.people:
                line = QListWidgetItem(_name_words(person))
                self.names.addItem(line)
                line.setSelected(chosen is not None and person.key == chosen.key)
        self._render_buttons()

    def _chosen(self) -> Person | None:
        places = [index.row() for index in self.names.selectedIndexes()]
        known = self._shown
        return known[places[0]] if places and places[0] < len(known) else None

    def _render_buttons(self) -> None:
        chosen = self._chosen()
        self.release.setVisible(chosen is not None and not chosen.may_be_shown)
        self.rename.setVisible(chosen is not None)

    def _ask_for_name(self, person: Person) -> None:
        self.renaming = QInputDialog(self)
        self.renaming.setWindowTitle(_("Rename …"))
        self.renaming.setLabelText(_("Another name for this person:"))
        self.renaming.setTextValue(person.name)
        self.renaming.textValueSelected.connect(
            lambda name: self.name_wanted.emit(person.key, name)
        )
        self.renaming.open()

    @Slot()
    def _on_person_selected(self) -> None:
        self._render_buttons()

    @Slot()
    def _on_release_clicked(self) -> None:
        if (person := self._chosen()) is not None:
            self.name_wanted.emit(person.key, "")

    @Slot()
    def _on_rename_clicked(self) -> None:
        if (person := self._chosen()) is not None:
            self._ask_for_name(person)


class RemotePanel(QWidget):
    switched = Signal(bool)
    new_code_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = QCheckBox(_("Remote control from my phone"))
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.said = label("", "small", wraps=True)
        self.code = JoinCode()
        self.code.setFixedSize(_CODE_SIDE, _CODE_SIDE)
        self.code.setAccessibleName(_("Code for the remote control"))
        self.renew = Button(_("New code"), "quiet", "ph.arrows-clockwise")
        self.renew.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(column(self.switch, self.said, self.code, self.renew, gap=theme.S))
        self.switch.clicked.connect(self.switched)
        self.renew.clicked.connect(self._on_renew_clicked)

    def render_state(self, state: ConsoleState) -> None:
        remote, address = state.remote, state.address
        self.setVisible(state.line is Line.LIVE and not state.has_ended and address is not None)
        self.switch.setChecked(remote is not None)
        self.said.setVisible(remote is not None)
        self.renew.setVisible(remote is not None)
        is_free = remote is not None and not remote.is_taken
        self.code.setVisible(is_free)
        if remote is None or address is None:
            return
        if remote.is_taken:
            self.said.setText(_("One phone has it. A new code puts that phone out."))
        else:
            self.said.setText(_("Scan with your own phone. The first phone to open it has it."))
            self.code.show_url(f"{address.url}/remote/{remote.key}")

    @Slot()
    def _on_renew_clicked(self) -> None:
        self.new_code_wanted.emit()


def _name_words(person: Person) -> str:
    words = person.name if person.is_connected else _("{name} (away)").format(name=person.name)
    if person.may_be_shown:
        return words
    return _("⚠ {name} (perhaps rude, not on the wall)").format(name=words)
