"""Whether phones reach this laptop, by which of its networks, and what helps where they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pollkit.i18n import _
from pollkit.usecases.firewall import Firewall
from pollkit.usecases.ports import NetworkInterface


@dataclass(frozen=True)
class NetworkFacts:
    """What is known while one phone tries.

    Attributes:
        reached: addresses at which the phone came through.
        tunnels: names of the interfaces that lead elsewhere, such as a VPN's.
        heard: addresses of devices in the same networks that this laptop has heard of, routers
            left out.
        port: the one that listens; is_port_taken: another program has the wanted one.
    """

    interfaces: tuple[NetworkInterface, ...]
    reached: frozenset[str] = frozenset()
    tunnels: tuple[str, ...] = ()
    heard: frozenset[str] = frozenset()
    port: int = 0
    is_port_taken: bool = False


class Cause(StrEnum):
    NO_NETWORK = "no_network"
    VPN = "vpn"
    FIREWALL = "firewall"
    ISOLATION = "isolation"
    OTHER_NETWORK = "other_network"
    CAPTIVE_PORTAL = "captive_portal"
    PORT_BUSY = "port_busy"
    SMALL_HOTSPOT = "small_hotspot"
    BATTERY = "battery"


@dataclass(frozen=True)
class Cure:
    """`why` says what is in the way, `cure` what helps. Whatever is not `is_serious` hinders
    nobody yet."""

    cause: Cause
    why: str
    cure: str
    is_serious: bool = True


def cures(
    facts: NetworkFacts, firewalls: Callable[[int], Sequence[Firewall]], on_battery: bool
) -> tuple[Cure, ...]:
    """The likeliest first; where a phone came through, only what may hinder later."""
    found = [] if facts.reached else _what_keeps_phones_out(facts, firewalls)
    if facts.is_port_taken:
        found.append(_port_busy(facts))
    found += [_small_hotspot(one) for one in facts.interfaces if _hotspot_takes(one.address)]
    if on_battery:
        found.append(_battery())
    return tuple(found)


def on_battery() -> bool:
    """Whether this machine runs on its battery now."""
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (OSError, NotImplementedError, AttributeError):
        return False
    return battery is not None and battery.power_plugged is False


def _what_keeps_phones_out(
    facts: NetworkFacts, firewalls: Callable[[int], Sequence[Firewall]]
) -> list[Cure]:
    if not facts.interfaces:
        return [_no_network()]
    at_work = [one for one in firewalls(facts.port) if one.is_active is not False]
    blocked = [_firewall(one) for one in at_work] or [_some_firewall(facts.port)]
    apart = [_isolation(), _other_network(), _captive_portal()]
    found = [*blocked, *apart] if facts.heard else [*apart, *blocked]
    return [_vpn(facts.tunnels), *found] if facts.tunnels else found


def _no_network() -> Cure:
    return Cure(
        Cause.NO_NETWORK,
        _("This laptop is in no network."),
        _("Join the room’s Wi-Fi, or switch on a small travel router and join that."),
    )


def _vpn(names: Sequence[str]) -> Cure:
    return Cure(
        Cause.VPN,
        _("A VPN is switched on ({names}). It often leads all answers away from the room.").format(
            names=", ".join(names)
        ),
        _("Switch the VPN off until the event is over, then check again."),
    )


def _firewall(firewall: Firewall) -> Cure:
    return Cure(
        Cause.FIREWALL,
        _("The firewall of this laptop ({name}) may keep phones out.").format(name=firewall.name),
        firewall.cure,
    )


def _some_firewall(port: int) -> Cure:
    return Cure(
        Cause.FIREWALL,
        _("Something on this laptop may keep phones out, such as a security program."),
        _("Let PollKit, or TCP port {port}, through in its settings.").format(port=port),
    )


def _isolation() -> Cure:
    return Cure(
        Cause.ISOLATION,
        _(
            "The Wi-Fi may keep its guests apart (“client isolation”): most guest networks of "
            "hotels, universities and town halls do."
        ),
        _(
            "Ask for a network without it, or take a small travel router: plug it in, and let "
            "laptop and phones join its Wi-Fi. It needs no internet."
        ),
    )


def _other_network() -> Cure:
    return Cure(
        Cause.OTHER_NETWORK,
        _("The phone may be in another network, or have gone over to mobile data."),
        _(
            "Let the phone join the same Wi-Fi as this laptop, keep it there although there is no "
            "internet, and switch mobile data off."
        ),
    )


def _captive_portal() -> Cure:
    return Cure(
        Cause.CAPTIVE_PORTAL,
        _("Does the phone show a page of the Wi-Fi that wants terms accepted or a log-in?"),
        _("Accept it on the phone and on this laptop. Each phone will have to: a network without "
          "such a page saves you that."),
    )  # fmt: skip


def _port_busy(facts: NetworkFacts) -> Cure:
    return Cure(
        Cause.PORT_BUSY,
        _("Another program has taken the port of this event’s last code."),
        _(
            "Close that program, or print the join card anew: the room takes port {port} instead."
        ).format(port=facts.port),
        is_serious=False,
    )


def _hotspot_takes(address: str) -> int | None:
    """How many devices the hotspot takes that is known by this address; None if it is none."""
    if address.startswith("192.168.137."):  # Windows' mobile hotspot
        return 8
    if address.startswith("172.20.10."):  # an iPhone's: a network of 14 addresses
        return 5
    if address.startswith("192.168.43."):  # Android's, before it began to draw lots
        return 10
    return None


def _small_hotspot(interface: NetworkInterface) -> Cure:
    return Cure(
        Cause.SMALL_HOTSPOT,
        _("The hotspot ({name}) takes about {n} devices, not a room full.").format(
            name=interface.name, n=_hotspot_takes(interface.address)
        ),
        _("For more people take a small travel router."),
        is_serious=False,
    )


def _battery() -> Cure:
    return Cure(
        Cause.BATTERY,
        _("This laptop runs on its battery and may fall asleep."),
        _("Plug it in. While a room is live PollKit keeps it awake where the system lets it."),
        is_serious=False,
    )
