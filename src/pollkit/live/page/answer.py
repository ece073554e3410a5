"""The own answer as its form and its result need it."""

from __future__ import annotations

from collections.abc import Sequence

from pollkit.domain.answers import as_sent
from pollkit.domain.ballots import SURE
from pollkit.domain.views import PhoneView


class OwnAnswer:
    """What this phone sent, in the words of the wire; `is_known` is False where there is none or
    where the device cannot tell whose it is."""

    def __init__(self, sent: Sequence[str] | None) -> None:
        self.is_known = sent is not None
        self.sent = list(sent or ())
        self._parts = dict(word.split("=", 1) for word in self.sent if "=" in word)

    @property
    def words(self) -> list[str]:
        """Without how sure the person is."""
        return [word for word in self.sent if not word.startswith(f"{SURE}=")]

    @property
    def said(self) -> str:
        """What the person wrote, each word's direction its own."""
        return " · ".join(f"\u2068{word}\u2069" for word in self.words)

    def has(self, code: str) -> bool:
        return code in self.sent

    def of(self, part: str) -> str:
        """The value of a part; "" = none."""
        return self._parts.get(part, "")

    def word(self, place: int) -> str:
        """The word at this place, from 0; "" = none."""
        words = self.words
        return words[place] if place < len(words) else ""


def own_answer(view: PhoneView) -> OwnAnswer:
    if view.mine is None or view.item is None:
        return OwnAnswer(None)
    return OwnAnswer(as_sent(view.item, view.mine))
