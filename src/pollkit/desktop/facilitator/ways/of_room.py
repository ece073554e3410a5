"""The other ways into one room, with the camera and the browser of this computer."""

from __future__ import annotations

from collections.abc import Callable

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.cards.presenter import CardsPresenter
from pollkit.desktop.facilitator.cards.screen import CARDS_TOPIC
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.ways.presenter import WaysPresenter
from pollkit.desktop.kiosk_browser import open_kiosk
from pollkit.desktop.tasks import Tasks
from pollkit.paper.camera import list_cameras, open_camera
from pollkit.paper.card_reader import can_read_cards
from pollkit.usecases.print_cards import print_cards


def ways_of_room(console: ConsolePresenter, hub: ChangeHub, tasks: Tasks) -> WaysPresenter:
    def make_cards(on_settled: Callable[[dict[int, str]], None]) -> CardsPresenter:
        return CardsPresenter(
            can_read_cards(),
            list_cameras,
            open_camera,
            tasks,
            on_settled,
            lambda: hub.announce(frozenset({CARDS_TOPIC})),
            print_cards,
        )

    return WaysPresenter(console.state.event, console.count_in, open_kiosk, make_cards)
