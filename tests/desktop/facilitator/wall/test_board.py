"""The room's questions and ideas on the wall: readable, in order, and never more than fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from wall_pictures import SIZES, asking, event_in, sheet_of

from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.words import describe
from pollkit.domain.board_views import BoardPicture
from pollkit.domain.boards import Post, PostState, public_posts
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import Scene, WallPicture

QA = Item(
    "qa",
    ItemKind.QUESTIONS,
    {"en": "What would you like to ask?", "ar": "ماذا تودون أن تسألوا؟"},
    (Option("money", {"en": "Money", "ar": "المال"}), Option("people", {"en": "People"})),
)
IDEAS = Item("ideas", ItemKind.IDEAS, {"en": "What should we do?", "ar": "ماذا نفعل؟"})
LONG = "How did you find the people who never come to a meeting, and what did you say at the door?"


def posts(count: int) -> tuple[Post, ...]:
    texts = ("Who pays?", LONG, "<b>Is it open?</b>", "ما هي خطتكم للعام الثاني؟")
    return public_posts(
        Post(
            UUID(int=n + 1),
            f"{texts[n % 4]} {n}",
            ("money", None)[n % 2],
            PostState.SHOWN,
            count - n,
        )
        for n in range(count)
    )


def on_wall(
    item: Item, board: BoardPicture, state: QuestionState = QuestionState.OPEN
) -> WallPicture:
    scene = Scene.RESULT if state is QuestionState.REVEALED else Scene.QUESTION
    return replace(asking(item, state), scene=scene, board=board)


def written(sheet: Sheet) -> list[str]:
    return [fitted.text.replace("\u00a0", " ") for fitted in sheet.texts]


@pytest.fixture(autouse=True)
def _application(application: QApplication) -> Iterator[None]:
    yield


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 5, 40])
def test_what_fits_can_be_read_from_the_back_row(
    language: str, size: tuple[int, int], count: int
) -> None:
    shown = posts(count)
    sheet = sheet_of(
        on_wall(QA, BoardPicture(shown, None, True)), event_in(language, item=QA), size
    )
    texts = written(sheet)
    places = [texts.index(post.text) for post in shown if post.text in texts]
    assert places == sorted(places), "the most supported first"
    assert [post.text for post in shown[: len(places)]] == [texts[place] for place in places]
    for fitted in sheet.texts:
        assert fitted.pixel_size >= size[1] / 30 - 0.5, fitted.text
    cut = {fitted.text for fitted in sheet.texts if fitted.is_elided}
    assert not any(post.text[:9] in text for text in cut for post in shown)
    if language == "en" and len(places) < count:
        assert f"and {count - len(places)} more" in texts
    assert len(places) >= min(count, 3)


def test_the_chosen_one_stands_alone_and_large() -> None:
    shown = posts(5)
    picture = on_wall(QA, BoardPicture(shown, shown[1], True))
    sheet = sheet_of(picture, event_in("en", item=QA))
    texts = {fitted.text: fitted.pixel_size for fitted in sheet.texts}
    assert texts[shown[1].text] > 720 / 18
    assert not texts.keys() & {post.text for post in shown if post != shown[1]}
    assert shown[0].text not in describe(picture, event_in("en", item=QA))


def test_seven_ideas_have_bars_and_the_others_are_counted() -> None:
    board = BoardPicture(posts(9), None, True, True)
    sheet = sheet_of(on_wall(IDEAS, board, QuestionState.REVEALED), event_in("en", item=IDEAS))
    texts = written(sheet)
    assert sum(post.text in texts for post in board.posts) == 7
    assert "and 2 more" in texts
    assert "9 ideas · 45 votes" in texts


def test_no_number_is_told_before_the_result_of_ideas() -> None:
    shown = tuple(replace(post, supports=0) for post in posts(4))
    picture = on_wall(IDEAS, BoardPicture(shown, None, False, True))
    event = event_in("en", item=IDEAS)
    assert not any("▲" in text for text in written(sheet_of(picture, event)))
    assert "4 ideas" in written(sheet_of(picture, event))
    assert "Vote for up to 3 ideas" in " ".join(written(sheet_of(picture, event)))
    assert "vote" not in describe(picture, event).split("4 ideas")[0]


def test_an_empty_board_says_so() -> None:
    sheet = sheet_of(on_wall(QA, BoardPicture((), None, True)), event_in("en", item=QA))
    assert "No questions yet." in written(sheet)
