"""What a facilitator does with what people wrote."""

from __future__ import annotations

from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.text_edits import TextEdit, TextEdits, TextVerb, for_wall, held_texts

CLOUD = Item("cloud", ItemKind.WORDS, {"en": "One word?"}, holds_texts=False)
HELD_CLOUD = Item("cloud", ItemKind.WORDS, {"en": "One word?"})
OPEN = Item("open", ItemKind.TEXT, {"en": "Why?"})
WORDS = ["trust", "Trust", "confidence", "money", "trust\nmoney"]


def after(*edits: TextEdit) -> TextEdits:
    found = TextEdits()
    for edit in edits:
        found = found.after(edit)
    return found


def cloud(edits: TextEdits, item: Item = CLOUD) -> dict[str, int]:
    choices = [Choice(text=text) for text in WORDS]
    shown = for_wall(item, tally(item, choices, 5, edits=edits.words), edits)
    return {word.text: word.count for word in shown.words}


def test_two_words_that_are_merged_count_each_person_once() -> None:
    merge = TextEdit(TextVerb.MERGE, ("confidence",), "Trust")
    assert cloud(TextEdits()) == {"trust": 3, "money": 2, "confidence": 1}
    assert cloud(after(merge)) == {"trust": 4, "money": 2}
    assert cloud(after(merge, TextEdit(TextVerb.PART, ("trust",)))) == cloud(TextEdits())


def test_a_word_that_others_were_merged_into_takes_them_along() -> None:
    edits = after(
        TextEdit(TextVerb.MERGE, ("confidence",), "trust"),
        TextEdit(TextVerb.MERGE, ("trust",), "money"),
    )
    assert edits.words.merged == {"confidence": "money", "trust": "money"}
    assert cloud(edits) == {"money": 5}


def test_merging_both_ways_round_leaves_one_word() -> None:
    edits = after(
        TextEdit(TextVerb.MERGE, ("confidence",), "trust"),
        TextEdit(TextVerb.MERGE, ("trust",), "confidence"),
    )
    assert len(cloud(edits)) == 2


def test_a_hidden_word_is_gone_from_wall_and_results_until_it_is_shown_again() -> None:
    hide = TextEdit(TextVerb.HIDE, ("MONEY",))
    assert "money" not in cloud(after(hide))
    assert after(hide, TextEdit(TextVerb.UNHIDE, ("money",))) == TextEdits()


def test_a_frozen_cloud_takes_no_new_word_but_goes_on_counting() -> None:
    frozen = after(TextEdit(TextVerb.FREEZE, ("trust",)))
    assert cloud(frozen) == {"trust": 3}
    assert cloud(frozen.after(TextEdit(TextVerb.THAW))) == cloud(TextEdits())
    assert cloud(after(TextEdit(TextVerb.FREEZE))) == {}


def test_held_words_come_to_the_wall_one_by_one() -> None:
    assert cloud(TextEdits(), HELD_CLOUD) == {}
    assert cloud(after(TextEdit(TextVerb.RELEASE, ("Money",))), HELD_CLOUD) == {"money": 2}


def test_held_answers_come_to_the_wall_after_their_release_only() -> None:
    result = tally(OPEN, [Choice(text="Because"), Choice(text="A rude word")], 2)
    assert for_wall(OPEN, result, TextEdits()).texts == ()
    assert held_texts(OPEN, result, TextEdits()) == ("A rude word", "Because")
    released = after(TextEdit(TextVerb.RELEASE, ("Because",)))
    assert for_wall(OPEN, result, released).texts == ("Because",)
    assert for_wall(OPEN, result, released).answered == 2, "the base is everyone's"
    hidden = released.after(TextEdit(TextVerb.HIDE, ("A rude word",)))
    assert held_texts(OPEN, result, hidden) == ()
    held_again = released.after(TextEdit(TextVerb.HOLD, ("because",)))
    assert for_wall(OPEN, result, held_again).texts == ()


def test_a_suspect_word_waits_where_nothing_else_does() -> None:
    suspect = TextEdits().suspecting(["MONEY"])
    assert cloud(suspect) == {"trust": 3, "confidence": 1}
    result = tally(CLOUD, [Choice(text=text) for text in WORDS], 5)
    assert held_texts(CLOUD, result, suspect) == ("money",)
    released = suspect.after(TextEdit(TextVerb.RELEASE, ("money",)))
    assert cloud(released) == cloud(TextEdits())
    assert released.is_suspect("Money"), "the console marks it still"
