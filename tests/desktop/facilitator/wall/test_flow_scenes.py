"""What the wall shows of rounds, own pace and the clock, readable from the back row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting import EVALUATES, ITEMS
from PySide6.QtWidgets import QApplication
from wall_pictures import SIZES, asking, event_in, plain, revealed, sheet_of, votes

from pollkit.desktop.facilitator.wall.words import describe
from pollkit.domain.analysis.shifts import Shift, shift
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import QuestionState
from pollkit.domain.views import Progress, Scene

pytestmark = pytest.mark.usefixtures("application")

SCALE = next(item for item in ITEMS if item.kind == "scale")


def moved(item: Item, *ways: tuple[str, str, int], is_tied: bool = True) -> Shift:
    people = [(a, b) for a, b, n in ways for _ in range(n)]
    before = {n: Choice((a,)) for n, (a, _) in enumerate(people)}
    after = {n: Choice((b,)) for n, (_, b) in enumerate(people)}
    return shift(item, item.name, {**before}, {**after}, is_tied=is_tied)


YES_NO = moved(EVALUATES, ("yes", "yes", 20), ("no", "yes", 9), ("no", "no", 8))


def texts(picture: object, languages: tuple[str, ...] = ("en",), **more: object) -> list[str]:
    sheet = sheet_of(picture, event_in(*languages), **more)  # type: ignore[arg-type]
    return [fitted.text for fitted in sheet.texts]


def test_who_moved_stands_beside_the_bars_before_and_after(application: QApplication) -> None:
    picture = replace(revealed(EVALUATES, YES_NO.after), shift=YES_NO)
    shown = texts(picture)
    assert {"before: 37", "after: 37", "Who moved", "28 stayed"} <= set(shown)
    assert shown[shown.index("→") - 1 : shown.index("→") + 3] == ["B", "→", "A", "9"]


def test_where_nobody_can_be_followed_the_wall_says_so(application: QApplication) -> None:
    untied = moved(EVALUATES, ("yes", "no", 12), is_tied=False)
    shown = " ".join(texts(replace(revealed(EVALUATES, untied.after), shift=untied)))
    assert "nobody can be followed" in shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize(
    "made",
    [YES_NO, moved(SCALE, ("1", "4", 9), ("5", "5", 12), ("4", "2", 8))],
    ids=["choice", "scale"],
)
def test_nothing_of_a_shift_is_too_small_to_read(
    application: QApplication, size: tuple[int, int], language: str, made: Shift
) -> None:
    item = EVALUATES if made is YES_NO else SCALE
    sheet = sheet_of(replace(revealed(item, made.after), shift=made), event_in(language), size)
    assert all(fitted.pixel_size >= size[1] / 30 - 0.01 for fitted in sheet.texts)


def test_own_pace_shows_how_far_everyone_is_and_no_answer(application: QApplication) -> None:
    progress = (Progress("country", 30, 42), Progress("evaluates", 12, 42))
    picture = replace(plain(Scene.PROGRESS), progress=progress)
    shown = texts(picture)
    assert {"30 of 42", "12 of 42", "36 of 42 have finished"} <= set(shown)
    assert "at your own pace" in describe(picture, event_in("en"))


def test_the_seconds_that_are_left_stand_on_the_wall(application: QApplication) -> None:
    assert "1:05" in texts(replace(asking(EVALUATES), seconds_left=65))
    assert "0:00" in texts(replace(asking(EVALUATES), seconds_left=0))
    assert not any(":0" in text for text in texts(asking(EVALUATES))[1:3])


def test_a_result_that_is_shown_while_it_comes_in_still_says_how_to_answer(
    application: QApplication,
) -> None:
    picture = replace(revealed(EVALUATES, votes(EVALUATES, 3, 2, 1)), state=QuestionState.OPEN)
    assert "Choose one answer" in " ".join(texts(picture))
