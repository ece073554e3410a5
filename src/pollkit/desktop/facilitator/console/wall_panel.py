"""What the room sees, and how it gets in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.pictures import WallPreview
from pollkit.desktop.facilitator.console.state import ConsoleState
from pollkit.desktop.facilitator.console.wall_languages import WallLanguages
from pollkit.desktop.facilitator.console.wall_screens import WallScreens
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.join_card import JoinCard
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column
from pollkit.domain.views import JoinAddress
from pollkit.i18n import _


class WallPanel(QWidget):
    wall_toggled = Signal()
    card_size_toggled = Signal(bool)
    address_chosen = Signal(object)  # JoinAddress
    languages_chosen = Signal(tuple)
    screen_chosen = Signal(str)
    network_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._addresses: tuple[JoinAddress, ...] = ()
        self.preview = WallPreview()
        self.toggle = Button(_("Open the wall"), "secondary", "ph.projector-screen")
        self.card_size = QCheckBox(_("Large code on the wall"))
        self.screens = WallScreens()
        self.languages = WallLanguages()
        self.card = JoinCard()
        self.card.setMinimumHeight(190)
        self.network = Button(_("Wi-Fi, second laptop…"), "quiet", "ph.wifi-high")
        self.network.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.address = QComboBox()
        self.address_label = field_label(_("Network in the code"), self.address)
        self.address.setToolTip(
            _("Choose the network that the phones are in. Scan the code with one phone to try it.")
        )
        for widget, words in (
            (self.toggle, _("Opens or closes the projector's window (W)")),
            (self.card_size, _("Keeps the code large, for people who come late (J)")),
        ):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.setToolTip(words)
            widget.setAccessibleDescription(words)
        layout = column(
            label(_("What the room sees"), "label"),
            self.preview,
            self.toggle,
            self.card,
            self.screens,
            self.card_size,
            self.languages,
            self.address_label,
            self.address,
            self.network,
            gap=theme.S,
        )
        layout.setStretch(3, 10)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFixedWidth(272)
        self.toggle.clicked.connect(self.wall_toggled)
        self.card_size.clicked.connect(self.card_size_toggled)
        self.screens.chosen.connect(self.screen_chosen)
        self.languages.chosen.connect(self.languages_chosen)
        self.address.activated.connect(self._on_address_activated)
        self.network.clicked.connect(self.network_wanted)

    def render_state(self, state: ConsoleState, wall: WallWindow) -> None:
        if state.wall is not None:
            self.preview.show_picture(state.wall, state.event, wall.is_card_large, wall.languages)
        self.toggle.setText(_("Close the wall") if wall.isVisible() else _("Open the wall"))
        self.card_size.setChecked(wall.is_card_large)
        self.screens.show_choice(wall.screen_wanted)
        shown = wall.languages_shown if len(wall.languages) > 1 else wall.languages
        self.languages.show_choice(state.event, wall.languages, shown)
        self.network.setVisible(not state.has_ended)
        self.card.setVisible(state.address is not None and not state.has_ended)
        if state.address is not None:
            self.card.show_address(state.address, state.pin)
        self._render_addresses(state)

    def _render_addresses(self, state: ConsoleState) -> None:
        has_choice = len(state.addresses) > 1 and not state.has_ended
        self.address.setVisible(has_choice)
        self.address_label.setVisible(has_choice)
        if state.addresses != self._addresses:
            self._addresses = state.addresses
            self.address.clear()
            for address in state.addresses:
                self.address.addItem(f"{address.spoken} · {address.interface}", address)
        if state.address in state.addresses:
            self.address.setCurrentIndex(state.addresses.index(state.address))

    @Slot(int)
    def _on_address_activated(self, place: int) -> None:
        self.address_chosen.emit(self._addresses[place])
