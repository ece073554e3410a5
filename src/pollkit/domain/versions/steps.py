"""The way from a version that somebody answered to the one that is asked now."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from pollkit.domain.versions.renames import NO_RENAMES, Renames


@dataclass(frozen=True)
class VersionStep:
    """A project went from one version to the next. `reason`: what somebody wrote of it."""

    from_version: str
    to_version: str
    renames: Renames = NO_RENAMES
    reason: str = ""


def renames_between(steps: Iterable[VersionStep], old: str, new: str) -> Renames:
    """What is called otherwise in `new` than in `old`, over the shortest way of steps; nothing if
    no way is known: then equal names are taken for the same things."""
    leaving: dict[str, list[VersionStep]] = {}
    for step in steps:
        leaving.setdefault(step.from_version, []).append(step)
    seen, waiting = {old}, deque([(old, NO_RENAMES)])
    while waiting:
        version, renames = waiting.popleft()
        if version == new:
            return renames
        for step in leaving.get(version, ()):
            if step.to_version not in seen:
                seen.add(step.to_version)
                waiting.append((step.to_version, renames.then(step.renames)))
    return NO_RENAMES
