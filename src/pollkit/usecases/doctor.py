"""Whether this machine is ready to hold a room: one finding a subject, each with its cure."""

from __future__ import annotations

import errno
import platform
import shutil
import socket
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pollkit import __version__
from pollkit.errors import NotFound, PollKitError
from pollkit.i18n import _
from pollkit.store import Role, Workspace
from pollkit.usecases.firewall import Firewall, firewalls
from pollkit.usecases.ports import NetworkInterface

# An event's answers take some kilobytes; its exported charts and pages some megabytes.
_LEAST_FREE_BYTES = 50_000_000
_GOOD_FREE_BYTES = 500_000_000

_LIBRARIES = (
    "PySide6_Essentials", "sqlmodel", "sqlalchemy", "alembic", "uvicorn", "uvloop", "httptools",
    "matplotlib", "numpy", "openpyxl", "typst", "qrcode", "babel",
)  # fmt: skip


class Verdict(StrEnum):
    OK = "ok"
    LOOK = "look"  # may hinder the room; cannot be told from here, or has a way round
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """`cure` says what to do, "" where there is nothing; `facts` are for programs."""

    subject: str
    verdict: Verdict
    sentence: str
    cure: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def examine(
    workspace: Path,
    list_interfaces: Callable[[], Sequence[NetworkInterface]],
    port: int | None = None,
) -> tuple[Finding, ...]:
    """Looks at network, port, firewall, disk, workspace and versions; changes nothing.

    Args:
        port: the wanted one; None = any free port will do.
    """
    interfaces = list_interfaces()
    return (
        *_network(interfaces),
        _port(interfaces, port),
        *(_firewall(firewall) for firewall in firewalls(port)),
        _disk(workspace),
        _workspace(workspace),
        _database(),
        _versions(),
    )


def _network(interfaces: Sequence[NetworkInterface]) -> list[Finding]:
    if all(interface.is_loopback for interface in interfaces):
        return [
            Finding(
                "network",
                Verdict.FAILED,
                _("This machine is in no network that phones could share."),
                _("Join the room’s Wi-Fi, or switch on a hotspot or a small travel router."),
            )
        ]
    return [_interface(interface) for interface in interfaces if not interface.is_loopback]


def _interface(interface: NetworkInterface) -> Finding:
    facts = {"interface": interface.name, "address": interface.address}
    fault = _listening_fault(interface.address, 0)
    if fault is None:
        say = _("Phones in the network of {interface} can use {address}.").format(**facts)
        return Finding("network", Verdict.OK, say, facts={**facts, "can_listen": True})
    say = _("PollKit cannot listen on {address} ({interface}): {fault}.")
    return Finding(
        "network",
        Verdict.FAILED,
        say.format(fault=fault.strerror, **facts),
        _("Disconnect this network and connect it again."),
        {**facts, "can_listen": False},
    )


def _port(interfaces: Sequence[NetworkInterface], port: int | None) -> Finding:
    addresses = [interface.address for interface in interfaces] or ["127.0.0.1"]
    fault = next(filter(None, (_listening_fault(one, port or 0) for one in addresses)), None)
    facts = {"port": port, "is_free": fault is None}
    if fault is None:
        if port is None:
            return Finding("port", Verdict.OK, _("There are free ports."), facts=facts)
        say = _("Port {port} is free.").format(port=port)
        return Finding("port", Verdict.OK, say, facts=facts)
    if fault.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)}:
        say = _("Another program uses port {port}.").format(port=port)
    else:
        say = _("Port {port} cannot be used: {fault}.").format(port=port, fault=fault.strerror)
    cure = _("Close that program, or let PollKit take any free port above 1023.")
    return Finding("port", Verdict.FAILED, say, cure, facts)


def _listening_fault(address: str, port: int) -> OSError | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError as fault:
            return fault
    return None


def _firewall(firewall: Firewall) -> Finding:
    facts = {"name": firewall.name, "is_active": firewall.is_active}
    if firewall.is_active is False:
        say = _("The firewall {name} is switched off.").format(name=firewall.name)
        return Finding("firewall", Verdict.OK, say, facts=facts)
    if firewall.is_active:
        say = _("The firewall {name} is at work and may keep phones out.")
    else:
        say = _("The firewall {name} is there; only an administrator can see its rules.")
    return Finding("firewall", Verdict.LOOK, say.format(name=firewall.name), firewall.cure, facts)


def _disk(workspace: Path) -> Finding:
    folder = next(place for place in (workspace, *workspace.parents) if place.is_dir())
    free = shutil.disk_usage(folder).free
    facts = {"free_bytes": free}
    say = _("{size} MB are free where the workspace lies.").format(size=free // 1_000_000)
    if free >= _GOOD_FREE_BYTES:
        return Finding("disk", Verdict.OK, say, facts=facts)
    verdict = Verdict.LOOK if free >= _LEAST_FREE_BYTES else Verdict.FAILED
    return Finding("disk", verdict, say, _("Free some room on this disk before the event."), facts)


def _workspace(workspace: Path) -> Finding:
    facts: dict[str, object] = {"path": str(workspace)}
    try:
        with Workspace.open(workspace, Role.READER) as opened:
            breaks = len(opened.verify())
    except NotFound:
        say = _("The workspace will be made when it is first used: {path}").format(path=workspace)
        return Finding("workspace", Verdict.OK, say, facts={**facts, "exists": False})
    except PollKitError as trouble:
        return Finding("workspace", Verdict.FAILED, str(trouble), facts=facts)
    facts |= {"exists": True, "chain_breaks": breaks}
    if breaks:
        say = _("The record of what was done here has gaps: {path}").format(path=workspace)
        cure = _("Copy the whole folder to a safe place before you go on.")
        return Finding("workspace", Verdict.FAILED, say, cure, facts)
    say = _("The workspace is sound: {path}").format(path=workspace)
    return Finding("workspace", Verdict.OK, say, facts=facts)


def _database() -> Finding:
    facts = {"sqlite": sqlite3.sqlite_version}
    say = _("SQLite {version} keeps the answers.").format(version=sqlite3.sqlite_version)
    # STRICT tables and RETURNING: 3.37 (2021).
    if sqlite3.sqlite_version_info >= (3, 37):
        return Finding("database", Verdict.OK, say, facts=facts)
    cure = _("It is too old: use a newer Python, or PollKit’s own bundle.")
    return Finding("database", Verdict.FAILED, say, cure, facts)


def _versions() -> Finding:
    """Read from the packages' metadata: importing them would take seconds."""
    found: dict[str, object] = {
        "pollkit": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:  # not needed on this system, or a bundle without metadata
            continue
    shown = " · ".join(f"{name} {number}" for name, number in found.items())
    return Finding("versions", Verdict.OK, shown, facts=found)
