"""Instruments: versions, labels and what is missing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from store_samples import instrument

from pollkit.domain.instruments import missing_translations
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
