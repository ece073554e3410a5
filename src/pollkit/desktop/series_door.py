"""The page that compares events, opened from their list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pollkit.desktop.surroundings import Surroundings
from pollkit.store import Workspace

if TYPE_CHECKING:
    from pollkit.desktop.facilitator.series.screen import SeriesScreen


class SeriesDoor(QObject):
    """`page` is there while it is open."""

    shown = Signal()
    left = Signal()

    def __init__(
        self, workspace: Workspace, around: Surroundings, screens: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._around = around
        self._screens = screens
        self.page: SeriesScreen | None = None

    @Slot(object)
    def show_series(self, first: UUID | None) -> None:
        """`first`: the event that is chosen in the list."""
        from pollkit.desktop.facilitator.series.presenter import SeriesPresenter
        from pollkit.desktop.facilitator.series.screen import SeriesScreen

        self.put_away()
        presenter = SeriesPresenter(self._workspace, self._around.tasks, first)
        self.page = SeriesScreen(presenter)
        self.page.closed.connect(self.leave)
        self._screens.addWidget(self.page)
        self.shown.emit()

    @Slot()
    def leave(self) -> None:
        self.put_away()
        self.left.emit()

    def put_away(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.put_away()
            self._screens.removeWidget(page)
            page.deleteLater()
