"""What every widget that takes an answer can do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.answering.view import QuestionView
from pollkit.i18n import direction


@dataclass(frozen=True)
class Look:
    """How large answers are drawn; lengths in device-independent pixels.

    Attributes:
        is_large: for a person who reads and taps alone.
        shows_digits: beside an option the key that chooses it; else its letter and shape.
    """

    text: int
    row: int
    padding: int
    mark: int
    picture: int
    is_large: bool
    shows_digits: bool


AT_THE_DESK = Look(theme.BODY, 40, 10, 18, 64, is_large=False, shows_digits=True)
FOR_ONESELF = Look(theme.LEAD, 60, 14, 26, 120, is_large=True, shows_digits=False)


@dataclass(frozen=True)
class Surface:
    """Where answers are taken: the size, the colours, and the pictures of the instrument."""

    look: Look
    pictures: Pictures


class AnswerWidget(QWidget):
    """Shows one question's answer, and tells of a new one once the person is done with it."""

    # What `read_choice` takes; () = there is no answer any more.
    answered = Signal(tuple)

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self.surface = surface

    def show_view(self, view: QuestionView) -> None:
        """Shows what is kept, without a word to anyone."""
        raise NotImplementedError

    def first_control(self) -> QWidget:
        """The control that has the keys when the question is reached."""
        raise NotImplementedError

    def commit(self) -> None:
        """Hands over what is still being typed."""

    def press_digit(self, digit: int) -> bool:
        """Chooses by number (0 is the tenth); False where digits mean nothing."""
        return False


def qt_direction(language: str) -> Qt.LayoutDirection:
    is_rtl = direction(language) == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
