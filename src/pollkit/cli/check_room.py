"""`pollkit check-room`: does a phone reach this machine?"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import remark, say, say_json
from pollkit.i18n import _
from pollkit.usecases.ports import RoomCheck, Wiring

_LOOK_EVERY_S = 0.1
# So long the phone's page may take to try the other networks.
_OTHERS_WITHIN_S = 3.0


def summary() -> str:
    return _("try with one phone whether it reaches this machine")


def description() -> str:
    return _(
        "Opens a door for one phone: scan the code or type the address. Tells for each\n"
        "network of this machine whether the phone came through, and what helps where it\n"
        "did not. The exit code is 1 if no network was reached."
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help=_("the port that the room would take"))
    parser.add_argument(
        "--wait", type=float, default=60.0, metavar=_("SECONDS"), help=_("how long to wait")
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a line and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.usecases.firewall import firewalls
    from pollkit.usecases.room_check import cures, on_battery

    check = wiring.start_check(arguments.port, lambda: None)
    try:
        _invite(check, arguments.json)
        _wait(check, arguments.wait)
        facts = check.facts
    finally:
        check.close()
    found = cures(facts, firewalls, on_battery())
    if arguments.json:
        say_json(
            {
                "type": "checked",
                "networks": [
                    {
                        "interface": one.name,
                        "address": one.address,
                        "reached": one.address in facts.reached,
                    }
                    for one in facts.interfaces
                ],
                "cures": [
                    {"cause": cure.cause.value, "why": cure.why, "cure": cure.cure}
                    for cure in found
                ],
            }
        )
        return ExitCode.OK if facts.reached else ExitCode.CHECK_FAILED
    for one in facts.interfaces:
        mark = _("reached") if one.address in facts.reached else _("NOT REACHED")
        say(f"{mark:<12}  {one.name}  {one.address}")
    for cure in found:
        say(f"• {cure.why}\n  → {cure.cure}")
    return ExitCode.OK if facts.reached else ExitCode.CHECK_FAILED


def _invite(check: RoomCheck, as_json: bool) -> None:
    facts = check.facts
    urls = [check.url(one.address) for one in facts.interfaces]
    if as_json:
        say_json({"type": "waiting", "urls": urls, "port": facts.port})
        return
    for url, one in zip(urls, facts.interfaces, strict=True):
        say(f"{url}  ({one.name})")
    if urls and sys.stdout.isatty():
        from pollkit.cli.room_report import print_qr

        print_qr(urls[0])
    if urls:
        remark(_("Open the first address with a phone that is in the room’s Wi-Fi."))


def _wait(check: RoomCheck, longest_s: float) -> None:
    """Until every network was reached, or one was and the others had their time."""
    deadline = time.monotonic() + longest_s
    others_until = float("inf")
    while time.monotonic() < min(deadline, others_until):
        facts = check.facts
        if len(facts.reached) == len(facts.interfaces):
            return
        if facts.reached and others_until == float("inf"):
            others_until = time.monotonic() + _OTHERS_WITHIN_S
        time.sleep(_LOOK_EVERY_S)
