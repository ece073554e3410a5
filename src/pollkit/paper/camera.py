"""Where the pictures of cards come from: the machine's cameras, or a film of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pollkit.errors import CameraFailed
from pollkit.i18n import _
from pollkit.paper.card_reader import load_opencv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACE_S = 0.1  # ten pictures a second are looked at: cards are held up for longer
# More than a camera gives, each costs a longer way to say no.
_MOST_CAMERAS = 5
# Cameras give empty pictures while they wake up.
_PATIENCE_S = 5.0


class FrameSource(Protocol):
    """One picture after another, in BGR and not mirrored. Used from one thread."""

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture, when it is due; None at the end.

        Raises:
            CameraFailed: the camera has stopped giving pictures.
        """

    def close(self) -> None: ...


@dataclass(frozen=True)
class Camera:
    """`place` is OpenCV's number for it."""

    place: int
    name: str


def list_cameras() -> tuple[Camera, ...]:
    """The cameras of this machine. May take seconds where the system has to be asked."""
    if sys.platform == "linux":
        return linux_cameras(Path("/sys/class/video4linux"))
    if sys.platform == "darwin":
        return _mac_cameras()
    return _opened_cameras()


def open_camera(camera: Camera) -> FrameSource:
    """
    Raises:
        CameraFailed: another program uses it, or the system does not allow it.
        CardsNotInstalled: OpenCV is not there.
    """
    return CameraSource(load_opencv(), camera)


class CameraSource:
    """Takes every picture from the camera and looks at one in `PACE_S`: what waits in the driver
    would be old."""

    def __init__(self, cv2: Any, camera: Camera) -> None:
        self._camera = camera
        self._capture = cv2.VideoCapture(camera.place, _backend(cv2))
        self._due_s = 0.0
        if not self._capture.isOpened():
            self._capture.release()
            raise CameraFailed(_not_opened_words(camera))
        # Without MJPG many give full HD at five pictures a second only.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1920)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 1080)

    def read(self) -> NDArray[np.uint8] | None:
        given_up_s = time.monotonic() + _PATIENCE_S
        while time.monotonic() < given_up_s:
            if not self._capture.grab():
                time.sleep(0.02)
                continue
            if time.monotonic() < self._due_s:
                continue
            has_picture, picture = self._capture.retrieve()
            if has_picture:
                self._due_s = time.monotonic() + PACE_S
                return picture  # type: ignore[no-any-return]
        raise CameraFailed(
            _("“{camera}” gives no more pictures. Plug it in again, then start again.").format(
                camera=self._camera.name
            )
        )

    def close(self) -> None:
        self._capture.release()


class FilmSource:
    """A video file, or a folder of pictures in the order of their names, as if it were a camera."""

    def __init__(self, path: Path, pace_s: float = PACE_S) -> None:
        """
        Raises:
            CameraFailed: it cannot be read.
        """
        self._cv2 = load_opencv()
        self._pace_s = pace_s
        self._due_s = 0.0
        self._capture: Any = None
        self._pictures = iter(sorted(path.iterdir())) if path.is_dir() else None
        if self._pictures is None:
            self._capture = self._cv2.VideoCapture(str(path))
            if not self._capture.isOpened():
                raise CameraFailed(_("“{film}” is no film.").format(film=path.name))

    def read(self) -> NDArray[np.uint8] | None:
        time.sleep(max(0.0, self._due_s - time.monotonic()))
        self._due_s = time.monotonic() + self._pace_s
        if self._capture is not None:
            has_picture, picture = self._capture.read()
            return picture if has_picture else None
        for path in self._pictures or ():
            picture = self._cv2.imread(str(path))
            if picture is not None:  # other files may lie there too
                return picture  # type: ignore[no-any-return]
        return None

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()


def linux_cameras(folder: Path) -> tuple[Camera, ...]:
    """From what the kernel tells, without opening any: that would light their lamps.

    A webcam has several entries; those after its first (`index` 0) carry no pictures.
    """
    found = []
    for entry in folder.glob("video*") if folder.is_dir() else ():
        try:
            if (entry / "index").read_text().strip() != "0":
                continue
            name = (entry / "name").read_text().strip()
            found.append(Camera(int(entry.name.removeprefix("video")), name))
        except (OSError, ValueError):
            continue  # unplugged just now, or no camera's name
    return tuple(sorted(found, key=lambda camera: camera.place))


def mac_cameras(told: str) -> tuple[Camera, ...]:
    """From what `system_profiler -json SPCameraDataType` tells. Its order is not always OpenCV's,
    so several are only numbered: the picture tells which one it is."""
    names = [str(entry.get("_name", "")) for entry in json.loads(told)["SPCameraDataType"]]
    if len(names) == 1:
        return (Camera(0, names[0]),)
    return tuple(Camera(place, _numbered(place)) for place in range(len(names)))


def _mac_cameras() -> tuple[Camera, ...]:
    # Trying numbers that no camera has ends OpenCV on macOS with a crash.
    command = ["/usr/sbin/system_profiler", "-json", "SPCameraDataType"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=20, check=True)  # noqa: S603
        return mac_cameras(answer.stdout.decode())
    except (OSError, subprocess.SubprocessError, ValueError, KeyError):
        return (Camera(0, _numbered(0)),)


def _opened_cameras() -> tuple[Camera, ...]:
    """Windows tells no numbers: they are tried until one does not open."""
    cv2 = load_opencv()
    return count_cameras(lambda place: cv2.VideoCapture(place, _backend(cv2)))


def count_cameras(try_place: Callable[[int], Any]) -> tuple[Camera, ...]:
    found = []
    for place in range(_MOST_CAMERAS):
        capture = try_place(place)
        is_there = capture.isOpened()
        capture.release()
        if not is_there:
            break
        found.append(Camera(place, _numbered(place)))
    return tuple(found)


def _numbered(place: int) -> str:
    return _("Camera {n}").format(n=place + 1)


def _backend(cv2: Any) -> int:
    """Named, since OpenCV would else try all it has, some of which take long or crash."""
    backends = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}
    return int(backends.get(sys.platform, cv2.CAP_ANY))


def _not_opened_words(camera: Camera) -> str:
    if sys.platform == "darwin":
        return _(
            "“{camera}” does not open. Close other programs that use it, and allow the camera in "
            "System Settings, Privacy & Security, Camera."
        ).format(camera=camera.name)
    if sys.platform == "win32":
        return _(
            "“{camera}” does not open. Close other programs that use it, and allow desktop apps "
            "the camera in Settings, Privacy, Camera."
        ).format(camera=camera.name)
    return _(
        "“{camera}” does not open. Close other programs that use it, or plug it in again."
    ).format(camera=camera.name)
