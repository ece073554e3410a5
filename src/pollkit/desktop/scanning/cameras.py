"""The cameras of this computer, for the check-in."""

from __future__ import annotations

from pollkit.paper.camera import Camera, FrameSource, list_cameras, open_camera
from pollkit.paper.card_reader import can_read_cards


class ComputerCameras:
    @property
    def can_read(self) -> bool:
        return can_read_cards()

    def list(self) -> tuple[Camera, ...]:
        return list_cameras()

    def open(self, camera: Camera) -> FrameSource:
        return open_camera(camera)
