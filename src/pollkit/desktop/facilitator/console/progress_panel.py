"""How far everyone has come at their own pace, as the wall shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.facilitator.console.state import ConsoleState
from pollkit.desktop.facilitator.wall.look import colours_of, panel_sizes
from pollkit.desktop.facilitator.wall.progress_rows import draw_progress, progress_lines
from pollkit.desktop.facilitator.wall.sheet import Props, Sheet
from pollkit.domain.events import Event
from pollkit.domain.views import Progress
from pollkit.i18n import _, direction, speaking

_Shown = tuple[tuple[Progress, ...], Event]


class ProgressPanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: _Shown | None = None
        self.setMinimumHeight(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("How far everyone has come"))
        self.hide()

    def render_state(self, state: ConsoleState) -> None:
        self.setVisible(bool(state.progress) and not state.is_asking)
        shown = (state.progress, state.event)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription("\n".join(progress_lines(*shown)))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._shown is None:
            return
        progress, told = self._shown
        language = told.languages[0]
        colours = colours_of(self.palette())
        letters = self.fontInfo().pixelSize() * 1.15
        is_mirrored = direction(language) == "rtl"
        sheet = Sheet(
            self.width(), self.height(), colours, panel_sizes(letters), is_mirrored, Props()
        )
        sheet.background = colours.surface
        with speaking(language):
            draw_progress(sheet, progress, told, QRectF(self.rect()))
        sheet.paint(QPainter(self))
