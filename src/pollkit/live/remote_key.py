"""The key by which one phone of the facilitator makes moves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field


@dataclass
class Remote:
    """`key` is in the console's code; `owner` is the phone that opened it first, None = nobody."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    owner: bytes | None = field(default=None, repr=False)
