"""Finds the room that still runs in a workspace."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from pollkit.errors import RoomUnreachable
from pollkit.live.client import RoomClient
from pollkit.live.room_card import running_card


def running_room(workspace: Path) -> UUID | None:
    """Implements `RoomFinder`: the card alone may be left behind by a room that was killed, so the
    room is asked for its status."""
    card = running_card(workspace)
    if card is None:
        return None
    try:
        RoomClient(card).leave()
    except RoomUnreachable:
        return None
    return UUID(card.event_id)
