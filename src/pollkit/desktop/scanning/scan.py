"""Cards and invitations that are held up to a camera: which camera, what it sees, what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from pollkit.errors import PollKitError
from pollkit.i18n import _
from pollkit.paper.camera import Camera, FrameSource
from pollkit.paper.code_watch import CodeSight, CodeWatch

T = TypeVar("T")


class Runner(Protocol):
    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class Cameras(Protocol):
    """The cameras of this computer."""

    @property
    def can_read(self) -> bool:
        """Whether what reads codes is installed."""

    def list(self) -> tuple[Camera, ...]: ...

    def open(self, camera: Camera) -> FrameSource:
        """
        Raises:
            CameraFailed: another program uses it, or the system does not allow it.
        """


class Stage(StrEnum):
    OFF = "off"
    STARTING = "starting"
    WATCHING = "watching"


@dataclass(frozen=True)
class ScanState:
    """`trouble` says why there is no picture, and what to do."""

    stage: Stage = Stage.OFF
    cameras: tuple[Camera, ...] = ()
    chosen: Camera | None = None
    sight: CodeSight | None = None
    trouble: str = ""


class ScanPresenter:
    """Verbs return at once. `on_code` is called in the window's thread with what a code holds."""

    def __init__(
        self,
        cameras: Cameras,
        runner: Runner,
        on_code: Callable[[str], None],
        on_news: Callable[[], None],
    ) -> None:
        """`on_news` is called from any thread when `refresh` has something to read."""
        self._cameras = cameras
        self._runner = runner
        self._on_code = on_code
        self._on_news = on_news
        self._watch: CodeWatch | None = None
        self.on_changed: Callable[[], None] = lambda: None
        self.state = ScanState()

    def toggle(self) -> None:
        if self.state.stage is Stage.OFF:
            self._begin()
        else:
            self.stop()

    def choose(self, place: int) -> None:
        """Another camera, at once."""
        chosen = next(camera for camera in self.state.cameras if camera.place == place)
        if chosen != self.state.chosen:
            self._start(chosen)

    def stop(self) -> None:
        """The camera is free with its next picture."""
        if self._watch is not None:
            self._watch.stop()
        if self.state.stage is not Stage.OFF:
            self._set(stage=Stage.OFF, sight=None)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Stops and waits for the camera to be free; whether it was in time."""
        self.on_changed = lambda: None
        self.stop()
        return self._watch is None or self._watch.join(timeout_s)

    def refresh(self) -> None:
        """Reads what the camera has told since. Never waits."""
        watch = self._watch
        if watch is None or self.state.stage is Stage.OFF:
            return
        for code in watch.take_found():
            self._on_code(code)
        if watch.has_ended:
            self._end(watch.failure)
        elif watch.sight is not None and watch.sight is not self.state.sight:
            self._set(stage=Stage.WATCHING, sight=watch.sight)

    def _begin(self) -> None:
        if not self._cameras.can_read:
            self._set(trouble=not_installed_words())
            return
        self._set(stage=Stage.STARTING, trouble="")
        self._runner.run(lambda _task: self._cameras.list(), self._on_listed, self._on_not_listed)

    def _start(self, camera: Camera) -> None:
        before = self._watch
        if before is not None:
            before.stop()
        opens = self._cameras.open
        self._watch = CodeWatch(lambda: opens(camera), self._on_news, after=before)
        self._set(stage=Stage.STARTING, chosen=camera, sight=None, trouble="")
        self._watch.start()

    def _end(self, failure: BaseException | None) -> None:
        words = str(failure) if isinstance(failure, PollKitError) else ""
        self._set(stage=Stage.OFF, sight=None, trouble=words)
        if failure is not None and not words:
            raise failure

    def _on_listed(self, cameras: tuple[Camera, ...]) -> None:
        if self.state.stage is not Stage.STARTING:
            return
        if not cameras:
            words = _("There is no camera. Plug one in, or use a scanner or the keyboard.")
            self._set(stage=Stage.OFF, cameras=(), trouble=words)
            return
        chosen = self.state.chosen if self.state.chosen in cameras else cameras[0]
        self.state = replace(self.state, cameras=cameras)
        self._start(chosen)

    def _on_not_listed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(stage=Stage.OFF, trouble=str(error))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def not_installed_words() -> str:
    """What to do where OpenCV is not there."""
    return _(
        "Reading codes with the camera needs OpenCV, which is not installed. In PollKit’s folder, "
        "type `python3 installers/bootstrap.py run --cards`; it downloads about 60 MB. A scanner "
        "and the keyboard work without it."
    )
