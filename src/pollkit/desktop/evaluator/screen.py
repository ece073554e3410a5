"""Review: says what will be here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import EmptyState
from pollkit.i18n import _


class ReviewScreen(EmptyState):
    questionnaires_wanted = Signal()

    def __init__(self) -> None:
        self.questionnaires = Button(_("Questionnaires"), "secondary", "ph.list-bullets")
        super().__init__(
            "ph.chart-line",
            _("Reviewing results is not built yet"),
            _(
                "Here you will see what changed in each project and in the whole fund, and publish "
                "it with figures that everyone can check. Questionnaires can be written already."
            ),
            self.questionnaires,
        )
        self.questionnaires.clicked.connect(self.questionnaires_wanted)
        self.setObjectName("screen")
