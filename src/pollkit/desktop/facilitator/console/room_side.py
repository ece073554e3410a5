"""What the room sees and who is in it: the wall's window, and the panels beside the question."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.people_panel import PeoplePanel, RemotePanel
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.wall_panel import WallPanel
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.widgets.panels import ScrolledColumn, column
from pollkit.domain.views import JoinAddress

_WIDTH = 304


class RoomSide(ScrolledColumn):
    """Leads the wall's window. Its panels ask the presenter; the screen renders it."""

    languages_chosen = Signal(tuple)
    screen_chosen = Signal(str)
    network_wanted = Signal()

    def __init__(self, presenter: ConsolePresenter, wall: WallWindow) -> None:
        wall_panel, people, remote = WallPanel(), PeoplePanel(), RemotePanel()
        beside = column(wall_panel, people, remote, gap=theme.M)
        beside.setContentsMargins(theme.M, 0, 0, 0)
        super().__init__(beside)
        self.wall_panel, self.people, self.remote = wall_panel, people, remote
        self.setFixedWidth(_WIDTH)
        self._presenter = presenter
        self._wall = wall
        self.wall_panel.preview.use_album(wall.album)
        self._connect_parts()

    def open_wall(self, beside: QWidget) -> None:
        """Where there is a second screen for it."""
        if len(self._wall.screen().virtualSiblings()) > 1:
            self._wall.open_beside(beside)

    def render_state(self) -> None:
        state = self._presenter.state
        if state.wall is not None:
            self._wall.show_picture(state.wall, state.event)
        self.wall_panel.render_state(state, self._wall)
        self.people.render_state(state)
        self.remote.render_state(state)

    def _connect_parts(self) -> None:
        self.wall_panel.wall_toggled.connect(self._on_wall_toggled)
        self.wall_panel.card_size_toggled.connect(self._on_card_size_toggled)
        self.wall_panel.languages_chosen.connect(self._on_languages_chosen)
        self.wall_panel.screen_chosen.connect(self._on_screen_chosen)
        self.wall_panel.network_wanted.connect(self.network_wanted)
        self.wall_panel.address_chosen.connect(self._on_address_chosen)
        self.people.scores_toggled.connect(self._on_scores_toggled)
        self.people.name_wanted.connect(self._on_name_wanted)
        self.remote.switched.connect(self._on_remote_switched)
        self.remote.new_code_wanted.connect(self._on_remote_renewed)
        self._wall.closed.connect(self._on_wall_closed)

    def _turn_wall(self) -> None:
        if self._wall.isVisible():
            self._wall.close()
        else:
            self._wall.open_beside(self.window())
        self.render_state()

    @Slot()
    def _on_wall_toggled(self) -> None:
        self._turn_wall()

    @Slot()
    def _on_wall_closed(self) -> None:
        self.render_state()

    @Slot(bool)
    def _on_card_size_toggled(self, is_large: bool) -> None:
        self._wall.choose_card(is_large)
        self.render_state()

    @Slot(tuple)
    def _on_languages_chosen(self, languages: tuple[str, ...]) -> None:
        self._wall.speak(languages)
        self.languages_chosen.emit(languages)
        self.render_state()

    @Slot(str)
    def _on_screen_chosen(self, name: str) -> None:
        self._wall.choose_screen(name)
        self.screen_chosen.emit(name)
        self.render_state()

    @Slot(object)
    def _on_address_chosen(self, address: JoinAddress) -> None:
        self._presenter.choose_address(address)

    @Slot(bool)
    def _on_scores_toggled(self, is_shown: bool) -> None:
        self._presenter.show_scores(is_shown)

    @Slot(str, str)
    def _on_name_wanted(self, key: str, name: str) -> None:
        self._presenter.name_person(key, name)

    @Slot(bool)
    def _on_remote_switched(self, is_on: bool) -> None:
        self._presenter.switch_remote(is_on)

    @Slot()
    def _on_remote_renewed(self) -> None:
        self._presenter.switch_remote(True)
