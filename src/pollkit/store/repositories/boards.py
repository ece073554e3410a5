"""Boards: posts of the room and who stands behind them.

While a board is open this machine knows whose post is whose, as of any vote. When it closes, one
operation carries the posts with bare numbers, and who wrote or supported them is forgotten.
"""

# ruff: noqa: S608 (the statements are put together from constants of this module)

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.boards import MOST_POSTS, PUBLIC, OwnPart, Post, PostState
from pollkit.errors import AnswerNotAccepted, NotFound
from pollkit.i18n import _, ngettext
from pollkit.store.connection import raw_driver
from pollkit.store.erasing import erase
from pollkit.store.ledger import Ledger
from pollkit.store.repositories.events import event_row, project_of_event
from pollkit.store.rows import add_all, find_all, remove
from pollkit.store.tables import PostRow
from pollkit.store.topics import room_topic

KIND = "posts"

_KEY = "event_id = ? AND item = ? AND round = ?"
_OPEN = (
    "SELECT post_id, text, category, state, (SELECT count(*) FROM open_support s WHERE"
    " s.event_id = p.event_id AND s.item = p.item AND s.round = p.round AND s.post_id = p.post_id)"
    f" FROM open_post p WHERE {_KEY}"
)
_SUPPORTS = f"SELECT post_id, count(*) FROM open_support WHERE {_KEY} GROUP BY post_id"

_Round = tuple[str, str, int]  # event, item, round


class BoardRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._raw: Any = raw_driver(ledger.connection)

    def posts(self, event_id: UUID, item: str, round_: int) -> tuple[Post, ...]:
        """All of a board, those put away included, sorted by their random ids."""
        key = (event_id.hex, item, round_)
        since = {row[0]: row[1] for row in self._raw.execute(_SUPPORTS, key)}
        sealed = [
            Post(
                r.id, r.text, r.category, PostState(r.state), r.supports + since.get(r.id.bytes, 0)
            )
            for r in self._sealed(event_id, item, round_)
        ]
        fresh = [_open_post(row) for row in self._raw.execute(_OPEN, key)]
        return tuple(sorted([*sealed, *fresh], key=lambda post: post.id))

    def own(self, event_id: UUID, item: str, round_: int, token_hash: bytes) -> OwnPart:
        key = (event_id.hex, item, round_)
        return OwnPart(
            posts=self._ids("open_post", key, token_hash),
            supported=self._ids("open_support", key, token_hash),
            is_in_box=self._is_in_box(key, token_hash),
        )

    def all_own(self, event_id: UUID, item: str, round_: int) -> dict[bytes, OwnPart]:
        """Token -> its part, of every phone that wrote or supported something."""
        key = (event_id.hex, item, round_)
        tokens: set[bytes] = set()
        for table in ("open_post", "open_support", "in_box"):
            rows = self._raw.execute(f"SELECT DISTINCT token_hash FROM {table} WHERE {_KEY}", key)
            tokens.update(token for (token,) in rows)
        return {token: self.own(event_id, item, round_, token) for token in tokens}

    def add(self, event_id: UUID, item: str, round_: int, token_hash: bytes, post: Post) -> Post:
        """Keeps a new post; one that was sent before changes nothing. Returns what is kept.

        Raises:
            AnswerNotAccepted: the phone has posted MOST_POSTS, or the id is another's.
        """
        key = (event_id.hex, item, round_)
        mine = self._ids("open_post", key, token_hash)
        if post.id not in mine:
            if len(mine) >= MOST_POSTS:
                raise AnswerNotAccepted(_("You have written enough here. Let others speak too."))
            if self._is_known(event_id, key, post.id):
                raise AnswerNotAccepted(_("This could not be taken. Please write it again."))
            self._raw.execute(
                "INSERT INTO open_post (event_id, item, round, post_id, token_hash, text, category,"
                " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, post.id.bytes, token_hash, post.text, post.category, post.state.value),
            )
            self._ledger.topics.add(room_topic(event_id))
        return self._post(event_id, item, round_, post.id)

    def support(
        self,
        event_id: UUID,
        item: str,
        round_: int,
        token_hash: bytes,
        post_id: UUID,
        *,
        is_given: bool,
        most: int | None = None,
        may_be_own: bool = False,
    ) -> Post:
        """Gives or takes back a phone's support, `most` at a time (None = any number). Returns the
        post with its new number.

        Raises:
            NotFound: the post is not shown.
            AnswerNotAccepted: it is the phone's own, all its votes are given, or they are in the
                box already.
        """
        key = (event_id.hex, item, round_)
        post = self._post(event_id, item, round_, post_id)
        if post.state not in PUBLIC:
            raise NotFound(_("This is no longer shown."))
        if self._is_in_box(key, token_hash):
            raise AnswerNotAccepted(_("Your votes are in the ballot box already."))
        if not may_be_own and post_id in self._ids("open_post", key, token_hash):
            raise AnswerNotAccepted(_("This one is your own."))
        row = (*key, post_id.bytes, token_hash)
        if not is_given:
            condition = f"{_KEY} AND post_id = ? AND token_hash = ?"
            self._raw.execute(f"DELETE FROM open_support WHERE {condition}", row)
        else:
            given = self._ids("open_support", key, token_hash)
            if most is not None and post_id not in given and len(given) >= most:
                raise AnswerNotAccepted(
                    ngettext(
                        "You have given your vote. Take it back first.",
                        "You have given all your {n} votes. Take one back first.",
                        most,
                    ).format(n=most)
                )
            self._raw.execute(
                "INSERT OR IGNORE INTO open_support (event_id, item, round, post_id, token_hash)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
        self._ledger.topics.add(room_topic(event_id))
        return self._post(event_id, item, round_, post_id)

    def set_state(
        self, event_id: UUID, item: str, round_: int, post_id: UUID, state: PostState
    ) -> None:
        """What the facilitator decided about a post, open or sealed."""
        changed = self._raw.execute(
            f"UPDATE open_post SET state = ? WHERE {_KEY} AND post_id = ?",
            (state.value, event_id.hex, item, round_, post_id.bytes),
        )
        if changed.rowcount == 0:
            self._post(event_id, item, round_, post_id)
            self._record(
                event_id,
                item,
                round_,
                [
                    {**_sealed_payload(row), "state": state.value}
                    if row.id == post_id
                    else _sealed_payload(row)
                    for row in self._sealed(event_id, item, round_)
                ],
            )
        self._ledger.topics.add(room_topic(event_id))

    def merge(self, event_id: UUID, item: str, round_: int, post_id: UUID, into: UUID) -> None:
        """Lets `into` speak for a post that says the same: whoever wrote or supported the one
        supports the other, once.

        Raises:
            AnswerNotAccepted: one of them is sealed, so that nobody knows any more who supports
                both.
        """
        key = (event_id.hex, item, round_)
        authors = dict(
            self._raw.execute(f"SELECT post_id, token_hash FROM open_post WHERE {_KEY}", key)
        )
        if post_id.bytes not in authors or into.bytes not in authors or post_id == into:
            raise AnswerNotAccepted(_("These two can no longer be put together."))
        behind = self._raw.execute(
            f"SELECT token_hash FROM open_support WHERE {_KEY} AND post_id = ?",
            (*key, post_id.bytes),
        ).fetchall()
        people = {token for (token,) in behind} | {authors[post_id.bytes]}
        people.discard(authors[into.bytes])
        self._raw.executemany(
            "INSERT OR IGNORE INTO open_support (event_id, item, round, post_id, token_hash)"
            " VALUES (?, ?, ?, ?, ?)",
            [(*key, into.bytes, token) for token in sorted(people)],
        )
        self._raw.execute(
            f"DELETE FROM open_support WHERE {_KEY} AND post_id = ?", (*key, post_id.bytes)
        )
        self.set_state(event_id, item, round_, post_id, PostState.MERGED)

    def open_rounds(self, event_id: UUID) -> list[tuple[str, int]]:
        """(item, round) of every board that is not sealed."""
        return list(
            self._raw.execute(
                "SELECT item, round FROM open_post WHERE event_id = ?1 UNION"
                " SELECT item, round FROM open_support WHERE event_id = ?1",
                (event_id.hex,),
            )
        )

    def seal(self, event_id: UUID, item: str, round_: int) -> int:
        """Keeps the posts with bare numbers and forgets whose they are; how many there are."""
        posts = self.posts(event_id, item, round_)
        if (item, round_) not in self.open_rounds(event_id):
            return len(posts)
        self._record(event_id, item, round_, [_payload(post) for post in posts])
        key = (event_id.hex, item, round_)
        self._raw.execute(
            "INSERT OR IGNORE INTO in_box (event_id, item, round, token_hash)"
            f" SELECT DISTINCT event_id, item, round, token_hash FROM open_support WHERE {_KEY}",
            key,
        )
        for table in ("open_post", "open_support"):
            erase(self._raw, table, _KEY, key)
        self._ledger.must_wipe = True
        return len(posts)

    def _record(self, event_id: UUID, item: str, round_: int, posts: list[dict[str, Any]]) -> None:
        connection = self._ledger.connection
        self._ledger.record(
            KIND,
            event_id,
            {"item": item, "round": round_, "posts": sorted(posts, key=lambda post: post["id"])},
            room_topic(event_id),
            project=project_of_event(connection, event_id),
            instrument=event_row(connection, event_id).version_id,
        )

    def _sealed(self, event_id: UUID, item: str, round_: int) -> Any:
        connection = self._ledger.connection
        return find_all(connection, PostRow, "id", event_id=event_id, item=item, round=round_)

    def _post(self, event_id: UUID, item: str, round_: int, post_id: UUID) -> Post:
        for post in self.posts(event_id, item, round_):
            if post.id == post_id:
                return post
        raise NotFound(_("This is no longer shown."))

    def _is_known(self, event_id: UUID, key: _Round, post_id: UUID) -> bool:
        row = self._raw.execute(
            f"SELECT 1 FROM open_post WHERE {_KEY} AND post_id = ?", (*key, post_id.bytes)
        ).fetchone()
        return row is not None or bool(find_all(self._ledger.connection, PostRow, id=post_id))

    def _ids(self, table: str, key: _Round, token_hash: bytes) -> frozenset[UUID]:
        rows = self._raw.execute(
            f"SELECT post_id FROM {table} WHERE {_KEY} AND token_hash = ?", (*key, token_hash)
        )
        return frozenset(UUID(bytes=row[0]) for row in rows)

    def _is_in_box(self, key: _Round, token_hash: bytes) -> bool:
        row = self._raw.execute(
            f"SELECT 1 FROM in_box WHERE {_KEY} AND token_hash = ?", (*key, token_hash)
        ).fetchone()
        return row is not None


def project_posts(connection: Connection, body: dict[str, Any]) -> None:
    event_id, payload = UUID(body["entity"]), body["payload"]
    key = {"event_id": event_id, "item": payload["item"], "round": payload["round"]}
    remove(connection, PostRow, **key)
    rows = [{**post, "id": UUID(post["id"]), **key} for post in payload["posts"]]
    add_all(connection, PostRow, rows)


def _payload(post: Post) -> dict[str, Any]:
    return {
        "id": str(post.id),
        "text": post.text,
        "category": post.category,
        "state": post.state.value,
        "supports": post.supports,
    }


def _sealed_payload(row: Any) -> dict[str, Any]:
    return _payload(_sealed_post(row))


def _sealed_post(row: Any) -> Post:
    return Post(row.id, row.text, row.category, PostState(row.state), row.supports)


def _open_post(row: Any) -> Post:
    return Post(UUID(bytes=row[0]), row[1], row[2], PostState(row[3]), row[4])
