"""Answers that a question has accepted, as they were read: most of a room sends the same few."""

from __future__ import annotations

from collections.abc import Callable

from pollkit.domain.answers import read_choice
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item

# Options only: what people write, number or place themselves is hardly ever sent twice.
_MOST = 500


class NotTaken(Exception):
    """A vote that is not stored. `why` makes the sentence for the person, once it is known which
    language it is to be in."""

    def __init__(self, status: int, why: Callable[[], str]) -> None:
        super().__init__(status)
        self.status = status
        self.why = why


class AcceptedAnswers:
    """Those of one question at a time."""

    def __init__(self) -> None:
        self._item: Item | None = None
        self._choices: dict[tuple[str, ...], Choice] = {}

    def read(self, item: Item, given: list[str]) -> Choice:
        """As `read_choice`; what was accepted before is not checked again.

        Raises:
            AnswerNotAccepted: as `read_choice`.
        """
        if item is not self._item:
            self._item, self._choices = item, {}
        answer = tuple(given)
        choice = self._choices.get(answer)
        if choice is None:
            choice = read_choice(item, given)
            if choice.text is None and not choice.values and len(self._choices) < _MOST:
                self._choices[answer] = choice
        return choice
