"""Instruments: versions, labels and what is missing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from store_samples import instrument

from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.problems import missing_translations
from pollkit.errors import NotFound


def test_the_version_is_the_sha_256_of_the_canonical_form() -> None:
    form = instrument()
    canonical = form.canonical_json()
    assert form.version_id == hashlib.sha256(canonical.encode()).hexdigest()
    content = json.loads(canonical)
    again = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert again == canonical


def test_the_same_content_is_the_same_version_and_one_changed_letter_is_another() -> None:
    form = instrument()
    assert instrument().version_id == form.version_id
    turned_round = replace(form, title=dict(reversed([*form.title.items(), ("fr", "x")])))
    assert turned_round.version_id == replace(form, title={**form.title, "fr": "x"}).version_id
    assert instrument("Does your city evaluate").version_id != form.version_id


def test_a_scale_is_labelled_at_its_ends() -> None:
    sure = instrument().item("sure")
    assert [sure.label(code, "en") for code in sure.codes] == ["1 · not", "2", "3", "4", "5 · very"]


def test_an_option_is_labelled_in_the_language_or_the_next_best() -> None:
    evaluates = instrument().item("evaluates")
    assert evaluates.label("yes", "ar") == "نعم"
    assert evaluates.label("no", "ar") == "No"
    with pytest.raises(NotFound):
        evaluates.label("maybe", "en")


def test_an_unknown_question_is_not_found() -> None:
    with pytest.raises(NotFound):
        instrument().item("age")


def test_each_missing_translation_is_named_once() -> None:
    missing = missing_translations(instrument())
    assert missing == tuple((name, "ar") for name in ("evaluates", "how", "topics", "sure"))


def test_a_version_written_before_there_were_more_kinds_keeps_its_id() -> None:
    """The id as the first form of the program computed it."""
    scale = Item("q1", ItemKind.SCALE, {"en": "How sure?"}, asked_if=Condition("q0", ("a",)))
    choice = Item("q2", ItemKind.SINGLE, {"en": "?"}, (Option("a", {"en": "A"}),))
    assert Instrument({"en": "Day"}, ("en",), (scale, choice)).version_id == (
        "110793ed7fd2405610b75d140c146035e68d93e5c829d0c134f0a3a1f4f7a5d8"
    )


def test_a_scale_may_begin_at_nought() -> None:
    scale = Item("q", ItemKind.SCALE, {"en": "?"}, points=11, lowest=0, high_label={"en": "all"})
    assert scale.codes == ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
    assert (scale.label("0", "en"), scale.label("10", "en")) == ("0", "10 · all")
