"""How a question looks on the wall: the wall's own painter, small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop.facilitator.wall.album import Album
from pollkit.desktop.facilitator.wall.look import colours_of
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Props
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import HeadCount, JoinAddress, Scene, WallPicture
from pollkit.errors import NotFound
from pollkit.i18n import _

_WIDTH, _HEIGHT = 1280, 720
# 192.0.2.0/24 is kept for examples (RFC 5737): nobody can be led to a stranger by this picture.
_ADDRESS = JoinAddress("http://192.0.2.1:8080/123456", "192.0.2.1:8080", "")


class WallPreview(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._event: Event | None = None
        self._item: Item | None = None
        self._pictures: dict[str, Path] = {}
        self._props = Props()
        self.setAccessibleName(_("Preview of the wall"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pictures(self, pictures: Mapping[str, Path]) -> None:
        """The files of the question's pictures, by their hashes."""
        if pictures != self._pictures:
            self._pictures = dict(pictures)
            self._props = Props(Album(_finder(self._pictures)))
            self.update()

    def show_question(self, event: Event, item: Item | None) -> None:
        self._event = event
        self._item = None if item is None else _with_dots(item, event.languages[0])
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(288, 162)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return width * _HEIGHT // _WIDTH

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._event is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.scale(self.width() / _WIDTH, self.height() / _HEIGHT)
        colours = colours_of(self.palette())
        sheet = lay_out_wall(
            self._picture(), self._event, _WIDTH, _HEIGHT, colours, False, props=self._props
        )
        sheet.paint(painter)
        painter.restore()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _picture(self) -> WallPicture:
        return WallPicture(
            scene=Scene.JOIN if self._item is None else Scene.QUESTION,
            item=self._item,
            state=None if self._item is None else QuestionState.OPEN,
            heads=HeadCount(),
            addresses=(_ADDRESS,),
            pin="123456",
            board=BoardPicture() if self._is_board else None,
        )

    @property
    def _is_board(self) -> bool:
        return self._item is not None and self._item.kind in OF_POSTS


def _with_dots(item: Item, main: str) -> Item:
    """Dots where words are still to come: the wall itself would show the names of the parts."""
    options = tuple(
        option if any(option.texts.values()) else replace(option, texts={main: "…"})
        for option in item.options
    )
    texts = item.texts if any(item.texts.values()) else {main: "…"}
    return replace(item, texts=texts, options=options)


def _finder(pictures: Mapping[str, Path]) -> Callable[[str], Path]:
    def find(sha256: str) -> Path:
        if sha256 not in pictures:
            raise NotFound(sha256)
        return pictures[sha256]

    return find
