"""What is known of a function before it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pollkit.domain.logic.values import Value

# Where it is called (`Here`), then the values of its arguments.
Call = Callable[..., Value]


@dataclass(frozen=True)
class Function:
    """
    Attributes:
        least, most: arguments; `most` None = any number.
        nodesets: which arguments must be questions, groups or lists and not single values.
        gives_nodeset: so does what it returns.
        in_collect: ODK Collect has it.
        on_the_web: the web engines have it.
        asks_clock, draws: its value hangs on the time, or on chance.
    """

    call: Call
    least: int
    most: int | None
    nodesets: frozenset[int] = frozenset()
    gives_nodeset: bool = False
    in_collect: bool = True
    on_the_web: bool = True
    asks_clock: bool = False
    draws: bool = False


def fixed(call: Call, arguments: int, **more: Any) -> Function:
    return Function(call, arguments, arguments, **more)


def between(call: Call, least: int, most: int | None, **more: Any) -> Function:
    return Function(call, least, most, **more)
