"""Networks as rooms have them, made of network namespaces: a laptop and a phone at one switch."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


def needs_namespaces() -> None:
    """Skips the test where network namespaces may not be made."""
    if not sys.platform.startswith("linux") or shutil.which("ip") is None:
        pytest.skip("needs Linux and the program `ip`")
    if os.geteuid() != 0:
        pytest.skip("only root may make network namespaces")
    trial = f"pk-trial-{secrets.token_hex(2)}"
    made = subprocess.run(["ip", "netns", "add", trial], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no network namespace can be made here: {made.stderr.strip()}")
    subprocess.run(["ip", "netns", "del", trial], check=True)


class Hall:
    """`laptop` and `phone` are namespaces at a switch; `wifi` is the network they share."""

    LAPTOP, PHONE = "10.77.0.2", "10.77.0.9"

    def __init__(self) -> None:
        mark = secrets.token_hex(2)
        self.laptop, self.phone, self._switch = (f"pk-{mark}-{n}" for n in ("lap", "fon", "sw"))
        self._spaces = [self.laptop, self.phone, self._switch]
        for space in self._spaces:
            _ip("netns", "add", space)
            self.set(space, "link", "set", "lo", "up")
        self.set(self._switch, "link", "add", "br0", "type", "bridge")
        self.set(self._switch, "link", "set", "br0", "up")
        self.plug(self.laptop, "wlan0", self.LAPTOP)
        self.plug(self.phone, "wlan0", self.PHONE)

    def plug(self, space: str, name: str, address: str, is_shared: bool = True) -> None:
        """Gives a namespace an interface at the switch, or one that leads nowhere."""
        port = f"p{secrets.token_hex(3)}"
        self.set(
            self._switch, "link", "add", port, "type", "veth", "peer", "name", name, "netns", space
        )
        where = ("master", "br0", "up") if is_shared else ("up",)
        self.set(self._switch, "link", "set", port, *where)
        self.set(space, "addr", "add", f"{address}/24", "dev", name)
        self.set(space, "link", "set", name, "up")

    def isolate(self) -> None:
        """As a guest Wi-Fi does it: no port hears another."""
        shown = subprocess.run(
            ["ip", "-n", self._switch, "-j", "link", "show", "master", "br0"],
            capture_output=True, check=True,
        )  # fmt: skip
        for port in json.loads(shown.stdout):
            self.set(
                self._switch, "link", "set", port["ifname"], "type", "bridge_slave", "isolated",
                "on",
            )  # fmt: skip

    def set(self, space: str, *words: str) -> None:
        _ip("-n", space, *words)

    def start(self, space: str, *command: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["ip", "netns", "exec", space, *command], text=True, stdout=subprocess.PIPE, **more
        )

    def fetch(self, url: str, timeout_s: float = 2.0) -> int:
        """The status that the phone gets; 0 if it gets none."""
        program = (
            "import sys, urllib.request\n"
            "try:\n"
            "    with urllib.request.urlopen(sys.argv[1], timeout=float(sys.argv[2])) as reply:\n"
            "        print(reply.status)\n"
            "except OSError:\n"
            "    print(0)\n"
        )
        asked = self.start(self.phone, sys.executable, "-c", program, url, str(timeout_s))
        return int(asked.communicate(timeout=20)[0])

    def close(self) -> None:
        for space in self._spaces:
            subprocess.run(["ip", "netns", "del", space], capture_output=True)


@contextmanager
def hall() -> Iterator[Hall]:
    needs_namespaces()
    made = Hall()
    try:
        yield made
    finally:
        made.close()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
