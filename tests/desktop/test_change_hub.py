from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pollkit.desktop.change_hub import ChangeHub

Until = Callable[[Callable[[], object]], None]


def test_a_flood_from_other_threads_reaches_the_window_ten_times_a_second(
    hub: ChangeHub, until: Until
) -> None:
    seen: list[tuple[float, frozenset[str]]] = []
    hub.changed.connect(lambda topics: seen.append((time.monotonic(), topics)))

    def flood(name: str) -> None:
        for number in range(2_000):
            hub.announce(frozenset({f"{name}:{number}"}))

    threads = [threading.Thread(target=flood, args=(name,)) for name in ("a", "b")]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    until(lambda: len(frozenset().union(*(topics for _, topics in seen))) == 4_000)
    for thread in threads:
        thread.join()
    seconds = seen[-1][0] - started
    assert len(seen) <= 10 * seconds + 2


def test_topics_arrive_in_the_thread_of_the_window(hub: ChangeHub, until: Until) -> None:
    seen: list[object] = []
    hub.changed.connect(lambda topics: seen.append((threading.current_thread(), topics)))
    thread = threading.Thread(target=hub.announce, args=(frozenset({"events"}),))
    thread.start()
    thread.join()
    assert seen == []
    until(lambda: seen)
    assert seen == [(threading.main_thread(), frozenset({"events"}))]


def test_calls_are_delivered_in_order(hub: ChangeHub, until: Until) -> None:
    made: list[int] = []

    def hand_in() -> None:
        for number in range(50):
            hub.deliver(lambda number=number: made.append(number))

    thread = threading.Thread(target=hand_in)
    thread.start()
    thread.join()
    until(lambda: len(made) == 50)
    assert made == list(range(50))


def test_a_closed_hub_hears_nothing(hub: ChangeHub, until: Until) -> None:
    seen: list[object] = []
    hub.changed.connect(seen.append)
    hub.announce(frozenset({"events"}))
    hub.close()
    hub.announce(frozenset({"events"}))
    other = ChangeHub()
    other.changed.connect(lambda topics: seen.append("other"))
    other.announce(frozenset({"events"}))
    until(lambda: seen)
    other.close()
    assert seen == ["other"]
