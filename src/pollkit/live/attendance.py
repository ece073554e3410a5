"""Which phones have joined the room, and which are here now."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from pollkit.domain.ballots import Channel, RoomPhone
from pollkit.domain.ways_in import WHO_STAYS
from pollkit.live.vote_writer import VoteWriter
from pollkit.store import Repositories

# A phone without an event stream asks again every 15 to 20 s.
_SEEN_FOR_S = 45.0

_PHONES = frozenset({Channel.PHONE, Channel.SHARED})


@dataclass
class Attendee:
    """A phone that joined, or whoever is kept as one; `seen_at` is when it last asked for anything,
    on the loop's clock, and `place` the question that it has come to at its own pace. `is_aside`
    while it shows the board that stays open, and not the question on the wall. `sends_forms`
    once it has answered without scripts. `owner` is the token of the phone's owner on a phone that
    goes round, `answered` the newest question that was answered in a turn, and `is_over` once the
    next person has the turn."""

    phone: RoomPhone
    seen_at: float
    has_stream: bool = False
    place: str | None = None
    is_aside: bool = False
    sends_forms: bool = False
    votes_since: float = 0.0
    votes_sent: int = 0
    owner: bytes | None = None
    answered: tuple[str, int] | None = None
    is_over: bool = False

    @property
    def channel(self) -> Channel:
        return self.phone.channel

    @property
    def is_kiosk(self) -> bool:
        return self.channel is Channel.KIOSK

    @property
    def person(self) -> UUID | bytes:
        """Stands for the owner: the pseudonym, or the phone where answers are not tied."""
        return self.phone.respondent_id or self.phone.token_hash

    def may_vote(self, now: float, most_per_minute: int) -> bool:
        """Counts a vote; False if there were too many within the minute."""
        if now - self.votes_since >= 60:
            self.votes_since, self.votes_sent = now, 0
        self.votes_sent += 1
        return self.votes_sent <= most_per_minute


@dataclass(frozen=True)
class _Newcomer:
    token_hash: bytes
    language: str
    channel: Channel
    name: str
    told: asyncio.Future[RoomPhone]


class Attendance:
    """The phones of one event, by token hash, and all who are kept as phones.

    `len` is of the phones alone, of which each has its owner.
    """

    def __init__(self, event_id: UUID, writer: VoteWriter, joined: tuple[RoomPhone, ...]) -> None:
        self._event_id = event_id
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        long_ago = self._loop.time() - _SEEN_FOR_S
        self._attendees: dict[bytes, Attendee] = {}
        self._of_channel = dict.fromkeys(Channel, 0)
        for phone in joined:
            self._add(Attendee(phone, long_ago))
        self._newcomers: list[_Newcomer] = []
        self._taking_in: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return self._of_channel[Channel.PHONE]

    def __iter__(self) -> Iterator[Attendee]:
        return iter(list(self._attendees.values()))

    def get(self, token_hash: bytes) -> Attendee | None:
        return self._attendees.get(token_hash)

    def of_channel(self, channel: Channel) -> int:
        return self._of_channel[channel]

    def tokens_of(self, channel: Channel) -> frozenset[bytes]:
        return frozenset(token for token, one in self._attendees.items() if one.channel is channel)

    @property
    def passing(self) -> list[Attendee]:
        """Those who take turns, and are asked only once they have answered."""
        if len(self._attendees) == sum(self._of_channel[channel] for channel in WHO_STAYS):
            return []
        return [one for one in self if one.channel not in WHO_STAYS]

    @property
    def staying(self) -> int:
        """How many are in the room for all of the event."""
        return sum(self._of_channel[channel] for channel in WHO_STAYS)

    def connected(self) -> int:
        """Phones with an open stream, and those without that have asked for something just now."""
        since = self._loop.time() - _SEEN_FOR_S
        return sum(
            one.has_stream or one.seen_at > since
            for one in self._attendees.values()
            if one.channel in _PHONES
        )

    def take_in(self, phones: Iterable[RoomPhone]) -> None:
        """Those who were put into the store already and have no screen."""
        for phone in phones:
            self._add(Attendee(phone, float("-inf")))

    async def join(
        self, token_hash: bytes, language: str, channel: Channel = Channel.PHONE, name: str = ""
    ) -> Attendee:
        """Takes in a new phone; joins that come together share one commit."""
        told: asyncio.Future[RoomPhone] = self._loop.create_future()
        self._newcomers.append(_Newcomer(token_hash, language, channel, name, told))
        if self._taking_in is None:
            self._taking_in = self._loop.create_task(self._take_in())
        attendee = Attendee(await told, self._loop.time())
        self._add(attendee)
        return attendee

    def replace(self, before: bytes | None, phone: RoomPhone) -> Attendee:
        """A phone that is in the store already; it stands in the place of the one `before`."""
        gone = None if before is None else self._attendees.pop(before, None)
        if gone is not None:
            self._of_channel[gone.channel] -= 1
        attendee = Attendee(phone, self._loop.time())
        self._add(attendee)
        return attendee

    async def set_language(self, attendee: Attendee, language: str) -> None:
        token_hash = attendee.phone.token_hash
        await self._writer.write(
            lambda repos: repos.rooms.set_language(self._event_id, token_hash, language)
        )
        attendee.phone = replace(attendee.phone, language=language)

    def _add(self, attendee: Attendee) -> None:
        if attendee.phone.token_hash not in self._attendees:
            self._of_channel[attendee.channel] += 1
        self._attendees[attendee.phone.token_hash] = attendee

    async def _take_in(self) -> None:
        await asyncio.sleep(0)  # what arrived in this turn of the loop shares the first commit
        while self._newcomers:
            group, self._newcomers = self._newcomers, []
            try:
                phones = await self._writer.write(partial(self._join, group))
            except Exception as fault:
                for newcomer in group:
                    _fail(newcomer.told, fault)
            else:
                for newcomer, phone in zip(group, phones, strict=True):
                    if not newcomer.told.done():  # the phone may have hung up
                        newcomer.told.set_result(phone)
        self._taking_in = None

    def _join(self, group: list[_Newcomer], repos: Repositories) -> list[RoomPhone]:
        return [
            repos.rooms.join(self._event_id, one.token_hash, one.language, one.channel, one.name)
            for one in group
        ]


def _fail(told: asyncio.Future[RoomPhone], fault: Exception) -> None:
    if not told.done():
        told.set_exception(fault)
        told.exception()  # seen, even if the phone has hung up
