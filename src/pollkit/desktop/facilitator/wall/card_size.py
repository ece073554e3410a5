"""How large the way in is: a third of the wall while people are arriving, a corner once most have
joined."""

from __future__ import annotations

from collections.abc import Callable

from pollkit.domain.views import WallPicture

# Nobody new for so long: the few who come later read the corner.
_QUIET_S = 45.0


class CardSize:
    """Decided when another question comes to the wall, so that nothing jumps while people read."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._joined = 0
        self._last_arrival_s: float | None = None
        self._item: str | None = None
        self._is_large = True
        self._wish: bool | None = None

    @property
    def is_large(self) -> bool:
        return self._is_large if self._wish is None else self._wish

    def wish(self, is_large: bool | None) -> None:
        """The facilitator's own choice, at once; None leaves it to the arrivals again."""
        self._wish = is_large

    def note(self, picture: WallPicture) -> None:
        if picture.heads.joined > self._joined:
            self._last_arrival_s = self._clock()
        self._joined = picture.heads.joined
        item = None if picture.item is None else picture.item.name
        if item != self._item:
            self._item = item
            self._is_large = self._people_are_arriving

    @property
    def _people_are_arriving(self) -> bool:
        if self._last_arrival_s is None:
            return True
        return self._clock() - self._last_arrival_s < _QUIET_S
