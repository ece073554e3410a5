"""Colours and sizes of the wall."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colours:
    paper: QColor
    surface: QColor
    ink: QColor
    muted: QColor
    hairline: QColor
    accent: QColor
    is_dark: bool


@dataclass(frozen=True)
class Span:
    """A size of letters in pixels: as large as there is room, never below `least`."""

    ideal: float
    least: float

    def at(self, share: float) -> float:
        """From the ideal size at 0 to the least at 1."""
        return self.ideal + (self.least - self.ideal) * share


@dataclass(frozen=True)
class Sizes:
    """Letters and the distances that go with them; `gap` is the unit of all of these."""

    stem: Span
    option: Span
    small: Span
    gap: float


BLANK = QColor("#0B0D0F")


def colours_of(palette: QPalette) -> Colours:
    """The roles that a palette carries (see `pollkit.desktop.theme`)."""
    role = QPalette.ColorRole
    paper = palette.color(role.Window)
    return Colours(
        paper=paper,
        surface=palette.color(role.Base),
        ink=palette.color(role.WindowText),
        muted=palette.color(role.PlaceholderText),
        hairline=palette.color(role.Midlight),
        accent=palette.color(role.Highlight),
        is_dark=paper.lightness() < 128,
    )


def wall_sizes(height: float) -> Sizes:
    """A question at least 1/18 of the height, options 1/26, nothing under 1/30: so that the back
    row of a hall can read it."""
    return Sizes(
        stem=Span(height / 13, height / 18),
        option=Span(height / 17, height / 26),
        small=Span(height / 27, height / 30),
        gap=height / 45,
    )


def panel_sizes(letters: float) -> Sizes:
    """For the same drawing small, in a window whose letters are `letters` pixels."""
    return Sizes(
        stem=Span(letters * 1.2, letters),
        option=Span(letters * 1.1, letters),
        small=Span(letters, letters * 0.9),
        gap=letters * 0.6,
    )


def good_colour(colours: Colours) -> QColor:
    """For what is right; never without a tick or a word beside it."""
    return QColor("#8FD6A4" if colours.is_dark else "#1E6B3A")


def middle_grey(is_dark: bool) -> QColor:
    """For the middle of a scale, and for what a fuller bar stands in."""
    return QColor("#5E666E" if is_dark else "#B4BAC1")
