"""Who is invited to an event, and who came. Nothing here leads to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pollkit.domain.people import clean_name
from pollkit.errors import CodeNotAccepted


@dataclass(frozen=True)
class Invitation:
    """`code` is in the person's QR code; `came_at` has a time zone, None = not yet."""

    code: str
    name: str
    came_at: datetime | None = None


def read_names(pasted: str) -> tuple[str, ...]:
    """One name a line, as pasted from a list or a column of a table; empty lines are left out."""
    return tuple(name for line in pasted.splitlines() if (name := clean_name(line)))


def find_invited(invitations: tuple[Invitation, ...], typed: str) -> tuple[Invitation, ...]:
    """Whom a scanned or typed code means, or else a name or the beginning of one of its words."""
    from pollkit.domain.codes import read_code

    try:
        code = read_code(typed)
    except CodeNotAccepted:
        wanted = clean_name(typed).casefold()
        exact = tuple(one for one in invitations if one.name.casefold() == wanted)
        return exact or tuple(one for one in invitations if wanted and _begins(one.name, wanted))
    return tuple(one for one in invitations if one.code == code)


def _begins(name: str, wanted: str) -> bool:
    folded = name.casefold()
    return folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split())
