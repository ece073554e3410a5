"""The cards to print: two on a page, each as large as the page allows, set by typst."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from pollkit.charts.palette import LIGHT, outline
from pollkit.charts.typesetting import typeset
from pollkit.i18n import LANGUAGE_NAMES, _, direction, speaking
from pollkit.paper.cards import CARDS, LETTERS
from pollkit.paper.markers import CELLS, white_rows

# The rest is white: a square's width around the marker, and what the thumbs need.
MARKER_OF_CARD = 0.74


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def size_mm(self) -> tuple[float, float]:
        return {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}[self]

    @property
    def card_mm(self) -> float:
        """The side of one card: two of them are as high as the page."""
        return self.size_mm[1] / 2


def write_card_sheets(
    path: Path, count: int = CARDS, paper: Paper = Paper.A4, language: str = "en"
) -> None:
    """Cards 1 to `count` as a PDF, after a page that tells how to print and to hold them.

    The same call gives the same bytes. OpenCV is not needed.

    Args:
        language: of the words for whoever prints; those for the people in the room are there in
            every language of the program, this one first.
    Raises:
        ValueError: `count` lies outside 1 to 60.
        OSError: the file cannot be written.
    """
    if not 1 <= count <= CARDS:
        raise ValueError(f"there are {CARDS} cards, not {count}")
    path.write_bytes(typeset("cards.typ", _content(count, paper, language), "cards.json"))


def _content(count: int, paper: Paper, language: str) -> dict[str, Any]:
    width, height = paper.size_mm
    languages = sorted(LANGUAGE_NAMES, key=lambda known: known != language)
    with speaking(language):
        title, printing = _("Cards for voting"), _printing_words()
    return {
        "title": title,
        "printing": printing,
        "language": language.split("-")[0],
        "direction": direction(language),
        "width": width,
        "height": height,
        "marker_of_card": MARKER_OF_CARD,
        "cells": CELLS,
        "options": [
            {"letter": letter, "colour": LIGHT.mark(place), "outline": outline(place)}
            for place, letter in enumerate(LETTERS)
        ],
        "instructions": [_instructions(one) for one in languages],
        "example": _card(1),
        "cards": [_card(number) for number in range(1, count + 1)],
    }


def _card(number: int) -> dict[str, Any]:
    return {"number": str(number), "rows": white_rows(number)}


def _printing_words() -> list[str]:
    return [
        _(
            "To print: at 100 %, on one side only, on white paper that does not shine; thick paper "
            "stays flat. Cut along the dashed lines and give each person one card."
        ),
        _(
            "A webcam with 1,920 × 1,080 pixels reads these cards from about 6 m away; light from "
            "the front helps. Every card of one room needs a number of its own."
        ),
    ]


def _instructions(language: str) -> dict[str, Any]:
    with speaking(language):
        steps = [
            _("Each edge of your card has a letter. Turn the card: the letter on top is yours."),
            _("Hold it up towards the camera, by its white corners. Keep the black square free."),
            _("You may turn it again until the question closes: the last letter counts."),
            _("The back is white and the letters are small, so nobody beside you reads yours."),
        ]
        return {
            "language": language,
            "direction": direction(language),
            "title": _("How to vote with your card"),
            "steps": steps,
        }
