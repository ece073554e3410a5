"""A camera before which one card is held up."""

from __future__ import annotations

import time

import numpy as np
import qrcode
from numpy.typing import NDArray

from pollkit.errors import CameraFailed
from pollkit.paper.camera import Camera, FrameSource


class FilmedCameras:
    """A camera before which one card is held up, until its picture is taken away."""

    def __init__(self) -> None:
        self.can_read = True
        self.names = ["Lid"]
        self.holds = ""
        self.is_open = False

    def list(self) -> tuple[Camera, ...]:
        return tuple(Camera(place, name) for place, name in enumerate(self.names))

    def open(self, camera: Camera) -> FrameSource:
        if camera.name == "Broken":
            raise CameraFailed("Another program uses it.")
        self.is_open = True
        return self

    def read(self) -> NDArray[np.uint8]:
        time.sleep(0.02)
        picture = np.full((360, 640, 3), 255, np.uint8)
        if self.holds:
            drawn = qrcode.QRCode(box_size=8)
            drawn.add_data(self.holds)
            card = np.array(drawn.make_image().convert("L"))
            picture[20 : 20 + len(card), 40 : 40 + len(card)] = card[:, :, None]
        return picture

    def close(self) -> None:
        self.is_open = False
