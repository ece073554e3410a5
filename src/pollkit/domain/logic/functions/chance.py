"""Functions of chance. Nothing here is secret; what must repeat, repeats by its seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from pollkit.domain.logic.context import Here
from pollkit.domain.logic.functions.signature import between, fixed
from pollkit.domain.logic.nodes import Nodeset
from pollkit.domain.logic.values import Value, to_number, to_text

_One = TypeVar("_One")

_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _random(here: Here) -> float:
    return here.world.chance.random()


def _uuid(here: Here, length: Value | None = None) -> str:
    """A UUIDv4, or so many letters and digits."""
    if length is None:
        return str(UUID(int=here.world.chance.getrandbits(128), version=4))
    wanted = to_number(length, here.zone)
    many = int(min(max(wanted, 0), 1000)) if not math.isnan(wanted) else 0
    return "".join(here.world.chance.choice(_SIGNS) for _ in range(many))


def _randomize(here: Here, nodes: Nodeset, seed: Value | None = None) -> Nodeset:
    draw = here.world.chance.random if seed is None else park_miller(seed_of(seed, here))
    return Nodeset(shuffled(nodes.nodes, draw))


def shuffled(things: Sequence[_One], draw: Callable[[], float]) -> list[_One]:
    """The "inside-out" shuffle of Fisher and Yates, which the specification names."""
    mixed: list[_One] = []
    for place, thing in enumerate(things):
        other = math.floor(draw() * (place + 1))
        mixed.append(thing)
        if other != place:
            mixed[place] = mixed[other]
            mixed[other] = thing
    return mixed


def park_miller(seed: int) -> Callable[[], float]:
    """Numbers from 0 to below 1, the same for the same seed in every ODK engine."""
    # The remainder of Java and JavaScript, which has the sign of the seed.
    state = int(math.fmod(seed, _MODULUS)) if abs(seed) < 2**53 else _signed_rest(seed)
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


def _signed_rest(seed: int) -> int:
    rest = abs(seed) % _MODULUS
    return rest if seed >= 0 else -rest


def seed_of(value: Value, here: Here) -> int:
    """A number without its fraction; of other text, the first eight bytes of its SHA-256."""
    number = to_number(value, here.zone)
    if not math.isnan(number):
        # As Java makes a long of a double.
        return (
            int(min(max(number, -(2.0**63)), 2.0**63 - 1024))
            if math.isfinite(number)
            else (2**63 - 1 if number > 0 else -(2**63))
        )
    if not isinstance(value, (str, Nodeset)) or not to_text(value):
        return 0
    return int.from_bytes(hashlib.sha256(to_text(value).encode()).digest()[:8], signed=True)


FUNCTIONS = {
    "random": fixed(_random, 0, draws=True),
    "uuid": between(_uuid, 0, 1, draws=True),
    "randomize": between(_randomize, 1, 2, nodesets=frozenset({0}), gives_nodeset=True),
}
