"""Who is here by name, the best of a quiz, and the remote control: for the facilitator alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QListWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.state import ConsoleState, Line
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.join_card import JoinCode
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.people import Person
from pollkit.i18n import _, ngettext

_LIST_HEIGHT = 140
_CODE_SIDE = 170


class PeoplePanel(QWidget):
    """Shown only where the event asks for names."""

    scores_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] | None = None
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
        self.setLayout(column(self.head, self.names, self.scores, gap=theme.S))
        self.scores.clicked.connect(self.scores_toggled)
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
            self.names.clear()
            self.names.addItems([_name_words(person) for person in state.people])


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
