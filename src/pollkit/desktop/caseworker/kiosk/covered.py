"""What lies over the questions: hidden by the person, left alone, or waiting for the PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pollkit.desktop.caseworker.kiosk.pin import Pin
from pollkit.desktop.caseworker.kiosk.state import Cover, KioskState, Stage
from pollkit.errors import PinRefused


class Covered:
    """`on_changed` is called in the window's thread when the state is new."""

    def __init__(self, pin: Pin, state: KioskState) -> None:
        self._pin = pin
        self._before_pin = Cover.NONE
        self.state = state
        self.on_changed: Callable[[], None] = lambda: None

    def welcome_next(self) -> None:
        raise NotImplementedError

    def hide(self) -> None:
        """At once; the same key brings it back."""
        if self.state.cover is Cover.NONE:
            self._set(cover=Cover.HIDDEN)

    def show_again(self) -> None:
        if self.state.cover is Cover.HIDDEN:
            self._set(cover=Cover.NONE)

    def note_absence(self) -> None:
        """Nobody has touched anything for a while: whoever comes next must not read on."""
        if self.state.stage in (Stage.THANKS, Stage.REFUSED):
            if not self.state.is_for_one:
                self.welcome_next()
        elif self.state.stage is not Stage.WELCOME:
            self._set(cover=Cover.LEFT, pin_trouble="")

    def want_back(self) -> None:
        """The caseworker wants the computer back: asks for the PIN."""
        if self.state.cover is not Cover.PIN:
            self._before_pin = self.state.cover
        self._set(cover=Cover.PIN, pin_trouble="")

    def leave_pin(self) -> None:
        """What was covered before stays covered."""
        self._set(cover=self._before_pin, pin_trouble="")

    def enter_pin(self, digits: str) -> None:
        """The right one gives the computer back; a sitting that was not finished is a draft."""
        if self._is_right(digits):
            self._set(is_over=True)

    def go_on_by_pin(self, digits: str) -> None:
        """The caseworker lets a person go on whose screen was left alone."""
        if self._is_right(digits):
            self._set(cover=Cover.NONE, pin_trouble="")

    def _is_right(self, digits: str) -> bool:
        try:
            self._pin.check(digits)
        except PinRefused as refused:
            self._set(pin_trouble=str(refused))
            return False
        return True

    def _set(self, **changes: Any) -> None:
        following = replace(self.state, **changes)
        if following != self.state:
            self.state = following
            self.on_changed()
