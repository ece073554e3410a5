"""Review: says what will be here."""

from __future__ import annotations

from pollkit.desktop.widgets.panels import EmptyState
from pollkit.i18n import _


class ReviewScreen(EmptyState):
    def __init__(self) -> None:
        super().__init__(
            "ph.chart-line",
            _("Reviewing results is not built yet"),
            _(
                "Here you will see what changed in each project and in the whole fund, and publish "
                "it with figures that everyone can check."
            ),
        )
        self.setObjectName("screen")
