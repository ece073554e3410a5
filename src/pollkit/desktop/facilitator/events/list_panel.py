"""The events on the left: search, list, new, archive."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QMenu, QSizePolicy

from pollkit.desktop import theme
from pollkit.desktop.facilitator.events.presenter import EventRow, EventsState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import day_in_short
from pollkit.desktop.widgets.fields import SearchField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.i18n import _, current_language, ngettext


class EventListPanel(QFrame):
    event_chosen = Signal(object)
    event_opened = Signal(object)
    searched = Signal(str)
    archive_shown = Signal(bool)
    new_wanted = Signal()
    compare_wanted = Signal()
    takeover_wanted = Signal()
    kit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setMinimumWidth(260)
        self.new = Button(_("New"), "secondary", "ph.plus")
        self.new.setAccessibleName(_("New event"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._on_menu_opening)
        self.new.attach_menu(self._menu)
        self.search = SearchField(_("Search events"))
        self.list = TwoLineList(_("Events"))
        self.nothing = label("", "muted", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.archive = QCheckBox()
        self.compare = Button(_("Compare events"), "quiet", "ph.chart-line")
        self.compare.clicked.connect(self.compare_wanted)
        self.takeover = Button(_("Take over a room…"), "quiet", "ph.arrows-left-right")
        self.takeover.clicked.connect(self.takeover_wanted)
        head = row(label(_("Events"), "lead"), None, self.new)
        self.setLayout(
            column(
                head,
                self.search,
                self.nothing,
                self.list,
                self.archive,
                self.compare,
                self.takeover,
                margin=theme.M,
            )
        )
        self.list.line_chosen.connect(self.event_chosen)
        self.list.line_opened.connect(self.event_opened)
        self.search.textEdited.connect(self.searched)
        self.archive.clicked.connect(self.archive_shown)

    def render_state(self, state: EventsState) -> None:
        chosen = None if state.sheet is None else state.sheet.event.id
        self.list.show_lines([_line(event) for event in state.rows], chosen)
        self.list.setVisible(bool(state.rows))
        self.nothing.setText(_nothing_words(state))
        self.nothing.setVisible(not state.rows)
        if self.search.text() != state.search:
            self.search.setText(state.search)
        self.archive.setText(_("Show the archive ({n})").format(n=state.archived))
        self.archive.setVisible(bool(state.archived) or state.shows_archived)
        self.archive.setChecked(state.shows_archived)
        self.compare.setVisible(state.total + state.archived > 1)
        self.layout().activate()  # type: ignore[union-attr]

    def offer_kits(self) -> None:
        """Fills the menu: the kits are read when somebody wants one, not at the start."""
        from pollkit.usecases.kits import offered_kits

        self._menu.clear()
        empty = self._menu.addAction(_("Empty event") + "\tCtrl+N")
        empty.triggered.connect(self._on_empty_triggered)
        self._menu.addSeparator()
        self._menu.addAction(_("From an example:")).setEnabled(False)
        for offer in offered_kits(current_language()):
            words = ngettext("{n} question", "{n} questions", offer.questions)
            title = offer.title.replace("&", "&&")
            action = self._menu.addAction(f"{title}\t{words.format(n=offer.questions)}")
            action.triggered.connect(lambda _checked, name=offer.name: self.kit_wanted.emit(name))

    @Slot()
    def _on_empty_triggered(self) -> None:
        self.new_wanted.emit()

    @Slot()
    def _on_menu_opening(self) -> None:
        self.offer_kits()


def _line(event: EventRow) -> ListLine:
    parts = (_("● Live") if event.is_live else "", day_in_short(event.starts_at), event.place)
    second = " · ".join(part for part in parts if part)
    return ListLine(event.id, event.title, second)


def _nothing_words(state: EventsState) -> str:
    if state.search:
        return _("No event has these words in its title or place.")
    return _("The archive is empty.") if state.shows_archived else _("No events yet.")
