"""What stands between the phones and this machine: which firewall is at work, and what it wants."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pollkit.i18n import _

_ANSWERS_WITHIN_S = 3.0


@dataclass(frozen=True)
class Firewall:
    """`is_active` is None where only an administrator may know."""

    name: str
    is_active: bool | None
    cure: str


def firewalls(port: int | None = None, system: str = sys.platform) -> tuple[Firewall, ...]:
    """The firewalls found here, each with what lets phones through.

    Args:
        port: of the room; None = not known yet, and the advice says where to find it.
    """
    shown = str(port) if port else _("PORT")
    if system == "win32":
        return (Firewall("Windows Defender Firewall", None, _windows_cure()),)
    if system == "darwin":
        return (Firewall("macOS Application Firewall", _mac_is_active(), _mac_cure()),)
    found = [_ufw(shown), _firewalld(shown)]
    named = tuple(firewall for firewall in found if firewall is not None)
    return named or _bare_nftables(shown)


def _ufw(port: str, settings: Path = Path("/etc/ufw/ufw.conf")) -> Firewall | None:
    if not settings.is_file():
        return None
    try:
        written = settings.read_text(encoding="utf-8")
    except OSError:
        is_active = None
    else:
        is_active = "enabled=yes" in written.lower().replace(" ", "")
    return Firewall("ufw", is_active, _type_this(f"sudo ufw allow {port}/tcp"))


def _firewalld(port: str) -> Firewall | None:
    state = _said_by("firewall-cmd", "--state")
    if state is None:
        return None
    cure = _type_this(f"sudo firewall-cmd --add-port={port}/tcp")
    return Firewall("firewalld", state.strip() == "running", cure)


def _bare_nftables(port: str) -> tuple[Firewall, ...]:
    if shutil.which("nft") is None:
        return ()
    rules = _said_by("nft", "list", "ruleset")  # empty for all but the administrator
    is_active = "hook input" in rules if rules else None
    cure = _("If phones cannot connect, let TCP port {port} through its input chain.")
    return (Firewall("nftables", is_active, cure.format(port=port)),)


def _mac_is_active() -> bool | None:
    said = _said_by("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate")
    return None if said is None else "State = 0" not in said


def _said_by(*command: str) -> str | None:
    """What a program of the system prints; None where there is no such program."""
    path = shutil.which(command[0])
    if path is None:
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - fixed words, no shell
            [path, *command[1:]], capture_output=True, text=True, timeout=_ANSWERS_WITHIN_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout


def _type_this(command: str) -> str:
    return _("If phones cannot connect, type: {command}").format(command=command)


def _windows_cure() -> str:
    return _(
        "Windows asks once whether PollKit may be reached: allow private networks. If it no longer "
        "asks: Windows Security → Firewall → Allow an app. A hall’s Wi-Fi is often a “public” "
        "network; set it to “private” in the network’s settings."
    )


def _mac_cure() -> str:
    return _(
        "macOS asks once whether PollKit may accept connections: allow it. Later: System Settings "
        "→ Network → Firewall → Options."
    )
