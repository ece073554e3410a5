"""How long a questionnaire takes: worked out by hand from the published rates."""

from __future__ import annotations

import pytest

from pollkit.domain.answering_time import answering_time, item_seconds, words_in
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Section
from pollkit.domain.waves import Mode

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def question(name: str, **fields: object) -> Item:
    """Eight words to read: six of the question, two of its options."""
    text = {"en": "Did you eat with us today?"}
    return Item(name, ItemKind.SINGLE, text, YES_NO, **fields)  # type: ignore[arg-type]


def test_one_short_question_on_the_kiosk_by_hand() -> None:
    # 8 words at 258 and at 198 a minute; 3 s to decide, by 0.7 and 1.6; 2 s to turn the page.
    assert item_seconds(question("a"), "en", Mode.KIOSK) == pytest.approx(
        (8 * 60 / 258 + 2.1 + 2, 8 * 60 / 198 + 4.8 + 2)
    )


def test_a_phone_takes_1_4_times_as_long_to_read_and_decide() -> None:
    assert item_seconds(question("a"), "en", Mode.PHONE)[0] == pytest.approx(
        1.4 * (8 * 60 / 258 + 2.1) + 1
    )


def test_arabic_is_read_at_its_own_rate() -> None:
    item = Item("a", ItemKind.NOTE, {"ar": "شكراً لكم على وقتكم"})
    assert item_seconds(item, "ar", Mode.PAPER)[0] == pytest.approx(4 * 60 / 158 + 0.5)


def test_what_only_some_are_asked_counts_for_the_slow_end_alone() -> None:
    always = Instrument({}, ("en",), (question("a"),))
    some = Instrument(
        {}, ("en",), (question("a"), question("b", rules=Rules(relevant="${a} = 'yes'")))
    )
    one, both = (answering_time(i, "en", Mode.KIOSK) for i in (always, some))
    assert both.low_s == one.low_s
    assert both.high_s == pytest.approx(2 * one.high_s)


def test_a_part_that_repeats_three_times_counts_three_times() -> None:
    section = Section("child", {}, repeats=True, repeat_count="3")
    asked = Instrument({}, ("en",), (question("child/a"),), (section,))
    slow = item_seconds(question("a"), "en", Mode.KIOSK)[1]
    assert answering_time(asked, "en", Mode.KIOSK).high_s == pytest.approx(3 * slow)


def test_calculations_take_nobody_a_second() -> None:
    assert item_seconds(Item("x", ItemKind.HIDDEN, {}), "en", Mode.PHONE) == (0, 0)


def test_writing_takes_longer_by_hand_than_on_a_keyboard() -> None:
    item = Item("why", ItemKind.TEXT, {"en": "Why?"})
    assert item_seconds(item, "en", Mode.PAPER)[1] > item_seconds(item, "en", Mode.KIOSK)[1]


def test_an_answer_shown_in_a_text_counts_as_a_word() -> None:
    assert words_in({"en": "Hello ${first name}, how are you?"}, "en") == 5


def test_minutes_are_whole_and_never_none() -> None:
    time = answering_time(Instrument({}, ("en",), (question("a"),)), "en", Mode.KIOSK)
    assert (time.low_minutes, time.high_minutes) == (1, 1)
