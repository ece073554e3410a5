"""The camera at the door: a button, what it sees, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.scanning.scan import ScanPresenter, ScanState, Stage
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _
from pollkit.paper.code_watch import CodeSight

SCAN_TOPIC = "scan"
_WIDTH, _HEIGHT = 320, 180


class ScanPart(QWidget):
    def __init__(self, presenter: ScanPresenter, hub: ChangeHub) -> None:
        """`presenter` announces `SCAN_TOPIC` to the hub when there is news."""
        super().__init__()
        self._presenter = presenter
        self._shown: CodeSight | None = None
        self.turn = Button("", "secondary", "ph.camera")
        self.camera = QComboBox()
        self.camera.setAccessibleName(_("Camera"))
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Picture of the camera"))
        self.picture.setFixedSize(_WIDTH, _HEIGHT)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = label("", "small", wraps=True)
        self.setLayout(
            column(
                row(self.turn, self.camera, None), row(self.picture, None), self.said, gap=theme.S
            )
        )
        self.turn.clicked.connect(self._on_turned)
        self.camera.activated.connect(self._on_camera_activated)
        hub.changed.connect(self._on_hub_changed)
        presenter.on_changed = self.render_state
        self.render_state()

    def render_state(self) -> None:
        state = self._presenter.state
        is_on = state.stage is not Stage.OFF
        self.turn.setText(_("Camera off") if is_on else _("Scan with the camera"))
        names = [camera.name for camera in state.cameras]
        if names != [self.camera.itemText(place) for place in range(self.camera.count())]:
            self.camera.clear()
            self.camera.addItems(names)
        if state.chosen in state.cameras:
            self.camera.setCurrentIndex(state.cameras.index(state.chosen))
        self.camera.setVisible(is_on and len(names) > 1)
        self.picture.setVisible(is_on)
        self.said.setText(_said_words(state))
        self.said.setVisible(bool(self.said.text()))
        if state.sight is not self._shown:
            self._shown = state.sight
            self.picture.setPixmap(QPixmap() if self._shown is None else _pixmap(self._shown))

    @Slot()
    def _on_turned(self) -> None:
        self._presenter.toggle()

    @Slot(int)
    def _on_camera_activated(self, index: int) -> None:
        self._presenter.choose(self._presenter.state.cameras[index].place)

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        if SCAN_TOPIC in topics:
            self._presenter.refresh()


def _said_words(state: ScanState) -> str:
    if state.trouble:
        return state.trouble
    if state.stage is Stage.STARTING:
        return _("The camera starts …")
    if state.stage is Stage.WATCHING:
        return _("Hold the code of a card up to the camera. The picture is not kept.")
    return ""


def _pixmap(sight: CodeSight) -> QPixmap:
    stride = sight.width * 3
    picture = QImage(
        sight.pixels, sight.width, sight.height, stride, QImage.Format.Format_RGB888
    ).copy()  # Qt only borrows the bytes
    return QPixmap.fromImage(picture).scaled(
        _WIDTH,
        _HEIGHT,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
