"""Which other devices of its networks this machine has heard of.

A phone that calls asks first who has the laptop's address (ARP), and the laptop takes note of it.
So a phone that was heard and did not get through was stopped by this machine's firewall; one that
was never heard was kept apart by the Wi-Fi, or is in another network.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

_ADDRESS = re.compile(r"\b(\d{1,3}(?:\.\d{1,3}){3})\b")
_COMPLETE = 0x2  # ATF_COM of if_arp.h
_ANSWERS_WITHIN_S = 3.0


def neighbours() -> frozenset[str]:
    """Their addresses, routers left out; none where the system does not tell."""
    if sys.platform.startswith("linux"):
        return _in_table(Path("/proc/net/arp")) - _routers(Path("/proc/net/route"))
    return frozenset(one for one in _said_by_arp() if not one.endswith((".1", ".254", ".255")))


def _in_table(table: Path) -> frozenset[str]:
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return frozenset()
    return frozenset(row[0] for row in rows if len(row) > 2 and int(row[2], 16) & _COMPLETE)


def _routers(table: Path) -> frozenset[str]:
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return frozenset()
    found = (bytes.fromhex(row[2])[::-1] for row in rows if len(row) > 2 and row[2] != "00000000")
    return frozenset(".".join(str(byte) for byte in address) for address in found)


def _said_by_arp() -> frozenset[str]:
    path = shutil.which("arp")
    if path is None:
        return frozenset()
    try:
        answer = subprocess.run(  # noqa: S603 - fixed words, no shell
            [path, "-a"], capture_output=True, text=True, timeout=_ANSWERS_WITHIN_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    told = (line for line in answer.stdout.splitlines() if "incomplete" not in line)
    # Windows heads each interface's table with its own address.
    return frozenset(
        found[1]
        for line in told
        if ":" in line.replace("::", "") or "-" in line
        if (found := _ADDRESS.search(line)) and not line.startswith("Interface")
    )
