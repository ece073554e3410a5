"""Finds the one thing that a person means on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from pollkit.errors import NotFound
from pollkit.i18n import _


class Titled(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Titled)


def choose(those: Sequence[T], meant: str) -> T:
    """The one whose id, title, start of the id or part of the title is `meant`.

    Raises:
        NotFound: none or several fit; the message lists what there is.
    """
    wanted = meant.strip().casefold()
    fitting = [one for one in those if str(one.id) == wanted]
    fitting = fitting or [one for one in those if one.title.casefold() == wanted]
    if not fitting and wanted:
        fitting = [
            one for one in those if str(one.id).startswith(wanted) or wanted in one.title.casefold()
        ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        say = _("Several fit “{meant}”. Use the start of an id:").format(meant=meant)
    else:
        say = _("Nothing fits “{meant}”. There are:").format(meant=meant)
    lines = [f"  {one.id}  {one.title}" for one in fitting or those]
    raise NotFound("\n".join([say, *lines]))
