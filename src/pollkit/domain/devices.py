"""The laptop that records: its operations form a stream of their own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Device:
    """`epoch` is 16 hex digits, new after an installation or a restored backup."""

    id: UUID
    epoch: str
    label: str
