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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

from pollkit.domain.events import Event
from pollkit.domain.rehearsal import plausible_answer
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
# Some are asked and say nothing, as in any room.
_SILENT = 0.06


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

    def _follow(self) -> None:
        try:
            while not self._is_over.is_set():
                self._news.wait()
                self._news.clear()
                self._answer_what_is_open()
        except PollKitError as fault:  # the room is gone; whoever waits is told
            self.fault = fault

    def _answer_what_is_open(self) -> None:
        for question in self._link.status.room.open_questions:
            key = (question.item, question.round)
            if key in self._answered or self._is_over.is_set():
                continue
            self._answer(question.item)
            self._answered.add(key)

    def _answer(self, name: str) -> None:
        item = self._event.instrument.item(name)
        answers = {
            phone: words
            for phone, language in enumerate(self._languages)
            if self._chance.random() >= _SILENT
            and (words := plausible_answer(item, self._chance, language))
        }
        phones = list(answers)
        self._chance.shuffle(phones)
        for wave in range(_WAVES):
            some = phones[wave::_WAVES]
            self._phones.answer(name, {phone: answers[phone] for phone in some})
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
        link.move(Move.ASK, item.name)
        audience.wait_until_answered(item.name)
        if audience.fault is not None:
            raise audience.fault
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        on_result(link, item.name)
    link.move(Move.END)
