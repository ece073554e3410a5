"""Lines as pip 23 to 26, apt-get and Python print them, and the sentence that each must lead to."""

from __future__ import annotations

import pytest
from steps.failures import what_to_do


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
         "Free about 2 GB"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
         "so it was not installed"),
        ("WARNING: Retrying (Retry(total=4)) after connection broken by 'ProxyError("
         "'Cannot connect to proxy.', NewConnectionError('Failed to establish a new "
         "connection'))': /simple/babel/",
         "proxy refused"),
        ("Could not fetch URL: There was a problem confirming the ssl certificate: "
         "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed",
         "set PIP_CERT"),
        ("connection broken by 'NewConnectionError(': Failed to establish a new connection: "
         "[Errno -3] Temporary failure in name resolution')': /simple/alembic/\n"
         "ERROR: No matching distribution found for alembic==1.20.1",
         "needs the internet once"),
        ("ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 "
         "(from versions: none)\nERROR: No matching distribution found for numpy==2.4.6",
         "shows no release of a package"),
        ("ERROR: HTTP error 401 Client Error: Unauthorized for url", "name and password"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3",
         "no ready-made build"),
        ("ERROR: [Errno 13] Permission denied: '.venv'", "folder of your own"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12 (apt-get)",
         "Wait until it has finished"),
        ("no such option: --python", "python3-pip"),
        ("Temporary failure resolving 'deb.example'", "needs the internet once"),
    ],
)  # fmt: skip
def test_a_known_failure_leads_to_what_to_do(output: str, advice: str) -> None:
    assert advice in (what_to_do(output) or "")


def test_an_unknown_failure_gets_no_made_up_reason() -> None:
    assert what_to_do("Segmentation fault (core dumped)") is None
