"""What is doubtful in a wave, and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.quality import Flag, ItemGaps, flags, gaps
from pollkit.domain.waves import Response, ResponseState
from pollkit.store import Workspace
from pollkit.usecases.open_sitting import filling_of


@dataclass(frozen=True)
class VersionQuality:
    """Of the finished responses of a wave that were given to one version of its instrument."""

    instrument: Instrument
    responses: int
    flags: tuple[Flag, ...]
    items: tuple[ItemGaps, ...]


def wave_quality(workspace: Workspace, wave_id: UUID) -> tuple[VersionQuality, ...]:
    """One for each version that was answered, usually one."""
    by_version: dict[str, list[Response]] = {}
    with workspace.read() as repos:
        for response in repos.responses.list(wave_id):
            if response.state is ResponseState.FINISHED:
                by_version.setdefault(response.instrument_version, []).append(response)
        instruments = {version: repos.instruments.get(version) for version in by_version}
    return tuple(
        VersionQuality(
            instruments[version],
            len(responses),
            flags(instruments[version], responses),
            gaps(
                instruments[version],
                [(one, _asked(workspace, one, instruments[version])) for one in responses],
            ),
        )
        for version, responses in by_version.items()
    )


def _asked(workspace: Workspace, response: Response, instrument: Instrument) -> tuple[str, ...]:
    if not _has_conditions(instrument):
        return tuple(item.name for item in instrument.items)
    filling = filling_of(response, instrument, workspace)
    return tuple(one.path for one in filling.questions() if one.item.kind is not ItemKind.HIDDEN)


def _has_conditions(instrument: Instrument) -> bool:
    return any(section.repeats or section.relevant for section in instrument.sections) or any(
        item.asked_if is not None or item.rules.relevant for item in instrument.items
    )
