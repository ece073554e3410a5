"""One repository for each aggregate; they take and give frozen values of the domain.

Each is imported when it is first used, so that naming the type costs no start-up time.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pollkit.store.ledger import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pollkit.store.repositories.boards import BoardRepository
    from pollkit.store.repositories.consents import ConsentRepository
    from pollkit.store.repositories.copies import CopyRepository
    from pollkit.store.repositories.devices import DeviceRepository
    from pollkit.store.repositories.entry_checks import EntryChecks
    from pollkit.store.repositories.entry_codes import EntryCodes
    from pollkit.store.repositories.events import EventRepository
    from pollkit.store.repositories.hall_phones import HallPhones
    from pollkit.store.repositories.instruments import InstrumentRepository
    from pollkit.store.repositories.invitations import InvitationRepository
    from pollkit.store.repositories.links import LinkRepository
    from pollkit.store.repositories.networks import NetworkRepository
    from pollkit.store.repositories.programmes import ProgrammeRepository
    from pollkit.store.repositories.questionnaires import QuestionnaireRepository
    from pollkit.store.repositories.responses import ResponseRepository
    from pollkit.store.repositories.rooms import RoomRepository
    from pollkit.store.repositories.version_steps import VersionSteps
    from pollkit.store.repositories.waves import RespondentRepository, WaveRepository
    from pollkit.store.repositories.withdrawals import WithdrawalRepository


class Repositories:
    """All of them on one connection: what they read and write belongs to one transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def connection(self) -> Connection:
        """For the store itself."""
        return self._ledger.connection

    def call_for_wipe(self) -> None:
        """Has the write-ahead log emptied behind this transaction."""
        self._ledger.must_wipe = True

    @cached_property
    def instruments(self) -> InstrumentRepository:
        from pollkit.store.repositories.instruments import InstrumentRepository

        return InstrumentRepository(self._ledger)

    @cached_property
    def questionnaires(self) -> QuestionnaireRepository:
        from pollkit.store.repositories.questionnaires import QuestionnaireRepository

        return QuestionnaireRepository(self._ledger, self.instruments)

    @cached_property
    def events(self) -> EventRepository:
        from pollkit.store.repositories.events import EventRepository

        return EventRepository(self._ledger, self.instruments)

    @cached_property
    def rooms(self) -> RoomRepository:
        from pollkit.store.repositories.rooms import RoomRepository

        return RoomRepository(self._ledger, self.events, self.boards)

    @cached_property
    def networks(self) -> NetworkRepository:
        from pollkit.store.repositories.networks import NetworkRepository

        return NetworkRepository(self._ledger)

    @cached_property
    def entry_codes(self) -> EntryCodes:
        from pollkit.store.repositories.entry_codes import EntryCodes

        return EntryCodes(self._ledger)

    @cached_property
    def invitations(self) -> InvitationRepository:
        from pollkit.store.repositories.invitations import InvitationRepository

        return InvitationRepository(self._ledger)

    @cached_property
    def copies(self) -> CopyRepository:
        from pollkit.store.repositories.copies import CopyRepository

        return CopyRepository(self._ledger, self.events, self.rooms)

    @cached_property
    def boards(self) -> BoardRepository:
        from pollkit.store.repositories.boards import BoardRepository

        return BoardRepository(self._ledger)

    @cached_property
    def programmes(self) -> ProgrammeRepository:
        from pollkit.store.repositories.programmes import ProgrammeRepository

        return ProgrammeRepository(self._ledger)

    @cached_property
    def hall_phones(self) -> HallPhones:
        from pollkit.store.repositories.hall_phones import HallPhones

        return HallPhones(self._ledger)

    @cached_property
    def entry_checks(self) -> EntryChecks:
        from pollkit.store.repositories.entry_checks import EntryChecks

        return EntryChecks(self._ledger)

    @cached_property
    def version_steps(self) -> VersionSteps:
        from pollkit.store.repositories.version_steps import VersionSteps

        return VersionSteps(self._ledger)

    @cached_property
    def waves(self) -> WaveRepository:
        from pollkit.store.repositories.waves import WaveRepository

        return WaveRepository(self._ledger)

    @cached_property
    def respondents(self) -> RespondentRepository:
        from pollkit.store.repositories.waves import RespondentRepository

        return RespondentRepository(self._ledger)

    @cached_property
    def responses(self) -> ResponseRepository:
        from pollkit.store.repositories.responses import ResponseRepository

        return ResponseRepository(self._ledger)

    @cached_property
    def consents(self) -> ConsentRepository:
        from pollkit.store.repositories.consents import ConsentRepository

        return ConsentRepository(self._ledger)

    @cached_property
    def links(self) -> LinkRepository:
        from pollkit.store.repositories.links import LinkRepository

        return LinkRepository(self._ledger)

    @cached_property
    def withdrawals(self) -> WithdrawalRepository:
        from pollkit.store.repositories.withdrawals import WithdrawalRepository

        return WithdrawalRepository(self._ledger)

    @cached_property
    def devices(self) -> DeviceRepository:
        from pollkit.store.repositories.devices import DeviceRepository

        return DeviceRepository(self._ledger)
