"""`pollkit check-room` in the networks that rooms have."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from halls import Hall, hall

CHECK = [sys.executable, "-m", "pollkit", "--language", "en", "check-room", "--json"]


@pytest.fixture
def net() -> Iterator[Hall]:
    with hall() as made:
        yield made


class Check:
    def __init__(self, net: Hall, *more: str, wait_s: float = 4.0) -> None:
        self._process = net.start(net.laptop, *CHECK, "--wait", str(wait_s), *more)
        self.waiting = self._line()
        self.urls: list[str] = self.waiting["urls"]

    def _line(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def result(self) -> tuple[dict[str, bool], list[str], int]:
        """(interface -> reached, causes, exit code)."""
        told = self._line()
        code = self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        reached = {one["interface"]: one["reached"] for one in told["networks"]}
        return reached, [cure["cause"] for cure in told["cures"]], code


def test_a_phone_that_comes_through_is_told_and_seen(net: Hall) -> None:
    check = Check(net)
    assert net.fetch(check.urls[0]) == 200
    assert check.result() == ({"wlan0": True}, [], 0)


def test_isolated_guests_are_told_from_a_firewall(net: Hall) -> None:
    net.isolate()
    check = Check(net)
    assert net.fetch(check.urls[0], 1.0) == 0
    reached, causes, code = check.result()
    assert (reached, code) == ({"wlan0": False}, 1)
    assert causes[:3] == ["isolation", "other_network", "captive_portal"]


def test_a_blocked_port_is_told_as_the_laptops_own_firewall(net: Hall) -> None:
    check = Check(net)
    port = str(check.waiting["port"])
    # Answers of this port go nowhere, as behind a firewall that drops.
    net.set(net.laptop, "rule", "add", "ipproto", "tcp", "sport", port, "prio", "1", "blackhole")
    net.set(net.laptop, "rule", "del", "prio", "0")
    net.set(net.laptop, "rule", "add", "prio", "2", "lookup", "local")
    assert net.fetch(check.urls[0], 1.0) == 0
    reached, causes, code = check.result()
    assert (reached, code) == ({"wlan0": False}, 1)
    assert causes[0] == "firewall", "the phone was heard, so the Wi-Fi does not keep it apart"


def test_of_two_networks_the_one_that_the_phone_is_in_is_told(net: Hall) -> None:
    net.plug(net.laptop, "eth0", "10.88.0.2", is_shared=False)
    check = Check(net, wait_s=10.0)
    assert len(check.urls) == 2
    (wifi,) = (url for url in check.urls if Hall.LAPTOP in url)
    assert net.fetch(wifi) == 200
    (other,) = (url for url in check.urls if Hall.LAPTOP not in url)
    assert net.fetch(f"{other}/too", 1.0) == 0, "as the phone's page tries it"
    reached, causes, code = check.result()
    assert (reached, causes, code) == ({"wlan0": True, "eth0": False}, [], 0)


def test_a_busy_port_is_told_and_another_one_taken(net: Hall) -> None:
    program = (
        f"import socket, sys; s = socket.create_server(('{Hall.LAPTOP}', 8123))\n"
        "print('up', flush=True); sys.stdin.read()"
    )
    other = net.start(net.laptop, sys.executable, "-c", program, stdin=subprocess.PIPE)
    assert other.stdout is not None and other.stdin is not None
    other.stdout.readline()
    try:
        check = Check(net, "--port", "8123")
        assert check.waiting["port"] != 8123
        assert net.fetch(check.urls[0]) == 200
        assert check.result() == ({"wlan0": True}, ["port_busy"], 0)
    finally:
        other.communicate("")


def test_a_vpn_comes_first_among_the_causes(net: Hall) -> None:
    net.plug(net.laptop, "tun0", "10.99.0.2", is_shared=False)
    check = Check(net, wait_s=0.5)
    assert check.urls[0].startswith(f"http://{Hall.LAPTOP}:"), "the room's network comes first"
    _reached, causes, code = check.result()
    assert (causes[0], code) == ("vpn", 1)


def test_a_laptop_in_no_network_is_told_so(net: Hall) -> None:
    net.set(net.laptop, "link", "set", "wlan0", "down")
    check = Check(net, wait_s=0.5)
    assert check.urls == []
    assert check.result() == ({}, ["no_network"], 1)


def test_nothing_but_the_two_paths_of_the_check_is_answered() -> None:
    from pollkit.live.network_check import NetworkCheck

    check = NetworkCheck()
    try:
        for one in check.facts.interfaces:
            with socket.create_connection((one.address, check.facts.port), 5) as phone:
                phone.sendall(b"GET /123456 HTTP/1.0\r\n\r\n")
                assert b" 404 " in phone.recv(1000)
        assert check.facts.reached == frozenset()
    finally:
        check.close()
