"""What the room wrote, as it leaves the room: what was released, with its votes, no more."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from room_phones import both, small_event

from pollkit.domain.boards import Post, PostState
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rooms import Move
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases.events import save_event
from pollkit.usecases.export_results import export_event
from pollkit.usecases.results import event_results

QA = Item(
    "qa",
    ItemKind.QUESTIONS,
    both("Your questions?", "Vos questions ?"),
    (Option("money", both("Money", "Argent")),),
)
POSTS = (
    Post(UUID(int=1), "Who pays?", "money", PostState.SHOWN),
    Post(UUID(int=2), "=1+1", None, PostState.SHOWN),
    Post(UUID(int=3), "Is it open?", None, PostState.ANSWERED),
    Post(UUID(int=4), "NEVER-RELEASED", None, PostState.HELD),
    Post(UUID(int=5), "PUT-AWAY", None, PostState.HIDDEN),
    Post(UUID(int=6), "MERGED-AWAY", None, PostState.SHOWN),
)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[Workspace, Event]]:
    event = small_event((QA,))
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        save_event(workspace, event)
        workspace.write(lambda repos: _fill(repos, event)).result()
        yield workspace, event


def _fill(repos: Repositories, event: Event) -> None:
    room = repos.rooms.load(event.id).make(Move.ASK, "qa")
    repos.rooms.save(room, Move.ASK, asked=6)
    for number, post in enumerate(POSTS):
        repos.boards.add(event.id, "qa", 1, bytes([number]) * 32, post)
    for number, post in ((1, 1), (2, 1), (3, 1), (0, 2), (4, 3)):
        repos.boards.support(event.id, "qa", 1, bytes([number]) * 32, UUID(int=post), is_given=True)
    repos.boards.merge(event.id, "qa", 1, UUID(int=6), UUID(int=2))
    repos.rooms.save(room.make(Move.CLOSE), Move.CLOSE, asked=6)
    repos.boards.seal(event.id, "qa", 1)


def test_results_have_the_released_posts_alone(asked: tuple[Workspace, Event]) -> None:
    workspace, event = asked
    with workspace.read() as repos:
        (question,) = event_results(repos, event.id).questions
    assert [(post.text, post.supports) for post in question.tally.posts] == [
        ("Who pays?", 3),
        ("=1+1", 2),  # one supporter, and who wrote what was merged into it
        ("Is it open?", 1),
    ]
    assert question.split is None
    assert question.ballots == ()


def test_no_file_has_what_was_not_released(asked: tuple[Workspace, Event], tmp_path: Path) -> None:
    workspace, event = asked
    with workspace.read() as repos:
        files = export_event(repos, event.id, tmp_path / "out")
    (table,) = [one for one in files if one.suffix == ".csv" and one.name.startswith("01")]
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows == [
        ["text", "votes", "category", "answered"],
        ["Who pays?", "3", "Money", "no"],
        ["'=1+1", "2", "", "no"],
        ["Is it open?", "1", "", "yes"],
    ]
    page = next(one for one in files if one.suffix == ".html").read_text("utf-8")
    assert "Most support: “Who pays?”, with 3 votes." in page.replace("\u2068", "").replace(
        "\u2069", ""
    )
    for file in files:
        raw = file.read_bytes()
        for hidden in (b"NEVER-RELEASED", b"PUT-AWAY", b"MERGED-AWAY"):
            assert hidden not in raw, file.name


def test_posts_are_left_out_with_peoples_own_words(
    asked: tuple[Workspace, Event], tmp_path: Path
) -> None:
    workspace, event = asked
    with workspace.read() as repos:
        files = export_event(repos, event.id, tmp_path / "out", with_own_words=False)
    page = next(one for one in files if one.suffix == ".html").read_text("utf-8")
    assert "Who pays?" not in page
    assert "3 questions" in page
