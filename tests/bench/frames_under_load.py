"""The projector's frames while a thousand phones load, listen and vote within a second, again and
again.

The wall's process has no line to the room: its count changes ten times a second by itself. What a
bare server costs the same animation under the same load is told beside: the machine's cores have to
do that much for phones which in a real room bring cores of their own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frames
from servers import LoadClient, floor_server, measured_room

from pollkit.domain.rooms import Move

PHONES = 1000

Row = dict[str, Any]


def measure() -> list[Row]:
    return frames.measure(_on_room()) + [
        {
            "name": row["name"].replace("load", "a bare server's load"),
            **{part: row[part] for part in ("value", "unit", "floor", "ratio")},
        }
        for row in frames.measure(_on_bare_server())
    ]


@contextmanager
def _on_room() -> Iterator[None]:
    with measured_room() as link:
        link.move(Move.ASK, "colour")
        with _bursts(link.status.addresses[0].url):
            yield


@contextmanager
def _on_bare_server() -> Iterator[None]:
    with floor_server("bare") as (url, _process), _bursts(url):
        yield


@contextmanager
def _bursts(url: str) -> Iterator[None]:
    is_over = threading.Event()

    def load() -> None:
        while not is_over.is_set():
            client = LoadClient("burst", url, phones=PHONES, within_s=1.0)
            client.give_way()
            try:
                client.hear()
            finally:
                client.end()

    loading = threading.Thread(target=load)
    loading.start()
    try:
        yield
    finally:
        is_over.set()
        loading.join()
