"""What window and room say to each other over the control line: JSON, never pickle."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from pollkit import errors
from pollkit.domain.views import RoomStatus
from pollkit.errors import PollKitError, RoomUnreachable

# A window sends a few words; more than that is no window.
LONGEST_REQUEST = 16 * 1024


def encode_status(status: RoomStatus, answers: int | None = None) -> bytes:
    """A status; `answers` is the number of the request that it answers, None for news."""
    head = b"null" if answers is None else b"%d" % answers
    return b'{"answers":%b,"status":%b}' % (head, _statuses().dump_json(status))


def encode_error(fault: Exception, answers: int) -> bytes:
    """A fault with its own text if it is meant for a person, else a plain one."""
    kind = type(fault).__name__ if isinstance(fault, PollKitError) else ""
    text = str(fault) if kind else type(fault).__name__
    return json.dumps({"answers": answers, "error": {"kind": kind, "text": text}}).encode()


def decode_status(message: dict[str, Any]) -> RoomStatus:
    return _statuses().validate_python(message["status"], strict=False)


def decode_error(told: dict[str, str]) -> PollKitError:
    kind = getattr(errors, told["kind"], None) if told["kind"] else None
    if isinstance(kind, type) and issubclass(kind, PollKitError):
        return kind(told["text"])
    return RoomUnreachable(told["text"])


@cache
def _statuses() -> TypeAdapter[RoomStatus]:
    return TypeAdapter(RoomStatus)
