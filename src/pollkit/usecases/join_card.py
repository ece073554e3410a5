"""The join card on paper: both codes, for tables and doors."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from pollkit.errors import NoNetworkAddress
from pollkit.i18n import _
from pollkit.reports.join_card import JoinCard, write_join_card
from pollkit.store import Repositories, Workspace
from pollkit.usecases.ports import NetworkInterface


def print_join_card(
    workspace: Workspace, event_id: UUID, interfaces: Sequence[NetworkInterface], path: Path
) -> Path:
    """Writes the card as PDF, or as PNG where the path ends so. A room that has never been open is
    promised a port now, so that what is printed holds.

    Raises:
        NoNetworkAddress: this machine is in no network, so there is no address to print.
    """
    address = outside_address(interfaces)

    def work(repos: Repositories) -> JoinCard:
        port, pin = promised_port(repos, event_id), repos.rooms.pin(event_id)
        event = repos.events.get(event_id)
        return JoinCard(
            title=event.title,
            languages=event.languages,
            url=f"http://{address}:{port}/{pin}",
            spoken=f"{address}:{port}",
            pin=pin,
            wifi=repos.networks.wifi(event_id),
        )

    card = workspace.write(work).result()
    write_join_card(card, path)
    return path


def outside_address(interfaces: Sequence[NetworkInterface]) -> str:
    """Raises:
    NoNetworkAddress: this machine is in no network.
    """
    outside = [one for one in interfaces if not one.is_loopback]
    if not outside:
        raise NoNetworkAddress(
            _("This computer is in no network. Join the room’s Wi-Fi, then print the card.")
        )
    return outside[0].address


def promised_port(repos: Repositories, event_id: UUID) -> int:
    """The port that the room had last, or will have."""
    port = repos.rooms.last_port(event_id)
    if port is None:
        port = _free_port()
        repos.rooms.set_last_port(event_id, port)
    return port


def _free_port() -> int:
    with socket.create_server(("", 0)) as trial:
        return int(trial.getsockname()[1])
