"""The wall says how answers came in, where they came in by more than one way."""

from __future__ import annotations

from meeting import meeting

from pollkit.desktop.facilitator.wall.words import answered_so_far, base_in_words
from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.views import HeadCount


def test_phones_and_cards_are_told_apart_once_both_have_answered() -> None:
    heads = HeadCount(31, 30, 42, 41, {Channel.PHONE: 30, Channel.CARD: 11})
    assert answered_so_far(heads, meeting()) == "41 of 42 answered · 30 phones, 11 cards"


def test_one_way_alone_needs_no_words() -> None:
    heads = HeadCount(42, 41, 42, 41, {Channel.PHONE: 41})
    assert answered_so_far(heads, meeting()) == "41 of 42 answered"


def test_the_base_of_a_result_ends_with_the_ways() -> None:
    item = meeting().instrument.item("evaluates")
    result = tally(item, [Choice(("yes",))] * 5, 6)
    heads = HeadCount(1, 1, 6, 5, {Channel.PHONE: 1, Channel.HANDS: 4})
    said = base_in_words(result, meeting(), heads)
    assert said.startswith("5 of 6 answered")
    assert said.endswith("1 phone, 4 hands")
