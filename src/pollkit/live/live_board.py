"""A board while it is open or on the wall: its posts, and which phone has which part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from pollkit.domain.boards import (
    STATE_AFTER,
    NewPost,
    OwnPart,
    Post,
    PostEdit,
    PostState,
    PostVerb,
    Support,
    most_supports,
)
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import speaking
from pollkit.store import Repositories

Key = tuple[str, int]  # item, round
Found = tuple[tuple[Post, ...], OwnPart]

NOTHING = OwnPart()


@dataclass
class LiveBoard:
    """`own` is by token hash; it is empty once the board is sealed, but for who is in the box."""

    posts: dict[UUID, Post] = field(default_factory=dict)
    own: dict[bytes, OwnPart] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many had a part in it, as far as that is still known."""
        return len(self.own)

    def own_of(self, token_hash: bytes) -> OwnPart:
        return self.own.get(token_hash, NOTHING)

    def take(self, token_hash: bytes, found: Found) -> bool:
        """Takes up what was just stored for a phone; whether the room sees another post now."""
        posts, own = found
        fresh = {post.id: post for post in posts}
        shown = {post.id for post in posts if post.state is PostState.SHOWN}
        is_new = bool(shown - self.posts.keys())
        self.posts, self.own[token_hash] = fresh, own
        return is_new

    def same_post(self, post_id: UUID, new: NewPost) -> bool:
        """Whether this very post is there already."""
        known = self.posts.get(post_id)
        return known is not None and (known.text, known.category) == (new.text, new.category)


def read_board(repos: Repositories, event: Event, key: Key) -> LiveBoard:
    return LiveBoard(
        {post.id: post for post in repos.boards.posts(event.id, *key)},
        repos.boards.all_own(event.id, *key),
    )


def store_contribution(
    repos: Repositories,
    event_id: UUID,
    item: Item,
    key: Key,
    token_hash: bytes,
    language: str,
    contribution: NewPost | Support,
    post_id: UUID,
    *,
    is_held: bool,
) -> Found:
    """Writes a post under the id that its phone made, or gives or takes back support. A post that
    `is_held` waits for the facilitator.

    Raises:
        AnswerNotAccepted, NotFound: with a sentence in `language`.
    """
    boards = repos.boards
    with speaking(language):
        if isinstance(contribution, NewPost):
            state = PostState.HELD if is_held else PostState.SHOWN
            if not _has_written(repos, event_id, key, token_hash, contribution):
                post = Post(post_id, contribution.text, contribution.category, state)
                boards.add(event_id, *key, token_hash, post)
        else:
            boards.support(
                event_id, *key, token_hash, contribution.post, is_given=contribution.is_given,
                most=most_supports(item), may_be_own=item.kind is ItemKind.IDEAS,
            )  # fmt: skip
    return boards.posts(event_id, *key), boards.own(event_id, *key, token_hash)


def _has_written(
    repos: Repositories, event_id: UUID, key: Key, token_hash: bytes, new: NewPost
) -> bool:
    """A form without scripts that is sent twice has no id by which that is known."""
    mine = repos.boards.own(event_id, *key, token_hash).posts
    return bool(mine) and any(
        post.id in mine and (post.text, post.category) == (new.text, new.category)
        for post in repos.boards.posts(event_id, *key)
    )


def store_edit(repos: Repositories, event_id: UUID, key: Key, edit: PostEdit) -> None:
    """Raises:
    AnswerNotAccepted: these two cannot be merged any more.
    NotFound: there is no such post.
    """
    for post_id in edit.posts:
        if edit.verb is PostVerb.MERGE and edit.into is not None:
            repos.boards.merge(event_id, *key, post_id, edit.into)
        elif edit.verb in STATE_AFTER:
            repos.boards.set_state(event_id, *key, post_id, STATE_AFTER[edit.verb])
