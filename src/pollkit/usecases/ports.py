"""What the use cases need from outside, where more than one implementation exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

# Only named here: whoever wires the parts loads none of them.
if TYPE_CHECKING:
    from uuid import UUID

    from pollkit.domain.boards import PostEdit
    from pollkit.domain.rooms import Move
    from pollkit.domain.text_edits import TextEdit
    from pollkit.domain.views import RoomStatus
    from pollkit.store import Workspace
    from pollkit.usecases.room_check import NetworkFacts

Clock = Callable[[], datetime]


class RoomLink(Protocol):
    """The facilitator's end of a running room. Every call may come from any thread."""

    @property
    def status(self) -> RoomStatus:
        """The newest status that the room has sent."""

    @property
    def is_up(self) -> bool:
        """Whether the connection to the room's process stands; answers at once."""

    def move(self, move: Move, item: str | None = None, seconds: float | None = None) -> RoomStatus:
        """Makes a move and returns the room after it.

        Args:
            seconds: after how long what it opens closes by itself, or from now until the end of a
                clock that is set; None = the question's own time, or no clock.

        Raises:
            IllegalMove: the room's state does not allow it.
            RoomUnreachable: the room's process does not answer.
        """

    def split_by(self, item: str | None) -> RoomStatus:
        """Splits the result on the wall by another question; None takes the split away."""

    def add_time(self, seconds: float) -> RoomStatus:
        """Moves the end of the clock; begins one where none runs."""

    def show_shift(self, is_wanted: bool) -> RoomStatus:
        """Compares the result on the wall with the earlier round or question, or no longer."""

    def edit_texts(self, edit: TextEdit) -> RoomStatus:
        """Does something to the texts of the question on the wall; to release or to freeze none in
        particular means all that there are."""

    def set_hands(self, item: str, counts: Mapping[str, int]) -> RoomStatus:
        """Option -> hands that were counted for an open question; what was counted before is
        replaced.

        Raises:
            AnswerNotAccepted: hands do not fit the question.
            IllegalMove: it takes no answers now.
        """

    def set_cards(self, item: str, cards: Mapping[int, str]) -> RoomStatus:
        """Card number -> option, of cards that were read; a card is one person through all of the
        event. Those that are not among them stay as they are. Raises as `set_hands` does."""

    def let_phones_go_round(self, is_allowed: bool) -> RoomStatus:
        """Whether a phone may be passed on to the next person once its answer is saved."""

    def moderate(self, edit: PostEdit) -> RoomStatus:
        """Does something to posts of the board on the wall, or of the one that stays open; to
        release none in particular means all that wait.

        Raises:
            IllegalMove: there is no board on the wall.
            AnswerNotAccepted, NotFound: it cannot be done to these posts any more.
        """

    def switch_remote(self, is_on: bool) -> RoomStatus:
        """Lets one phone of the facilitator make moves, or no longer; to switch on what is on makes
        a new key, and the phone that had the old one is out."""

    def show_scores(self, is_shown: bool) -> RoomStatus:
        """Puts the best of a quiz on the wall, until the next step.

        Raises:
            IllegalMove: the event asks for no names, or does not keep answers together.
        """

    def name_person(self, key: str, name: str = "") -> RoomStatus:
        """Lets the name of a `Person` be shown that looked rude, or gives somebody another name.

        Raises:
            NotFound: nobody with this key is in the room.
        """

    def look_again(self) -> RoomStatus:
        """Takes up at once what was changed in the event; else it does so within seconds."""

    def watch(self, on_status: Callable[[RoomStatus], None]) -> Callable[[], None]:
        """Calls back from a thread of the link, at most ten times a second; returns the undo."""

    def leave(self) -> None:
        """Hangs up; the room goes on."""

    def shut(self) -> None:
        """Ends the room's process, after every acknowledged vote is on disk."""


class RoomStarter(Protocol):
    """Opens the room of an event, or takes up one that is still running for it."""

    def __call__(self, workspace: Path, event_id: UUID, port: int = 0) -> RoomLink:
        """`port` 0 takes the event's last port if it is free, else any.

        Raises:
            PortTaken: the wanted port belongs to another program.
            NoNetworkAddress: there is no address to listen on.
            RoomUnreachable: the process did not come up.
        """


@dataclass(frozen=True)
class HallCount:
    """Phones that came in, that are answering, that have finished."""

    joined: int = 0
    answering: int = 0
    finished: int = 0


class HallLink(Protocol):
    """The caseworker's end of a hall: a wave's questionnaire on the phones of a room."""

    @property
    def urls(self) -> tuple[str, ...]:
        """What the codes lead to, best first: with the key, which no network carries."""

    @property
    def count(self) -> HallCount: ...

    def watch(self, on_count: Callable[[HallCount], None]) -> None:
        """Calls back from a thread of the hall when somebody came or answered."""

    def leave(self) -> None:
        """Stops listening; a hall of this wave that is opened later goes on with every phone."""

    def close(self) -> None:
        """Leaves, and parts the phones from their responses for good; drafts stay drafts."""


class HallStarter(Protocol):
    def __call__(
        self, workspace: Workspace, wave_id: UUID, *, is_own_wifi: bool = False
    ) -> HallLink:
        """
        Args:
            is_own_wifi: somebody has confirmed that the Wi-Fi is the project's own and has a
                password.
        Raises:
            NotAllowedNow: the questionnaire is sensitive and the Wi-Fi is not confirmed; or what
                seals is not installed.
            NoNetworkAddress, PortTaken
        """


class RoomCheck(Protocol):
    """A door for one phone that is open while the room's network is checked."""

    @property
    def facts(self) -> NetworkFacts:
        """What is known at this moment."""

    def url(self, address: str) -> str:
        """What the phone opens to try this address."""

    def close(self) -> None: ...


class CheckStarter(Protocol):
    def __call__(self, port: int | None, on_reached: Callable[[], None]) -> RoomCheck:
        """`on_reached` is called from a thread when a network was reached for the first time;
        `port` is the one that the room would take, None = any."""


class RoomFinder(Protocol):
    """Looks for a room that still runs, perhaps since before this window was opened."""

    def __call__(self, workspace: Path) -> UUID | None:
        """The event whose room answers in this workspace now; None if none does. May take a
        moment."""


class Attendees(Protocol):
    """A crowd of made-up people who join over real HTTP, as phones do. Used by the demo."""

    def join(self, url: str, languages: list[str]) -> None:
        """One phone for each language of the list."""

    def answer(self, item: str, answers: dict[int, list[str]], round_: int | None = None) -> int:
        """Phone number -> what it sends; returns how many were told "saved". The round is read
        from each phone's own screen, but of a board that need not be on it."""

    def leave(self) -> None: ...


@dataclass(frozen=True)
class NetworkInterface:
    """An address of this machine at which phones may reach it."""

    name: str
    address: str
    is_loopback: bool


@dataclass(frozen=True)
class Wiring:
    """What `pollkit.app` hands to the command line, which may not know the other front doors."""

    start_room: RoomStarter
    find_room: RoomFinder
    new_attendees: Callable[[], Attendees]
    list_interfaces: Callable[[], tuple[NetworkInterface, ...]]
    start_check: CheckStarter
    serve_room: Callable[[Sequence[str]], int]  # the body of the room's own process
    # A language only if one was asked for; else the window speaks the one chosen in it.
    open_window: Callable[[Path, str | None], int]
