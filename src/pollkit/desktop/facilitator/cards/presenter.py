"""Reads paper cards for the open question: which camera, what it sees, which answers settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pollkit.desktop.facilitator.cards.state import CardsState, Stage
from pollkit.errors import PollKitError
from pollkit.paper.camera import Camera, FrameSource
from pollkit.paper.card_watch import CardSight, CardWatch
from pollkit.paper.cards import LETTERS

T = TypeVar("T")


class Runner(Protocol):
    """Runs work off the window's thread and calls back in it (`pollkit.desktop.tasks`)."""

    def run(
        self,
        work: Callable[[Any], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object: ...


class CardAnswers(Protocol):
    """Takes the answers of the open question into the room."""

    def __call__(self, settled: dict[int, str], /) -> None:
        """Card number -> letter, all of them each time one is new or another; the same card may
        come again with another letter. Called in the window's thread; must not wait."""


class CardsPresenter:
    """Verbs return at once; `on_changed` is called in the window's thread when the state is new."""

    def __init__(
        self,
        can_read: bool,
        list_cameras: Callable[[], tuple[Camera, ...]],
        open_camera: Callable[[Camera], FrameSource],
        runner: Runner,
        on_settled: CardAnswers,
        on_news: Callable[[], None],
        print_cards: Callable[[Path], Path],
    ) -> None:
        """
        Args:
            can_read: whether OpenCV is there (`card_reader.can_read_cards`).
            on_news: called from any thread when `refresh` has something to read.
            print_cards: writes the PDF (`usecases.print_cards`); may take a second.
        """
        self._list_cameras = list_cameras
        self._open_camera = open_camera
        self._runner = runner
        self._on_settled = on_settled
        self._on_news = on_news
        self._print_cards = print_cards
        self._watch: CardWatch | None = None
        self._question = 0
        self._handed_over: dict[int, str] = {}
        self.on_changed: Callable[[], None] = lambda: None
        self.state = CardsState(stage=Stage.LOOKING if can_read else Stage.NOT_INSTALLED)

    def look_for_cameras(self) -> None:
        """Asks the system which there are; while one is watching, that can wait."""
        if self.state.stage is Stage.NOT_INSTALLED or self.state.can_stop:
            return
        self._set(stage=Stage.LOOKING, trouble="")
        self._runner.run(
            lambda _task: self._list_cameras(), self._on_cameras_listed, self._on_listing_failed
        )

    def choose(self, place: int) -> None:
        """Another camera; one that is watching is changed at once."""
        chosen = next(camera for camera in self.state.cameras if camera.place == place)
        if chosen == self.state.chosen:
            return
        was_watching = self.state.can_stop
        self.stop()
        self._set(chosen=chosen, trouble="", turns_back=False)
        if was_watching:
            self.start()

    def start(self) -> None:
        camera = self.state.chosen
        if not self.state.can_start or camera is None:
            return
        before = self._watch
        watch = CardWatch(lambda: self._open_camera(camera), self._on_news, after=before)
        watch.is_mirrored = self.state.turns_back
        self._watch = watch
        if self.state.is_asked:
            # Answers that were given before a pause stay with the room; here they are read anew.
            self._question = watch.begin_question(self.state.letters)
        watch.start()
        self._set(stage=Stage.STARTING, trouble="", sight=None)

    def stop(self) -> None:
        """The camera is free soon after; what was counted stays counted."""
        if self._watch is not None:
            self._watch.stop()
        if self.state.can_stop:
            self._set(stage=Stage.READY, sight=None)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Stops and waits for the camera to be free; whether it was in time."""
        self.stop()
        return self._watch is None or self._watch.join(timeout_s)

    def begin_question(self, options: int) -> None:
        """From now on answers count, for a question with so many options; those before do not."""
        letters = LETTERS[:options]
        if self._watch is not None:
            self._question = self._watch.begin_question(letters)
        self._handed_over = {}
        self._set(letters=letters, is_asked=True, counted=0, tally={}, shows_tally=False)

    def end_question(self) -> None:
        """Cards are still shown, and count no more."""
        self._set(is_asked=False)

    def put_away(self) -> None:
        """What was counted is of no question any more that is on the wall."""
        self._handed_over = {}
        self._set(is_asked=False, counted=0, tally={}, shows_tally=False)

    def mirror(self, is_mirrored: bool) -> None:
        """Only what is shown; cards are read as the camera sees them."""
        self._set(is_mirrored=is_mirrored)

    def turn_back(self) -> None:
        """Reads from here on what a driver that mirrors its pictures has turned round."""
        if self._watch is not None:
            self._watch.is_mirrored = True
        self._set(turns_back=True)

    def show_tally(self, is_shown: bool) -> None:
        self._set(shows_tally=is_shown)

    def print_to(self, path: Path) -> None:
        """Writes the cards as a PDF; `state.printed` tells when they are there."""
        self._set(printed=None, trouble="")
        self._runner.run(
            lambda _task: self._print_cards(path),
            lambda written: self._set(printed=written),
            self._on_not_printed,
        )

    def refresh(self) -> None:
        """Reads the newest picture. Never waits."""
        watch = self._watch
        if watch is None or not self.state.can_stop:
            return
        if watch.sight is not None and watch.sight is not self.state.sight:
            self.state = replace(self.state, stage=Stage.WATCHING)
            self._take(watch.sight)
        if watch.has_ended:
            self._end(watch.failure)
        else:
            self.on_changed()

    def _take(self, sight: CardSight) -> None:
        self.state = replace(self.state, sight=sight)
        if not self.state.is_asked or sight.question != self._question:
            return
        # A pause between begins the count anew, but a card that was counted stays counted.
        settled = self._handed_over | sight.settled
        if settled == self._handed_over:
            return
        self._handed_over = settled
        answers = list(settled.values())
        tally = {letter: answers.count(letter) for letter in self.state.letters}
        self.state = replace(self.state, counted=len(settled), tally=tally)
        self._on_settled(dict(settled))

    def _end(self, failure: BaseException | None) -> None:
        words = str(failure) if isinstance(failure, PollKitError) else ""
        self._set(stage=Stage.READY, sight=None, trouble=words)
        if failure is not None and not words:
            raise failure

    def _on_cameras_listed(self, cameras: tuple[Camera, ...]) -> None:
        if self.state.stage is not Stage.LOOKING:
            return
        chosen = self.state.chosen if self.state.chosen in cameras else None
        self._set(
            stage=Stage.READY if cameras else Stage.NO_CAMERA,
            cameras=cameras,
            chosen=chosen or next(iter(cameras), None),
        )

    def _on_listing_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(stage=Stage.NO_CAMERA, trouble=str(error))

    def _on_not_printed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(trouble=str(error))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()
