"""Who may come in and who came: codes and invitations on paper, and the check-in at the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from pollkit.domain.codes import spaced
from pollkit.domain.invitations import Invitation, find_invited, read_names
from pollkit.i18n import _, speaking
from pollkit.reports.code_cards import CodeCard, write_code_cards
from pollkit.store import Repositories, Workspace
from pollkit.usecases.entry_codes import make_codes
from pollkit.usecases.join_card import outside_address, promised_port
from pollkit.usecases.ports import Clock, NetworkInterface


class CheckIn(StrEnum):
    WELCOME = "welcome"
    AGAIN = "again"  # came before: a card that was copied, or a second scan
    UNKNOWN = "unknown"
    SEVERAL = "several"  # a name that fits more than one


@dataclass(frozen=True)
class CheckedIn:
    """`who` is one person, unless nobody or several were found; `came_at` is when they came
    first."""

    what: CheckIn
    who: tuple[Invitation, ...] = ()
    came_at: datetime | None = None


def print_entry_codes(
    workspace: Workspace,
    event_id: UUID,
    count: int,
    interfaces: Sequence[NetworkInterface],
    path: Path,
) -> Path:
    """Makes so many new codes and writes their cards; only here can they be read.

    Raises:
        NoNetworkAddress: this machine is in no network, so there is no address to print.
    """
    address = outside_address(interfaces)

    def look(repos: Repositories) -> tuple[str, str, str, str]:
        event = repos.events.get(event_id)
        language = event.languages[0]
        where = f"{address}:{promised_port(repos, event_id)}"
        return event.title_in(language), language, where, repos.rooms.pin(event_id)

    title, language, where, pin = workspace.write(look).result()
    with speaking(language):
        typed = _("PIN {pin}").format(pin=f"{pin[:3]} {pin[3:]}")
    cards = [
        CodeCard(f"http://{where}/{pin}?code={code}", spaced(code), "", (where, typed))
        for code in make_codes(workspace, event_id, count)
    ]
    with speaking(language):
        says = _("Scan, or open the page and type the code. It lets one phone in.")
    write_code_cards(path, title, says, cards, language)
    return path


def invite(workspace: Workspace, event_id: UUID, pasted: str) -> int:
    """Puts names on the list, one a line; how many there were."""
    names = read_names(pasted)
    workspace.write(lambda repos: repos.invitations.add(event_id, names)).result()
    return len(names)


def print_invitations(workspace: Workspace, event_id: UUID, path: Path) -> Path:
    """A card for each person; what its QR code holds is known to this computer alone."""
    with workspace.read() as repos:
        event, invited = repos.events.get(event_id), repos.invitations.list(event_id)
    language = event.languages[0]
    with speaking(language):
        says = _("Please show this at the door. It says who came, and nothing of your answers.")
    cards = [CodeCard(one.code, spaced(one.code), one.name) for one in invited]
    write_code_cards(path, event.title_in(language), says, cards, language)
    return path


def check_in(workspace: Workspace, event_id: UUID, typed: str, clock: Clock) -> CheckedIn:
    """Notes that somebody has come, by the code of their card or by name."""

    def work(repos: Repositories) -> CheckedIn:
        found = find_invited(repos.invitations.list(event_id), typed)
        if len(found) != 1:
            return CheckedIn(CheckIn.SEVERAL if found else CheckIn.UNKNOWN, found)
        (person,) = found
        before = repos.invitations.check_in(event_id, person.code, clock())
        was_here = before is not None and before.came_at is not None
        return CheckedIn(CheckIn.AGAIN if was_here else CheckIn.WELCOME, found, person.came_at)

    return workspace.write(work).result()
