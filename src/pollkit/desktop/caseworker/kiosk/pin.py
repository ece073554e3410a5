"""The caseworker's PIN, kept in memory alone while the computer is handed over."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from pollkit.errors import PinRefused
from pollkit.i18n import _

SHORTEST = 4
_TRIES = 5
_WAIT_S = 30.0
_ROUNDS = 100_000


class Pin:
    def __init__(self, digits: str, monotonic: Callable[[], float]) -> None:
        """
        Raises:
            PinRefused: too short, or not of digits.
        """
        if len(digits) < SHORTEST or not digits.isdecimal():
            raise PinRefused(_("A PIN has at least {n} digits.").format(n=SHORTEST))
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(digits)
        self._monotonic = monotonic
        self._left = _TRIES
        self._locked_until = float("-inf")

    def check(self, digits: str) -> None:
        """
        Raises:
            PinRefused: it is another one, or too many were tried and it is not time yet.
        """
        if self._monotonic() < self._locked_until:
            raise PinRefused(_("Too many tries. Please wait half a minute."))
        if hmac.compare_digest(self._hashed(digits), self._hash):
            self._left = _TRIES
            return
        self._left -= 1
        if self._left == 0:
            self._left = _TRIES
            self._locked_until = self._monotonic() + _WAIT_S
            raise PinRefused(_("Too many tries. Please wait half a minute."))
        raise PinRefused(_("This is not the PIN."))

    def _hashed(self, digits: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", digits.encode(), self._salt, _ROUNDS)
