"""Which of the machine's addresses phones are sent to."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import psutil
import pytest

from pollkit.live import addresses
from pollkit.live.addresses import list_interfaces, reachable_addresses
from pollkit.usecases.ports import NetworkInterface


def _machine(monkeypatch: pytest.MonkeyPatch, first: str | None, **interfaces: str) -> None:
    """A machine with these interfaces (name -> address), of which the system prefers `first`."""
    monkeypatch.setattr(
        psutil,
        "net_if_addrs",
        lambda: {
            name: [SimpleNamespace(family=socket.AF_INET, address=address)]
            for name, address in interfaces.items()
        },
    )
    monkeypatch.setattr(
        psutil, "net_if_stats", lambda: {name: SimpleNamespace(isup=True) for name in interfaces}
    )
    monkeypatch.setattr(addresses, "_preferred_address", lambda: first)


def test_the_private_address_of_the_network_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    _machine(
        monkeypatch,
        "192.168.1.7",
        lo="127.0.0.1",
        docker0="172.17.0.1",
        tun0="10.8.0.2",
        eth0="10.1.2.3",
        wlan0="192.168.1.7",
    )
    assert [one.name for one in list_interfaces()] == ["wlan0", "eth0", "tun0"]


def test_loopback_is_offered_only_where_there_is_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _machine(monkeypatch, None, lo="127.0.0.1")
    assert list_interfaces() == (NetworkInterface("lo", "127.0.0.1", is_loopback=True),)


def test_a_public_address_is_listened_on_only_without_a_private_one() -> None:
    public = NetworkInterface("eth0", "8.8.8.8", is_loopback=False)
    private = NetworkInterface("wlan0", "10.0.0.4", is_loopback=False)
    assert reachable_addresses((public, private)) == (private,)
    assert reachable_addresses((public,)) == (public,)
    assert reachable_addresses(()) == ()


def test_this_machine_has_an_address() -> None:
    assert list_interfaces()
