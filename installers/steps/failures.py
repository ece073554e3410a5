"""From what pip or a package manager printed to a sentence that says what to do."""

from __future__ import annotations

import platform
import re
import sys

# The first that matches speaks: pip ends a lost connection with "no matching distribution" too.
_CAUSES = (
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "The disk is full, or the one for temporary files (TMPDIR). Free about 2 GB and type "
        "the same command again; what was half done will be mended.",
    ),
    (
        r"DO NOT MATCH THE HASHES|HashMismatch|Expected sha256",
        "A downloaded package is not the one that PollKit's lock names, so it was not installed. "
        "Type the command again on another network; if it happens again, do not go round it: "
        "report it to PollKit.",
    ),
    (
        r"407 Proxy|ProxyError|Cannot connect to proxy|Tunnel connection failed",
        "The network's proxy refused the connection. Set HTTPS_PROXY to "
        "http://name:password@proxy:port and type the command again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSL: ",
        "The package index could not prove who it is. Where the network puts its own certificate "
        "in between, set PIP_CERT to that certificate's file; also check the machine's clock.",
    ),
    (
        r"40[13] Client Error|401 Error|403 Error|User for ",
        "The package index that pip is set to use wants a name and password. "
        "Look at what `python3 -m pip config list` shows, and mend it.",
    ),
    (
        r"NewConnectionError|name resolution|getaddrinfo failed|Failed to establish|Max retries"
        r"|Network is unreachable|Connection refused|timed out|Temporary failure|Could not resolve"
        r"|Could not connect|Connection aborted|Connection reset|Remote end closed",
        "The package index cannot be reached. The first set-up needs the internet once: connect, "
        "or set HTTPS_PROXY if the network has a proxy, and type the same command again.",
    ),
    (
        r"\(from versions: none\)",
        "The package index shows no release of a package at all: either it cannot be reached "
        "(connect, or set HTTPS_PROXY), or there is none for Python {python} on {system} (use a "
        "64-bit Python 3.11 to 3.14). Then type the command again.",
    ),
    (
        r"No matching distribution|Could not find a version|Requires-Python",
        "There is no ready-made build of a package for Python {python} on {system}. "
        "Use a 64-bit Python 3.11 to 3.14 and type the same command with it.",
    ),
    (
        r"Permission denied|Errno 13|Access is denied|Read-only file system|Errno 30",
        "PollKit's folder cannot be written to. Copy it to a folder of your own, "
        "or close the program that holds its files, and type the command again.",
    ),
    (
        r"Could not get lock|dpkg was interrupted|is another process using it",
        "Another program is installing packages at this moment. Wait until it has finished, "
        "then type the command again.",
    ),
    (
        r"no such option: --(python|require-hashes|only-binary)|No module named pip",
        "This Python has no pip, or one older than 22.3. Install your system's package "
        "python3-pip (or python3-venv), then type the command again.",
    ),
)


def what_to_do(output: str) -> str | None:
    """The sentence for the person; None if the output names no cause that is known here."""
    for pattern, sentence in _CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return sentence.format(
                python=f"{sys.version_info.major}.{sys.version_info.minor}",
                system=f"{platform.system()} {platform.machine()}",
            )
    return None
