"""What is seen of the cards while a camera looks at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from pollkit.paper.camera import Camera
from pollkit.paper.card_watch import CardSight
from pollkit.paper.cards import LETTERS


class Stage(Enum):
    NOT_INSTALLED = auto()
    LOOKING = auto()  # which cameras there are
    NO_CAMERA = auto()
    READY = auto()
    STARTING = auto()
    WATCHING = auto()


@dataclass(frozen=True)
class CardsState:
    stage: Stage = Stage.LOOKING
    cameras: tuple[Camera, ...] = ()
    chosen: Camera | None = None
    trouble: str = ""  # what to do about the last failure
    sight: CardSight | None = None
    letters: str = LETTERS  # those that the question has
    is_asked: bool = False  # a question is open, so that answers count
    counted: int = 0  # cards that have an answer
    tally: dict[str, int] = field(default_factory=dict)
    shows_tally: bool = False  # bars while people answer would sway them, even if only one sees
    printed: Path | None = None  # the PDF that was just written
    is_mirrored: bool = True  # as people expect to see themselves
    turns_back: bool = False  # the camera's driver mirrors, and that is undone before reading

    @property
    def can_start(self) -> bool:
        return self.stage is Stage.READY and self.chosen is not None

    @property
    def can_stop(self) -> bool:
        return self.stage in (Stage.STARTING, Stage.WATCHING)

    @property
    def seems_mirrored(self) -> bool:
        """Whether cards are there that can only be read once the picture is turned back."""
        return self.sight is not None and self.sight.seems_mirrored and not self.turns_back

    @property
    def in_view(self) -> int:
        return 0 if self.sight is None else len({card.number for card in self.sight.readings})
