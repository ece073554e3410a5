"""Who may come in and who came: codes to print and to free, invitations, the check-in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pollkit.domain.events import Event
from pollkit.domain.invitations import Invitation
from pollkit.errors import PollKitError
from pollkit.i18n import _, ngettext
from pollkit.store import Repositories, Workspace
from pollkit.usecases.entry_codes import free_code
from pollkit.usecases.people import (
    CheckedIn,
    CheckIn,
    check_in,
    invite,
    print_entry_codes,
    print_invitations,
)
from pollkit.usecases.ports import Clock, NetworkInterface

T = TypeVar("T")


class Runner(Protocol):
    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


@dataclass(frozen=True)
class PeopleState:
    """`said` answers what was done last; `is_good` unless it needs somebody to look. `names_kept`
    stand beside answers."""

    event: Event
    codes_made: int = 0
    codes_used: int = 0
    invited: tuple[Invitation, ...] = ()
    names_kept: int = 0
    said: str = ""
    is_good: bool = True
    is_busy: bool = False

    @property
    def came(self) -> int:
        return sum(one.came_at is not None for one in self.invited)


class PeoplePresenter:
    def __init__(
        self,
        workspace: Workspace,
        event: Event,
        list_interfaces: Callable[[], Sequence[NetworkInterface]],
        runner: Runner,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._list_interfaces = list_interfaces
        self._runner = runner
        self._clock = clock
        self.on_changed: Callable[[], None] = lambda: None
        self.state = PeopleState(event)
        self._read()

    def print_codes(self, count: int, path: Path) -> None:
        event_id = self.state.event.id
        self._run(
            lambda: print_entry_codes(
                self._workspace, event_id, count, self._list_interfaces(), path
            ),
            lambda written: _("The cards are in {path}").format(path=written),
        )

    def free(self, typed: str) -> None:
        event_id = self.state.event.id
        self._run(
            lambda: free_code(self._workspace, event_id, typed),
            lambda is_freed: (
                _("The code is free: the next phone goes on in its place.")
                if is_freed
                else _("No phone uses this code.")
            ),
        )

    def invite(self, pasted: str) -> None:
        event_id = self.state.event.id
        self._run(
            lambda: invite(self._workspace, event_id, pasted),
            lambda n: ngettext("{n} name is added.", "{n} names are added.", n).format(n=n),
        )

    def print_invitations(self, path: Path) -> None:
        event_id = self.state.event.id
        self._run(
            lambda: print_invitations(self._workspace, event_id, path),
            lambda written: _("The cards are in {path}").format(path=written),
        )

    def check_in(self, typed: str) -> None:
        """A scanner types the code and ends with Return; a name does as well."""
        if typed.strip():
            event_id = self.state.event.id
            self._run(
                lambda: check_in(self._workspace, event_id, typed, self._clock),
                _checked_words,
                lambda checked: checked.what is CheckIn.WELCOME,
            )

    def take_back(self, code: str) -> None:
        """A check-in that was a mistake."""
        event_id = self.state.event.id
        self._run(
            lambda: self._workspace.write(
                lambda repos: repos.invitations.check_out(event_id, code)
            ).result(),
            lambda _nothing: _("The check-in is taken back."),
        )

    def forget(self) -> None:
        """Deletes all names of the list from this computer."""
        event_id = self.state.event.id

        def forget(repos: Repositories) -> None:
            repos.invitations.forget(event_id)
            repos.rooms.forget_names(event_id)

        self._run(
            lambda: self._workspace.write(forget).result(),
            lambda _nothing: _("All names are deleted from this computer."),
        )

    def _run(
        self,
        work: Callable[[], T],
        say: Callable[[T], str],
        is_good: Callable[[T], bool] = lambda _done: True,
    ) -> None:
        def done(found: T) -> None:
            self.state = replace(self.state, said=say(found), is_good=is_good(found), is_busy=False)
            self._read()
            self.on_changed()

        def failed(error: BaseException) -> None:
            if not isinstance(error, PollKitError):
                raise error
            self.state = replace(self.state, said=str(error), is_good=False, is_busy=False)
            self.on_changed()

        self.state = replace(self.state, is_busy=True)
        self.on_changed()
        self._runner.run(lambda _task: work(), done, failed)

    def _read(self) -> None:
        event_id = self.state.event.id
        with self._workspace.read() as repos:
            count, invited = repos.entry_codes.count(event_id), repos.invitations.list(event_id)
            names_kept = len(repos.rooms.names(event_id))
        self.state = replace(
            self.state,
            codes_made=count.made,
            codes_used=count.used,
            invited=invited,
            names_kept=names_kept,
        )


def _checked_words(checked: CheckedIn) -> str:
    match checked.what:
        case CheckIn.UNKNOWN:
            return _("Nobody on the list fits. Look at the spelling, or add the name.")
        case CheckIn.SEVERAL:
            names = ", ".join(one.name for one in checked.who[:4])
            return _("Several fit: {names}. Type more of the name.").format(names=names)
        case CheckIn.AGAIN:
            assert checked.came_at is not None
            moment = checked.came_at.astimezone().strftime("%H:%M")
            return _("{name} has come already, at {time}.").format(
                name=checked.who[0].name, time=moment
            )
        case CheckIn.WELCOME:
            return _("✓ {name} is here.").format(name=checked.who[0].name)
