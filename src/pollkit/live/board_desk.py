"""The room's boards: what phones post and support, and what the facilitator does with it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from pollkit.domain.boards import (
    NewPost,
    PostEdit,
    PostState,
    PostVerb,
    Support,
    public_posts,
    takes_posts,
    takes_supports,
)
from pollkit.domain.instruments import ItemKind
from pollkit.domain.rooms import QuestionState
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.attendance import Attendee
from pollkit.live.live_board import LiveBoard, store_contribution, store_edit

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom

# Posts come in at any moment; phones are sent the list of them at most so often.
_TOLD_EVERY_S = 2.0


class BoardDesk:
    """`large_post` stands large on the wall."""

    def __init__(self, room: LiveRoom, large_post: UUID | None) -> None:
        self.large_post = large_post
        self._room = room
        self._loop = asyncio.get_running_loop()
        self._told_at = 0.0
        self._is_due: asyncio.TimerHandle | None = None

    def close(self) -> None:
        if self._is_due is not None:
            self._is_due.cancel()

    def takes(self, item: str, contribution: NewPost | Support) -> bool:
        """Whether the board is for this now: ideas are gathered first and voted on then."""
        question = self._room.live.get(item)
        if question is None or question.board is None:
            return False
        if question.question.state is QuestionState.CLOSED:  # what was on its way
            return isinstance(contribution, Support) or not question.question.is_voting
        fits = takes_posts if isinstance(contribution, NewPost) else takes_supports
        return fits(question.item, question.question)

    def board_of(self, item: str, round_: int) -> LiveBoard | None:
        question = self._room.live.get(item)
        return None if question is None or question.question.round != round_ else question.board

    async def contribute(
        self, attendee: Attendee, item: str, contribution: NewPost | Support, post_id: UUID
    ) -> None:
        """Returns once the post or the support is on disk. The caller has checked that it is taken.

        Raises:
            AnswerNotAccepted, NotFound: with a sentence in the phone's language.
            EnvironmentFault: it is not on disk.
        """
        room, phone = self._room, attendee.phone
        question, event_id = room.live.get(item), room.event.id
        assert question is not None
        of, key = question.item, question.key
        is_held = of.holds_texts or (
            isinstance(contribution, NewPost) and room.rude_words.are_in(contribution.text)
        )
        found = await room.write(
            lambda repos: store_contribution(
                repos, event_id, of, key, phone.token_hash, phone.language, contribution, post_id,
                is_held=is_held,
            )
        )  # fmt: skip
        board = self.board_of(*key)
        if board is not None and board.take(phone.token_hash, found):
            self._tell()
        room.on_board()
        room.on_news()

    async def moderate(self, edit: PostEdit) -> None:
        """Does something to the posts of the board on the wall, or of the one that stays open.

        Raises:
            IllegalMove: there is no such board now, or one that is not on the wall is to have a
                post large on it.
            AnswerNotAccepted, NotFound: it cannot be done to these posts any more.
        """
        async with self._room.one_move:
            current = self._room.room.current
            question = self._room.live.get(edit.item or current)
            if question is None or question.board is None:
                raise IllegalMove(_("There is no board on the wall."))
            if edit.verb is PostVerb.ENLARGE and question.item.name != current:
                raise IllegalMove(_("Put the board on the wall first."))
            board, key, event_id = question.board, question.key, self._room.event.id
            if edit.verb is PostVerb.ENLARGE:
                large = edit.posts[0] if edit.posts else None
                await self._room.write(lambda repos: repos.rooms.set_large_post(event_id, large))
                self.large_post = large
                self._room.on_news()
                return
            if edit.verb is PostVerb.RELEASE and not edit.posts:
                held = (p.id for p in board.posts.values() if p.state is PostState.HELD)
                edit = replace(edit, posts=tuple(held))
            await self._room.write_and_read(lambda repos: store_edit(repos, event_id, key, edit))
        self._tell()

    def check_ideas(self) -> None:
        """Raises:
        IllegalMove: what is on the wall is not voted on, or there is nothing to vote on.
        """
        question = self._room.live.get(self._room.room.current)
        if question is None or question.board is None or question.item.kind is not ItemKind.IDEAS:
            raise IllegalMove(_("Only ideas are gathered first and voted on then."))
        if not question.question.is_voting and not public_posts(question.board.posts.values()):
            raise IllegalMove(_("Release an idea first: there is nothing to vote on yet."))

    def _tell(self) -> None:
        """Sends phones the posts as they are now, at once or a moment after the time before."""
        self._room.on_board()
        if self._is_due is not None:
            return
        wait = max(0.0, self._told_at + _TOLD_EVERY_S - self._loop.time())
        self._is_due = self._loop.call_later(wait, self._send)

    def _send(self) -> None:
        self._is_due, self._told_at = None, self._loop.time()
        self._room.on_room()
