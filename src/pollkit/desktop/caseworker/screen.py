"""Collect: says what will be here."""

from __future__ import annotations

from pollkit.desktop.widgets.panels import EmptyState
from pollkit.i18n import _


class CollectScreen(EmptyState):
    def __init__(self) -> None:
        super().__init__(
            "ph.clipboard-text",
            _("Collecting questionnaires is not built yet"),
            _(
                "Here you will ask the same people before and after a project, on phones, in an "
                "interview or on paper, and link their answers without knowing their names."
            ),
        )
        self.setObjectName("screen")
