"""Pins and placed things of a running room, split by an earlier answer over the control line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from room_phones import COLOUR, Phone, running_room, small_event

from pollkit.domain.analysis.values import Spot
from pollkit.domain.instruments import Image, Item, ItemKind, Option
from pollkit.domain.rooms import Move

PIN = Item("pin", ItemKind.PIN, {"en": "Where?"}, image=Image("a" * 64, 300, 200, {"en": "A map"}))
GRID = Item(
    "grid", ItemKind.GRID, {"en": "Where does it belong?"},
    options=(Option("bus", {"en": "Bus"}), Option("tram", {"en": "Tram"})),
)  # fmt: skip
# Six are red and six are blue; one of the red ones has its pin in the middle, alone of all.
PINS = [("100", "100")] * 5 + [("500", "500")] + [("900", "900")] * 6


def test_pins_and_middles_of_groups_reach_the_window_and_no_single_place_does(
    tmp_path: Path,
) -> None:
    event = small_event((COLOUR, PIN, GRID), tied=True)
    event = replace(event, instrument=replace(event.instrument, languages=("en",)))
    with running_room(tmp_path, event) as (link, _workspace):
        phones = [Phone(link.status.addresses[0].url) for _one in PINS]
        for phone in phones:
            phone.join()
        link.move(Move.ASK, "colour")
        for number, phone in enumerate(phones):
            phone.vote("colour", "red" if number < 6 else "blue")
        link.move(Move.CLOSE)

        link.move(Move.ASK, "pin")
        for phone, (x, y) in zip(phones, PINS, strict=True):
            phone.vote("pin", f"x={x}", f"y={y}")
        link.move(Move.CLOSE)
        pinned = link.split_by("colour").split
        assert pinned is not None
        # The middle would tell of the lone pin, and then the top left of it by subtraction.
        assert [group.result.regions for group in pinned.groups] == [
            (None, 0, 0, 0, None, 0, 0, 0, 0),
            (None, 0, 0, 0, None, 0, 0, 0, 6),
        ]
        assert all(group.result.pins == () for group in pinned.groups)

        link.move(Move.ASK, "grid")
        for number, phone in enumerate(phones):
            x = 20 if number < 6 else 80
            phone.vote("grid", f"bus.x={x}", "bus.y=50", "tram.x=50", "tram.y=50")
        link.move(Move.CLOSE)
        placed = link.split_by("colour").split
        assert placed is not None
        buses = [group.result.part("bus") for group in placed.groups]
        assert [bus.middle for bus in buses] == [Spot(20, 50), Spot(80, 50)]
        assert all(bus.spots == () for bus in buses)
