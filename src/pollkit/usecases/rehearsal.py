"""A rehearsal: the event in a workspace of its own, with made-up people, and nothing left of it.

The people join over real HTTP and answer whatever is open, some quickly, some late, a few not at
all. Their answers never come near those of the event: its questions and pictures are copied to a
folder that is deleted in the end, whatever happens.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

from pollkit.domain.boards import (
    Post,
    PostEdit,
    PostVerb,
    most_supports,
    public_posts,
    takes_supports,
)
from pollkit.domain.events import Event
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.domain.rehearsal import plausible_answer, stands_behind
from pollkit.domain.views import RoomStatus
from pollkit.errors import PollKitError
from pollkit.i18n import _
from pollkit.store import Role, Workspace
from pollkit.usecases.events import check_ready, save_event
from pollkit.usecases.ports import Attendees, RoomLink
from pollkit.usecases.rehearsal_folder import FOLDER_PREFIX

FEWEST_PEOPLE, MOST_PEOPLE = 5, 300

# How long the last of the room takes to answer, the first being there at once.
_ANSWER_WITHIN_S = 6.0
_WAVES = 12
# Some are asked and say nothing, as in any room; most only read what others write.
_SILENT = 0.06
_ONLY_READ = 0.65


@contextmanager
def rehearsal_of(workspace: Path, event_id: UUID) -> Iterator[tuple[Path, Event]]:
    """A workspace that holds nothing but this event, and the event in it; deleted at the end.

    Raises:
        InstrumentProblem: the event cannot be asked yet.
    """
    with Workspace.open(workspace, Role.READER) as opened, opened.read() as repos:
        event = repos.events.get(event_id)
        pictures = opened.attachments
    check_ready(event)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
    try:
        copy = replace(event, title=_("Rehearsal: {title}").format(title=event.title))
        with Workspace.open(folder, Role.WINDOW) as opened:
            save_event(opened, copy).result()
        pictures.copy_to(folder / "attachments")
        yield folder, copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Audience:
    """Made-up people in a room. They follow it in a thread of their own until they leave."""

    def __init__(
        self,
        link: RoomLink,
        phones: Attendees,
        event: Event,
        people: int,
        *,
        seed: int = 1,
        answer_within_s: float = _ANSWER_WITHIN_S,
    ) -> None:
        """`people` from FEWEST_PEOPLE to MOST_PEOPLE; the same seed makes the same answers."""
        self._link, self._phones, self._event = link, phones, event
        self._within_s = answer_within_s
        self._chance = Random(seed)  # noqa: S311 - nothing here is secret
        self._languages = self._chance.choices(event.languages, k=people)
        self._answered: set[tuple[str, int]] = set()
        self._weighed: set[UUID] = set()  # posts that everybody has thought about
        self._given: Counter[tuple[str, int, int]] = Counter()  # item, round, phone -> its votes
        self._news = threading.Event()
        self._is_over = threading.Event()
        self.fault: PollKitError | None = None
        self._unwatch = link.watch(lambda _status: self._news.set())
        self._thread = threading.Thread(target=self._follow, name="audience", daemon=True)

    def enter(self) -> None:
        """Everybody joins, and answers from now on whatever is asked.

        Raises:
            RoomUnreachable: the room does not let them in.
        """
        self._phones.join(self._link.status.addresses[0].url, self._languages)
        self._news.set()
        self._thread.start()

    def leave(self) -> None:
        self._is_over.set()
        self._news.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._unwatch()
        self._phones.leave()

    def wait_until_answered(self, item: str, patience_s: float = 60.0) -> bool:
        """Whether all who want to answer the open question have done so within the time."""
        deadline = time.monotonic() + patience_s
        round_ = self._link.status.room.question(item).round
        while (item, round_) not in self._answered and time.monotonic() < deadline:
            if self._is_over.wait(0.05) or self.fault is not None:
                return False
        return (item, round_) in self._answered

    def wait_until_weighed(self, item: str, patience_s: float = 60.0) -> bool:
        """Whether all have voted for what a board shows within the time."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            if self._is_over.wait(0.05) or self.fault is not None:
                return False
            shown = public_posts(_posts_of(self._link.status, item))
            if shown and all(post.id in self._weighed for post in shown):
                return True
        return False

    def _follow(self) -> None:
        try:
            while not self._is_over.is_set():
                self._news.wait()
                self._news.clear()
                self._answer_what_is_open()
        except PollKitError as fault:  # the room is gone; whoever waits is told
            self.fault = fault

    def _answer_what_is_open(self) -> None:
        room = self._link.status.room
        beside = () if room.beside is None else (room.beside,)
        for question in (*room.open_questions, *beside):
            key = (question.item, question.round)
            item = self._event.instrument.item(question.item)
            if key not in self._answered and not self._is_over.is_set():
                self._answer(item, question.round)
                self._answered.add(key)
            if item.kind in OF_POSTS and takes_supports(item, question):
                self._weigh(item, question.round)

    def _weigh(self, item: Item, round_: int) -> None:
        """Everybody looks at the posts that were released since, and votes for some."""
        most = most_supports(item)
        for post in public_posts(_posts_of(self._link.status, item.name)):
            if post.id in self._weighed or self._is_over.is_set():
                continue
            behind = {}
            for phone in range(len(self._languages)):
                given = (item.name, round_, phone)
                if stands_behind(post, self._chance) and (
                    most is None or self._given[given] < most
                ):
                    behind[phone] = [f"for={post.id}"]
                    self._given[given] += 1
            self._phones.answer(item.name, behind, round_)
            self._weighed.add(post.id)

    def _answer(self, item: Item, round_: int) -> None:
        is_board = item.kind in OF_POSTS
        silent = _ONLY_READ if is_board else _SILENT
        answers = {
            phone: words
            for phone, language in enumerate(self._languages)
            if self._chance.random() >= silent
            and (words := plausible_answer(item, self._chance, language))
        }
        phones = list(answers)
        self._chance.shuffle(phones)
        for wave in range(_WAVES):
            some = phones[wave::_WAVES]
            told = {phone: answers[phone] for phone in some}
            self._phones.answer(item.name, told, round_ if is_board else None)
            if self._is_over.wait(self._within_s / _WAVES):
                return


def rehearse(
    link: RoomLink,
    audience: Audience,
    event: Event,
    on_result: Callable[[RoomLink, str], None] = lambda _link, _item: None,
) -> None:
    """Plays the whole event without a facilitator: asks, waits, closes and reveals each question.

    Raises:
        EnvironmentFault: the room or its people are gone.
    """
    from pollkit.domain.rooms import Move

    for item in event.instrument.items:
        if item.stays_open:
            link.move(Move.SHOW, item.name)
        else:
            link.move(Move.ASK, item.name)
        audience.wait_until_answered(item.name)
        if item.kind in OF_POSTS and audience.fault is None:
            _lead_board(link, audience, item)
        if audience.fault is not None:
            raise audience.fault
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        on_result(link, item.name)
    link.move(Move.END)


def _lead_board(link: RoomLink, audience: Audience, item: Item) -> None:
    """Lets all see what was written, and waits for what they think of it."""
    from pollkit.domain.rooms import Move

    link.moderate(PostEdit(PostVerb.RELEASE))
    if item.kind is ItemKind.IDEAS and public_posts(link.status.posts):
        link.move(Move.VOTE)
    if public_posts(link.status.posts):
        audience.wait_until_weighed(item.name)


def _posts_of(status: RoomStatus, item: str) -> tuple[Post, ...]:
    return status.posts if status.room.current == item else status.beside_posts
