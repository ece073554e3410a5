"""A board as the wall and the phones may see it."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.boards import (
    OwnPart,
    Post,
    for_room,
    shows_numbers,
    takes_posts,
    takes_supports,
)
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import Question


@dataclass(frozen=True)
class BoardPicture:
    """A board as the room may see it.

    Attributes:
        posts: in the order in which they are shown.
        large: one of them, which stands large on the wall.
        shows_numbers: how many stand behind each is told.
        is_voting: ideas are voted on, or were.
    """

    posts: tuple[Post, ...] = ()
    large: Post | None = None
    shows_numbers: bool = False
    is_voting: bool = False


@dataclass(frozen=True)
class PhoneBoard:
    """A board on a phone.

    Attributes:
        posts: what everyone may see.
        own: what this phone wrote and supports; None where that is not said, since the same screen
            goes to many.
        waiting: its own posts that the facilitator has not released.
        votes_left: None = it may stand behind any number of posts, or that is not said.
    """

    posts: tuple[Post, ...]
    takes_posts: bool
    takes_supports: bool
    shows_numbers: bool
    own: OwnPart | None = None
    waiting: tuple[Post, ...] = ()
    votes_left: int | None = None


def phone_board(item: Item, question: Question, posts: tuple[Post, ...]) -> PhoneBoard:
    """What every phone may see of it."""
    return PhoneBoard(
        for_room(item, question, posts),
        takes_posts(item, question),
        takes_supports(item, question),
        shows_numbers(item, question),
    )


@dataclass(frozen=True)
class Aside:
    """The board that stays open, as a phone is led to it from the question and back.

    Attributes:
        item: its name; `is_here` while the phone shows it and not the question.
    """

    item: str
    is_here: bool = False
