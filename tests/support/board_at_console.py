"""A console with a board of four posts, on a room in memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from meeting import meeting
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from room_stand_in import RoomStandIn

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.console.presenter import ConsolePresenter
from pollkit.desktop.facilitator.console.screen import ConsoleScreen
from pollkit.desktop.facilitator.wall.window import WallWindow
from pollkit.domain.boards import Post, PostState
from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rooms import Move

QA = Item("qa", ItemKind.QUESTIONS, {"en": "Your questions?"}, (Option("m", {"en": "Money"}),))
IDEAS = Item("ideas", ItemKind.IDEAS, {"en": "Your ideas?"})
A, B, C, D = (UUID(int=n) for n in range(1, 5))
POSTS = (
    Post(A, "Who pays?", "m", PostState.SHOWN, 4),
    Post(B, "Who is paying?", None, PostState.HELD),
    Post(C, "<b>Why</b> so late?", None, PostState.HELD),
    Post(D, "Rude", None, PostState.HIDDEN),
)


class AtOnce:
    def run(
        self,
        work: Callable[[Any], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> object:
        try:
            done = work(None)
        except Exception as error:
            assert on_failed is not None
            on_failed(error)
        else:
            on_done(done)
        return None


def board_event(item: Item) -> Event:
    return replace(meeting(), instrument=Instrument({"en": "M"}, ("en", "fr"), (item,)))


class Desk:
    def __init__(self, hub: ChangeHub, item: Item, event: Event | None = None) -> None:
        event = event or board_event(item)
        self.room = RoomStandIn(event, 12)
        self.room.posts = {post.id: post for post in POSTS}
        self.presenter = ConsolePresenter(
            event, lambda: self.room, AtOnce(), lambda: None, itertools.count().__next__,
            save=lambda changed: setattr(self.room, "edited", changed),
        )  # fmt: skip
        self.presenter.open()
        self.presenter.make(Move.ASK, item.name)
        self.wall = WallWindow(event, wants_less_motion=True)
        self.screen = ConsoleScreen(self.presenter, hub, self.wall)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.screen)
        self.window.resize(1280, 800)
        self.window.show()
        self.panel = self.screen.question_card.board

    def choose(self, *texts: str) -> None:
        posts = self.panel.posts
        posts.setFocus()
        posts.clearSelection()
        for row in range(posts.count()):
            if any(text in posts.item(row).text() for text in texts):
                posts.item(row).setSelected(True)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel.posts, key)

    def states(self) -> dict[str, str]:
        return {post.text: post.state.value for post in self.room.posts.values()}

    def close(self) -> None:
        self.wall.close()
        self.wall.deleteLater()
        self.window.close()
        self.window.deleteLater()
