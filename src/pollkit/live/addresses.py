"""The addresses of this machine at which phones may reach it."""

from __future__ import annotations

import ipaddress
import socket

import psutil

from pollkit.domain.views import JoinAddress
from pollkit.usecases.ports import NetworkInterface

# Bridges to containers and virtual machines: no phone is ever behind them.
_INNER = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "lxc", "podman", "cni")
# Tunnels to elsewhere: phones of the room seldom are behind them.
_TUNNELS = ("tun", "tap", "utun", "ppp", "wg", "tailscale", "zt", "ipsec")


def list_interfaces() -> tuple[NetworkInterface, ...]:
    """Best first: the private address that the system itself would use, then others, then tunnels;
    loopback only where there is nothing else, since no phone can reach it."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        NetworkInterface(name, entry.address, ipaddress.IPv4Address(entry.address).is_loopback)
        for name, entries in psutil.net_if_addrs().items()
        if name in up and not name.lower().startswith(_INNER)
        for entry in entries
        # A QR code carries IPv4: phones treat its private ranges as local, and a link-local IPv6
        # address cannot be typed into a browser at all.
        if entry.family == socket.AF_INET and entry.address
    ]
    outside = [interface for interface in found if not interface.is_loopback]
    first = _preferred_address()
    return tuple(sorted(outside, key=lambda one: _rank(one, first)) or found[:1])


def reachable_addresses(interfaces: tuple[NetworkInterface, ...]) -> tuple[NetworkInterface, ...]:
    """Those a room listens on: all private ones, or the public ones where there is no other.

    A room never listens on a public address silently while a private one serves.
    """
    private = tuple(
        one
        for one in interfaces
        if ipaddress.IPv4Address(one.address).is_private or one.is_loopback
    )
    return private or interfaces


def hosts_of(address: str, port: int) -> tuple[bytes, ...]:
    """What a browser sends as Host that was led to this address."""
    bare = (address,) if port == 80 else ()
    local = (f"localhost:{port}",) if address == "127.0.0.1" else ()
    return tuple(host.encode() for host in (f"{address}:{port}", *bare, *local))


def join_addresses(listening: frozenset[str], port: int, pin: str) -> tuple[JoinAddress, ...]:
    """The ways in, best first."""
    known = [one for one in list_interfaces() if one.address in listening]
    rest = sorted(listening - {one.address for one in known})
    named = [*known, *(NetworkInterface("", one, one.startswith("127.")) for one in rest)]
    return tuple(
        JoinAddress(
            url=f"http://{one.address}:{port}/{pin}",
            spoken=f"{one.address}:{port}",
            interface=one.name,
        )
        for one in named
    )


def is_tunnel(interface: NetworkInterface) -> bool:
    """Whether it leads elsewhere, such as a VPN's."""
    return interface.name.lower().startswith(_TUNNELS)


def _rank(interface: NetworkInterface, first: str | None) -> tuple[bool, bool, bool, bool, str]:
    address = ipaddress.IPv4Address(interface.address)
    return (
        address.is_link_local,
        is_tunnel(interface),
        not address.is_private,
        interface.address != first,
        interface.name,
    )


def _preferred_address() -> str | None:
    """The address the system would send from; no packet leaves for a datagram's connect."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return None
