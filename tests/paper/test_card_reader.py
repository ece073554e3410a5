"""Cards in rendered pictures of a room, against what was put into them."""

from __future__ import annotations

import sys
from dataclasses import replace

import card_scenes as scenes
import cv2
import numpy as np
import pytest

from pollkit.errors import CardsNotInstalled
from pollkit.paper import card_reader
from pollkit.paper.card_reader import read_cards
from pollkit.paper.cards import CARDS, LETTERS, CardCount
from pollkit.paper.markers import white_rows

# Of 72 cards each. What is measured lies higher (docs/adr/0010-paper-cards.md).
LEAST_RATES = {
    "good light": 1.0,
    "strong perspective (45°)": 0.97,
    "motion blur of 5 px": 0.97,
    "motion blur of 9 px": 0.9,
    "defocus of 2 px": 0.97,
    "glare": 0.9,
    "low light": 0.95,
    "a finger on one square": 0.97,
    "a finger on the marker's corner (5 %)": 0.6,
    "a hand on the marker's corner (15 %)": 0.15,
}


def read_rate(found: list[scenes.Scene]) -> float:
    """The part of the cards that was read; fails at the first that was read wrongly."""
    put_up, read = 0, 0
    for scene in found:
        truth = {card.number: card.letter for card in scene.cards}
        readings = read_cards(scene.picture)
        for reading in readings:
            assert truth.get(reading.number) == reading.letter, reading
        put_up += len(truth)
        read += len({reading.number for reading in readings})
    return read / put_up


@pytest.mark.parametrize("condition", scenes.CONDITIONS, ids=lambda condition: condition.name)
def test_cards_are_read_and_none_is_misread(condition: scenes.Condition) -> None:
    rate = read_rate([scenes.render_scene(seed, condition) for seed in range(6)])
    assert rate >= LEAST_RATES[condition.name]


@pytest.mark.parametrize("size", [scenes.HD, scenes.FULL_HD])
def test_forty_cards_in_one_picture_are_read(size: tuple[int, int]) -> None:
    condition = scenes.CONDITIONS[0]
    rate = read_rate([scenes.render_scene(seed, condition, 40, size) for seed in range(4)])
    assert rate >= 0.99


@pytest.mark.parametrize(("side_px", "least"), [(20, 0.97), (28, 0.98), (300, 1.0)])
def test_far_and_near_cards_are_read(side_px: float, least: float) -> None:
    cards = 12 if side_px < 100 else 4
    condition = scenes.sized(side_px)
    rate = read_rate([scenes.render_scene(seed, condition, cards) for seed in range(6)])
    assert rate >= least


def test_the_corners_are_where_the_marker_is() -> None:
    scene = scenes.render_scene(3, scenes.CONDITIONS[0])
    placed = {card.number: np.array(card.corners) for card in scene.cards}
    for reading in read_cards(scene.picture):
        assert np.abs(np.array(reading.corners) - placed[reading.number]).max() < 3


def test_a_grey_picture_is_read_like_a_coloured_one() -> None:
    picture = scenes.render_scene(3, scenes.CONDITIONS[0]).picture
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    assert len(read_cards(grey)) == 12


def test_every_card_is_read_with_every_letter() -> None:
    for number in range(1, CARDS + 1):
        card = scenes.card_picture(number)
        for letter in LETTERS:
            picture = cv2.copyMakeBorder(
                card, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(90, 90, 90)
            )
            [reading] = read_cards(np.asarray(picture, dtype=np.uint8))
            assert (reading.number, reading.letter) == (number, letter)
            card = np.ascontiguousarray(np.rot90(card))


def test_no_card_is_seen_in_rooms_full_of_checks_and_writing() -> None:
    assert [read_cards(scenes.render_room(seed)) for seed in range(40)] == [()] * 40


def test_a_marker_without_white_paper_around_it_is_no_card() -> None:
    squares = np.pad(np.array(white_rows(5), np.uint8) * 220 + 10, 1, constant_values=10)
    cloth = np.kron(squares, np.ones((14, 14), np.uint8))
    on_paper = np.pad(np.pad(cloth, 14, constant_values=240), 60, constant_values=90)
    assert [reading.number for reading in read_cards(on_paper)] == [5]
    # One white thread around it is enough of an edge, but not of a card.
    in_cloth = np.pad(np.pad(cloth, 2, constant_values=240), 60, constant_values=12)
    assert read_cards(in_cloth) == ()


def test_a_mirrored_picture_gives_no_answer_at_all() -> None:
    mirrored = replace(scenes.CONDITIONS[0], is_mirrored=True)
    assert [read_cards(scenes.render_scene(seed, mirrored).picture) for seed in range(10)] == [
        ()
    ] * 10


def test_people_who_turn_their_cards_are_counted_once_with_their_last_answer() -> None:
    film = scenes.render_moves(
        1, [{4: "A", 9: "B", 17: "C"}, {4: "A", 9: "D", 17: "C", 60: "B"}, {9: "D"}], frames_each=5
    )
    count = CardCount()
    for picture in film:
        count.take(read_cards(picture))
    assert count.settled == {4: "A", 9: "D", 17: "C", 60: "B"}


def test_without_opencv_the_person_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(CardsNotInstalled, match=r"bootstrap\.py run --cards"):
        read_cards(np.zeros((10, 10), np.uint8))
    monkeypatch.setattr(card_reader, "find_spec", lambda name: None)
    assert not card_reader.can_read_cards()
