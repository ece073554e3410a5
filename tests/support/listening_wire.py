"""Somebody on the Wi-Fi who writes down every byte that passes."""

from __future__ import annotations

import select
import socket
import threading
from types import TracebackType


class ListeningWire:
    """Passes connections on to `target` and keeps what went each way."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self._is_open = True
        self.port: int = self._door.getsockname()[1]
        self.sent = bytearray()
        self.answered = bytearray()
        self._lines: list[threading.Thread] = []
        self._waiter = threading.Thread(target=self._wait)

    def __enter__(self) -> ListeningWire:
        self._waiter.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_open = False
        self._waiter.join()
        for line in self._lines:
            line.join()
        self._door.close()

    def _wait(self) -> None:
        while self._is_open:
            try:
                phone, _address = self._door.accept()
            except TimeoutError:
                continue
            line = threading.Thread(target=self._carry, args=(phone,))
            self._lines.append(line)
            line.start()

    def _carry(self, phone: socket.socket) -> None:
        with phone, socket.create_connection(("127.0.0.1", self._target)) as hall:
            ends = {phone: (hall, self.sent), hall: (phone, self.answered)}
            while self._is_open:
                for end in select.select(list(ends), [], [], 0.1)[0]:
                    got = end.recv(65536)
                    other, kept = ends[end]
                    kept += got
                    if not got:
                        return
                    other.sendall(got)
