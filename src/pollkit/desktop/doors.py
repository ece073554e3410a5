"""The three doors of the window, and the way home."""

from __future__ import annotations

from enum import IntEnum

from pollkit.i18n import _


class Door(IntEnum):
    HOME = 0
    RUN = 1
    COLLECT = 2
    REVIEW = 3

    @property
    def title(self) -> str:
        return {
            Door.HOME: _("Home"),
            Door.RUN: _("Run a poll"),
            Door.COLLECT: _("Collect"),
            Door.REVIEW: _("Review"),
        }[self]

    @property
    def words(self) -> str:
        """What a person finds behind it, in one sentence."""
        return {
            Door.HOME: _("What would you like to do?"),
            Door.RUN: _(
                "Ask the people in a room and show what they answered, without the internet."
            ),
            Door.COLLECT: _(
                "Ask the same people before and after a project, without names, and see who is "
                "missing."
            ),
            Door.REVIEW: _(
                "Still to come: what the answers of many projects say, ready to publish."
            ),
        }[self]

    @property
    def icon(self) -> str:
        return {
            Door.HOME: "ph.house",
            Door.RUN: "ph.presentation-chart",
            Door.COLLECT: "ph.clipboard-text",
            Door.REVIEW: "ph.chart-line",
        }[self]
