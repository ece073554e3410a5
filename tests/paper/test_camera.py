"""Which cameras there are, and films that stand in for them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import card_scenes as scenes
import cv2
import numpy as np
import pytest

from pollkit.errors import CameraFailed
from pollkit.paper import camera
from pollkit.paper.camera import (
    Camera,
    CameraSource,
    FilmSource,
    FrameSource,
    count_cameras,
    linux_cameras,
    mac_cameras,
)


def plug_in(folder: Path, place: int, index: int, name: str) -> None:
    entry = folder / f"video{place}"
    entry.mkdir()
    (entry / "index").write_text(f"{index}\n")
    (entry / "name").write_text(f"{name}\n")


def pictures_of(source: FrameSource) -> list[np.ndarray]:
    found = []
    while (picture := source.read()) is not None:
        found.append(picture)
    source.close()
    return found


def test_a_webcam_s_second_entry_is_no_camera(tmp_path: Path) -> None:
    plug_in(tmp_path, 2, 0, "USB Camera")
    plug_in(tmp_path, 3, 1, "USB Camera")
    plug_in(tmp_path, 0, 0, "Integrated Webcam")
    plug_in(tmp_path, 1, 1, "Integrated Webcam")
    assert linux_cameras(tmp_path) == (Camera(0, "Integrated Webcam"), Camera(2, "USB Camera"))


def test_a_machine_that_knows_no_cameras_has_none(tmp_path: Path) -> None:
    assert linux_cameras(tmp_path / "nothing") == ()
    (tmp_path / "video7").mkdir()
    assert linux_cameras(tmp_path) == ()


def test_several_cameras_of_a_mac_are_only_numbered() -> None:
    def told(*names: str) -> str:
        return json.dumps({"SPCameraDataType": [{"_name": name} for name in names]})

    assert mac_cameras(told("FaceTime HD Camera")) == (Camera(0, "FaceTime HD Camera"),)
    assert mac_cameras(told("FaceTime HD Camera", "C920")) == (
        Camera(0, "Camera 1"),
        Camera(1, "Camera 2"),
    )
    assert mac_cameras(told()) == ()


def test_places_are_tried_until_one_does_not_open() -> None:
    let_go = []

    class Place:
        def __init__(self, place: int) -> None:
            self.place = place

        def isOpened(self) -> bool:  # noqa: N802
            return self.place < 2

        def release(self) -> None:
            let_go.append(self.place)

    assert [camera.place for camera in count_cameras(Place)] == [0, 1]
    assert let_go == [0, 1, 2]


def test_a_camera_that_does_not_open_is_told_with_what_to_do() -> None:
    with pytest.raises(CameraFailed, match="“No such camera” does not open"):
        CameraSource(cv2, Camera(97, "No such camera"))


class Driver:
    """OpenCV with a camera that numbers its pictures, and gives so many."""

    CAP_V4L2, CAP_AVFOUNDATION, CAP_DSHOW, CAP_ANY = 200, 1200, 700, 0
    CAP_PROP_FOURCC, CAP_PROP_FRAME_WIDTH, CAP_PROP_FRAME_HEIGHT = 6, 3, 4
    VideoWriter = cv2.VideoWriter

    def __init__(self, most: int) -> None:
        self.most = most
        self.grabbed = 0
        self.asked: dict[int, float] = {}
        self.is_free = False

    def VideoCapture(self, place: int, backend: int) -> Driver:  # noqa: N802
        return self

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def set(self, what: int, value: float) -> bool:
        self.asked[what] = value
        return True

    def grab(self) -> bool:
        time.sleep(0.002)
        self.grabbed += self.grabbed < self.most
        return self.grabbed < self.most

    def retrieve(self) -> tuple[bool, np.ndarray]:
        return True, np.full((2, 2, 3), self.grabbed, np.uint8)

    def release(self) -> None:
        self.is_free = True


def test_what_waits_in_the_driver_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "PACE_S", 0.05)
    driver = Driver(most=250)
    source = CameraSource(driver, Camera(0, "Webcam"))
    assert (driver.asked[3], driver.asked[4]) == (1920, 1080)
    first, second = source.read(), source.read()
    assert first is not None
    assert second is not None
    assert int(first[0, 0, 0]) == 1
    assert int(second[0, 0, 0]) == driver.grabbed > 2
    source.close()
    assert driver.is_free


def test_a_camera_that_gives_no_more_pictures_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "_PATIENCE_S", 0.1)
    source = CameraSource(Driver(most=1), Camera(0, "Webcam"))
    with pytest.raises(CameraFailed, match="“Webcam” gives no more pictures"):
        source.read()


def test_a_folder_of_pictures_is_a_film(tmp_path: Path) -> None:
    for place in range(3):
        picture = np.full((72, 128, 3), 40 * place, np.uint8)
        cv2.imwrite(str(tmp_path / f"{place}.png"), picture)
    (tmp_path / "notes.txt").write_text("not a picture")
    found = pictures_of(FilmSource(tmp_path, pace_s=0))
    assert [int(picture[0, 0, 0]) for picture in found] == [0, 40, 80]


def test_a_video_file_is_a_film(tmp_path: Path) -> None:
    path = tmp_path / "cards.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, scenes.HD)
    for picture in scenes.render_moves(1, [{4: "A"}], frames_each=4):
        writer.write(picture)
    writer.release()
    assert [picture.shape for picture in pictures_of(FilmSource(path, pace_s=0))] == [
        (720, 1280, 3)
    ] * 4


def test_a_file_that_is_no_film_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cards.avi"
    path.write_text("no film")
    with pytest.raises(CameraFailed, match=r"“cards\.avi” is no film"):
        FilmSource(path)
