"""The projector's frames while a thousand phones load, listen and vote within a second, again and
again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frames
from servers import LoadClient, measured_room

from pollkit.domain.rooms import Move

PHONES = 1000


def measure() -> list[dict[str, Any]]:
    return frames.measure(_bursts())


@contextmanager
def _bursts() -> Iterator[None]:
    is_over = threading.Event()
    with measured_room() as link:
        link.move(Move.ASK, "colour")
        url = link.status.addresses[0].url

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
